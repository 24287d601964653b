// TypeScript skills while they are written: what is known of them when their text does not parse.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { stripTypes } from '../../src/node/typescript.ts';
import { signature } from '../../src/skill/describe.ts';
import { parseSkill } from '../../src/skill/parse.ts';
import type { Skill } from '../../src/skill/skill.ts';
import { readUnfinished } from '../../src/skill/unfinished.ts';

function typed(text: string): Skill {
  return parseSkill({ path: 'sample.ts', text }, stripTypes);
}

describe('a TypeScript skill whose text does not parse', () => {
  const drawings: readonly (readonly [text: string, signature: string, ...calls: string[]])[] = [
    [
      'export default async function f(a: number, b?: string): Promise<{ c: number }> {\n  const x: number = await skills.a();\n  const y = await callSkill("b", { z: ',
      'sample(a: number, b?: string): { c: number }',
      'a',
      'b',
    ],
    [
      'type P = { a: number };\nexport default async ({ a }: P): Promise<number> => {\n  const x = await skills.\n  return x;\n};\n',
      'sample(a: number): number',
      '',
    ],
    [
      'export default (async (x: number): Promise<string> => {\n  return skills.a(',
      'sample(x: number): string',
      'a',
    ],
    [
      'export default function f(a: number, b?: string) {\n  const s = "{" + `{`; // {\n  if (',
      'sample(a: number, b?: string)',
    ],
  ];
  for (const [text, expected, ...calls] of drawings)
    it(text.replace(/\s+/g, ' '), () => {
      const skill = typed(text);
      assert.equal(skill.isComplete, false);
      assert.equal(signature(skill), expected);
      assert.deepEqual(
        skill.calls.map(call => call.callees.join('|')),
        calls,
      );
      assert.deepEqual(
        skill.problems.map(({ code }) => code),
        ['skill/syntax'],
      );
    });

  it('is not read where no block is to blame', () => {
    for (const text of ['export default (a: number', 'enum E { A }\nexport default (a: E) => a;', '} {'])
      assert.equal(readUnfinished(text, undefined, stripTypes), undefined, text);
  });

  it('keeps every offset, wherever it ends', () => {
    const whole =
      'type P = { a: number };\r\nexport default async ({ a }: P, b: "{"): Promise<P> => {\r\n  for (const x of [a] as number[]) { await skills.s!({ x }); }\r\n};\r\n';
    fc.assert(
      fc.property(fc.nat(whole.length), fc.constantFrom('', '(', '`', '"', '/*', '}', '{'), (end, more) => {
        const text = whole.slice(0, end) + more;
        assert.equal(typed(text).code.length, text.length);
      }),
    );
  });
});
