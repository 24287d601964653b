// Extracting to a skill: what comes out, that it does the same in the sandbox, and what is refused.
import assert from 'node:assert/strict';
import type { JsonObject } from '../../../src/base/json.ts';
import { assertSame } from './behaviour.ts';
import { type Files, refactor, refusal, selected } from './bench.ts';

const title = 'Extract to a skill';

async function extract(marked: string, inputs: readonly JsonObject[] = [], path = 'shop/main.js') {
  const files: Files = { [path]: marked };
  const { after, repair } = refactor(files, title);
  const created = repair.change.creates[0];
  assert(created);
  await assertSame({ [path]: selected(marked).text }, after, 'main', inputs);
  return { main: after[path] ?? '', part: created.text, path: created.path };
}

const whyNot = (marked: string) => refusal({ 'main.js': marked }, title);

describe('extracting to a skill', () => {
  it('makes inputs of what is used and a result of what is made', async () => {
    const { main, part, path } = await extract(
      `/**
 * Total.
 * @param {number[]} prices
 * @param {number} rate
 */
export default function main(prices, rate) {
  const label = 'total';
  «let sum = 0;
  for (const price of prices) {
    sum += price * (1 + rate);
  }
  const text = label + ': ' + sum;»
  return { text, sum };
}
`,
      [
        { prices: [1, 2.5], rate: 0.2 },
        { prices: [], rate: 0 },
        { prices: 'no', rate: 1 },
      ],
    );
    assert.equal(path, 'shop/main_part.js');
    assert.equal(
      main.slice(main.indexOf('export')),
      `export default async function main(prices, rate) {
  const label = 'total';
  const { sum, text } = await callSkill('main_part', { prices, rate, label });
  return { text, sum };
}
`,
    );
    assert.equal(
      part,
      `/**
 * Describe what it does.
 * @param {number[]} prices
 * @param {number} rate
 * @param {string} label
 */
export default function main_part(prices, rate, label) {
  let sum = 0;
  for (const price of prices) {
    sum += price * (1 + rate);
  }
  const text = label + ': ' + sum;
  return { sum, text };
}
`,
    );
  });

  it('gives changed variables back, with the author’s tabs, quotes and line ends', async () => {
    const { main, part } = await extract(
      'export default function main(n) {\r\n\tlet total = 1;\r\n\t«total = total + n;\r\n\tif (n > 2) total *= 2;»\r\n\treturn "t" + total;\r\n}\r\n',
      [{ n: 1 }, { n: 5 }],
    );
    assert.match(main, /\r\n\t\(\{ total \} = await callSkill\("main_part", \{ total, n \}\)\);\r\n/);
    assert.match(part, /function main_part\(total, n\) \{\r\n\ttotal = total \+ n;\r\n/);
    assert.doesNotMatch(part, /[^\r]\n/);
  });

  it('declares what gets its first value inside', async () => {
    const { part } = await extract(
      'export default function main(n) {\n  let a;\n  «a = n * 2;\n  const b = a + 1;»\n  return { a, b };\n}\n',
      [{ n: 3 }],
    );
    assert.match(part, /\n {2}let a;\n {2}a = n \* 2;/);
  });

  it('waits inside where the code waited', async () => {
    const { part } = await extract(
      'export default async function main(n) {\n  «await sleep(1);\n  const m = n + 1;»\n  return m;\n}\n',
      [{ n: 3 }],
    );
    assert.match(part, /export default async function/);
  });

  it('takes the return along where it is the last statement of the entry', async () => {
    const { main } = await extract(
      'export default n => {\n  const m = n + 1;\n  «if (m > 3) console.log("big");\n  return m * 2;»\n};\n',
      [{ n: 1 }, { n: 4 }],
    );
    assert.match(
      main,
      /^export default async n => \{\n {2}const m = n \+ 1;\n {2}return await callSkill\("main_part", \{ m \}\);\n\};/,
    );
  });

  it('extracts an expression of a known type as it is, any other in an object', async () => {
    const known = await extract(
      '/** @param {number} n */\nexport default n => { return { double: «n * 2» }; };\n',
      [{ n: 4 }],
    );
    assert.match(known.main, /double: await callSkill\('main_part', \{ n \}\)/);
    const other = await extract(
      "export default (list) => { const found = «list.find(x => x > 3)»; return found === undefined ? 'none' : found; };\n",
      [{ list: [1, 5] }, { list: [] }],
    );
    assert.match(other.main, /const found = \(await callSkill\('main_part', \{ list \}\)\)\.result;/);
  });

  it('keeps a script’s result what it was', async () => {
    const { main } = await extract(
      '«const double = n * 2;\nconst _half = n / 2;»\nconst sum = double + _half;\n',
      [{ n: 4 }],
    );
    assert.match(main, /^const \{ double, _half \} = await callSkill\('main_part', \{ n \}\);\nconst sum/);
  });

  it('leaves what stands in a template text where it is', async () => {
    const { part } = await extract(
      `export default n => {\n    «const text = \`a\n    b\${n}\`;»\n    return text;\n};\n`,
      [{ n: 1 }],
    );
    assert.match(part, /`a\n {4}b\$\{n\}`/);
  });

  it('takes an optional input that may be missing', async () => {
    await extract(
      '/** @param {number} [n] */\nexport default n => {\n  «const m = n === undefined ? 1 : n;»\n  return m;\n};\n',
      [{}, { n: 4 }],
    );
  });

  it('keeps the types of TypeScript', async () => {
    const { part, main } = await extract(
      '/** Total. */\nexport default function main(n: number): number {\n  «const m: number = n + 1;»\n  return m;\n}\n',
      [{ n: 3 }],
      'main.ts',
    );
    assert.match(part, /const m: number = n \+ 1;/);
    assert.match(main, /async function main/);
  });

  it('says why it cannot', () => {
    const body = (code: string) => `export default async function main(items, n) {\n  ${code}\n}\n`;
    assert.match(whyNot(body('for (const i of items) { «if (i) break;» }')) ?? '', /`break` that leaves/);
    assert.match(whyNot(body('«if (n) return 1;»\n  return 2;')) ?? '', /`return` that leaves/);
    assert.match(
      whyNot(body('const f = () => 1;\n  «const x = f();»\n  return x;')) ?? '',
      /`f` is a function/,
    );
    assert.match(
      whyNot(body('const seen = new Map();\n  «const x = seen.size;»\n  return x;')) ?? '',
      /`seen` is a Map/,
    );
    assert.match(whyNot(body('«items.push(n);»\n  return items;')) ?? '', /changes what is in `items`/);
    assert.match(
      whyNot(body('«for (const item of items) item.x = 1;»\n  return items;')) ?? '',
      /changes what is in `item`/,
    );
    assert.match(
      whyNot(body('«const first = items[0];»\n  first.x = 1;\n  return items;')) ?? '',
      /changes what is in `first`/,
    );
    assert.match(whyNot(body('«const t = this;»\n  return 1;')) ?? '', /`this`/);
    assert.match(whyNot(body('const a = «1 +» n; return a;')) ?? '', /Select whole statements/);
    assert.match(whyNot(body('const a = items.map(i => «i * n»); return a;')) ?? '', /cannot wait/);
    assert.match(
      whyNot(body('let t = 0;\n  «items.forEach(i => { t += i; });»\n  return t;')) ?? '',
      /assigns `t`/,
    );
  });
});
