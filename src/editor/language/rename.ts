/** Rename of a skill from each place that names it, and whenever its file gets another name. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { UnseenCalls } from '../file/unseen-calls.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import { type NamedSkill, namedAt, skillLanguages } from './named-skill.ts';

type RenameParts = Pick<Parts, 'workspace' | 'renames' | 'report'>;

export function registerRename({ workspace, renames, report }: RenameParts): Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.languages.registerRenameProvider(skillLanguages, {
      prepareRename(document, position) {
        const named = renamableAt(namedAt(workspace, document, position));
        if (named === undefined) return undefined;
        const { range, mention, target } = named;
        if (target === undefined) throw new Refusal(`There is no skill "${mention.name}" to rename.`);
        return { range, placeholder: target.name };
      },
      provideRenameEdits(document, position, name) {
        const named = renamableAt(namedAt(workspace, document, position));
        if (named?.target === undefined) return undefined;
        const { root, target } = named;
        try {
          return renames.edit({ root, skill: target, uri: root.uriOf(target.path) }, name.trim());
        } catch (error) {
          // After a rejection VS Code would ask JavaScript's service, which renames the string or the function alone.
          report.show('rename the skill', error);
          return new vscode.WorkspaceEdit();
        }
      },
    }),
  );
  store.add(
    vscode.workspace.onWillRenameFiles(event => {
      const found = renames.of(event.files);
      if (found.length === 0) return;
      const { edit, refusals } = renames.follow(found);
      for (const refusal of refusals) report.show('follow the new name of a file', new Refusal(refusal));
      if (edit.size > 0) event.waitUntil(Promise.resolve(edit));
    }),
  );
  const unseen = new UnseenCalls(workspace);
  store.add(
    vscode.workspace.onDidRenameFiles(({ files }) => report.background('show the calls', unseen.tell(files))),
  );
  return store;
}

/** A definition can be renamed where the skill's own name or a keyword stands for it; another name is JavaScript's. */
function renamableAt(named: NamedSkill | undefined): NamedSkill | undefined {
  if (named?.mention.kind !== 'definition') return named;
  const { skill, mention } = named;
  const text = skill.text.slice(mention.range.start, mention.range.end);
  return text === skill.name || keywords.has(text) ? named : undefined;
}

const keywords: ReadonlySet<string> = new Set(['default', 'function', 'async']);
