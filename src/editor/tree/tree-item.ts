/** How a node of the Skills view looks: label, description, icon, and the tooltip with signature and examples. */

import * as vscode from 'vscode';
import type { SkillMetrics } from '../../library/metrics.ts';
import type { SkillOutline } from '../../library/outline.ts';
import { signature } from '../../skill/describe.ts';
import { isSkillPath } from '../../skill/name.ts';
import type { Problem } from '../../skill/problem.ts';
import type { SkillForm } from '../../skill/skill.ts';
import { lastSegment } from '../file/edit-files.ts';
import { metricsLines } from '../history/metrics-text.ts';
import { codeBlock, escapeMarkdown, plainMarkdown } from '../markdown.ts';
import type { SkillRuns } from '../run/runs.ts';
import { countText, datedOutcomeText, listText, type OutcomeSummary, outcomeText } from '../wording.ts';
import type { CategoryNode, RootNode, SkillNode, UnreadableNode } from './tree-model.ts';

const formNames: Readonly<Record<SkillForm, string>> = {
  function: 'function',
  'bare-function': 'bare function',
  script: 'script',
};

interface RootState {
  readonly count: number;
  readonly isFiltered: boolean;
  /** Nothing is below it, not even what cannot be read. */
  readonly isEmpty: boolean;
}

export function rootItem(node: RootNode, { count, isFiltered, isEmpty }: RootState): vscode.TreeItem {
  const item = new vscode.TreeItem(
    node.root.workspaceFolder.name,
    vscode.TreeItemCollapsibleState[isEmpty ? 'None' : 'Expanded'],
  );
  item.id = node.id;
  item.contextValue = 'root';
  item.iconPath = vscode.ThemeIcon.Folder;
  item.description = count > 0 ? String(count) : isFiltered ? 'no match' : 'no skills yet';
  item.tooltip = node.root.folder.fsPath;
  return item;
}

export function categoryItem(node: CategoryNode, count: number, isFiltered: boolean): vscode.TreeItem {
  const item = new vscode.TreeItem(
    lastSegment(node.category),
    vscode.TreeItemCollapsibleState[isFiltered || count <= 50 ? 'Expanded' : 'Collapsed'],
  );
  item.id = isFiltered ? `${node.id}?filtered` : node.id;
  item.contextValue = 'category';
  item.iconPath = vscode.ThemeIcon.Folder;
  item.description = String(count);
  item.tooltip = `${node.category}: ${countText(count, 'skill')}`;
  return item;
}

/** `undefined` when the skill has gone since the node was made. */
export function skillItem(node: SkillNode, runs: SkillRuns): vscode.TreeItem | undefined {
  const skill = node.root.outlineAt(node.path);
  if (skill === undefined) return undefined;
  const isRunning = runs.liveOf(node.uri).length > 0;
  const outcome = runs.lastOutcome(node.uri);
  const item = new vscode.TreeItem(skill.name);
  item.id = node.id;
  item.resourceUri = node.uri;
  item.contextValue = isRunning ? 'skill.running' : 'skill';
  item.iconPath = skillIcon({ skill, isRunning, outcome });
  item.description = skillDescription({ skill, isRunning, outcome });
  // VS Code's own command opens a preview on a click, and keeps the focus here, as its explorer does.
  item.command = { command: 'vscode.open', title: 'Open Skill', arguments: [node.uri] };
  item.accessibilityInformation = { label: `${skill.name}, ${item.description}` };
  return item;
}

/** `undefined` when the file has become readable, or gone, since the node was made. */
export function unreadableItem({ root, path, uri, id }: UnreadableNode): vscode.TreeItem | undefined {
  const file = root.catalogue.unreadableAt(path);
  if (file === undefined) return undefined;
  const name = path === '.' ? lastSegment(root.folder.path) : lastSegment(path);
  const item = new vscode.TreeItem(name);
  const isFile = isSkillPath(path);
  item.id = id;
  item.resourceUri = uri;
  item.contextValue = isFile ? 'unreadable' : 'unreadable.folder';
  item.iconPath = coloured('warning', 'list.warningForeground');
  item.description = file.message;
  item.tooltip = `${path}\n${file.message}`;
  if (isFile) item.command = { command: 'vscode.open', title: 'Open', arguments: [uri] };
  item.accessibilityInformation = { label: `${name}, cannot be read: ${file.message}` };
  return item;
}

