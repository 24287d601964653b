/** The commands on runs that were kept: open, again, compare, copy, delete, filter. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { commandIds, contextKeys } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import { isTrusted } from '../run/run-commands.ts';
import type { SkillRun } from '../run/runs.ts';
import { isSelection } from '../target.ts';
import { countText, listText } from '../wording.ts';
import { commandText } from './command-text.ts';
import { loadPastRun } from './past-run.ts';
import { replayRun, replayText, tellReplay } from './replay.ts';
import { ReplayDocuments } from './replay-document.ts';
import { compareRuns, registerRunDocuments } from './run-document.ts';
import { isLiveRow, isRunRow, type RunRow } from './run-row.ts';
import { askFilter } from './runs-filter.ts';
import { saveRecording, tellSaved } from './save-recording.ts';

type RunsParts = Pick<Parts, 'histories' | 'runs' | 'runsView' | 'panel' | 'pool' | 'workspace' | 'report'>;

export function registerRunsView(parts: RunsParts): Disposable {
  const { report, runsView } = parts;
  const store = new DisposableStore();
  store.add(runsView.show());
  store.add(registerRunDocuments(parts.histories));
  const documents = store.add(new ReplayDocuments());
  let toCompare: RunRow | undefined;
  const compare = async (one: RunRow, other: RunRow) =>
    compareRuns(await loaded(parts, one), await loaded(parts, other));
  store.add(
    registerCommands(report, [
      { id: commandIds.openRun, task: 'open the run', run: row => open(parts, row) },
      {
        id: commandIds.runAgain,
        task: 'run the skill again',
        run: (row, rows) => runAgain(parts, one(parts, row, rows)),
      },
      {
        id: commandIds.runEdited,
        task: 'run the skill again',
        run: (row, rows) => runEdited(parts, one(parts, row, rows)),
      },
      {
        id: commandIds.replayRun,
        task: 'replay the run',
        run: (row, rows) => replayAndTell(parts, one(parts, row, rows), documents),
      },
      {
        id: commandIds.saveRecording,
        task: 'save the recording',
        run: (row, rows) => saveAndTell(parts, one(parts, row, rows)),
      },
      {
        id: commandIds.compareRuns,
        task: 'compare the runs',
        run: (row, rows) => {
          const [first, second, third] = several(parts, row, rows);
          if (first && second && !third) return compare(first, second);
          throw new Refusal('Select two runs to compare them.');
        },
      },
      {
        id: commandIds.selectRunForCompare,
        task: 'select the run',
        run: (row, rows) => {
          toCompare = one(parts, row, rows);
          return vscode.commands.executeCommand('setContext', contextKeys.hasRunToCompare, true);
        },
      },
      {
        id: commandIds.compareWithSelectedRun,
        task: 'compare the runs',
        run: (row, rows) => {
          if (toCompare === undefined) throw new Refusal('Select a run to compare with first.');
          return compare(toCompare, one(parts, row, rows));
        },
      },
      {
        id: commandIds.copyRunCommand,
        task: 'copy the command',
        run: (row, rows) => copyCommand(parts, one(parts, row, rows)),
      },
      {
        id: commandIds.deleteRuns,
        task: 'delete the runs',
        run: (row, rows) => deleteRuns(parts, several(parts, row, rows)),
      },
      { id: commandIds.clearHistory, task: 'clear the history', run: () => clear(parts) },
      { id: commandIds.filterRuns, task: 'filter the runs', run: () => filter(parts) },
      {
        id: commandIds.clearRunsFilter,
        task: 'show all runs',
        run: () => {
          runsView.filter = {};
        },
      },
      { id: commandIds.showMoreRuns, task: 'show more runs', run: () => runsView.showMore() },
    ]),
  );
  return store;
}

/** The rows that a command means: all that are selected when the one is among them. */
function several({ runsView }: RunsParts, row: unknown, rows: unknown): readonly RunRow[] {
  if (Array.isArray(rows) && rows.length > 0) return rows.filter(isRunRow);
  if (isRunRow(row)) return [row];
  return row === undefined || isSelection(row) ? runsView.selection : [];
}

/** @throws {Refusal} when there is none */
function one(parts: RunsParts, row: unknown, rows: unknown): RunRow {
  const [first] = isRunRow(row) ? [row] : several(parts, row, rows);
  if (first) return first;
  throw new Refusal('Select a run in the Runs view first.');
}

/** @throws {Refusal} when it is not kept any more */
async function loaded({ histories }: RunsParts, { root, id }: RunRow): Promise<SkillRun> {
  const run = await loadPastRun(histories, root, id);
  if (run) return run;
  throw new Refusal('This run is not kept any more.');
}

