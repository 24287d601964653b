/** A change of files, as data: what renames, repairs and refactorings hand to whoever makes it. */

import type { Range } from '../base/text.ts';
import type { SkillFile } from './skill.ts';

/** The new text of a range of the old one; an empty range inserts. */
export interface TextEdit extends Range {
  readonly text: string;
}

/** Edits of one text: none touches another, and all ranges are those of the text before. */
export interface FileEdits {
  /** Relative to the skills folder. */
  readonly path: string;
  readonly edits: readonly TextEdit[];
}

/** To be made as one: all of it or nothing, and undone in one step. */
export interface Change {
  readonly edits: readonly FileEdits[];
  /** Files that are not there yet. */
  readonly creates: readonly SkillFile[];
  /** Edits of a file that is renamed go by its old path. */
  readonly renames: readonly { readonly from: string; readonly to: string }[];
}

/** The text after the edits, which may come in any order. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: replacement } of [...edits].sort(
    (a, b) => a.start - b.start || a.end - b.end,
  )) {
    parts.push(text.slice(at, start), replacement);
    at = end;
  }
  return [...parts, text.slice(at)].join('');
}
