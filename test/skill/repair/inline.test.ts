// Inlining a call: what comes out, that it does the same in the sandbox, and what is refused.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json.ts';
import { assertSame } from './behaviour.ts';
import { type Files, refactor, refusal, selected } from './bench.ts';

const title = 'Inline the call';

async function inline(marked: string, callees: Files, inputs: readonly JsonObject[] = [{}]): Promise<string> {
  const files = { 'main.js': marked, ...callees };
  const { after } = refactor(files, title);
  await assertSame({ ...files, 'main.js': selected(marked).text }, after, 'main', inputs);
  return after['main.js'] ?? '';
}

const square = { 'square.js': '/** S. @param {number} x */\nexport default x => x * x;\n' };

describe('inlining a call', () => {
  it('writes an expression in its place', async () => {
    assert.equal(
      await inline("export default async n => 1 + await callSkill('«»square', { x: 3 });\n", square),
      'export default async n => 1 + (3 * 3);\n',
    );
    assert.equal(
      await inline('export default async () => -(await skills.«»square({ x: -3 }));\n', square),
      'export default async () => -((-3) * (-3));\n',
    );
  });

  it('binds an input once that is no plain value', async () => {
    assert.equal(
      await inline(
        "export default async n => {\n  const s = await callSkill('«»square', { x: n + 1 });\n  return s;\n};\n",
        square,
        [{ n: 2 }],
      ),
      'export default async n => {\n  const x = n + 1;\n  const s = x * x;\n  return s;\n};\n',
    );
  });

  it('makes names unique and keeps shorthand properties right', async () => {
    const stats = {
      'stats.js': `/** Stats. */
export default function stats(items, factor = 2) {
\t// the sum first
\tlet total = 0;
\tfor (const n of items) total += n * factor;
\tconst mean = total / items.length;
\treturn { total, mean };
}
`,
    };
    assert.equal(
      await inline(
        "export default async function main(items) {\n  const total = 'mine';\n  const { mean } = await callSkill('«»stats', { items });\n  return { total, mean };\n}\n",
        stats,
        [{ items: [1, 2] }],
      ),
      `export default async function main(items) {
  const total = 'mine';
  let total2 = 0;
  for (const n of items) total2 += n * 2;
  const mean2 = total2 / items.length;
  const { mean } = { total: total2, mean: mean2 };
  return { total, mean };
}
`,
    );
  });

  it('waits where the callee waited, and takes its statements along', async () => {
    const logger = {
      'logger.js': '/** L. */\nexport default async text => {\n  await sleep(1);\n  console.log(text);\n};\n',
    };
    assert.equal(
      await inline(
        "export default async () => {\n  await callSkill('«»logger', { text: 'a' });\n  return 1;\n};\n",
        logger,
      ),
      "export default async () => {\n  await sleep(1);\n  console.log('a');\n  return 1;\n};\n",
    );
  });

  it('lets an input be assigned', async () => {
    const up = { 'up.js': '/** U. */\nexport default function up(n) {\n  n += 1;\n  return n;\n}\n' };
    assert.match(
      await inline(
        "export default async n => {\n  const m = await callSkill('«»up', { n });\n  return [n, m];\n};\n",
        up,
        [{ n: 1 }],
      ),
      /let n2 = n;\n {2}n2 \+= 1;\n {2}const m = n2;/,
    );
  });

  it('says why it cannot', () => {
    const main = (call: string) => `export default async items => {\n  return 1 + ${call};\n};\n`;
    const why = (call: string, text: string) =>
      refusal({ 'main.js': main(call), 'other.js': text }, title) ?? '';
    assert.match(
      why("await callSkill('«»other')", 'export default () => { const a = 1; return a; };'),
      /in a variable first/,
    );
    assert.match(why("callSkill('«»other')", 'export default () => 1;'), /awaited where it stands/);
    assert.match(why("await callSkill('«»other')", 'const a = 1;'), /is a script/);
    assert.match(why("await callSkill('«»other')", 'const k = 1;\nexport default () => k;'), /stands beside/);
    assert.match(
      why("await callSkill('«»other')", 'export default () => { if (1) return 2; return 3; };'),
      /more than one place/,
    );
    assert.match(
      why("await callSkill('«»other', { items })", 'export default items => items.sort();'),
      /changes its inputs/,
    );
    assert.match(
      why("await callSkill('«»other', items)", 'export default items => items;'),
      /not written as an object/,
    );
    assert.match(why("await callSkill('«»other')", 'export default () => () => 1;'), /returns a function/);
    assert.match(why("await callSkill('«»main')", 'export default () => 1;'), /into itself/);
  });
});
