/** The form made from a schema: what each type of input looks like, takes and hands on. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Browser, Locator } from 'playwright-core';
import type { JsonObject, JsonValue } from '../../../src/base/json.ts';
import { launchBrowser } from '../../host/browser.ts';
import { Panel } from '../harness/panel.ts';
import { completed, skillWith } from '../harness/samples.ts';

describe('form', function () {
  this.timeout(60_000);
  let browser: Browser;
  let panel: Panel;
  before(async () => {
    browser = await launchBrowser();
    panel = await Panel.open(browser, { height: 900 });
  });
  after(() => panel.close().finally(() => browser.close()));
  let shown = 0;
  /** Shows a form of its own for each test in the one page. */
  const show = async (
    properties: Readonly<Record<string, JsonObject>>,
    inputs: JsonObject = {},
    required: readonly string[] = [],
  ) => {
    const id = `skill-${++shown}`;
    panel.send({
      skill: skillWith(properties, { required, skill: { id, description: id } }),
      inputs,
      run: undefined,
    });
    await panel.page.locator('.skill-description', { hasText: new RegExp(`^${id}$`) }).waitFor();
  };
  /** What would run now. */
  const inputs = async (): Promise<JsonValue> => {
    await panel.page.waitForTimeout(20);
    await panel.page.getByRole('radio', { name: 'JSON' }).click();
    const text = await panel.page.getByLabel('Inputs as JSON').inputValue();
    await panel.page.getByRole('radio', { name: 'Form' }).click();
    return JSON.parse(text) as JsonValue;
  };
  const field = (name: string): Locator => panel.page.getByLabel(name, { exact: true });
  const button = (name: string): Locator => panel.page.getByRole('button', { name, exact: true });
  const choose = async (name: string, option: string) => {
    await field(name).first().click();
    await panel.page.getByRole('option', { name: option, exact: true }).locator('visible=true').click();
  };

  it('hides the characters of a secret, of a number and of anything as well', async () => {
    await show({
      key: { type: 'string', writeOnly: true },
      pin: { type: 'number', writeOnly: true },
      any: { writeOnly: true },
      name: { type: 'string' },
    });
    for (const name of ['key', 'pin', 'any'])
      assert.equal(await field(name).getAttribute('type'), 'password');
    assert.notEqual(await field('name').getAttribute('type'), 'password');
    await field('key').fill('hunter2');
    await field('pin').fill('4711');
    await field('any').fill('x');
    assert.deepEqual(await inputs(), { key: 'hunter2', pin: 4711, any: 'x' });
  });

  it('takes text, and tells the empty text from none', async () => {
    await show({ t: { type: 'string' } });
    assert.deepEqual(await inputs(), {});
    await field('t').fill('hi');
    assert.deepEqual(await inputs(), { t: 'hi' });
    await field('t').fill('');
    assert.deepEqual(await inputs(), { t: '' });
    assert.equal(await field('t').getAttribute('placeholder'), 'empty text');
    await button('Leave Out t').click();
    assert.deepEqual(await inputs(), {});
  });

  it('takes text of several lines and does not run on Enter inside it', async () => {
    await show({ t: { type: 'string' } }, { t: 'one' });
    await field('t').press('End');
    await field('t').press('Shift+Enter');
    await panel.page.keyboard.type('two');
    await panel.page.keyboard.press('Enter');
    await panel.page.keyboard.type('three');
    assert.deepEqual(await inputs(), { t: 'one\ntwo\nthree' });
    assert.deepEqual(panel.askedFor('run'), []);
  });

  it('takes numbers as they are typed, without rewriting them', async () => {
    await show({ n: { type: 'number' } });
    await field('n').focus();
    await panel.page.keyboard.type('1.');
    assert.equal(await field('n').inputValue(), '1.');
    await panel.page.keyboard.type('50');
    assert.equal(await field('n').inputValue(), '1.50');
    assert.deepEqual(await inputs(), { n: 1.5 });
    await field('n').fill('-2e3');
    assert.deepEqual(await inputs(), { n: -2000 });
    await field('n').fill('');
    assert.deepEqual(await inputs(), {});
  });

  it('keeps text that is no number, to be corrected', async () => {
    await show({ n: { type: 'integer' } });
    await field('n').fill('12a');
    await panel.page
      .getByText('expected number, got "12a"')
      .or(panel.page.getByText('expected integer, got "12a"'))
      .waitFor();
    assert.deepEqual(await inputs(), { n: '12a' });
    assert.equal(await field('n').inputValue(), '12a');
  });

  it('counts numbers up and down with the arrow keys', async () => {
    await show({ n: { type: 'number' } }, { n: 0.1 });
    await field('n').press('ArrowUp');
    await field('n').press('Shift+ArrowDown');
    assert.deepEqual(await inputs(), { n: -8.9 });
  });

  it('has a box to tick, and shows when it is neither ticked nor not', async () => {
    await show({ yes: { type: 'boolean' }, must: { type: 'boolean' } }, {}, ['must']);
    assert.deepEqual(await inputs(), { must: false });
    await panel.page.getByRole('checkbox', { name: 'yes' }).press('Space');
    await panel.page.getByRole('checkbox', { name: 'must' }).press('Space');
    assert.deepEqual(await inputs(), { must: true, yes: true });
    await button('Leave Out yes').click();
    assert.deepEqual(await inputs(), { must: true });
  });

  it('offers fixed values, of any type', async () => {
    await show({ op: { enum: ['add', 'sub', '1', 1, null] } });
    await choose('op', 'sub');
    assert.deepEqual(await inputs(), { op: 'sub' });
    await choose('op', '"1"');
    assert.deepEqual(await inputs(), { op: '1' });
    await choose('op', '1');
    assert.deepEqual(await inputs(), { op: 1 });
    await choose('op', 'null');
    assert.deepEqual(await inputs(), { op: null });
    await choose('op', 'not set');
    assert.deepEqual(await inputs(), {});
  });

  it('chooses by keyboard too', async () => {
    await show({ op: { anyOf: [{ const: 'add' }, { const: 'sub' }] } }, {}, ['op']);
    await field('op').first().focus();
    for (const key of ['Enter', 'ArrowDown', 'Enter']) await panel.page.keyboard.press(key);
    assert.deepEqual(await inputs(), { op: 'add' });
  });

  it('takes dates, and shows other text as text', async () => {
    await show(
      {
        day: { type: 'string', format: 'date' },
        at: { type: 'string', format: 'date-time' },
        odd: { type: 'string', format: 'date' },
      },
      { odd: 'tomorrow', at: '2026-03-01T12:00:00+02:00' },
    );
    await field('day').fill('2026-01-31');
    assert.deepEqual(await inputs(), { odd: 'tomorrow', at: '2026-03-01T12:00:00+02:00', day: '2026-01-31' });
    assert.equal(await field('odd').inputValue(), 'tomorrow');
    await field('at').fill('2026-03-01T12:30');
    assert.deepEqual(((await inputs()) as JsonObject).at, new Date('2026-03-01T12:30').toISOString());
  });

  it('grows and shrinks lists row by row, and never loses the focus', async () => {
    await show({ names: { type: 'array', items: { type: 'string' } } }, {}, ['names']);
    await button('Add item: names').click();
    await panel.page.waitForFunction('document.activeElement.matches("vscode-textarea")');
    await panel.page.keyboard.type('ada');
    await button('Add item: names').click();
    await field('names, item 2').fill('bob');
    await button('Add item: names').click();
    assert.deepEqual(await inputs(), { names: ['ada', 'bob', ''] });
    await button('Remove item 1').click();
    assert.deepEqual(await inputs(), { names: ['bob', ''] });
    await button('Remove item 2').click();
    await panel.page.waitForFunction('document.activeElement.matches("vscode-textarea")');
    await button('Remove item 1').click();
    await panel.page.waitForFunction('document.activeElement.matches(".add-button")');
    assert.deepEqual(await inputs(), { names: [] });
  });

  it('nests objects in lists', async () => {
    const item = {
      type: 'object',
      properties: { name: { type: 'string' }, price: { type: 'number' } },
      required: ['name', 'price'],
    };
    await show({ items: { type: 'array', items: item } }, { items: [{ name: 'tea', price: 1 }] });
    await field('items, item 1, price').fill('2.5');
    await button('Add item: items').click();
    await field('items, item 2, name').fill('cup');
    assert.deepEqual(await inputs(), { items: [{ name: 'tea', price: 2.5 }, { name: 'cup' }] });
  });

  it('sets and leaves out optional groups', async () => {
    const point = {
      type: 'object',
      properties: {
        x: { type: 'number' },
        deep: { type: 'object', properties: { y: { type: 'boolean' } }, required: ['y'] },
      },
      required: ['x', 'deep'],
    };
    await show({ point });
    assert.deepEqual(await inputs(), {});
    await button('Set: point').click();
    assert.deepEqual(await inputs(), { point: { deep: { y: false } } });
    await button('Leave Out point').click();
    assert.deepEqual(await inputs(), {});
  });

  it('has one control for each place of a tuple', async () => {
    await show(
      { pair: { type: 'array', prefixItems: [{ type: 'number' }, { type: 'string' }], items: false } },
      {},
      ['pair'],
    );
    await field('pair, item 2').fill('b');
    await field('pair, item 1').fill('1');
    assert.deepEqual(await inputs(), { pair: [1, 'b'] });
  });

  it('names, renames and removes the entries of a record', async () => {
    await show(
      { prices: { type: 'object', additionalProperties: { type: 'number' } } },
      { prices: { tea: 3, cup: 4 } },
    );
    await field('prices, tea').fill('5');
    await field('Name of entry 1').fill('coffee');
    await field('Name of entry 1').press('Tab');
    assert.equal(JSON.stringify(await inputs()), '{"prices":{"coffee":5,"cup":4}}');
    await field('Name of entry 2').fill('coffee');
    await field('Name of entry 2').press('Tab');
    assert.equal(await field('Name of entry 2').inputValue(), 'cup');
    await button('Remove coffee').click();
    await button('Add entry: prices').click();
    assert.deepEqual(await inputs(), { prices: { cup: 4, key: null } });
  });

  it('lets the kind of a union be chosen, and brings back what was entered for each', async () => {
    await show(
      {
        who: {
          anyOf: [
            { type: 'string' },
            { type: 'object', properties: { id: { type: 'number' } }, required: ['id'] },
            { type: 'null' },
          ],
        },
      },
      { who: 'ada' },
    );
    assert.equal(await field('who').inputValue(), 'ada');
    await choose('Kind of who', '{ id }');
    await field('who, id').fill('7');
    assert.deepEqual(await inputs(), { who: { id: 7 } });
    await choose('Kind of who', 'null');
    assert.deepEqual(await inputs(), { who: null });
    await choose('Kind of who', 'text');
    assert.deepEqual(await inputs(), { who: 'ada' });
    await choose('Kind of who', '{ id }');
    assert.deepEqual(await inputs(), { who: { id: 7 } });
  });

  it('takes anything as JSON, and keeps text that does not parse', async () => {
    await show({ x: {} });
    await field('x, as JSON').fill('{ "a": [1, ');
    await panel.page.getByText('expected a value, the text ends here (line 1, column 12)').waitFor();
    assert.deepEqual(await inputs(), {});
    assert.equal(await field('x, as JSON').inputValue(), '{ "a": [1, ');
    await field('x, as JSON').fill('{ "a": [1] }');
    await panel.settled();
    assert.equal(await field('x, as JSON').inputValue(), '{ "a": [1] }');
    assert.deepEqual(await inputs(), { x: { a: [1] } });
  });

  it('shows a value of the wrong type as JSON instead of losing it', async () => {
    await show({ n: { type: 'number' }, t: { type: 'string' } }, { n: { odd: [1] }, t: 5, more: true });
    assert.equal(await field('t, as JSON').inputValue(), '5');
    assert.equal(await field('more, as JSON').inputValue(), 'true');
    assert.deepEqual(await inputs(), { n: { odd: [1] }, t: 5, more: true });
    await field('t, as JSON').fill('"5"');
    assert.equal(await field('t').inputValue(), '5');
  });

  it('shows defaults as placeholders, and fields in the order of the signature', async () => {
    const skill = skillWith(
      { b: { type: 'number', default: 10 }, a: { type: 'string' } },
      { skill: { id: 'ordered' } },
    );
    panel.send({
      skill: {
        ...skill,
        parameters: [
          { name: 'a', isOptional: true, default: 'hey' },
          { name: 'b', isOptional: true, default: 10 },
        ],
      },
      inputs: {},
    });
    await field('a').waitFor();
    assert.deepEqual(await panel.page.locator('.form .field-name').allInnerTexts(), ['a', 'b']);
    assert.equal(await field('a').getAttribute('placeholder'), 'hey');
    assert.equal(await field('b').getAttribute('placeholder'), '10');
  });

  it('follows references and is not hung by those that lead in a circle', async () => {
    const tree = {
      type: 'object',
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/tree' } } },
      required: ['name'],
    };
    const skill = skillWith(
      { root: { $ref: '#/$defs/tree' }, loop: { $ref: '#/$defs/loop' } },
      { skill: { id: 'refs' } },
    );
    const schema = { ...skill.inputs, $defs: { tree, loop: { $ref: '#/$defs/loop' } } };
    panel.send({
      skill: { ...skill, inputs: schema },
      inputs: { root: { name: 'a', children: [{ name: 'b' }] } },
    });
    await field('root, children, item 1, name').waitFor();
    assert.equal(await field('loop, as JSON').count(), 1);
  });

  it('hands on unchanged whatever it shows, by way of JSON or not', async () => {
    panel.validate = async () => ({ issues: [] });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(name, typed), { maxLength: 4 }),
        fc.boolean(),
        async (entries, byJson) => {
          const fields = new Map(entries);
          const values = plainCopy(Object.fromEntries([...fields].map(([key, { value }]) => [key, value])));
          const schemas = Object.fromEntries([...fields].map(([key, { schema }]) => [key, schema]));
          await show(schemas, values, [...fields.keys()]);
          if (byJson) assert.deepEqual(await inputs(), values);
          let ran: JsonObject | undefined;
          panel.onRun = run => {
            ran = run.inputs;
            panel.end(run.id, completed(null));
          };
          await panel.page.keyboard.press('Control+Enter');
          while (ran === undefined) await panel.page.waitForTimeout(5);
          assert.deepEqual(ran, values);
        },
      ),
      { numRuns: 30 },
    );
  });
});

