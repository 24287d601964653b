import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { runInNewContext } from 'node:vm';
import { isJsonObject, type JsonObject, type JsonValue } from '../../src/base/json.ts';
import { createRunnerPool, type RunnerPool } from '../../src/node/pool.ts';
import { readSkillFolder } from '../../src/node/skill-folder.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import type { Skill } from '../../src/skill/skill.ts';

const media = fileURLToPath(new URL('../../media/', import.meta.url));

async function catalogueOf(folder: string): Promise<SkillCatalogue> {
  const catalogue = new SkillCatalogue({ stripTypes });
  catalogue.update({ set: await readSkillFolder(`${media}${folder}`, { boundary: media }) });
  return catalogue;
}

/** `[inputs, result]` of `name(inputs) // => result`; `undefined` for an example that promises no result. */
function promised(skill: Skill, example: string): readonly [JsonObject, JsonValue] | undefined {
  const [call, result] = example.split('// => ');
  if (call === undefined || result === undefined) return undefined;
  const text = call.trim();
  assert.ok(text.startsWith(`${skill.name}(`) && text.endsWith(')'), `An example calls its skill: ${text}`);
  const [inputs, expected] = [text.slice(skill.name.length), `(${result})`].map(value);
  assert.ok(isJsonObject(inputs));
  return [inputs, expected as JsonValue];
}

function value(expression: string): JsonValue {
  return JSON.parse(String(runInNewContext(`JSON.stringify(${expression})`))) as JsonValue;
}

const samples = await catalogueOf('samples');
const templates = await catalogueOf('templates');

describe('media', () => {
  let pool: RunnerPool;
  before(() => {
    const workerUrl = new URL('../../src/node/worker.ts', import.meta.url);
    const wasmUrl = new URL(import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'));
    pool = createRunnerPool({ workerUrl, wasmUrl, size: () => 1 });
  });
  after(() => pool.dispose());

  /** The result; an outcome other than completed fails the test with its error. */
  async function result(source: SkillCatalogue, skill: string, inputs: JsonObject): Promise<unknown> {
    const outcome = await pool.run({ skill, inputs, limits: defaultLimits }, { source });
    assert.equal(outcome.error?.stack, undefined, outcome.error?.message);
    assert.equal(outcome.status, 'completed');
    return outcome.result;
  }

  describe('samples', () => {
    it('are a dozen and more, of all forms and both languages', () => {
      const all = [...samples.skills()];
      assert.ok(all.length >= 20);
      const kinds = new Set(all.flatMap(skill => [skill.entry?.form, skill.language]));
      assert.deepEqual([...kinds].sort(), [
        'bare-function',
        'function',
        'javascript',
        'script',
        'typescript',
      ]);
      assert.ok(all.filter(skill => skill.entry?.form === 'script').length >= 2);
      assert.ok(all.filter(skill => skill.calls.length > 0).length >= 5);
    });

    for (const skill of samples.skills()) {
      it(`${skill.name} has no problem, and says what it does`, () => {
        assert.deepEqual(samples.problems(skill.path), []);
        assert.match(skill.doc.summary, /^[A-Z].*\.$/);
      });

      for (const example of skill.doc.examples) {
        const promise = promised(skill, example);
        if (promise === undefined) continue;
        it(`${example.split('\n')[0]}`, async () => {
          assert.deepEqual(await result(samples, skill.name, promise[0]), promise[1]);
        });
      }
    }

    it('promise results: nearly every sample has an example', () => {
      const without = [...samples.skills()].filter(skill => skill.doc.examples.length === 0);
      assert.deepEqual(
        without.map(skill => skill.name),
        ['percent_change'],
      );
    });

    it('percent_change takes its free variables as inputs', async () => {
      assert.deepEqual(await result(samples, 'percent_change', { before: 80, after: 100 }), {
        difference: 20,
        percent: 25,
        trend: 'up',
      });
    });

    it('loan_payment makes a schedule that ends at nothing', async () => {
      const inputs = { amount: 1000, yearlyRate: 12, months: 2, schedule: true };
      assert.deepEqual(await result(samples, 'loan_payment', inputs), {
        monthly: 507.51,
        interest: 15.02,
        schedule: [
          { month: 1, interest: 10, rest: 502.49 },
          { month: 2, interest: 5.02, rest: 0 },
        ],
      });
    });

    for (const [name, inputs, message] of [
      ['age', { born: '2030-01-01', on: '2026-01-01' }, /Nobody born on "2030-01-01"/],
      ['add_business_days', { start: 'soon', days: 1 }, /"soon" is no day/],
      ['roman_numerals', { value: 'IIII' }, /neither a whole number/],
      ['topological_sort', { tasks: { a: ['b'], b: ['a'] } }, /wait for one another: a, b/],
      ['luhn', { number: '12x' }, /digits, spaces and hyphens only/],
    ] as const) {
      it(`${name} refuses ${JSON.stringify(inputs)} in words`, async () => {
        const outcome = await pool.run({ skill: name, inputs, limits: defaultLimits }, { source: samples });
        assert.equal(outcome.status, 'failed');
        assert.match(outcome.error?.message ?? '', message);
      });
    }
  });

  describe('templates', () => {
    it('are the four that New Skill offers', () => {
      assert.deepEqual([...templates.names()].sort(), ['async', 'composed', 'function', 'script']);
    });

    for (const template of templates.skills()) {
      it(`${template.name} is a skill without problems`, () => {
        // Two of them take the names of skills as inputs, which is what they show.
        const problems = templates
          .problems(template.path)
          .filter(({ code }) => code !== 'skill/dynamic-call');
        assert.deepEqual(problems, []);
        assert.notEqual(template.entry, undefined);
        assert.match(template.doc.summary, /\.$/);
      });
    }

    it('run as they are', async () => {
      assert.deepEqual(await result(templates, 'function', { name: 'Ada' }), { text: 'Hello, Ada!' });
      assert.deepEqual(await result(templates, 'script', { prices: [10, 20], taxRate: 0.5 }), {
        net: 30,
        gross: 45,
      });
      const steps = ['function'];
      assert.deepEqual(await result(templates, 'composed', { steps, inputs: { name: 'Bo' } }), {
        text: 'Hello, Bo!',
      });
      const batch = [{ name: 'Bo' }, { name: 'Cy', greeting: 'goodbye' }];
      assert.deepEqual(await result(templates, 'async', { skill: 'function', batch }), [
        { text: 'Hello, Bo!' },
        { text: 'Goodbye, Cy!' },
      ]);
    });

    it('async tries once more after a failure, and then fails', async () => {
      const inputs = { skill: 'function', batch: [{ wrong: 1 }], pauseMs: 1 };
      const outcome = await pool.run(
        { skill: 'async', inputs, limits: defaultLimits },
        { source: templates },
      );
      assert.equal(outcome.error?.code, 'run/invalid-inputs');
      assert.equal(outcome.logs.length, 1);
      assert.equal(outcome.calls.calls.length, 2);
    });
  });
});
