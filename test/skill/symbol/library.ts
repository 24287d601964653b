/** A folder of skills in memory, read and changed by the tests of symbols. */

import { stripTypes } from '../../../src/node/typescript.ts';
import { SkillCatalogue } from '../../../src/skill/catalogue.ts';
import { applyEdits, type Change } from '../../../src/skill/edit.ts';
import type { Skill } from '../../../src/skill/skill.ts';

/** Texts by path. */
export type Texts = Readonly<Record<string, string>>;

export function catalogueOf(texts: Texts): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes });
  catalogue.update({ set: Object.entries(texts).map(([path, text]) => ({ path, text })) });
  return catalogue;
}

export function skillAt(catalogue: SkillCatalogue, path: string): Skill {
  const skill = catalogue.at(path);
  if (skill === undefined) throw new Error(`There is no ${path}`);
  return skill;
}

/** The texts after a change. */
export function changed(texts: Texts, { edits, renames }: Change): Texts {
  const after = new Map(Object.entries(texts));
  for (const { path, edits: own } of edits) after.set(path, applyEdits(after.get(path) ?? '', own));
  for (const { from, to } of renames) {
    const text = after.get(from) ?? '';
    after.delete(from);
    after.set(to, text);
  }
  return Object.fromEntries([...after].sort(([a], [b]) => (a < b ? -1 : 1)));
}
