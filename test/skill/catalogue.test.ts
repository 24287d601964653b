// What skills mean to one another, and that an update touches no more than it must.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type CatalogueChange, SkillCatalogue } from '../../src/skill/catalogue.ts';
import { drawProblems, noTypes, withoutSilence } from './reading.ts';

/** A skill that calls others: `a → b, c`. */
function calls(path: string, ...callees: readonly string[]) {
  const body = callees.map(callee => `await callSkill('${callee}');`).join(' ');
  return { path, text: `export default async () => { ${body} }` };
}

function catalogueOf(...files: readonly { readonly path: string; readonly text: string }[]): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes: noTypes });
  catalogue.update({ set: files });
  return catalogue;
}

function drawn(catalogue: SkillCatalogue, path: string): string[] {
  return drawProblems(catalogue.at(path)?.text ?? '', catalogue.problems(path));
}

describe('the catalogue', () => {
  it('finds skills by name, ignoring case and folder', () => {
    const catalogue = catalogueOf(calls('geometry/Area.js'), calls('sum.ts'));
    assert.equal(catalogue.find('area')?.path, 'geometry/Area.js');
    assert.equal(catalogue.find('AREA')?.category, 'geometry');
    assert.equal(catalogue.find('missing'), undefined);
    assert.equal(catalogue.find('__proto__'), undefined);
    assert.deepEqual([...catalogue.names()], ['Area', 'sum']);
    assert.deepEqual(
      [...catalogue.skills()].map(({ path }) => path),
      ['geometry/Area.js', 'sum.ts'],
    );
  });

  it('says why nothing of a name can run: an unreadable file, or two files', () => {
    const catalogue = catalogueOf(calls('a/twin.js'), calls('b/Twin.js'), calls('fine.js'));
    const message = 'The file is not UTF-8.';
    catalogue.update({ set: [{ path: 'latin.js', code: 'skill/not-utf8', message }] });
    assert.match(
      catalogue.obstacle('TWIN') ?? '',
      /^The skill "twin" cannot run: Two skills .* b\/Twin\.js\./,
    );
    assert.equal(
      catalogue.obstacle('latin'),
      'The skill "latin" cannot be read: latin.js: The file is not UTF-8.',
    );
    assert.equal(catalogue.obstacle('fine'), undefined);
    assert.equal(catalogue.obstacle('missing'), undefined);
  });

  it('suggests the name that was meant', () => {
    const catalogue = catalogueOf(
      calls('square.js'),
      calls('a.js', 'sqare'),
      calls('b.js', 'Square'),
      calls('c.js', 'zzz'),
    );
    assert.deepEqual(drawn(catalogue, 'a.js'), [
      'skill/unknown-skill "sqare": There is no skill "sqare": did you mean "square"?',
    ]);
    assert.deepEqual(drawn(catalogue, 'b.js'), ['skill/name-case "Square": The skill is written "square".']);
    assert.deepEqual(drawn(catalogue, 'c.js'), ['skill/unknown-skill "zzz": There is no skill "zzz".']);
  });

  it('refuses a skill that calls itself', () => {
    assert.deepEqual(drawn(catalogueOf(calls('a.js', 'a')), 'a.js'), [
      'skill/self-call "a": "a" calls itself, which every run refuses. Let a function inside it call itself instead.',
    ]);
  });

  it('shows the whole circle at each of its calls', () => {
    const catalogue = catalogueOf(
      calls('a.js', 'b'),
      calls('b.js', 'c', 'd'),
      calls('c.js', 'a'),
      calls('d.js'),
    );
    assert.match(drawn(catalogue, 'a.js')[0] ?? '', /^skill\/call-cycle "b": Circular call: a → b → c → a\./);
    assert.match(drawn(catalogue, 'b.js')[0] ?? '', /^skill\/call-cycle "c": Circular call: b → c → a → b\./);
    assert.equal(drawn(catalogue, 'b.js').length, 1);
    assert.deepEqual(
      withoutSilence(catalogue.problems('c.js'))[0]?.related.map(({ path, message }) => `${path} ${message}`),
      ['c.js "c" calls "a"', 'a.js "a" calls "b"', 'b.js "b" calls "c"'],
    );
  });

  it('finds the callers of a skill', () => {
    const catalogue = catalogueOf(calls('a.js', 'sum', 'SUM'), calls('sum.js'), calls('b.js', 'a'));
    assert.deepEqual(
      catalogue.callers('Sum').map(({ caller, call }) => `${caller.name} ${call.callees}`),
      ['a sum', 'a SUM'],
    );
  });

  it('reports a name that two files have in both', () => {
    const catalogue = catalogueOf(calls('x/sum.js'), calls('y/Sum.ts'));
    for (const [path, other] of [
      ['x/sum.js', 'y/Sum.ts'],
      ['y/Sum.ts', 'x/sum.js'],
    ] as const) {
      const [problem] = withoutSilence(catalogue.problems(path));
      assert.equal(problem?.code, 'skill/duplicate-name');
      assert.deepEqual(
        problem?.related.map(one => one.path),
        [other],
      );
    }
    assert.equal(catalogue.find('sum')?.path, 'x/sum.js');
    catalogue.update({ remove: ['x/sum.js'] });
    assert.equal(catalogue.find('sum')?.path, 'y/Sum.ts');
    assert.deepEqual(drawn(catalogue, 'y/Sum.ts'), []);
  });

  it('keeps files that could not be read as problems', () => {
    const catalogue = catalogueOf(calls('a.js', 'big'));
    catalogue.update({
      set: [{ path: 'big.js', code: 'skill/too-large', message: 'It is larger than 1 MiB.' }],
    });
    assert.deepEqual(
      catalogue.problems('big.js').map(({ code, severity, message }) => [code, severity, message]),
      [['skill/too-large', 'error', 'It is larger than 1 MiB.']],
    );
    assert.deepEqual(drawn(catalogue, 'a.js'), [
      'skill/unknown-skill "big": The skill "big" cannot be read.',
    ]);
    assert.equal(catalogue.find('big'), undefined);
  });
});

