/** Inlay hints: the result types of awaited calls, unless VS Code shows the types of variables itself. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { type ResultType, resultTypes, shortType } from '../../skill/symbol/inlay.ts';
import { Debouncer } from '../debounce.ts';
import { settingIds } from '../id.ts';
import { codeBlock, plainMarkdown } from '../markdown.ts';
import type { Parts } from '../parts.ts';
import type { SkillAt } from '../skill-root.ts';
import { skillLanguages, skillOf } from './named-skill.ts';

const quietMs = 150;

/** VS Code's own hints behind variables: the setting of each language, and the one for both. */
const ownHints = 'inlayHints.variableTypes.enabled';

const prefixes = ['javascript', 'typescript', 'js/ts'];
const watched = [settingIds.resultTypes, ...prefixes.map(prefix => `${prefix}.${ownHints}`)];

export function registerInlayHints({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new vscode.EventEmitter<void>());
  const later = store.add(new Debouncer<'all'>(quietMs, () => changed.fire()));
  store.add(workspace.onDidChange(() => later.add('all')));
  store.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (watched.some(setting => event.affectsConfiguration(setting))) changed.fire();
    }),
  );
  store.add(
    vscode.languages.registerInlayHintsProvider(skillLanguages, {
      onDidChangeInlayHints: changed.event,
      provideInlayHints(document, range) {
        const at = isWanted(document) ? skillOf(workspace, document) : undefined;
        return at && hintsOf(at, document, range);
      },
    }),
  );
  return store;
}

function isWanted({ uri, languageId }: vscode.TextDocument): boolean {
  const settings = vscode.workspace.getConfiguration(undefined, { uri, languageId });
  if (settings.get<unknown>(settingIds.resultTypes) === false) return false;
  return ![languageId, 'js/ts'].some(prefix => settings.get<unknown>(`${prefix}.${ownHints}`) === true);
}

function hintsOf(
  { root, skill }: SkillAt,
  document: vscode.TextDocument,
  range: vscode.Range,
): vscode.InlayHint[] {
  const within = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
  return resultTypes(skill, within, root.catalogue).map(found => hintOf(found, document));
}

function hintOf({ offset, type, callee }: ResultType, document: vscode.TextDocument): vscode.InlayHint {
  const position = document.positionAt(offset);
  const hint = new vscode.InlayHint(position, `: ${shortType(type)}`, vscode.InlayHintKind.Type);
  hint.tooltip = plainMarkdown([codeBlock(`${callee.name}: ${type}`, 'ts')]);
  return hint;
}