/** Without the null prototypes of generated objects. */
function plainCopy(value: JsonObject): JsonObject {
  return JSON.parse(JSON.stringify(value)) as JsonObject;
}

interface Typed {
  readonly schema: JsonObject;
  readonly value: JsonValue;
}

const name = fc.constantFrom('a', 'b', 'long name', '__proto__', 'constructor', '', '$ref', '1');
const number = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map(value => (Object.is(value, -0) ? 0 : value));
const plain = fc.jsonValue({ maxDepth: 2 }).map(value => JSON.parse(JSON.stringify(value)) as JsonValue);

/** A schema together with a value that fits it. */
const { typed } = fc.letrec<{ typed: Typed }>(tie => {
  const inner = tie('typed');
  const is = (schema: JsonObject) => (value: JsonValue) => ({ schema, value });
  return {
    typed: fc.oneof(
      { depthSize: 'small' },
      fc.string({ unit: 'binary' }).map(is({ type: 'string' })),
      number.map(is({ type: 'number' })),
      fc.boolean().map(is({ type: 'boolean' })),
      fc.constantFrom('add', 'sub', 1, null).map(is({ enum: ['add', 'sub', 1, null] })),
      fc.constantFrom('2026-01-31', 'someday').map(is({ type: 'string', format: 'date' })),
      fc
        .constantFrom('2026-01-31T09:30:00Z', '2026-01-31T09:30:00.5+01:00')
        .map(is({ type: 'string', format: 'date-time' })),
      plain.map(is({})),
      fc.dictionary(name, number).map(is({ type: 'object', additionalProperties: { type: 'number' } })),
      fc.tuple(inner, fc.nat(3)).map(([item, length]) => ({
        schema: { type: 'array', items: item.schema },
        value: Array.from({ length }, () => item.value),
      })),
      fc.array(inner, { minLength: 1, maxLength: 3 }).map(items => ({
        schema: { type: 'array', prefixItems: items.map(item => item.schema), items: false },
        value: items.map(item => item.value),
      })),
      fc.dictionary(name, inner, { maxKeys: 3 }).map(properties => ({
        schema: {
          type: 'object',
          properties: Object.fromEntries(Object.entries(properties).map(([key, item]) => [key, item.schema])),
          required: Object.keys(properties),
          additionalProperties: false,
        },
        value: Object.fromEntries(Object.entries(properties).map(([key, item]) => [key, item.value])),
      })),
      fc.tuple(inner, inner).map(([one, other]) => ({
        schema: { anyOf: [one.schema, other.schema, { type: 'null' }] },
        value: one.value,
      })),
    ),
  };
});
