/** How a run looks in a list: icon, outcome and time, and the tooltip with everything about it. */

import * as vscode from 'vscode';
import type { RecordedStatus } from '../../library/metrics.ts';
import type { RunSummary } from '../../library/run-record.ts';
import { commandIds } from '../id.ts';
import { escapeMarkdown, plainMarkdown } from '../markdown.ts';
import type { SkillRun } from '../run/runs.ts';
import type { SkillRoot } from '../skill-root.ts';
import { durationText } from '../wording.ts';
import { starterText } from './past-run.ts';

/** A run that was kept. */
export interface RunRow {
  readonly kind: 'run';
  readonly id: string;
  readonly root: SkillRoot;
  readonly summary: RunSummary;
}

/** A run that is on. */
export interface LiveRow {
  readonly kind: 'live';
  readonly id: string;
  readonly run: SkillRun;
}

export function isRunRow(value: unknown): value is RunRow {
  return isRow(value) && value.kind === 'run' && 'summary' in value;
}

export function isLiveRow(value: unknown): value is LiveRow {
  return isRow(value) && value.kind === 'live' && 'run' in value;
}

function isRow(value: unknown): value is { readonly kind: unknown } {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

export function rowOf(root: SkillRoot, summary: RunSummary): RunRow {
  return { kind: 'run', id: summary.id, root, summary };
}

/** @param named - whether it says which skill ran; not below the skill itself */
export function runItem({ id, root, summary }: RunRow, now: number, named: boolean): vscode.TreeItem {
  const outcome = outcomeText(summary);
  const facts = [timeText(summary.startedAt, now)];
  if (summary.startedBy !== 'editor') facts.push(starterText(summary.startedBy));
  const item = new vscode.TreeItem(named ? summary.skill : outcome);
  item.id = `${named ? '' : 'skill:'}${root.folder.toString()}#${id}`;
  item.contextValue = 'run';
  item.iconPath = statusIcon(summary.status);
  item.description = (named ? [outcome, ...facts] : facts).join(' · ');
  item.command = {
    command: commandIds.openRun,
    title: 'Open Run',
    arguments: [{ kind: 'run', id, root, summary }],
  };
  item.accessibilityInformation = {
    label: `${summary.skill}, ${summary.status}, ${outcome}, ${facts.join(', ')}`,
  };
  return item;
}

export function liveItem({ id, run }: LiveRow): vscode.TreeItem {
  const item = new vscode.TreeItem(run.name);
  item.id = `live:${id}`;
  item.contextValue = 'run.live';
  item.iconPath = new vscode.ThemeIcon('loading~spin');
  item.description = 'running…';
  item.command = { command: commandIds.openRun, title: 'Open Run', arguments: [{ kind: 'live', id, run }] };
  return item;
}

export function runTooltip({ summary }: RunRow): vscode.MarkdownString {
  const { skill, status, startedAt, startedBy, durationMs, error, inputBytes, dataBytes, resultBytes } =
    summary;
  const size = (bytes: number) =>
    `${bytes.toLocaleString('en')} bytes (about ${Math.ceil(bytes / 4).toLocaleString('en')} tokens)`;
  return plainMarkdown([
    `**${escapeMarkdown(skill)}** ${status} after ${escapeMarkdown(durationText(durationMs))}`,
    error === undefined ? '' : escapeMarkdown(`${error.name}: ${error.message}`),
    escapeMarkdown(`Started ${new Date(startedAt).toLocaleString()} by the ${starterText(startedBy)}.`),
    escapeMarkdown(
      `Inputs ${size(inputBytes)}, between skills ${size(dataBytes)}, result ${size(resultBytes)}.`,
    ),
  ]);
}

function outcomeText({ status, durationMs, error }: RunSummary): string {
  if (status === 'completed') return durationText(durationMs);
  if (status === 'cancelled') return 'cancelled';
  if (status === 'timed-out') return `timed out after ${durationText(durationMs)}`;
  const reason = `${error?.name ?? 'Error'}: ${error?.message ?? ''}`.replace(/\s+/g, ' ');
  return reason.length > 80 ? `${reason.slice(0, 79)}…` : reason;
}

function statusIcon(status: RecordedStatus): vscode.ThemeIcon {
  switch (status) {
    case 'completed':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('testing.iconPassed'));
    case 'failed':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('testing.iconFailed'));
    case 'timed-out':
      return new vscode.ThemeIcon('watch', new vscode.ThemeColor('testing.iconFailed'));
    case 'cancelled':
      return new vscode.ThemeIcon('circle-slash');
  }
}

/** `14:03:05` today, `yesterday 14:03`, `26 Nov 14:03`, `26 Nov 2025 14:03`; by the clock on the wall. */
export function timeText(at: number, now: number): string {
  const date = new Date(at);
  const clock = date.toTimeString();
  const isDay = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() - days);
    return day.toDateString() === date.toDateString();
  };
  if (isDay(0)) return clock.slice(0, 8);
  if (isDay(1)) return `yesterday ${clock.slice(0, 5)}`;
  const [, month, , year] = date.toDateString().split(' ');
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return `${date.getDate()} ${month}${isThisYear ? '' : ` ${year}`} ${clock.slice(0, 5)}`;
}
