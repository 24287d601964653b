/** The light bulb: quick fixes for the problems of a skill, refactorings of a selection, and fix all on save. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import type { Range } from '../../base/text.ts';
import type { Problem } from '../../skill/problem.ts';
import { isRefused, type Refused, type Repair, type RepairKind } from '../../skill/repair/repair.ts';
import { pieceOf, refactorings, repairsOn } from '../../skill/repair/repairs.ts';
import { isEmpty, workspaceEditOf } from '../file/change.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import type { SkillAt } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { fixedEdit, wantedIn } from './fix-all.ts';
import { createCommand, goToCommand } from './place.ts';

const selector: vscode.DocumentSelector = [
  { scheme: 'file', language: 'javascript' },
  { scheme: 'file', language: 'typescript' },
];

const { CodeActionKind } = vscode;

const kinds: Readonly<Record<RepairKind, vscode.CodeActionKind>> = {
  quickfix: CodeActionKind.QuickFix,
  'refactor.extract': CodeActionKind.RefactorExtract,
  'refactor.inline': CodeActionKind.RefactorInline,
  'refactor.rewrite': CodeActionKind.RefactorRewrite,
};

const fixAllKind = CodeActionKind.SourceFixAll.append('skillsmith');

/** Of the problems in a selection, at most this many are repaired one by one. */
const maxProblems = 20;

export function registerCodeActions({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  return vscode.languages.registerCodeActionsProvider(selector, new SkillActions(workspace), {
    providedCodeActionKinds: [...Object.values(kinds), fixAllKind],
  });
}

class SkillActions implements vscode.CodeActionProvider {
  readonly #workspace: SkillWorkspace;

  constructor(workspace: SkillWorkspace) {
    this.#workspace = workspace;
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { only, diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const root = this.#workspace.rootOf(document.uri);
    root?.flush();
    const at = this.#workspace.at(document.uri);
    if (at === undefined) return [];
    const selection = { start: document.offsetAt(range.start), end: document.offsetAt(range.end) };
    const actions: vscode.CodeAction[] = [];
    if (asksFor(only, CodeActionKind.QuickFix)) actions.push(...quickFixes(at, selection, diagnostics));
    if (asksFor(only, CodeActionKind.Refactor)) actions.push(...refactorActions(at, selection, only));
    if (only !== undefined && (only.contains(fixAllKind) || fixAllKind.contains(only)))
      actions.push(...fixAllActions(at));
    return actions;
  }
}

/** Whether actions of a kind, or of one inside it, are asked for. */
function asksFor(only: vscode.CodeActionKind | undefined, kind: vscode.CodeActionKind): boolean {
  return only === undefined || only.contains(kind) || kind.contains(only);
}

/** What repairs two problems at once is offered once. */
function quickFixes(
  at: SkillAt,
  { start, end }: Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction[] {
  const { catalogue } = at.root;
  const problems = catalogue
    .problems(at.skill.path)
    .filter(({ range }) => range.start <= end && start <= range.end)
    .filter(wantedIn(at.root))
    .slice(0, maxProblems);
  const piece = problems.length === 0 ? undefined : pieceOf(catalogue, at.skill.path);
  if (piece === undefined) return [];
  const actions = new Map<string, vscode.CodeAction>();
  const safe: vscode.Diagnostic[] = [];
  let hasSafe = false;
  for (const problem of problems) {
    const own = diagnostics.filter(diagnostic => isOf(diagnostic, problem, at));
    const found = repairsOn(piece, problem);
    for (const repair of found) {
      const key = JSON.stringify([repair.title, repair.change, repair.select]);
      if (!actions.has(key)) actions.set(key, actionOf(repair, at, own));
    }
    if (!found.some(({ isSafe }) => isSafe)) continue;
    hasSafe = true;
    safe.push(...own);
  }
  return hasSafe ? [...actions.values(), fixEverywhere(safe)] : [...actions.values()];
}

function isOf({ source, code, range }: vscode.Diagnostic, problem: Problem, { skill }: SkillAt): boolean {
  const name = typeof code === 'object' ? code.value : code;
  const { line, character } = skill.lines.position(problem.range.start);
  return (
    source === 'skillsmith' &&
    name === problem.code &&
    range.start.line === line &&
    range.start.character === character
  );
}

function actionOf(
  repair: Repair,
  { root }: SkillAt,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(repair.title, kinds[repair.kind]);
  action.diagnostics = [...diagnostics];
  action.isPreferred = repair.isPreferred;
  const isNewFile = repair.change.creates.length > 0;
  const create = isNewFile ? createCommand(repair, root) : undefined;
  if (!isNewFile && !isEmpty(repair.change)) action.edit = workspaceEditOf(repair.change, root);
  if (create !== undefined) action.command = create;
  else if (repair.select !== undefined) action.command = goToCommand(repair.select, root);
  return action;
}

function fixEverywhere(diagnostics: readonly vscode.Diagnostic[]): vscode.CodeAction {
  const title = 'Fix all safe problems in this folder…';
  const action = new vscode.CodeAction(title, CodeActionKind.QuickFix);
  action.diagnostics = [...diagnostics];
  action.command = { command: commandIds.fixAll, title, arguments: [] };
  return action;
}

function refactorActions(
  at: SkillAt,
  selection: Range,
  only: vscode.CodeActionKind | undefined,
): vscode.CodeAction[] {
  return refactorings(at.root.catalogue, at.skill.path, selection)
    .filter(({ kind }) => asksFor(only, kinds[kind]))
    .map(item => {
      if (isRefused(item)) return refusedAction(item);
      return item.kind === 'refactor.extract' ? extractAction(item, at, selection) : actionOf(item, at, []);
    });
}

/** Asks for the new skill's name before it changes anything. */
function extractAction({ title, kind }: Repair, { uri }: SkillAt, selection: Range): vscode.CodeAction {
  const action = new vscode.CodeAction(`${title}…`, kinds[kind]);
  action.command = { command: commandIds.extractSkill, title, arguments: [{ uri, ...selection }] };
  return action;
}

/** Shown greyed, with the reason, in menus that ask for this kind. */
function refusedAction({ title, kind, reason }: Refused): vscode.CodeAction {
  const action = new vscode.CodeAction(title, kinds[kind]);
  action.disabled = { reason };
  return action;
}

function fixAllActions({ root, skill }: SkillAt): vscode.CodeAction[] {
  const edit = fixedEdit(root, [skill.path]);
  if (edit === undefined) return [];
  const action = new vscode.CodeAction('Fix all safe problems', fixAllKind);
  action.edit = edit;
  return [action];
}
