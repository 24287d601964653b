// Each quick fix by what it makes of a text; that its problem goes and none comes is asserted for all of them.
import assert from 'node:assert/strict';
import { repairs } from '../../../src/skill/repair/repairs.ts';
import { catalogueOf, fix, offered } from './bench.ts';

const square =
  '/** Squares. @param {number} x @returns {{ result: number }} */\nexport default function square(x) {\n  return { result: x * x };\n}\n';

interface Row {
  readonly name: string;
  readonly code: string;
  readonly title: string;
  readonly before: string;
  readonly after: string;
  readonly isSafe?: boolean;
  /** Other skills of the folder. */
  readonly others?: Readonly<Record<string, string>>;
  readonly path?: string;
}

const rows: readonly Row[] = [
  {
    name: 'a misspelt skill in callSkill',
    code: 'unknown-skill',
    title: 'Change to "square"',
    before: "/** Calls. */\nexport default async () => await callSkill('sqare', { x: 2 });\n",
    after: "/** Calls. */\nexport default async () => await callSkill('square', { x: 2 });\n",
  },
  {
    name: 'a misspelt skill as a member',
    code: 'unknown-skill',
    title: 'Change to "square"',
    before: '/** Calls. */\nexport default async () => await skills.sqare({ x: 2 });\n',
    after: '/** Calls. */\nexport default async () => await skills.square({ x: 2 });\n',
  },
  {
    name: 'a misspelt skill as a member, whose name is no identifier',
    code: 'unknown-skill',
    title: 'Change to "to-upper"',
    before: '/** Calls. */\nexport default async () => await skills.toupper({});\n',
    after: "/** Calls. */\nexport default async () => await skills['to-upper']({});\n",
    others: { 'to-upper.js': '/** Up. */\nexport default () => 1;\n' },
  },
  {
    name: 'a misspelt skill taken out of skills',
    code: 'unknown-skill',
    title: 'Change to "square"',
    before:
      '/** Calls. */\nexport default async () => {\n  const { sqare } = skills;\n  return await sqare({ x: 1 });\n};\n',
    after:
      '/** Calls. */\nexport default async () => {\n  const { square: sqare } = skills;\n  return await sqare({ x: 1 });\n};\n',
  },
  {
    name: 'a misspelt skill in a constant',
    code: 'unknown-skill',
    title: 'Change to "square"',
    before:
      "/** Calls. */\nexport default async () => {\n  const name = 'sqare';\n  return await callSkill(name, { x: 1 });\n};\n",
    after:
      "/** Calls. */\nexport default async () => {\n  const name = 'square';\n  return await callSkill(name, { x: 1 });\n};\n",
  },
  {
    name: 'other capitals',
    code: 'name-case',
    title: 'Write "square"',
    isSafe: true,
    before: "/** Calls. */\nexport default async () => await callSkill('SQUARE', { x: 2 });\n",
    after: "/** Calls. */\nexport default async () => await callSkill('square', { x: 2 });\n",
  },
  {
    name: 'a dropped call',
    code: 'missing-await',
    title: 'Add `await`',
    isSafe: true,
    before: "/** Calls. */\nexport default async () => {\n  callSkill('square', { x: 2 });\n};\n",
    after: "/** Calls. */\nexport default async () => {\n  await callSkill('square', { x: 2 });\n};\n",
  },
  {
    name: 'a promise taken for the result',
    code: 'missing-await',
    title: 'Add `await`',
    isSafe: true,
    before: "/** Calls. */\nexport default async () => callSkill('square', { x: 2 }).result;\n",
    after: "/** Calls. */\nexport default async () => (await callSkill('square', { x: 2 })).result;\n",
  },
  {
    name: 'a promise in a constant that is taken for the result',
    code: 'missing-await',
    title: 'Add `await`',
    isSafe: false,
    before:
      '/** Calls. */\nexport default async () => {\n  const four = skills.square({ x: 2 });\n  return four.result + 1;\n};\n',
    after:
      '/** Calls. */\nexport default async () => {\n  const four = await skills.square({ x: 2 });\n  return four.result + 1;\n};\n',
  },
  {
    name: 'a promise in a condition of a function that is not async',
    code: 'missing-await',
    title: 'make the function around it async',
    isSafe: false,
    before:
      "/** Calls. */\nexport default function () {\n  if (callSkill('square', { x: 2 })) return 1;\n  return 2;\n}\n",
    after:
      "/** Calls. */\nexport default async function () {\n  if (await callSkill('square', { x: 2 })) return 1;\n  return 2;\n}\n",
  },
  {
    name: 'a promise in a local function, whose callers have to wait as well',
    code: 'missing-await',
    title: 'make the function around it async',
    before:
      "/** Calls. */\nexport default function () {\n  const double = n => callSkill('square', { x: n }).result * 2;\n  return double(1) + double(2);\n}\n",
    after:
      "/** Calls. */\nexport default async function () {\n  const double = async n => (await callSkill('square', { x: n })).result * 2;\n  return await double(1) + await double(2);\n}\n",
  },
  {
    name: 'forEach, which does not wait',
    code: 'missing-await',
    title: 'Promise.all',
    before:
      "/** Calls. */\nexport default async (items) => {\n  items.forEach(x => callSkill('square', { x }));\n};\n",
    after:
      "/** Calls. */\nexport default async (items) => {\n  await Promise.all(items.map(x => callSkill('square', { x })));\n};\n",
  },
  {
    name: 'a variable that is assigned and never declared',
    code: 'undefined-variable',
    title: 'Declare `total`',
    isSafe: true,
    before: '/** Adds. */\nexport default (a, b) => {\n  total = a + b;\n  return total;\n};\n',
    after: '/** Adds. */\nexport default (a, b) => {\n  let total = a + b;\n  return total;\n};\n',
  },
  {
    name: 'a variable that is assigned in branches only',
    code: 'undefined-variable',
    title: 'Declare `sign`',
    isSafe: false,
    before:
      '/** Sign. */\nexport default n => {\n  if (n < 0) sign = -1;\n  else sign = 1;\n  return sign;\n};\n',
    after:
      '/** Sign. */\nexport default n => {\n  let sign;\n  if (n < 0) sign = -1;\n  else sign = 1;\n  return sign;\n};\n',
  },
  {
    name: 'a misspelt variable',
    code: 'undefined-variable',
    title: 'Change to `total`',
    before: '/** Adds. */\nexport default (a, b) => {\n  const total = a + b;\n  return { totl };\n};\n',
    after:
      '/** Adds. */\nexport default (a, b) => {\n  const total = a + b;\n  return { totl: total };\n};\n',
  },
  {
    name: 'a name that is to be an input',
    code: 'undefined-variable',
    title: 'Take `rate` as an input',
    before: '/**\n * Tax.\n * @param {number} price\n */\nexport default price => price * rate;\n',
    after:
      '/**\n * Tax.\n * @param {number} price\n * @param {number} rate\n */\nexport default (price, rate) => price * rate;\n',
  },
  {
    name: 'a misspelt @param',
    code: 'unknown-parameter',
    title: 'Change to `price`',
    isSafe: true,
    before: '/**\n * Tax.\n * @param {number} prise - net\n */\nexport default price => price * 2;\n',
    after: '/**\n * Tax.\n * @param {number} price - net\n */\nexport default price => price * 2;\n',
  },
  {
    name: 'a misspelt @secret',
    code: 'unknown-parameter',
    title: 'Change to `token`',
    isSafe: true,
    before: '/**\n * Asks.\n * @secret tokne\n */\nexport default (token, url) => token + url;\n',
    after: '/**\n * Asks.\n * @secret token\n */\nexport default (token, url) => token + url;\n',
  },
  {
    name: 'a @param too many',
    code: 'unknown-parameter',
    title: 'Remove the `@param`',
    isSafe: false,
    before:
      '/**\n * Tax.\n * @param {number} price - net\n * @param {number} other - of\n *   two lines\n * @returns {number}\n */\nexport default price => price * 2;\n',
    after:
      '/**\n * Tax.\n * @param {number} price - net\n * @returns {number}\n */\nexport default price => price * 2;\n',
  },
  {
    name: 'a missing @param, with the type of its default',
    code: 'undocumented-parameter',
    title: '`@param` for `rate`',
    isSafe: false,
    before:
      '/**\n * Tax.\n * @param {number} price\n * @returns {number}\n */\nexport default (price, rate = 0.2) => price * rate;\n',
    after:
      '/**\n * Tax.\n * @param {number} price\n * @param {number} [rate]\n * @returns {number}\n */\nexport default (price, rate = 0.2) => price * rate;\n',
  },
  {
    name: 'a missing @param, with the type that its uses tell',
    code: 'undocumented-parameter',
    title: '`@param` for `items`',
    isSafe: false,
    before:
      '/** Sum. @param {number} start */\nexport default (items, start) => items.reduce((a, b) => a + b, start);\n',
    after:
      '/**\n * Sum.\n * @param {any[]} items\n * @param {number} start\n */\nexport default (items, start) => items.reduce((a, b) => a + b, start);\n',
  },
  {
    name: 'a missing @param of which nothing tells the type',
    code: 'undocumented-parameter',
    title: '`@param` for `b`',
    isSafe: true,
    before: '/**\n * Pair.\n * @param {number} a\n */\nexport default (a, b) => [a, b];\n',
    after: '/**\n * Pair.\n * @param {number} a\n * @param {*} b\n */\nexport default (a, b) => [a, b];\n',
  },
  {
    name: 'a missing @param in CRLF and tabs',
    code: 'undocumented-parameter',
    title: '`@param` for `b`',
    before:
      '/**\r\n * Adds.\r\n * @param {number} a\r\n */\r\nexport default (a, b) => {\r\n\treturn a - b;\r\n};\r\n',
    after:
      '/**\r\n * Adds.\r\n * @param {number} a\r\n * @param {number} b\r\n */\r\nexport default (a, b) => {\r\n\treturn a - b;\r\n};\r\n',
  },
  {
    name: 'a timeout in words',
    code: 'invalid-timeout',
    title: '@timeout 10s',
    isSafe: true,
    before: '/**\n * Waits.\n * @timeout 10 seconds\n */\nexport default () => 1;\n',
    after: '/**\n * Waits.\n * @timeout 10s\n */\nexport default () => 1;\n',
  },
  {
    name: 'a timeout beyond the limit',
    code: 'invalid-timeout',
    title: '@timeout 5m',
    isSafe: false,
    before: '/**\n * Waits.\n * @timeout 1h\n */\nexport default () => 1;\n',
    after: '/**\n * Waits.\n * @timeout 5m\n */\nexport default () => 1;\n',
  },
  {
    name: 'a cache time in words',
    code: 'invalid-cache',
    title: '@cache 14d',
    isSafe: true,
    before: '/**\n * Adds.\n * @cache 2 weeks\n */\nexport default () => 1;\n',
    after: '/**\n * Adds.\n * @cache 14d\n */\nexport default () => 1;\n',
  },
  {
    name: 'a cache time beyond the limit',
    code: 'invalid-cache',
    title: '@cache 30d',
    isSafe: false,
    before: '/**\n * Adds.\n * @cache 1000 hours\n */\nexport default () => 1;\n',
    after: '/**\n * Adds.\n * @cache 30d\n */\nexport default () => 1;\n',
  },
  {
    name: 'a missing argument',
    code: 'missing-argument',
    title: 'Add `x`',
    before: "/** Calls. */\nexport default async () => await callSkill('square');\n",
    after: "/** Calls. */\nexport default async () => await callSkill('square', { x: 0 });\n",
  },
  {
    name: 'a missing argument that is a variable already',
    code: 'missing-argument',
    title: 'Add `b`',
    before: '/** Calls. */\nexport default async b => await skills.add({\n  a: 1,\n});\n',
    after: '/** Calls. */\nexport default async b => await skills.add({\n  a: 1,\n  b,\n});\n',
    others: {
      'add.js': '/** Adds. @param {number} a @param {number} b */\nexport default (a, b) => a + b;\n',
    },
  },
  {
    name: 'an argument of a wrong name',
    code: 'unknown-argument',
    title: 'Change to `value`',
    isSafe: true,
    before: "/** Calls. */\nexport default async () => await callSkill('half', { valu: 2 });\n",
    after: "/** Calls. */\nexport default async () => await callSkill('half', { value: 2 });\n",
    others: { 'half.js': '/** Half. @param {number} value */\nexport default value => value / 2;\n' },
  },
  {
    name: 'an argument that the callee does not take',
    code: 'unknown-argument',
    title: 'Remove `colour`',
    before: "/** Calls. */\nexport default async () => await callSkill('square', { x: 2, colour: 'red' });\n",
    after: "/** Calls. */\nexport default async () => await callSkill('square', { x: 2 });\n",
  },
  {
    name: 'a number as a text',
    code: 'argument-type',
    title: 'Change to 12',
    isSafe: true,
    before: "/** Calls. */\nexport default async () => await callSkill('square', { x: '12' });\n",
    after: "/** Calls. */\nexport default async () => await callSkill('square', { x: 12 });\n",
  },
  {
    name: 'a misspelt property of the result',
    code: 'unknown-result-property',
    title: 'Change to `result`',
    before: "/** Calls. */\nexport default async () => (await callSkill('square', { x: 2 })).resutl;\n",
    after: "/** Calls. */\nexport default async () => (await callSkill('square', { x: 2 })).result;\n",
  },
  {
    name: 'a misspelt property of the result in a pattern',
    code: 'unknown-result-property',
    title: 'Change to `result`',
    before:
      "/** Calls. */\nexport default async () => {\n  const { resutl } = await callSkill('square', { x: 2 });\n  return resutl;\n};\n",
    after:
      "/** Calls. */\nexport default async () => {\n  const { result: resutl } = await callSkill('square', { x: 2 });\n  return resutl;\n};\n",
  },
  {
    name: 'an input that nothing uses',
    code: 'unused-input',
    title: 'Remove the input `b`',
    before: '/**\n * One.\n * @param {number} a\n * @param {number} b\n */\nexport default (a, b) => a;\n',
    after: '/**\n * One.\n * @param {number} a\n */\nexport default (a) => a;\n',
  },
  {
    name: 'an input of a pattern that nothing uses',
    code: 'unused-input',
    title: 'Keep it',
    before: '/** One. */\nexport default ({ a, b }) => a;\n',
    after: '/** One. */\nexport default ({ a, b: _b }) => a;\n',
  },
  {
    name: 'code that cannot run',
    code: 'unreachable-code',
    title: 'Remove the code',
    before: '/** One. */\nexport default a => {\n  return a;\n  // never\n  console.log(a);\n};\n',
    after: '/** One. */\nexport default a => {\n  return a;\n};\n',
  },
  {
    name: 'a variable that hides an input',
    code: 'shadowed-input',
    title: 'Rename the variable to `price2`',
    before:
      '/**\n * Net.\n * @param {number} price\n */\nconst price = Math.round(price);\nconst tax = price * 0.2;\n',
    after:
      '/**\n * Net.\n * @param {number} price\n */\nconst price2 = Math.round(price);\nconst tax = price2 * 0.2;\n',
  },
  {
    name: 'nothing that says where a run starts',
    code: 'no-entry',
    title: 'export default',
    isSafe: true,
    before: '/** Runs. */\nfunction main() {\n  return new Thing().x;\n}\nclass Thing { x = 1; }\n',
    after:
      '/** Runs. */\nexport default function main() {\n  return new Thing().x;\n}\nclass Thing { x = 1; }\n',
  },
  {
    name: 'two functions that could be the entry',
    code: 'several-entries',
    title: 'Start with `b`',
    before: '/** Runs. */\nfunction a() {\n  return 1;\n}\n\nexport function b() {\n  return a();\n}\n',
    after:
      '/** Runs. */\nfunction a() {\n  return 1;\n}\n\nexport default function b() {\n  return a();\n}\n',
  },
  {
    name: 'an import of a skill',
    code: 'forbidden-import',
    title: 'Call the skill',
    before:
      "import square from './square.js';\n\n/** Calls. */\nexport default function (n) {\n  return square(n).result + 1;\n}\n",
    after:
      "\n/** Calls. */\nexport default async function (n) {\n  return (await callSkill('square', { x: n })).result + 1;\n}\n",
  },
  {
    name: 'a timer that only waits',
    code: 'forbidden-global',
    title: 'sleep',
    isSafe: true,
    before:
      '/** Waits. */\nexport default async ms => {\n  await new Promise(resolve => setTimeout(resolve, ms));\n};\n',
    after: '/** Waits. */\nexport default async ms => {\n  await sleep(ms);\n};\n',
  },
  {
    name: 'the environment',
    code: 'forbidden-global',
    title: 'Take `API_KEY` as an input',
    before: '/** Key. */\nexport default function key() {\n  return process.env.API_KEY.trim();\n}\n',
    after: '/** Key. */\nexport default function key(API_KEY) {\n  return API_KEY.trim();\n}\n',
  },
  {
    name: 'an export of Node',
    code: 'forbidden-global',
    title: 'export default',
    isSafe: true,
    before: '/** Half. */\nmodule.exports = function half(n) {\n  return n / 2;\n};\n',
    after: '/** Half. */\nexport default function half(n) {\n  return n / 2;\n};\n',
  },
  {
    name: 'a loop that waits for one call after another',
    code: 'sequential-calls',
    title: 'Promise.all',
    before:
      "/** All. @param {number[]} items */\nexport default async items => {\n  const results = [];\n  for (const x of items) {\n    results.push(await callSkill('square', { x }));\n  }\n  return results;\n};\n",
    after:
      "/** All. @param {number[]} items */\nexport default async items => {\n  const results = [];\n  results.push(...(await Promise.all(items.map(x => callSkill('square', { x })))));\n  return results;\n};\n",
  },
  {
    name: 'a loop that waits and collects nothing',
    code: 'sequential-calls',
    title: 'Promise.all',
    before:
      "/** All. @param {number[]} items */\nexport default async items => {\n  for (const x of items) {\n    const { result } = await callSkill('square', { x });\n    console.log(result);\n  }\n};\n",
    after:
      "/** All. @param {number[]} items */\nexport default async items => {\n  await Promise.all(items.map(async x => {\n    const { result } = await callSkill('square', { x });\n    console.log(result);\n  }));\n};\n",
  },
  {
    name: 'no description and no doc',
    code: 'missing-description',
    title: 'Write a JSDoc',
    before:
      'export default function circleArea(radius, scale = 1) {\n  return { area: Math.PI * radius ** 2 * scale };\n}\n',
    after:
      '/**\n * Circle area.\n * @param {number} radius\n * @param {number} [scale]\n * @returns {{ area: number }}\n */\nexport default function circleArea(radius, scale = 1) {\n  return { area: Math.PI * radius ** 2 * scale };\n}\n',
    path: 'circle_area.js',
  },
  {
    name: 'no description in a doc',
    code: 'missing-description',
    title: 'Add a description',
    before: '/**\n * @param {number} n\n */\nexport default n => n + 1;\n',
    after: '/**\n * Plus one.\n * @param {number} n\n */\nexport default n => n + 1;\n',
    path: 'plus-one.js',
  },
  {
    name: 'an example that does not fit',
    code: 'example-mismatch',
    title: 'Write',
    before:
      '/**\n * Half.\n * @param {number} n\n * @example half({ n: "four" })\n */\nexport default n => n / 2;\n',
    after:
      '/**\n * Half.\n * @param {number} n\n * @example half({ n: 0 })\n */\nexport default n => n / 2;\n',
    path: 'half.js',
  },
  {
    name: 'a deprecated skill with a successor',
    code: 'deprecated-skill',
    title: 'Call "square"',
    before: '/** Calls. */\nexport default async () => await skills.power({ x: 2 });\n',
    after: '/** Calls. */\nexport default async () => await skills.square({ x: 2 });\n',
    others: {
      'power.js':
        '/**\n * Old.\n * @param {number} x\n * @deprecated use `square` instead\n */\nexport default x => x * x;\n',
    },
  },
  {
    name: 'a problem that is meant to be so',
    code: 'unused-input',
    title: 'Disable unused-input',
    before: '/** One. */\nexport default function one(a, b) {\n  return a;\n}\n',
    after:
      '/** One. */\n// skillsmith-disable-next-line unused-input\nexport default function one(a, b) {\n  return a;\n}\n',
  },
];