interface SkillState {
  readonly skill: SkillOutline;
  readonly isRunning: boolean;
  readonly outcome: OutcomeSummary | undefined;
}

function skillDescription({ skill, isRunning, outcome }: SkillState): string {
  if (isRunning) return 'running…';
  const problems = skill.errors + skill.warnings;
  if (problems > 0) return countText(problems, 'problem');
  const summary = skill.isDeprecated ? `deprecated · ${skill.summary}` : skill.summary;
  if (outcome === undefined) return summary;
  const text = outcome.status === 'completed' ? outcomeText(outcome) : datedOutcomeText(outcome, Date.now());
  return summary === '' ? text : `${text} · ${summary}`;
}

function skillIcon({ skill, isRunning, outcome }: SkillState): vscode.ThemeIcon {
  if (isRunning) return new vscode.ThemeIcon('loading~spin');
  if (skill.errors > 0) return coloured('error', 'list.errorForeground');
  if (skill.warnings > 0) return coloured('warning', 'list.warningForeground');
  if (outcome?.status === 'cancelled') return new vscode.ThemeIcon('circle-slash');
  if (outcome && outcome.status !== 'completed') return coloured('testing-failed-icon', 'testing.iconFailed');
  const icon = skill.form === 'script' ? 'file-code' : 'symbol-function';
  return outcome ? coloured(icon, 'testing.iconPassed') : new vscode.ThemeIcon(icon);
}

function coloured(icon: string, colour: string): vscode.ThemeIcon {
  return new vscode.ThemeIcon(icon, new vscode.ThemeColor(colour));
}

/** Signature, description, tags, form, problems and examples, all as plain text. */
export function skillTooltip(
  node: SkillNode,
  runs: SkillRuns,
  metrics: SkillMetrics | undefined,
): vscode.MarkdownString | undefined {
  const skill = node.root.catalogue.at(node.path);
  if (skill === undefined) return undefined;
  const { doc, entry } = skill;
  const outcome = runs.lastOutcome(node.uri);
  const facts = [
    entry ? formNames[entry.form] : 'no entry',
    skill.language === 'typescript' ? 'TypeScript' : 'JavaScript',
    skill.category === '' ? '' : `category ${skill.category}`,
    doc.tags.length === 0 ? '' : `tags ${doc.tags.join(', ')}`,
  ].filter(text => text !== '');
  const { called, calling } = neighboursOf(node);
  return plainMarkdown([
    codeBlock(signature(skill), 'typescript'),
    escapeMarkdown(doc.description),
    doc.deprecated === undefined ? '' : `Deprecated. ${escapeMarkdown(doc.deprecated)}`,
    escapeMarkdown(facts.join(' · ')),
    calling.length === 0 ? '' : escapeMarkdown(`Called by ${listText(calling)}`),
    called.length === 0 ? '' : escapeMarkdown(`Calls ${listText(called)}`),
    outcome ? escapeMarkdown(datedOutcomeText(outcome, Date.now())) : '',
    metrics ? metricsLines(metrics, Date.now()).map(escapeMarkdown).join('  \n') : '',
    ...seriousProblems(node).map(problem => escapeMarkdown(`${problem.severity}: ${problem.message}`)),
    ...(doc.examples.length === 0 ? [] : ['Examples', codeBlock(doc.examples.join('\n'), 'javascript')]),
  ]);
}

/** The names of the skills that call this one, and of those that it calls, each once. */
function neighboursOf({ root, path }: SkillNode): Record<'called' | 'calling', readonly string[]> {
  const { catalogue } = root;
  const skill = catalogue.at(path);
  if (skill === undefined) return { called: [], calling: [] };
  const callees = skill.calls.flatMap(({ callees }) => callees);
  const isMeant = catalogue.find(skill.name) === skill;
  const callers = isMeant ? catalogue.callers(skill.name).map(({ caller }) => caller.name) : [];
  return {
    called: [...new Set(callees.map(name => catalogue.find(name)?.name ?? name))],
    calling: [...new Set(callers)],
  };
}

/** What the view counts and shows: not hints and information. */
function seriousProblems(node: SkillNode): readonly Problem[] {
  return node.root.catalogue
    .problems(node.path)
    .filter(({ severity }) => severity === 'error' || severity === 'warning');
}
