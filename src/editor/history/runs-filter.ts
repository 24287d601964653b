/** The filter of the Runs view: by skill, outcome, time and who started them, each chosen from a list. */

import * as vscode from 'vscode';
import { type RecordedStatus, recordedStatuses } from '../../library/metrics.ts';
import { recordedStarters } from '../../library/run-record.ts';
import { starterText } from './past-run.ts';
import type { RunsFilter } from './runs-list.ts';

const hourMs = 60 * 60 * 1000;

const spans: readonly (readonly [label: string, ms: number])[] = [
  ['last hour', hourMs],
  ['last 24 hours', 24 * hourMs],
  ['last 7 days', 7 * 24 * hourMs],
  ['last 30 days', 30 * 24 * hourMs],
];

/** `slugify · failed · last 7 days`; empty when everything is shown. */
export function filterText({ skill, status, startedBy, sinceMs }: RunsFilter): string {
  const span = spans.find(([, ms]) => ms === sinceMs)?.[0];
  const parts = [skill, status && statusText(status), span, startedBy && `by ${starterText(startedBy)}`];
  return parts.filter(part => part !== undefined).join(' · ');
}

function statusText(status: RecordedStatus): string {
  return status.replace('-', ' ');
}

interface Choice extends vscode.QuickPickItem {
  readonly change?: Partial<RunsFilter>;
  readonly drops?: keyof RunsFilter;
}

/** The filter that the user makes of it; `undefined` when none is chosen. */
export async function askFilter(
  filter: RunsFilter,
  skills: readonly string[],
): Promise<RunsFilter | undefined> {
  const picked = await vscode.window.showQuickPick(choicesOf(filter, skills), {
    title: 'Filter Runs',
    placeHolder: 'Outcome, time, who started them, or a skill; choose again to combine',
  });
  if (picked === undefined) return undefined;
  const { [picked.drops ?? 'skill']: _dropped, ...rest } = filter;
  return { ...(picked.drops === undefined ? filter : rest), ...picked.change };
}

function choicesOf(filter: RunsFilter, skills: readonly string[]): readonly Choice[] {
  const section = (label: string): Choice => ({ label, kind: vscode.QuickPickItemKind.Separator });
  const choice = (label: string, key: keyof RunsFilter, value: string | number): Choice =>
    filter[key] === value
      ? { label: `$(check) ${label}`, description: 'shown alone; choose to show all again', drops: key }
      : { label, change: { [key]: value } };
  return [
    section('Outcome'),
    ...recordedStatuses.map(status => choice(statusText(status), 'status', status)),
    section('Time'),
    ...spans.map(([label, ms]) => choice(label, 'sinceMs', ms)),
    section('Started by'),
    ...recordedStarters.map(starter => choice(starterText(starter), 'startedBy', starter)),
    section('Skill'),
    ...skills.map(name => choice(name, 'skill', name)),
  ];
}