describe('quick fixes', () => {
  for (const { name, code, title, before, after, isSafe, others, path = 'caller.js' } of rows)
    it(`repair ${name}`, () => {
      const files = { [path]: before, 'square.js': square, ...others };
      const fixing = fix({ files, path, code, title });
      assert.equal(fixing.after[path], after);
      if (isSafe !== undefined) assert.equal(fixing.repair.isSafe, isSafe, 'is it safe?');
    });
});

describe('quick fixes in hand-written places', () => {
  const callee = '/** S.\n * @param {number} x */\nexport default x => x;\n';
  const at = (text: string, code: string, title: string) =>
    fix({ files: { 'm.js': text, 'square.js': callee }, code, title }).after['m.js'];

  it('unfold a comment of one line once for several tags', () => {
    const text = '/** D. @param {number} aa keep */\nexport default (a, b) => a + b;\n';
    assert.equal(
      at(text, 'undocumented-parameter', 'Add all'),
      '/**\n * D.\n * @param {*} a\n * @param {number} aa keep\n * @param {*} b\n */\nexport default (a, b) => a + b;\n',
    );
  });

  it('keep the comment in an empty object', () =>
    assert.equal(
      at('/** D. */\nexport default () => skills.square({ /* none */ });\n', 'missing-argument', 'Add'),
      '/** D. */\nexport default () => skills.square({ x: 0 /* none */ });\n',
    ));

  it('take an argument away with its line and leave what is said of others', () => {
    const call = (inner: string) => `/** D. */\nexport default () => skills.square({\n${inner}});\n`;
    for (const eol of ['\n', '\r\n']) {
      const before = call('    zz: 1, // gone\n    // about x\n    x: 1, // keep\n').replaceAll('\n', eol);
      const after = call('    // about x\n    x: 1, // keep\n').replaceAll('\n', eol);
      assert.equal(at(before, 'unknown-argument', 'Remove'), after);
    }
    assert.equal(
      at(call('    // about x\n    x: 1,\n    zz: 1, // gone\n'), 'unknown-argument', 'Remove'),
      call('    // about x\n    x: 1,\n'),
    );
    assert.equal(
      at(call('    zz: 1, /* about x */ x: 1\n'), 'unknown-argument', 'Remove'),
      call('    /* about x */ x: 1\n'),
    );
  });

  it('make a list of what may be a set before they go through it at once', () => {
    const fixed = (head: string, list: string) => {
      const code = `/** A. @param {number[]} items */\nexport default async items => {\n  ${head}\n  for (const x of ${list}) await skills.square({ x });\n};\n`;
      const files = { 'a.js': code, 'square.js': '/** S. */\nexport default x => x;\n' };
      const { after } = fix({ files, code: 'sequential-calls', title: 'Promise.all' });
      return /Promise\.all\((.*?)\(x =>/.exec(after['a.js'] ?? '')?.[1];
    };
    assert.equal(fixed('', 'items'), 'items.map');
    assert.equal(fixed('const all = items.filter(Boolean);', 'all'), 'all.map');
    assert.equal(fixed('const r = await skills.square({ x: 1 });', 'r.list'), 'r.list.map');
    assert.equal(fixed('let all = new Set(items);', 'all'), '[...all].map');
    assert.equal(fixed('const o = { all: new Set(items) };', 'o.all'), '[...o.all].map');
    assert.equal(fixed('const m = new Map(); m.set(1, items);', 'm.get(1)'), '[...m.get(1)].map');
  });

  it('leave a loop alone whose variable may be used behind it', () => {
    const code =
      '/** A. @param {number[]} items */\nexport default async items => {\n  for (var x of items) await skills.square({ x });\n  return x;\n};\n';
    const files = { 'a.js': code, 'square.js': '/** S. */\nexport default x => x;\n' };
    assert(!offered(files, 'sequential-calls').some(title => title.includes('Promise.all')));
  });

  it('keep the comments of a loop that becomes parallel', () => {
    const text =
      '/** D. */\nexport default async function m(list) {\n  const out = [];\n  for (const a of list) {\n    // keep\n    out.push(await skills.square({ x: a }));\n  }\n  return out;\n}\n';
    assert.match(
      at(text, 'sequential-calls', 'Promise.all') ?? '',
      /\/\/ keep\n {4}return await skills\.square/,
    );
  });

  it('write the type that was meant', () => {
    const text = '/** D.\n * @param {Array<strnig>} a */\nexport default a => a;\n';
    assert.match(at(text, 'inexpressible-type', 'Change to `string`') ?? '', /Array<string>/);
    const files = { 'm.ts': '/** D. */\nexport default (a: Recrod<string, number>) => a;\n' };
    assert.match(fix({ files, code: 'invalid-type', title: '`Record`' }).after['m.ts'] ?? '', /: Record</);
  });

  it('lead to a description that another skill has', () => {
    const text = '/**\n * Same\n * thing.\n * @param {*} a\n */\nexport default a => a;\n';
    const catalogue = catalogueOf({ 'm.js': text, 'n.js': text });
    const problem = catalogue.problems('m.js').find(({ code }) => code === 'skill/duplicate-description');
    const [repair] = problem === undefined ? [] : repairs(catalogue, 'm.js', problem);
    const { start, end } = repair?.select?.range ?? { start: 0, end: 0 };
    assert.equal(text.slice(start, end), 'Same\n * thing.');
  });
});

describe('an unused input of a TypeScript function', () => {
  const rows = [
    ['(a: number, b?: Map<string, { x: 1 }>)', '(a: number)'],
    ['(b: string | null = null, a: number)', '(a: number)'],
    ['(a: number, b: (x: number) => [a: 1, b: 2], /* c */ c = a)', '(a: number, /* c */ c = a)'],
    ['(\n  a: number,\n  b: string, // gone\n)', '(\n  a: number, // gone\n)'],
  ];
  for (const [before, after] of rows)
    it(`goes with its type from ${before}`, () => {
      const text = (head: string) =>
        `/** D. */\nexport default function m${head}: number {\n  return ${head.includes(' c =') ? 'a + c' : 'a'};\n}\n`;
      const files = { 'm.ts': text(before ?? '') };
      const fixing = fix({ files, code: 'unused-input', title: 'Remove' });
      assert.equal(fixing.after['m.ts'], text(after ?? ''));
    });
  it('goes from a function of one', () => {
    const files = { 'm.ts': '/** D. */\nexport default (b: { x: 1 }) => 1;\n' };
    const fixing = fix({ files, code: 'unused-input', title: 'Remove' });
    assert.equal(fixing.after['m.ts'], '/** D. */\nexport default () => 1;\n');
  });
});

describe('an input that is left out', () => {
  it('gets a value that fits, also of a type that speaks of itself', () => {
    const callee = `/** T.
 * @param {Tree} tree
 * @param {Tree[]} list
 */
/** @typedef {object} Tree
 * @property {string} value
 * @property {number} size
 * @property {Tree[]} children */
export default (tree, list) => [tree, list];
`;
    const files = { 'm.js': '/** D. */\nexport default () => skills.grow();\n', 'grow.js': callee };
    const fixing = fix({ files, code: 'missing-argument', title: 'Add' });
    assert.match(
      fixing.after['m.js'] ?? '',
      /grow\(\{ tree: \{ value: '', size: 0, children: \[\] \}, list: \[\] \}\)/,
    );
  });
});
