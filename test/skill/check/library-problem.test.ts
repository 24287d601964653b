// What is wrong only together with other skills, and comments that say that it is not.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SkillCatalogue } from '../../../src/skill/catalogue.ts';
import { catalogueOf, toldIn, underlinedIn } from './drawing.ts';

const calling = (name: string, ...callees: readonly string[]) =>
  `/** ${name}. */\nexport default async () => [${callees.map(callee => `await skills.${callee}()`).join(', ')}]`;

/** A chain of so many skills: `s1` calls `s2`, and so on. */
function chain(length: number): Record<string, string> {
  const files: Record<string, string> = {};
  for (let i = 1; i <= length; i++)
    files[`s${i}.js`] = calling(`s${i}`, ...(i < length ? [`s${i + 1}`] : []));
  return files;
}

function tooLong(catalogue: SkillCatalogue): string[] {
  return [...catalogue.skills()].flatMap(({ path }) =>
    catalogue
      .problems(path)
      .flatMap(({ code, message }) =>
        code === 'skill/chain-too-long' ? [`${path} ${/The chain (.*) has/.exec(message)?.[1]}`] : [],
      ),
  );
}

describe('a chain of calls', () => {
  it('may be as long as a run allows', () => {
    assert.deepEqual(tooLong(catalogueOf(chain(5))), []);
  });

  it('is told where it begins to be too long, with all its calls', () => {
    const catalogue = catalogueOf({ ...chain(7), 'top.js': calling('top', 's1', 's2') });
    assert.deepEqual(tooLong(catalogue), ['s2.js s2 → s3 → s4 → s5 → s6 → s7']);
    assert.deepEqual(underlinedIn(catalogue, 's2.js'), ['chain-too-long "s3"']);
    assert.deepEqual(
      catalogue.problems('s2.js')[0]?.related.map(({ path, message }) => `${path} ${message}`),
      ['s3.js "s3" calls "s4"', 's4.js "s4" calls "s5"', 's5.js "s5" calls "s6"', 's6.js "s6" calls "s7"'],
    );
  });

  it('is looked at again when it changes anywhere', () => {
    const catalogue = catalogueOf(chain(6));
    assert.deepEqual(tooLong(catalogue), ['s1.js s1 → s2 → s3 → s4 → s5 → s6']);
    const { problems } = catalogue.update({ set: [{ path: 's5.js', text: calling('s5') }] });
    assert.ok(problems.has('s1.js'));
    assert.deepEqual(tooLong(catalogue), []);
    const again = catalogue.update({ set: [{ path: 's5.js', text: calling('s5', 's6') }] });
    assert.ok(again.problems.has('s1.js'));
    assert.equal(tooLong(catalogue).length, 1);
  });

  it('follows the limit', () => {
    const catalogue = catalogueOf(chain(6));
    const told: ReadonlySet<string>[] = [];
    catalogue.onDidChange(({ problems }) => told.push(problems));
    catalogue.setMaxDepth(6);
    assert.deepEqual(tooLong(catalogue), []);
    catalogue.setMaxDepth(2);
    assert.deepEqual(tooLong(catalogue), ['s4.js s4 → s5 → s6']);
    assert.deepEqual(
      told.map(paths => [...paths].sort()),
      [['s1.js'], ['s4.js']],
    );
    catalogue.setMaxDepth(2);
    assert.equal(told.length, 2);
  });

  it('through a circle is only told as a circle', () => {
    const catalogue = catalogueOf({ ...chain(6), 's6.js': calling('s6', 's5') });
    assert.deepEqual(tooLong(catalogue), []);
  });
});

