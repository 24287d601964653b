// Converting between the forms: what comes out, that it does the same in the sandbox, and what is refused.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json.ts';
import { assertSame } from './behaviour.ts';
import { catalogueOf, refactor, refusal, selected } from './bench.ts';

async function convert(marked: string, title: string, inputs: readonly JsonObject[] = [{}]): Promise<string> {
  const { after } = refactor({ 'main.js': marked }, title);
  const before = { 'main.js': selected(marked).text };
  await assertSame(before, after, 'main', inputs);
  const [old, now] = [before, after].map(files => catalogueOf(files).at('main.js'));
  assert.equal(now?.doc.summary, old?.doc.summary, 'the doc is the same');
  assert.deepEqual(now?.inputs.required ?? [], old?.inputs.required ?? [], 'the same inputs are required');
  return after['main.js'] ?? '';
}

const pairs = [{ a: 3, b: 4 }, { a: 3 }, { a: 'x', b: 1 }];

describe('converting a skill', () => {
  it('between a function and a bare function', async () => {
    const bare = '/** Adds. */\nfunction add(a, b) {\n  return a + b;\n}\n';
    const exported = '/** Adds. */\nexport default function add(a, b) {\n  return a + b;\n}\n';
    assert.equal(await convert(bare.replace('add(', '«»add('), 'with `export default`', pairs), exported);
    assert.equal(await convert(exported.replace('add(', '«»add('), 'bare function', pairs), bare);
  });

  it('gives an arrow a name and a body', async () => {
    assert.equal(
      await convert('/** Adds. */\nexport «»default async (a, b = 2) => a + b;\n', 'bare function', pairs),
      '/** Adds. */\nasync function main(a, b = 2) {\n  return a + b;\n}\n',
    );
    assert.equal(
      await convert(
        '/** Twice. */\nexport «»default a => {\n  return a * 2;\n}\n',
        'bare function',
        pairs.slice(1),
      ),
      '/** Twice. */\nfunction main(a) {\n  return a * 2;\n}\n',
    );
  });

  it('a script to a function', async () => {
    assert.equal(
      await convert(
        '/**\n * Adds.\n * @param {number} a\n * @param {number} [b=2]\n */\n// begin\n«»const _both = [a, b];\nconst sum = _both[0] + _both[1];\n\nconst text = `a\n$' +
          '{sum}`; // done\n',
        'with `export default`',
        pairs,
      ),
      '/**\n * Adds.\n * @param {number} a\n * @param {number} [b=2]\n */\nexport default function main(a, b) {\n  // begin\n  const _both = [a, b];\n  const sum = _both[0] + _both[1];\n\n  const text = `a\n$' +
        '{sum}`;\n  // done\n  return { sum, text };\n}\n',
    );
  });

  it('a script that waits to a bare function', async () => {
    assert.equal(
      await convert('«»await sleep(1);\nexport const double = n * 2;\n', 'bare function', [{ n: 4 }]),
      'async function main(n) {\n  await sleep(1);\n  const double = n * 2;\n  return { double };\n}\n',
    );
  });

  it('a function to a script, with private names for what is no result', async () => {
    assert.equal(
      await convert(
        '/**\n * Adds.\n * @param {number} a\n */\nexport default function «»add(a, b = 2) {\n\t// both\n\tconst both = [a, b];\n\tconst sum = both[0] + both[1];\n\treturn { sum, half: sum / 2, list: [{ both }] };\n}\n',
        'script',
        pairs,
      ),
      '/**\n * Adds.\n * @param {number} a\n * @param {*} [b=2]\n */\n// both\nconst _both = [a, b];\nconst sum = _both[0] + _both[1];\nconst half = sum / 2;\nconst list = [{ both: _both }];\n',
    );
  });

  it('says why it cannot', () => {
    const why = (marked: string, title: string) => refusal({ 'main.js': marked }, title) ?? '';
    assert.match(
      why('export default function «»f(a) { const b = a; return b; }', 'script'),
      /returns something else/,
    );
    assert.match(
      why('export default function «»f(a) { const b = 1; return { a }; }', 'script'),
      /an input and a result/,
    );
    assert.match(
      why('export default function «»f(a) { if (a) return { x: 1 }; return { x: 2 }; }', 'script'),
      /more than one place/,
    );
    assert.match(
      why('const k = 1;\nexport default function «»f(a) { return a + k; }', 'bare'),
      /stand beside/,
    );
    assert.match(why('«»const seen = new Map();\nconst n = seen.size;', 'export default'), /cannot carry/);
    assert.match(why('export default function «»f([a]) { return a; }', 'bare'), /has errors/);
  });
});
