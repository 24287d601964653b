import assert from 'node:assert/strict';
import { XMLValidator } from 'fast-xml-parser';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace } from './workspace.ts';

const files = {
  '.skills/checkout.js':
    "/** Pays. */\nexport default async function checkout(n) {\n  await callSkill('price', { n });\n  return skills[n]();\n}\n",
  '.skills/shop/price.js':
    "/** Sums. */\nexport default async function price(n) {\n  return callSkill('tax', { n });\n}\n",
  '.skills/shop/tax.js':
    "/** Taxes. */\nexport default async function tax(n) {\n  return callSkill('Price', { n });\n}\n",
  '.skills/alone.js': '/** Sings. */\nexport default function alone() {\n  return 1;\n}\n',
};

describe('skillsmith graph', () => {
  let root: string;
  before(async () => {
    root = await makeWorkspace(files);
  });
  after(() => removeWorkspace(root));

  async function graph(...args: readonly string[]): Promise<{ code: number; out: string; err: string }> {
    const terminal = new FakeTerminal(root);
    const code = await commandLine({
      args: ['graph', ...args],
      terminal,
      version: async () => '0',
      problemPage: async () => '',
      createRunner: () => {
        throw new Error('Nothing runs.');
      },
    });
    return { code, ...terminal.written };
  }

  it('prints Mermaid text where no format is asked for', async () => {
    const { code, out, err } = await graph();
    assert.deepEqual([code, err], [0, '']);
    assert.match(out, /^flowchart TD\n/);
    assert.equal((await graph('--format', 'mermaid')).out, out);
  });

  it('prints JSON of the promised shape', async () => {
    const { nodes, edges, cycles } = JSON.parse((await graph('--format', 'json')).out);
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    assert.deepEqual(names(nodes), ['*', 'alone', 'checkout', 'price', 'tax']);
    assert.deepEqual(
      edges.map(({ from, to }: { from: string; to: string }) => `${from} ${to}`),
      ['checkout *', 'checkout price', 'price tax', 'tax price'],
    );
    assert.deepEqual(cycles, [['price', 'tax']]);
  });

  it('prints DOT text and an SVG picture', async () => {
    assert.match((await graph('--format=dot')).out, /^digraph skills \{\n/);
    const { out } = await graph('--format', 'svg');
    assert.equal(XMLValidator.validate(out), true);
    assert.match(out, />checkout</);
  });

  it('lists circles with their calls', async () => {
    assert.deepEqual(await graph('--cycles'), {
      code: 0,
      out: [
        'price → tax → price',
        '  .skills/shop/price.js:3:21 price calls tax',
        '  .skills/shop/tax.js:3:21 tax calls price',
        '',
      ].join('\n'),
      err: '',
    });
    const { nodes } = JSON.parse((await graph('--cycles', '--format', 'json')).out);
    assert.equal(nodes.length, 2);
  });

  it('fails on a circle when it should', async () => {
    const { code, out, err } = await graph('--cycles', '--fail-on-cycle');
    assert.deepEqual([code, err], [1, '1 circle of calls, which every run refuses.\n']);
    assert.match(out, /^price → tax/);
    assert.equal((await graph('--fail-on-cycle', '--focus', 'alone')).code, 0);
    assert.deepEqual(await graph('--cycles', '--focus', 'alone'), {
      code: 0,
      out: '',
      err: 'There are no circles of calls.\n',
    });
  });

  it('shows one skill and so many levels around it', async () => {
    const names = async (...args: readonly string[]) =>
      JSON.parse((await graph('--format', 'json', ...args)).out).nodes.map(
        ({ name }: { name: string }) => name,
      );
    assert.deepEqual(await names('--focus', 'PRICE', '--depth', '0'), ['price']);
    assert.deepEqual(await names('--focus', 'checkout', '--depth', '1'), ['*', 'checkout', 'price']);
    assert.deepEqual(await names('--focus', 'checkout'), ['*', 'checkout', 'price', 'tax']);
  });

  const mistakes: readonly [args: readonly string[], message: string][] = [
    [['--focus', 'prize'], 'There is no skill "prize": did you mean "price"?'],
    [['--format', 'jsn'], 'Unknown format "jsn": did you mean "json"?'],
    [['--format', 'excel'], 'Unknown format "excel". There are mermaid, dot, json and svg.'],
    [['--depth', '2'], '--depth needs --focus NAME.'],
    [['--focus', 'price', '--depth', '-1'], '--depth is a whole number of calls from 0, got "-1".'],
    [['price'], '"graph" does not know what to do with "price". One skill is shown with --focus price.'],
  ];
  for (const [args, message] of mistakes)
    it(`refuses ${args.join(' ')}`, async () => {
      assert.deepEqual(await graph(...args), { code: 2, out: '', err: `skillsmith: ${message}\n` });
    });
});
