/** A run that was kept, read back as it was. */

import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { KeptRun, RunSummary } from '../library/run-record.ts';
import type { Call, Limits, Outcome } from '../run/outcome.ts';
import { isMasked } from '../skill/secret.ts';

/** A skill that a run met, whatever it is called or contains by now. */
export interface KeptSkill {
  readonly name: string;
  /** Relative to the skills folder. */
  readonly path: string;
  /** Of the text that ran: SHA-256 in hexadecimal digits, as versions have it. */
  readonly hash: string;
}

/** What was too large to be kept. Log lines and calls are counted in the outcome: `droppedLogs`, `droppedCalls`. */
export interface Cut {
  readonly inputs?: true;
  readonly result?: true;
}

/** What {@link KeptRun.content} holds, as JSON. */
export interface KeptContent {
  readonly version: 1;
  readonly inputs?: JsonObject;
  readonly limits: Limits;
  readonly skills: readonly KeptSkill[];
  readonly cut: Cut;
  /** Without the chains of its calls. */
  readonly outcome: JsonObject;
}

export interface PastRun {
  readonly summary: RunSummary;
  /** With marks in place of secret values; `undefined` when they were too large to be kept. */
  readonly inputs: JsonObject | undefined;
  /** The inputs have marks, so that it cannot run again without being told what they stand for. */
  readonly hasSecrets: boolean;
  readonly limits: Limits;
  readonly skills: readonly KeptSkill[];
  readonly cut: Cut;
  readonly outcome: Outcome;
}

/** @throws Error when its content is not what a recorder wrote */
export function readKept({ content, ...summary }: KeptRun): PastRun {
  const kept = JSON.parse(content) as Partial<KeptContent> | null;
  if (kept?.version !== 1 || !isOutcome(kept.outcome) || !isJsonObject(kept.limits))
    throw new Error(
      `What was kept of the run ${summary.id} cannot be read; perhaps a newer Skillsmith wrote it.`,
    );
  const { inputs, limits, skills = [], cut = {}, outcome } = kept;
  return {
    summary,
    inputs,
    hasSecrets: inputs !== undefined && isMasked(inputs),
    limits,
    skills,
    cut,
    outcome: { ...(outcome as unknown as Outcome), calls: withChains(outcome.calls as unknown as Call, []) },
  };
}

function isOutcome(value: JsonValue | undefined): value is JsonObject {
  return (
    isJsonObject(value) &&
    Array.isArray(value.logs) &&
    isJsonObject(value.calls) &&
    Array.isArray(value.calls.calls)
  );
}

function withChains(call: Call, above: readonly string[]): Call {
  const chain = [...above, call.skill];
  return { ...call, chain, calls: call.calls.map(inner => withChains(inner, chain)) };
}
