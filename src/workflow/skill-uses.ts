/** What one run adds to the metrics of each skill that ran in it. */

import { type Execution, noTotals, type SkillTotals, windowSize } from '../library/metrics.ts';
import type { SkillUse } from '../library/run-record.ts';
import type { Call, Outcome } from '../run/outcome.ts';
import type { SecretTexts } from '../skill/secret.ts';
import type { KeptSkill } from './kept-run.ts';

const bytesPerToken = 4;
const errorChars = 500;

const countOf = {
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
  'timed-out': 'timedOut',
  // Nothing runs on when the run has ended.
  running: 'cancelled',
} as const satisfies Record<Call['status'], keyof SkillTotals>;

interface Tally {
  readonly skill: string;
  readonly totals: { -readonly [Total in keyof SkillTotals]: SkillTotals[Total] };
  executions: Execution[];
}

/** Of the skills that the run met; names that no skill has are in no metrics. */
export function usesOf(
  outcome: Outcome,
  skills: readonly KeptSkill[],
  texts: SecretTexts,
): readonly SkillUse[] {
  const names = new Map(skills.map(({ name }) => [name.toLowerCase(), name]));
  const tallies = new Map<string, Tally>();
  const visit = (call: Call) => {
    for (const inner of call.calls) visit(inner);
    const skill = names.get(call.skill.toLowerCase());
    if (skill === undefined) return;
    let tally = tallies.get(skill);
    if (tally === undefined) {
      tally = { skill, totals: { ...noTotals }, executions: [] };
      tallies.set(skill, tally);
    }
    count(call, tally);
    if (call.cached === undefined) keep(executionOf(call, outcome, texts), tally);
  };
  visit(outcome.calls);
  return [...tallies.values()].map(({ skill, totals, executions }) => ({
    skill,
    ...totals,
    executions: executions.slice(-windowSize),
  }));
}

function count(call: Call, { totals }: Tally): void {
  if (call.id === 1) totals.runs++;
  else totals.calls++;
  totals[countOf[call.status]]++;
  totals.tokens += Math.ceil((call.inputBytes + call.resultBytes) / bytesPerToken);
  if (call.cached === undefined) totals.totalMs += call.durationMs;
  else totals.cacheHits++;
}

function keep(execution: Execution, tally: Tally): void {
  tally.executions.push(execution);
  if (tally.executions.length >= 2 * windowSize) tally.executions = tally.executions.slice(-windowSize);
}

function executionOf(call: Call, { startedAt }: Outcome, texts: SecretTexts): Execution {
  const { status, durationMs, startedMs, error } = call;
  return {
    status: status === 'running' ? 'cancelled' : status,
    endedAt: startedAt + startedMs + durationMs,
    durationMs,
    error: error === undefined ? undefined : texts.hideInText(error).slice(0, errorChars),
  };
}
