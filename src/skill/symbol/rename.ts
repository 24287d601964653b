/** Renames skills: their files, and all that names them. */

import type { SkillCatalogue } from '../catalogue.ts';
import type { Change, FileEdits, TextEdit } from '../edit.ts';
import { isSkillName } from '../name.ts';
import type { Skill } from '../skill.ts';
import { ConstantUses } from './constant-use.ts';
import { entryNameEdits } from './entry-name.ts';
import type { Mention } from './mention.ts';
import { references } from './reference.ts';
import { respell } from './respell.ts';

export interface RenameEdit extends TextEdit {
  readonly kind: Mention['kind'];
  /** False for a constant that is not only the name of a callee: something else reads it, too. */
  readonly isCertain: boolean;
}

export interface RenamedFile extends FileEdits {
  readonly edits: readonly RenameEdit[];
}

export interface Rename extends Change {
  readonly edits: readonly RenamedFile[];
}

/** Why a skill cannot have a name; `undefined` when it can. `own` is the path of the skill that is to have it. */
export function nameProblem(catalogue: SkillCatalogue, name: string, own?: string): string | undefined {
  if (name === '') return 'A skill needs a name.';
  if (!isSkillName(name))
    return 'A name starts with a letter and has letters, digits, _ and - only, 64 at most.';
  const holder = catalogue.find(name);
  if (holder === undefined) return catalogue.obstacle(name);
  if (holder.path === own) return undefined;
  return `"${holder.name}" exists already, in ${holder.path}. Names are unique in the whole folder.`;
}

/** The file of a skill under another name, in the same folder and with the same extension. */
export function renamedPath(path: string, name: string): string {
  const slash = path.lastIndexOf('/');
  return `${path.slice(0, slash + 1)}${name}${path.slice(path.lastIndexOf('.'))}`;
}

/** The skill's file and all that names it, in the files as the catalogue has them. Does not check the name. */
export function renameSkill(catalogue: SkillCatalogue, skill: Skill, to: string): Rename {
  return {
    edits: renameEdits(catalogue, [{ skill, to }]),
    creates: [],
    renames: [{ from: skill.path, to: renamedPath(skill.path, to) }],
  };
}

/** What has to change in texts when skills have other names; sorted by path. */
export function renameEdits(
  catalogue: SkillCatalogue,
  renames: Iterable<{ readonly skill: Skill; readonly to: string }>,
): readonly RenamedFile[] {
  const files = new Map<string, RenameEdit[]>();
  const add = (path: string, edits: readonly RenameEdit[]) => {
    if (edits.length > 0) files.set(path, [...(files.get(path) ?? []), ...edits]);
  };
  for (const { skill, to } of renames) {
    const own = entryNameEdits(skill, to);
    add(
      skill.path,
      own.map(edit => ({ ...edit, kind: 'definition', isCertain: true })),
    );
    // Of two files with the same name, the calls mean the first.
    if (catalogue.find(skill.name) !== skill) continue;
    let uses: { readonly user: Skill; readonly constants: ConstantUses } | undefined;
    for (const { skill: user, mention } of references(catalogue, skill.name)) {
      if (uses?.user !== user) uses = { user, constants: new ConstantUses(user) };
      const isCertain = mention.kind !== 'constant' || !uses.constants.isReadElsewhere(mention.range);
      const edits = respell(user.code, mention, to);
      add(
        user.path,
        edits.map(edit => ({ ...edit, kind: mention.kind, isCertain })),
      );
    }
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, edits]) => ({ path, edits: edits.sort((a, b) => a.start - b.start) }));
}
