/** A renaming of skills as one edit of the workspace: the texts that name them, then the files. */

import * as vscode from 'vscode';
import type { Mention } from '../../skill/symbol/mention.ts';
import type { RenamedFile } from '../../skill/symbol/rename.ts';
import { rangeOf } from '../language/range.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { FileMove } from './edit-files.ts';

/** The headings under which VS Code's preview shows the edits. */
const labels: Readonly<Record<Mention['kind'], string>> = {
  call: 'Calls',
  constant: 'Constants that name a skill',
  example: 'Examples',
  link: 'Links in comments',
  definition: 'The function itself',
};

/** Files that a renaming changes, as the engine says, and where they are. */
export interface RenamedTexts {
  readonly root: SkillRoot;
  readonly files: readonly RenamedFile[];
}

/** What names the skills, without their files. Where it is uncertain, VS Code asks before it makes the edit. */
export function textEdit(renamed: Iterable<RenamedTexts>): vscode.WorkspaceEdit {
  const edit = new vscode.WorkspaceEdit();
  for (const { root, files } of renamed)
    for (const { path, edits } of files) {
      const lines = root.catalogue.at(path)?.lines;
      if (lines === undefined) continue;
      for (const { kind, isCertain, text, ...range } of edits) {
        const label = isCertain ? labels[kind] : 'Constants that something else reads, too';
        const metadata = { label, needsConfirmation: !isCertain };
        edit.replace(root.uriOf(path), rangeOf(range, lines), text, metadata);
      }
    }
  return edit;
}

/** A file and all that names its skill, to be made and undone as one. */
export function renameEdit(file: FileMove, texts: RenamedTexts): vscode.WorkspaceEdit {
  const edit = textEdit([texts]);
  edit.renameFile(file.from, file.to, { overwrite: false }, { label: 'The file', needsConfirmation: false });
  return edit;
}