describe('an update of the catalogue', () => {
  const paths = ({ skills, problems }: CatalogueChange) => [[...skills].sort(), [...problems].sort()];

  it('fires once, and not at all when nothing changed', () => {
    const catalogue = catalogueOf(calls('a.js'));
    const seen: CatalogueChange[] = [];
    const listening = catalogue.onDidChange(change => seen.push(change));
    catalogue.update({ set: [calls('a.js')], remove: ['never.js'] });
    assert.equal(seen.length, 0);
    catalogue.update({ set: [calls('a.js', 'b'), calls('b.js')], remove: ['never.js'] });
    assert.deepEqual(seen.map(paths), [
      [
        ['a.js', 'b.js'],
        ['a.js', 'b.js'],
      ],
    ]);
    listening.dispose();
    catalogue.dispose();
  });

  it('affects callers when a name comes or goes', () => {
    const catalogue = catalogueOf(calls('a.js', 'b'), calls('c.js'));
    assert.deepEqual(paths(catalogue.update({ set: [calls('b.js')] })), [['b.js'], ['a.js', 'b.js']]);
    assert.deepEqual(drawn(catalogue, 'a.js'), []);
    assert.deepEqual(paths(catalogue.update({ remove: ['b.js'] })), [['b.js'], ['a.js', 'b.js']]);
    assert.equal(drawn(catalogue, 'a.js').length, 1);
  });

  it('affects only the file itself when its calls stay the same', () => {
    const catalogue = catalogueOf(calls('a.js', 'b'), calls('b.js', 'c'), calls('c.js'));
    const edited = { path: 'b.js', text: `// edited\n${calls('b.js', 'c').text}` };
    assert.deepEqual(paths(catalogue.update({ set: [edited] })), [['b.js'], ['b.js']]);
  });

  it('affects a whole circle when it closes, moves or opens', () => {
    const catalogue = catalogueOf(calls('a.js', 'b'), calls('b.js', 'c'), calls('c.js'), calls('d.js', 'a'));
    const all = ['a.js', 'b.js', 'c.js'];
    const codes = () =>
      all.map(path =>
        withoutSilence(catalogue.problems(path))
          .map(({ code }) => code)
          .join(),
      );
    assert.deepEqual(codes(), ['', '', '']);
    assert.deepEqual(paths(catalogue.update({ set: [calls('c.js', 'a')] })), [['c.js'], all]);
    assert.deepEqual(codes(), ['skill/call-cycle', 'skill/call-cycle', 'skill/call-cycle']);
    // Whose message nobody has read shows no place that could be another now.
    for (const path of all)
      assert.equal(catalogue.problems(path).flatMap(({ related }) => related).length, 3);
    const moved = { path: 'c.js', text: `\n${calls('c.js', 'a').text}` };
    assert.deepEqual(paths(catalogue.update({ set: [moved] })), [['c.js'], all]);
    assert.deepEqual(paths(catalogue.update({ set: [calls('b.js')] })), [['b.js'], all]);
    assert.deepEqual(codes(), ['', '', '']);
  });

  it('comes to the same as reading everything anew', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const file = fc
      .tuple(
        fc.constantFrom(...names),
        fc.constantFrom('', 'x/'),
        fc.subarray([...names, 'f', 'A'], { maxLength: 3 }),
      )
      .map(([name, folder, callees]) => calls(`${folder}${name}.js`, ...callees));
    const step = fc.oneof(
      { weight: 4, arbitrary: file.map(one => ({ set: [one] })) },
      { weight: 1, arbitrary: file.map(({ path }) => ({ remove: [path] })) },
    );
    await fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), steps => {
        const catalogue = catalogueOf();
        for (const one of steps) {
          catalogue.update(one);
          const fresh = catalogueOf(...[...catalogue.skills()].map(({ path, text }) => ({ path, text })));
          const unaware = [...catalogue.skills()].map(({ path }) => [path, drawn(catalogue, path)]);
          assert.deepEqual(
            unaware,
            [...fresh.skills()].map(({ path }) => [path, drawn(fresh, path)]),
          );
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps suggestions right while names come and go', () => {
    const catalogue = catalogueOf(calls('a.js', 'squar'), calls('squares.js'));
    const meant = () => /did you mean "(.*)"/.exec(drawn(catalogue, 'a.js')[0] ?? '')?.[1];
    assert.equal(meant(), 'squares');
    catalogue.update({ set: [calls('square.js')] });
    assert.equal(meant(), 'square');
    catalogue.update({ set: [calls('far.js')] });
    assert.equal(meant(), 'square');
    catalogue.update({ remove: ['square.js'] });
    assert.equal(meant(), 'squares');
    catalogue.update({ remove: ['squares.js'] });
    assert.equal(meant(), undefined);
    catalogue.update({ set: [calls('Squad.js')] });
    assert.equal(meant(), 'Squad');
  });

  it('shows of a long circle only what it knows', () => {
    const ring = Array.from({ length: 200 }, (_, i) => calls(`s${i}.js`, `s${(i + 1) % 200}`));
    const [text] = drawn(catalogueOf(...ring), 's7.js');
    assert.match(text ?? '', /Circular call: s7 → s8 → … → s7\./);
  });

  it('stands a circle of thousands of skills', () => {
    const count = 3_000;
    const ring = Array.from({ length: count }, (_, i) => calls(`s${i}.js`, `s${(i + 1) % count}`));
    const catalogue = catalogueOf(...ring);
    assert.equal(
      ring.every(({ path }) => withoutSilence(catalogue.problems(path))[0]?.code === 'skill/call-cycle'),
      true,
    );
  });
});
