/** Catalogues of small skills for the tests of the call graph, and random changes of them. */

import * as fc from 'fast-check';
import { type CatalogueUpdate, SkillCatalogue } from '../../../src/skill/catalogue.ts';
import type { SkillFile } from '../../../src/skill/skill.ts';
import { noTypes } from '../reading.ts';

/** A skill that calls others, in the order given. */
export function calling(path: string, ...callees: readonly string[]): SkillFile {
  const body = callees.map(callee => `await callSkill(${callee === '*' ? 'n' : `'${callee}'`});`).join(' ');
  return { path, text: `export default async n => { ${body} }` };
}

export function catalogueOf(...files: readonly SkillFile[]): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes: noTypes });
  catalogue.update({ set: files });
  return catalogue;
}

const names = ['a', 'b', 'c', 'd', 'e'];

const set = fc
  .tuple(
    fc.constantFrom(...names),
    fc.constantFrom('', 'x/'),
    fc.subarray([...names, 'f', 'A', '*'], { maxLength: 4 }),
  )
  .map(([name, folder, callees]): CatalogueUpdate => ({ set: [calling(`${folder}${name}.js`, ...callees)] }));

const lose = fc.constantFrom(...names).map(
  (name): CatalogueUpdate => ({
    set: [{ path: `${name}.js`, code: 'skill/not-utf8', message: 'It is not UTF-8.' }],
  }),
);

const remove = fc
  .tuple(fc.constantFrom(...names), fc.constantFrom('', 'x/'))
  .map(([name, folder]): CatalogueUpdate => ({ remove: [`${folder}${name}.js`] }));

/** Files set, lost and removed, among five names in two folders. */
export const updates = fc.array(
  fc.oneof({ weight: 6, arbitrary: set }, { weight: 1, arbitrary: lose }, { weight: 2, arbitrary: remove }),
  { maxLength: 25 },
);

/** A catalogue of the same files, all set at once. */
export function afresh(catalogue: SkillCatalogue): SkillCatalogue {
  const fresh = new SkillCatalogue({ stripTypes: noTypes });
  fresh.update({
    set: [
      ...[...catalogue.skills()].map(({ path, text }) => ({ path, text })),
      ...catalogue.unreadable(),
    ].sort((a, b) => (a.path < b.path ? -1 : 1)),
  });
  return fresh;
}
