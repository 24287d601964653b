/** Symbols: a file's calls of skills in the outline, beside the functions that VS Code finds there; and all skills by name. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { searchSkills } from '../../skill/symbol/search.ts';
import type { Parts } from '../parts.ts';
import type { SkillAt } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { skillOf } from './named-skill.ts';
import { fileStart, rangeOf } from './range.ts';

/** As many as a list can be read. */
const maxSymbols = 500;

/** Naming no scheme, it comes after the outline of JavaScript itself. */
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

/** Their ranges are the names alone: around them, the breadcrumbs go on to show the function that one is in. */
function callSymbols({ root, skill }: SkillAt): vscode.DocumentSymbol[] {
  return skill.calls.flatMap(({ callees, nameRange }) => {
    const [first] = callees;
    // A name that is still to be written would stand in the breadcrumbs while it is typed.
    if (first === undefined || first === '') return [];
    const names = callees.map(name => root.catalogue.find(name)?.name ?? name);
    const summary = root.catalogue.find(first)?.doc.summary ?? 'unknown skill';
    const range = rangeOf(nameRange, skill.lines);
    return [new vscode.DocumentSymbol(names.join(' | '), summary, vscode.SymbolKind.Event, range, range)];
  });
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
