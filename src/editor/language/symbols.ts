/** Symbols: a file's calls of skills in the outline, beside the functions that VS Code finds there; and all skills by name. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { CallSite } from '../../skill/skill.ts';
import { searchSkills } from '../../skill/symbol/search.ts';
import type { Parts } from '../parts.ts';
import type { SkillAt } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { skillOf } from './named-skill.ts';
import { fileStart, rangeOf } from './range.ts';

/** As many as a list can be read. */
const maxSymbols = 500;

/**
 * Named by no scheme, it comes after the outline of JavaScript itself, whose functions the breadcrumbs then go on to
 * show.
 */
const afterOthers: vscode.DocumentSelector = [{ language: '*' }];

export function registerSymbols({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.languages.registerDocumentSymbolProvider(
      afterOthers,
      {
        provideDocumentSymbols: document => {
          const at = skillOf(workspace, document);
          return at === undefined ? [] : callSymbols(at);
        },
      },
      { label: 'Skill calls' },
    ),
  );
  store.add(vscode.languages.registerWorkspaceSymbolProvider(new WorkspaceSymbols(workspace)));
  return store;
}

/** A call inside another call's arguments is its child. */
function callSymbols({ root, skill }: SkillAt): vscode.DocumentSymbol[] {
  const symbols: vscode.DocumentSymbol[] = [];
  const open: { readonly call: CallSite; readonly symbol: vscode.DocumentSymbol }[] = [];
  for (const call of skill.calls) {
    if (call.callees.length === 0) continue;
    const names = call.callees.map(name => root.catalogue.find(name)?.name ?? name);
    const summary = root.catalogue.find(names[0] as string)?.doc.summary ?? 'unknown skill';
    const symbol = new vscode.DocumentSymbol(
      names.join(' | ') || '(no name)',
      summary,
      vscode.SymbolKind.Event,
      rangeOf(call.range, skill.lines),
      rangeOf(call.nameRange, skill.lines),
    );
    while (open.length > 0 && (open.at(-1)?.call.range.end ?? 0) < call.range.end) open.pop();
    (open.at(-1)?.symbol.children ?? symbols).push(symbol);
    open.push({ call, symbol });
  }
  return symbols;
}

class WorkspaceSymbols implements vscode.WorkspaceSymbolProvider {
  readonly #workspace: SkillWorkspace;

  constructor(workspace: SkillWorkspace) {
    this.#workspace = workspace;
  }

  provideWorkspaceSymbols(query: string): vscode.SymbolInformation[] {
    this.#workspace.flush();
    const roots = new Map(this.#workspace.roots.map(root => [root.catalogue, root]));
    return searchSkills(roots.keys(), query, maxSymbols).flatMap(({ skill, catalogue }) => {
      const uri = roots.get(catalogue)?.uriOf(skill.path);
      if (uri === undefined) return [];
      const place = new vscode.Location(uri, fileStart());
      return [new vscode.SymbolInformation(skill.name, vscode.SymbolKind.Function, skill.category, place)];
    });
  }

  /** Where the skill is in its file is only looked up for the one that is opened. */
  resolveWorkspaceSymbol(symbol: vscode.SymbolInformation): vscode.SymbolInformation {
    const skill = this.#workspace.at(symbol.location.uri)?.skill;
    if (skill?.entry !== undefined)
      symbol.location = new vscode.Location(symbol.location.uri, rangeOf(skill.entry.range, skill.lines));
    return symbol;
  }
}
