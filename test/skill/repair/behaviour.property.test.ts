// Whatever small skill it is: extracting its statements, inlining what came out, and converting it change nothing.
import * as fc from 'fast-check';
import { extraction } from '../../../src/skill/repair/extract.ts';
import { inlining } from '../../../src/skill/repair/inline.ts';
import { isRefused } from '../../../src/skill/repair/repair.ts';
import { pieceOf, refactorings } from '../../../src/skill/repair/repairs.ts';
import { assertSame } from './behaviour.ts';
import { applied, catalogueOf, type Files } from './bench.ts';

const name = fc.constantFrom('a', 'b', 'x', 'y', 'total', 'list');

/** Expressions over the names; none gives what JSON refuses, which a run tells of earlier once code has moved. */
const value = fc.oneof(
  fc.integer({ min: -3, max: 9 }).map(String),
  fc.constantFrom("'text'", '[1, 2]', '{ k: 1 }', 'null', 'undefined', 'true'),
  name,
  fc.tuple(name, fc.constantFrom('===', '??', '&&'), name).map(parts => parts.join(' ')),
  name.map(one => `[${one}, 1]`),
  name.map(one => `{ ${one}, k: ${one} }`),
  name.map(one => `typeof ${one}`),
  name.map(one => `\`<\${${one}}>\``),
);

const statement = fc.oneof(
  fc.tuple(name, value).map(([one, what]) => `${one} = ${what};`),
  fc.tuple(name, value).map(([one, what]) => `if (${one}) ${one} = ${what};`),
  fc.tuple(name, value).map(([one, what]) => `for (const i of [1, 2]) { ${one} = [i, ${what}]; }`),
  fc
    .tuple(name, value)
    .map(([one, what]) => `const d_${one} = ${what};\n  console.log(JSON.stringify(d_${one}) ?? 'none');`),
  value.map(what => `console.log(JSON.stringify(${what}) ?? 'none');`),
  name.map(one => `if (Array.isArray(${one})) ${one}.push(0);`),
);

/** A function of two inputs with four variables; no name is declared twice. */
const skill = fc
  .tuple(
    fc.uniqueArray(statement, { minLength: 2, maxLength: 6, selector: one => /d_\w+/.exec(one)?.[0] ?? one }),
    value,
  )
  .map(([statements, result]) => {
    const lines = ['let x = 1;', "let y = 'y';", 'let total;', 'let list = [a];', ...statements];
    return `/** M. */\nexport default function main(a, b = 2) {\n  ${lines.join('\n  ')}\n  return { a, b, x, y, total, list, last: ${result} };\n}\n`;
  });

const inputs = [{ a: 1 }, { a: null, b: [1] }, { a: 'z', b: 0 }];

describe('refactorings of any small skill', () => {
  it('extract without a change of what it does', async function () {
    this.timeout(60_000);
    const cut = fc.tuple(fc.nat(9), fc.integer({ min: 1, max: 4 }));
    await fc.assert(
      fc.asyncProperty(skill, cut, async (text, [from, count]) => {
        const files: Files = { 'main.js': text };
        const piece = pieceOf(catalogueOf(files), 'main.js');
        const node = piece?.source.form.node;
        const body = node?.body.type === 'BlockStatement' ? node.body.body : [];
        const [first, last] = [body[from], body[Math.min(from + count, body.length) - 1]];
        if (piece === undefined || first === undefined || last === undefined) return;
        const repair = extraction(piece, { start: first.start, end: last.end });
        if (repair === undefined || isRefused(repair)) return;
        const after = applied(files, repair.change);
        await assertSame(files, after, 'main', inputs);
        await backAgain(after);
      }),
      { numRuns: 150, seed: 685295142 },
    );
  });

  it('convert without a change of what it does', async function () {
    this.timeout(60_000);
    await fc.assert(
      fc.asyncProperty(skill, async text => {
        const files: Files = { 'main.js': text.replace('return { a, b,', 'return { d: a, e: b,') };
        const at = files['main.js']?.indexOf('main(') ?? 0;
        for (const item of refactorings(catalogueOf(files), 'main.js', { start: at, end: at }))
          if (!isRefused(item) && item.title.startsWith('Convert'))
            await assertSame(files, applied(files, item.change), 'main', inputs);
      }),
      { numRuns: 60, seed: 685295142 },
    );
  });
});

/** What was extracted, inlined. */
async function backAgain(files: Files): Promise<void> {
  const catalogue = catalogueOf(files);
  const piece = pieceOf(catalogue, 'main.js');
  const call = piece?.skill.calls[0];
  const repair = piece && call && inlining(piece, call.nameRange);
  if (repair === undefined || isRefused(repair)) return;
  await assertSame(files, applied(files, repair.change), 'main', inputs);
}
