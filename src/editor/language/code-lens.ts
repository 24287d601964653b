/** CodeLens over a skill's entry: run it, debug it, run it with inputs, how it last went, and who calls it, and where it stands in the call graph. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import type { SkillMetrics } from '../../library/metrics.ts';
import { Debouncer } from '../debounce.ts';
import { callerCount } from '../graph/callers.ts';
import { metricsText } from '../history/metrics-text.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import type { SkillRuns } from '../run/runs.ts';
import type { SkillAt } from '../skill-root.ts';
import { countText, datedOutcomeText } from '../wording.ts';
import { rangeOf } from './range.ts';

/** How often the age in `✓ 3.1 ms, 2 min ago` is brought up to date. */
const ageingMs = 15_000;

const quietMs = 50;

const selector: vscode.DocumentSelector = [
  { scheme: 'file', language: 'javascript' },
  { scheme: 'file', language: 'typescript' },
];

export function registerCodeLens({
  workspace,
  runs,
  histories,
}: Pick<Parts, 'workspace' | 'runs' | 'histories'>): Disposable {
  const store = new DisposableStore();
  const changed = store.add(new vscode.EventEmitter<void>());
  const refresh = () => changed.fire();
  const later = store.add(new Debouncer<'all'>(quietMs, refresh));
  store.add(workspace.onDidChange(() => later.add('all')));
  store.add(runs.onDidStart(refresh));
  store.add(runs.onDidEnd(refresh));
  store.add(histories.onDidChange(() => later.add('all')));
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(refresh));
  const ageing = setInterval(() => {
    const { visibleTextEditors } = vscode.window;
    if (visibleTextEditors.some(({ document }) => runs.lastOutcome(document.uri) !== undefined))
      changed.fire();
  }, ageingMs);
  store.add(toDisposable(() => clearInterval(ageing)));
  const provideCodeLenses = (document: vscode.TextDocument): vscode.CodeLens[] => {
    const root = workspace.rootOf(document.uri);
    root?.flush();
    const at = workspace.at(document.uri);
    return at === undefined ? [] : lensesOf(at, runs, histories.metrics(document.uri));
  };
  store.add(
    vscode.languages.registerCodeLensProvider(selector, {
      onDidChangeCodeLenses: changed.event,
      provideCodeLenses,
    }),
  );
  return store;
}

/** The spaces after icons do not break, for VS Code swallows the others. */
function lensesOf(at: SkillAt, runs: SkillRuns, metrics: SkillMetrics | undefined): vscode.CodeLens[] {
  const { skill, uri } = at;
  if (skill.entry === undefined) return [];
  const range = rangeOf(skill.entry.range, skill.lines);
  const lens = (title: string, command: string, tooltip: string) =>
    new vscode.CodeLens(range, { title, command, tooltip, arguments: [uri] });
  const count = callerCount(at);
  const callers =
    count === 0
      ? []
      : [lens(countText(count, 'caller'), commandIds.showCallers, 'Show who calls this skill')];
  const graph = lens('Show in graph', commandIds.showInGraph, 'Show this skill in the call graph');
  if (!vscode.workspace.isTrusted) {
    return [
      lens(
        '$(shield)\u00a0Trust this workspace to run the skill',
        'workbench.trust.manage',
        'Restricted Mode',
      ),
      ...callers,
      graph,
    ];
  }
  if (runs.liveOf(uri).length > 0) {
    return [
      lens('$(loading~spin)\u00a0Running…', commandIds.showRunPanel, 'Show the run'),
      lens('$(debug-stop)\u00a0Cancel', commandIds.cancelRun, 'Cancel this run'),
      ...callers,
      graph,
    ];
  }
  const lenses = [
    lens('$(play)\u00a0Run skill', commandIds.run, 'Run what is on the screen'),
    lens('Debug', commandIds.debug, 'Stop at breakpoints, step through the skill, forwards and back'),
    lens('Run with inputs…', commandIds.runWithInputs, 'Fill in the inputs first'),
  ];
  const outcome = runs.lastOutcome(uri);
  if (outcome) {
    const detail = outcome.errorMessage ?? 'Show the result and the log';
    const rates = metrics ? metricsText(metrics) : '';
    const title = [datedOutcomeText(outcome, Date.now()), rates].filter(text => text !== '').join(' · ');
    lenses.push(lens(title, commandIds.showRunPanel, detail));
  }
  return [...lenses, ...callers, graph];
}
