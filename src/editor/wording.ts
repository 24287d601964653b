/** How durations, ages and outcomes are put into a few words. */

import { durationText } from '../base/duration.ts';
import type { RunStatus } from '../run/outcome.ts';

export { durationText };

/** `just now`, `20 s ago`, `2 min ago`, `3 h ago`, `5 d ago`. Both in milliseconds since 1970. */
export function agoText(then: number, now: number): string {
  const seconds = Math.floor((now - then) / 1000);
  if (seconds < 10) return 'just now';
  if (seconds < 60) return `${Math.floor(seconds / 10) * 10} s ago`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ago`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} h ago` : `${Math.floor(hours / 24)} d ago`;
}

/** What is kept in mind of a run when its outcome has been seen. */
export interface OutcomeSummary {
  readonly status: RunStatus;
  readonly durationMs: number;
  /** Milliseconds since 1970. */
  readonly endedAt: number;
  readonly errorName: string | undefined;
  readonly errorMessage: string | undefined;
}

/** `✓ 3.1 ms`, `✗ TypeError`, `✗ cancelled`, `✗ timed out after 30.0 s`. */
export function outcomeText(outcome: OutcomeSummary): string {
  switch (outcome.status) {
    case 'completed':
      return `✓ ${durationText(outcome.durationMs)}`;
    case 'failed':
      return `✗ ${outcome.errorName ?? 'Error'}`;
    case 'cancelled':
      return '✗ cancelled';
    case 'timed-out':
      return `✗ timed out after ${durationText(outcome.durationMs)}`;
  }
}

/** As above, with its age: `✓ 3.1 ms, 2 min ago`. */
export function datedOutcomeText(outcome: OutcomeSummary, now: number): string {
  return `${outcomeText(outcome)}, ${agoText(outcome.endedAt, now)}`;
}

/** `1 problem`, `2 problems`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** `a`, `a and b`, `a, b and 3 more`. */
export function listText(names: readonly string[], most = 3): string {
  const shown = names.length > most ? [...names.slice(0, most), `${names.length - most} more`] : names;
  if (shown.length < 2) return shown.join('');
  return `${shown.slice(0, -1).join(', ')} and ${shown.at(-1)}`;
}
