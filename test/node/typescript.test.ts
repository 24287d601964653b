import assert from 'node:assert/strict';
import { stripTypes, stripTypesWith } from '../../src/node/typescript.ts';

/** The source with `¦` where the error is said to be. */
function marked(source: string): string {
  const stripped = stripTypes(source);
  assert.equal(stripped.ok, false);
  assert.ok(!stripped.ok && stripped.offset !== undefined);
  return `${source.slice(0, stripped.offset)}¦${source.slice(stripped.offset)}`;
}

describe('stripTypes', () => {
  for (const source of [
    'export default function f(a: number, b?: string): void { return a satisfies number }',
    'type B = "é日😀"; let z: "é日😀" = 1;',
    'interface A { readonly b: string }\r\nconst c = <T,>(x: T) => x as unknown as A;\n',
    'abstract class A { abstract m(): void }\ndeclare const y: number;',
    '\uFEFFlet a: number = 1;',
    '',
  ]) {
    it(`keeps every offset: ${JSON.stringify(source)}`, () => {
      const stripped = stripTypes(source);
      assert.ok(stripped.ok);
      assert.equal(stripped.code.length, source.length);
      assert.equal(stripped.code.split('\n').length, source.split('\n').length);
    });
  }

  it('blanks types and nothing else', () => {
    assert.deepEqual(stripTypes('let a: number = 1;'), { ok: true, code: 'let a         = 1;' });
  });

  for (const expected of [
    'let a: ¦= 3;',
    '\uFEFFlet a: ¦= 3;',
    '\tlet a: ¦= 3;',
    '    \t  let a: ¦= 3;',
    '"日本"; let a: ¦= 3;',
    '"😀"; let a: ¦= 3;',
    '"e\u0301"; let a: ¦= 3;',
    'let a: number = 1;\nlet b: ¦= 4;\nlet c = 5;',
    'let a;\r\n\r\nlet c: ¦= 4;',
    'class A { constructor(private ¦x: number) {} }',
    'let q = 1;\n\n  ¦enum X {\n A,\n B }\nlet y = 1',
  ]) {
    it(`points at the culprit: ${JSON.stringify(expected)}`, () => {
      assert.equal(marked(expected.replace('¦', '')), expected);
    });
  }

  it('says what is wrong in words', () => {
    const stripped = stripTypes('enum A { B }');
    assert.equal(!stripped.ok && stripped.message, 'TypeScript enum is not supported in strip-only mode');
  });

  it('names the Node that it needs where there is no stripper', () => {
    const stripped = stripTypesWith(undefined, 'let a: number');
    assert.match(
      stripped.ok ? '' : stripped.message,
      /TypeScript skills need Node 22\.13 or later; this is Node \d/,
    );
  });

  it('lets other warnings pass and leaves emitWarning as it was', () => {
    const original = process.emitWarning;
    const seen: unknown[] = [];
    process.emitWarning = ((...warning: unknown[]) => seen.push(warning)) as typeof process.emitWarning;
    const replaced = process.emitWarning;
    try {
      const warn = (text: string): string => {
        process.emitWarning('new', 'ExperimentalWarning');
        process.emitWarning('old', 'DeprecationWarning');
        return text;
      };
      stripTypesWith(warn, 'x');
      assert.equal(process.emitWarning, replaced);
      assert.deepEqual(seen, [['old', 'DeprecationWarning']]);
    } finally {
      process.emitWarning = original;
    }
  });
});