describe('a description', () => {
  const same = {
    'a.js': '/** Adds  two\n * numbers. */\nexport default () => 1',
    'b.js': '/** Adds two numbers. */\nexport default () => 2',
  };

  it('tells one skill from another', () => {
    const catalogue = catalogueOf(same);
    assert.deepEqual(toldIn(catalogue, 'a.js'), [
      'duplicate-description "default": "b" has the same description: say what is different.',
    ]);
    assert.deepEqual(
      catalogue.problems('a.js')[0]?.related.map(({ path }) => path),
      ['b.js'],
    );
    assert.equal(catalogue.problems('b.js').length, 1);
  });

  it('is compared again when one changes or goes', () => {
    const catalogue = catalogueOf(same);
    const changed = catalogue.update({
      set: [{ path: 'b.js', text: '/** Adds three. */\nexport default () => 2' }],
    });
    assert.ok(changed.problems.has('a.js'));
    assert.deepEqual(catalogue.problems('a.js'), []);
    catalogue.update({ set: [{ path: 'b.js', text: same['b.js'] }] });
    assert.equal(catalogue.problems('a.js').length, 1);
    assert.ok(catalogue.update({ remove: ['b.js'] }).problems.has('a.js'));
    assert.deepEqual(catalogue.problems('a.js'), []);
  });

  it('has to be there, but not where nothing can run', () => {
    const codes = (text: string) =>
      catalogueOf({ 'a.js': text })
        .problems('a.js')
        .map(({ code, severity }) => `${severity} ${code}`);
    assert.deepEqual(codes('export default () => 1'), ['information skill/missing-description']);
    assert.deepEqual(codes('/** @returns {number} */\nexport default () => 1'), [
      'information skill/missing-description',
    ]);
    assert.deepEqual(codes('/** @description Ones. */\nexport default () => 1'), []);
    assert.deepEqual(codes('export default class {}'), ['error skill/unsupported-entry']);
  });
});

describe('a comment', () => {
  const first = (text: string) => underlinedIn(catalogueOf({ 'a.js': text }), 'a.js');
  const body = (comment: string, more = '') =>
    `/** S. */\nexport default async (x) => {\n${comment}\n  await callSkill(x);\n  return 1; x();${more}\n};`;

  it('disables the problems of the next line', () => {
    assert.deepEqual(first(body('')), ['dynamic-call "x"', 'unreachable-code "x();"']);
    for (const comment of [
      '// skillsmith-disable-next-line dynamic-call',
      '  // skillsmith-disable-next-line skill/dynamic-call -- the point of it',
      '/* skillsmith-disable-next-line missing-await, dynamic-call */',
      '// skillsmith-disable-next-line',
    ])
      assert.deepEqual(first(body(comment)), ['unreachable-code "x();"'], comment);
  });

  it('leaves other problems and lines alone', () => {
    for (const comment of [
      '// skillsmith-disable-next-line missing-await',
      '// skillsmith-disable-next-lines dynamic-call',
      '// skillsmith-disable-next-line dynamic-call\n',
    ])
      assert.equal(first(body(comment)).length, 2, comment);
  });

  it('disables the problems of a file', () => {
    assert.deepEqual(first(body('', '\n// skillsmith-disable unreachable-code dynamic-call')), []);
    assert.deepEqual(first(`/* skillsmith-disable */\n${body('')}`), []);
  });

  it('does not hide what keeps a skill from running', () => {
    assert.deepEqual(first('// skillsmith-disable\n/** S. */\nexport default () => process.env'), [
      'forbidden-global "process"',
    ]);
  });
});

describe('an update of a library', () => {
  const text = fc
    .tuple(
      fc.subarray(['a', 'b', 'c', 'd', 'e', 'f', 'g']),
      fc.constantFrom('One.', 'Two.', ''),
      fc.boolean(),
    )
    .map(([callees, description, takes]) => {
      const calls = callees.map(callee => `await skills.${callee}({ x: 1 })`).join(', ');
      return `${description && `/** ${description} */`}\nexport default async (${takes ? 'x' : ''}) => [${calls}${takes ? ', x' : ''}]`;
    });

  it('leaves the same problems as reading everything anew', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g'), fc.option(text)), {
          maxLength: 30,
        }),
        steps => {
          const catalogue = catalogueOf({});
          catalogue.setMaxDepth(2);
          const files: Record<string, string> = {};
          const shown: Record<string, string[]> = {};
          for (const [name, content] of steps) {
            const path = `${name}.js`;
            if (content === null) delete files[path];
            else files[path] = content;
            const { problems } = catalogue.update(
              content === null ? { remove: [path] } : { set: [{ path, text: content }] },
            );
            // Only what is said to be affected is shown anew, as an editor does it.
            for (const affected of problems) shown[affected] = toldIn(catalogue, affected);
          }
          const anew = catalogueOf(files);
          anew.setMaxDepth(2);
          for (const path of Object.keys(files)) assert.deepEqual(shown[path], toldIn(anew, path), path);
        },
      ),
      { numRuns: 300 },
    );
  });
});
