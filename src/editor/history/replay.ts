/** Runs the recording of a run against the skills of today, and says whether they still do the same. */

import * as vscode from 'vscode';
import { type DifferenceText, differenceText } from '../../run/difference.ts';
import type { Outcome } from '../../run/outcome.ts';
import type { Runner } from '../../run/port.ts';
import type { RunRecording } from '../../run/recording.ts';
import { RecordingError } from '../../run/recording-text.ts';
import { type Difference, obstacleToReplay, replay } from '../../run/replay.ts';
import { keptRecording } from '../../workflow/kept-recording.ts';
import { rangeOf } from '../language/range.ts';
import { Refusal } from '../report.ts';
import type { SkillRoot } from '../skill-root.ts';
import { durationText } from '../wording.ts';
import type { Histories } from './histories.ts';
import { timeText } from './run-row.ts';

export interface ReplayedRun {
  readonly root: SkillRoot;
  readonly recording: RunRecording;
  readonly outcome: Outcome;
  readonly difference: Difference | undefined;
}

/**
 * The recording that is kept with a run, as soon as that is written.
 * @throws {Refusal} that says why there is none
 */
export async function recordingOf(histories: Histories, root: SkillRoot, id: string): Promise<RunRecording> {
  const history = histories.of(root)?.history;
  if (history === undefined) throw new Refusal('No runs are kept here, and no recordings of them.');
  await history.settled();
  try {
    return await keptRecording(history, id);
  } catch (error) {
    throw error instanceof RecordingError ? new Refusal(error.message) : error;
  }
}

export interface ReplayParts {
  readonly histories: Histories;
  /** Itself: a replay is no run that is to be recorded, cached or told of. */
  readonly pool: Runner;
}

/** `undefined` when it was cancelled. @throws {Refusal} when the run cannot be replayed */
export async function replayRun(
  { histories, pool }: ReplayParts,
  root: SkillRoot,
  id: string,
): Promise<ReplayedRun | undefined> {
  const recording = await recordingOf(histories, root, id);
  const obstacle = obstacleToReplay(recording);
  if (obstacle !== undefined) throw new Refusal(obstacle);
  root.flush();
  const title = `Replaying ${recording.request.skill}`;
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  return vscode.window.withProgress(options, async (_progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => stop.abort());
    const replayed = await replay(recording, { runner: pool, source: root.catalogue, signal: stop.signal });
    if (stop.signal.aborted) return undefined;
    return { root, recording, outcome: replayed.outcome, difference: replayed.divergence };
  });
}

/** What a replay came to, in a sentence or two. */
export function replayText({ recording, outcome, difference }: ReplayedRun): string {
  const { startedAt } = recording.outcome;
  const when = timeText(startedAt, Date.now());
  if (difference === undefined)
    return `"${outcome.skill}" does the same as at ${when}: ${outcome.status} in ${durationText(outcome.durationMs)}.`;
  const { message, expected, actual } = differenceText(difference);
  const sides = [side('Recorded', expected), side('Now', actual)].filter(text => text !== '').join(' ');
  return `"${outcome.skill}" does not do the same as at ${when}. ${message} ${sides}`.trim();
}

function side(title: string, value: DifferenceText['expected']): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `${title}: ${text.length > 120 ? `${text.slice(0, 119)}…` : text.replace(/\.$/, '')}.`;
}

const [showPlace, compareBoth] = ['Show in Code', 'Compare'] as const;

/** Says it, and leads to the first difference when that is wanted. */
export async function tellReplay(
  replayed: ReplayedRun,
  compare: (replayed: ReplayedRun) => Promise<void>,
): Promise<void> {
  const text = replayText(replayed);
  if (replayed.difference === undefined) {
    await vscode.window.showInformationMessage(text);
    return;
  }
  const answer = await vscode.window.showWarningMessage(text, showPlace, compareBoth);
  if (answer === showPlace) await showDifference(replayed);
  if (answer === compareBoth) await compare(replayed);
}

/** Opens the code that does something else: the call, the line that logs, or where the error was thrown. */
export async function showDifference(replayed: ReplayedRun): Promise<void> {
  const { uri, selection } = placeOf(replayed);
  await vscode.window.showTextDocument(uri, { ...(selection && { selection }) });
}

interface CodePlace {
  readonly uri: vscode.Uri;
  readonly selection?: vscode.Range;
}

/** @throws {Refusal} when the skill is gone */
function placeOf({ root, outcome, difference }: ReplayedRun): CodePlace {
  const found =
    (difference?.kind === 'call' && placeOfCall(root, differenceText(difference).call?.chain ?? [])) ||
    (difference?.kind === 'log' && placeIn(root, difference.actual ?? {})) ||
    (difference?.kind === 'end' && placeIn(root, outcome.error ?? {}));
  if (found) return found;
  const path = root.catalogue.find(outcome.skill)?.path;
  if (path !== undefined) return { uri: root.uriOf(path) };
  throw new Refusal(`The skill ${outcome.skill} is not there any more.`);
}

/** Where the caller's text names what it called; its file where the name is not written there. */
function placeOfCall(root: SkillRoot, chain: readonly string[]): CodePlace | undefined {
  const caller = root.catalogue.find(chain.at(-2) ?? '');
  if (caller === undefined) return undefined;
  const name = chain.at(-1)?.toLowerCase();
  const site = caller.calls.find(({ callees }) => callees.some(callee => callee.toLowerCase() === name));
  const uri = root.uriOf(caller.path);
  return site === undefined ? { uri } : { uri, selection: rangeOf(site.range, caller.lines) };
}

function placeIn(
  root: SkillRoot,
  { file, line, column }: { readonly file?: string; readonly line?: number; readonly column?: number },
): CodePlace | undefined {
  if (file === undefined || root.catalogue.at(file) === undefined) return undefined;
  const position = new vscode.Position(Math.max(0, (line ?? 1) - 1), Math.max(0, (column ?? 1) - 1));
  return { uri: root.uriOf(file), selection: new vscode.Range(position, position) };
}
