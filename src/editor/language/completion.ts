/** Completion of skills, their inputs and values, and JSDoc, in the files of skills folders. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { signature } from '../../skill/describe.ts';
import type { Skill } from '../../skill/skill.ts';
import { completionsAt } from '../../skill/symbol/completion.ts';
import type { CompletionItem, CompletionKind } from '../../skill/symbol/completion-item.ts';
import { plainMarkdown } from '../markdown.ts';
import type { Parts } from '../parts.ts';
import { skillLanguages } from './named-skill.ts';
import { RecentSkills } from './recent.ts';
import { documentationOf, prose } from './skill-text.ts';

const triggers = ["'", '"', '`', '.', '(', '[', '{', ',', ' ', ':', '@', '*'];

const kinds: Readonly<Record<CompletionKind, vscode.CompletionItemKind>> = {
  skill: vscode.CompletionItemKind.Function,
  property: vscode.CompletionItemKind.Field,
  value: vscode.CompletionItemKind.Value,
  variable: vscode.CompletionItemKind.Variable,
  tag: vscode.CompletionItemKind.Keyword,
  type: vscode.CompletionItemKind.TypeParameter,
  block: vscode.CompletionItemKind.Snippet,
};

/** An item that knows its skill, whose doc is read when the item is looked at. */
class SkillItem extends vscode.CompletionItem {
  readonly skill: Skill | undefined;

  constructor(item: CompletionItem) {
    super({ label: item.label, description: item.description }, kinds[item.kind]);
    this.skill = item.kind === 'skill' ? item.skill : undefined;
  }
}

export function registerCompletion({ workspace, runs }: Pick<Parts, 'workspace' | 'runs'>): Disposable {
  const store = new DisposableStore();
  const recent = store.add(new RecentSkills({ workspace, runs }));
  const provider: vscode.CompletionItemProvider<SkillItem> = {
    provideCompletionItems(document, position) {
      const root = workspace.rootOf(document.uri);
      const path = root?.pathOf(document.uri);
      if (root === undefined || path === undefined) return undefined;
      root.flush();
      const { items, isIncomplete } = completionsAt({
        text: document.getText(),
        offset: document.offsetAt(position),
        path,
        self: root.catalogue.at(path),
        source: root.catalogue,
        recent: recent.paths(root),
      });
      return new vscode.CompletionList(
        items.map(item => itemOf(item, document)),
        isIncomplete,
      );
    },
    resolveCompletionItem(item) {
      if (item.skill === undefined) return item;
      item.detail = signature(item.skill);
      item.documentation = plainMarkdown(documentationOf(item.skill));
      return item;
    },
  };
  store.add(vscode.languages.registerCompletionItemProvider(skillLanguages, provider, ...triggers));
  return store;
}

function itemOf(item: CompletionItem, document: vscode.TextDocument): SkillItem {
  const made = new SkillItem(item);
  made.range = rangeIn(document, item.range);
  made.insertText = new vscode.SnippetString(item.snippet);
  made.filterText = item.filter;
  made.sortText = item.sort;
  if (item.isDeprecated) made.tags = [vscode.CompletionItemTag.Deprecated];
  if (item.edits.length > 0)
    made.additionalTextEdits = item.edits.map(edit =>
      vscode.TextEdit.replace(rangeIn(document, edit), edit.text),
    );
  if (item.detail !== '') made.detail = item.detail;
  if (item.documentation !== '') made.documentation = plainMarkdown([prose(item.documentation)]);
  const next = nextStep(item);
  if (next !== undefined) made.command = { command: next, title: '' };
  return made;
}

/** What VS Code is to show when the item has been inserted: its values, or what the inputs of the call are. */
function nextStep({ goesOn, kind, snippet }: CompletionItem): string | undefined {
  if (goesOn) return 'editor.action.triggerSuggest';
  return kind === 'skill' && snippet.includes('{ ') ? 'editor.action.triggerParameterHints' : undefined;
}

function rangeIn(document: vscode.TextDocument, { start, end }: CompletionItem['range']): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}