async function open(parts: RunsParts, row: unknown): Promise<void> {
  if (isLiveRow(row)) return parts.panel.showRun(row.run);
  const past = await loaded(parts, one(parts, row, undefined));
  parts.runs.adopt(past);
  await parts.panel.showRun(past);
}

async function runAgain(parts: RunsParts, row: RunRow): Promise<void> {
  const past = await loaded(parts, row);
  if (past.past?.hasSecrets) return runEdited(parts, row);
  if (past.past?.hasInputs === false)
    throw new Refusal('The inputs of this run were too large to be kept. Fill them in again.');
  if (!(await isTrusted())) return;
  const started = parts.runs.start({ root: past.root, uri: past.uri, name: past.name }, past.inputs);
  await parts.panel.showRun(started);
}

async function runEdited(parts: RunsParts, row: RunRow): Promise<void> {
  const past = await loaded(parts, row);
  const at = parts.workspace.at(past.uri);
  if (at === undefined) throw new Refusal(`The skill ${past.name} is not there any more.`);
  if (await isTrusted()) await parts.panel.showForm(at, past.inputs);
}

/** Whether it did the same, and what is said of it. */
async function replayAndTell(
  parts: RunsParts,
  { root, id }: RunRow,
  documents: ReplayDocuments,
): Promise<{ readonly isSame: boolean; readonly text: string } | undefined> {
  if (!(await isTrusted())) return undefined;
  const replayed = await replayRun(parts, root, id);
  if (replayed === undefined) return undefined;
  parts.report.background(
    'show the replay',
    tellReplay(replayed, one => documents.compare(one)),
  );
  return { isSame: replayed.difference === undefined, text: replayText(replayed) };
}

async function saveAndTell({ histories, report }: RunsParts, { root, id }: RunRow): Promise<vscode.Uri> {
  const uri = await saveRecording(histories, root, id);
  report.background('open the recording', tellSaved(uri));
  return uri;
}

async function copyCommand(parts: RunsParts, row: RunRow): Promise<void> {
  const { name, inputs, root, past } = await loaded(parts, row);
  if (past?.hasInputs === false) throw new Refusal('The inputs of this run were too large to be kept.');
  const folder = root.workspaceFolder.uri.fsPath;
  await vscode.env.clipboard.writeText(commandText(name, inputs, folder, process.platform));
  const secrets = past?.hasSecrets ? ' Put in the secrets where it says so.' : '';
  vscode.window.setStatusBarMessage(`Copied the command.${secrets}`, 4_000);
}

async function deleteRuns({ histories, runs }: RunsParts, rows: readonly RunRow[]): Promise<void> {
  if (rows.length === 0) throw new Refusal('Select the runs to delete first.');
  const names = listText([...new Set(rows.map(({ summary }) => summary.skill))]);
  const what = `Delete ${countText(rows.length, 'run')} of ${names}?`;
  const detail = 'Metrics are counted without them. This cannot be undone.';
  if ((await vscode.window.showWarningMessage(what, { modal: true, detail }, 'Delete')) !== 'Delete') return;
  runs.forget(new Set(rows.map(({ id }) => id)));
  for (const [root, ofRoot] of Map.groupBy(rows, row => row.root))
    await writable(histories, root).remove(ofRoot.map(({ id }) => id));
}

async function clear({ histories, runs }: RunsParts): Promise<void> {
  const detail =
    'All runs and all metrics of this window go, those of the command line as well. This cannot be undone.';
  const answer = await vscode.window.showWarningMessage(
    'Clear the history of runs?',
    { modal: true, detail },
    'Clear',
  );
  if (answer !== 'Clear') return;
  const title = 'Clearing the history of runs';
  await vscode.window.withProgress({ location: vscode.ProgressLocation.Window, title }, async () => {
    for (const { root } of histories.all) await writable(histories, root).clear();
  });
  runs.forgetAll();
}

function writable(histories: Parts['histories'], root: RunRow['root']) {
  const found = histories.of(root);
  if (found?.canWrite) return found.history;
  throw new Refusal('Nothing is changed in Restricted Mode. Trust this workspace first.');
}

async function filter({ histories, runsView }: RunsParts): Promise<void> {
  const metrics = await Promise.all(histories.all.map(({ history }) => history.allMetrics()));
  const names = metrics.flat().map(({ name }) => name);
  const chosen = await askFilter(runsView.filter, [...new Set(names)].sort());
  if (chosen) runsView.filter = chosen;
}
