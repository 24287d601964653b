/** What is kept of a run that ended: cut to size, without secrets, and what it adds to the metrics of each skill. */

import type { JsonObject, JsonValue } from '../base/json.ts';
import type { RunDraft } from '../library/run-record.ts';
import type { Call, LogLine, Outcome, RunRequest, RunStarter } from '../run/outcome.ts';
import { maskSecrets, SecretTexts } from '../skill/secret.ts';
import type { Cut, KeptContent, KeptSkill } from './kept-run.ts';
import { usesOf } from './skill-uses.ts';

/** What is kept at most of one run; the rest is told of, see {@link Cut}. */
const most = {
  /** Characters of log. */
  logChars: 200_000,
  /** Bytes of JSON of the result, and of the inputs; larger ones are not kept at all. */
  valueBytes: 1_000_000,
  /** Calls of the tree, those that began first. */
  calls: 5_000,
  /** Characters of the error's message in the summary; the outcome has all of it. */
  summaryChars: 1_000,
} as const;

export interface EndedRun {
  readonly id: string;
  readonly startedBy: RunStarter;
  readonly request: RunRequest;
  readonly outcome: Outcome;
  /** The inputs of the started skill whose values are secret. */
  readonly secrets: readonly string[];
  /** Every skill that the run met, as it was then. */
  readonly skills: readonly KeptSkill[];
}

export function draftOf({ id, startedBy, request, outcome: whole, secrets, skills }: EndedRun): RunDraft {
  const texts = new SecretTexts(request.inputs, secrets);
  const { outcome, cut } = shortened(whole);
  const hidden = texts.isEmpty ? outcome : withoutSecrets(outcome, texts);
  const inputs = inputsOf(request, secrets);
  const content: KeptContent = {
    version: 1,
    ...(inputs !== undefined && { inputs }),
    limits: request.limits,
    skills,
    cut: { ...cut, ...(inputs === undefined && { inputs: true }) },
    outcome: withoutChains(hidden),
  };
  const { error } = hidden;
  return {
    id,
    skill: outcome.skill,
    status: outcome.status,
    startedBy,
    startedAt: outcome.startedAt,
    durationMs: outcome.durationMs,
    error: error && { name: error.name, message: error.message.slice(0, most.summaryChars) },
    inputBytes: outcome.inputBytes,
    dataBytes: dataBytesOf(whole.calls),
    resultBytes: outcome.resultBytes,
    content: JSON.stringify(content),
    uses: usesOf(whole, skills, texts),
  };
}

/** In everything that the skills have written: log, result and errors. */
export function withoutSecrets({ error, result, ...outcome }: Outcome, texts: SecretTexts): Outcome {
  const hide = (text: string) => texts.hideInText(text);
  const inCall = ({ error: message, ...call }: Call): Call => ({
    ...call,
    ...(message !== undefined && { error: hide(message) }),
    calls: call.calls.map(inCall),
  });
  return {
    ...outcome,
    ...(result !== undefined && { result: texts.hide(result) }),
    ...(error && {
      error: { ...error, name: hide(error.name), message: hide(error.message), stack: hide(error.stack) },
    }),
    logs: outcome.logs.map(line => ({ ...line, text: hide(line.text) })),
    calls: inCall(outcome.calls),
  };
}

/** `undefined` when they are too large, or nested too deeply to be written. */
function inputsOf({ inputs }: RunRequest, secrets: readonly string[]): JsonObject | undefined {
  try {
    return JSON.stringify(inputs).length > most.valueBytes ? undefined : maskSecrets(inputs, secrets);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function shortened(outcome: Outcome): { readonly outcome: Outcome; readonly cut: Cut } {
  const { result, ...rest } = outcome;
  const isLarge = outcome.resultBytes > most.valueBytes;
  const logs = firstLines(outcome.logs);
  const kept = { left: most.calls };
  const calls = firstCalls(outcome.calls, kept);
  const droppedCalls = (outcome.droppedCalls ?? 0) - Math.min(0, kept.left);
  return {
    outcome: {
      ...rest,
      ...(result !== undefined && !isLarge && { result }),
      logs,
      droppedLogs: outcome.droppedLogs + outcome.logs.length - logs.length,
      calls,
      ...(droppedCalls > 0 && { droppedCalls }),
    },
    cut: isLarge ? { result: true } : {},
  };
}

function firstLines(logs: readonly LogLine[]): readonly LogLine[] {
  let left: number = most.logChars;
  const end = logs.findIndex(({ text }) => {
    left -= text.length;
    return left < 0;
  });
  return end < 0 ? logs : logs.slice(0, end);
}

/** `kept.left` becomes negative by as many calls as are left out; callers are always kept before their callees. */
function firstCalls(call: Call, kept: { left: number }): Call {
  kept.left--;
  const calls: Call[] = [];
  for (const inner of call.calls)
    if (kept.left > 0) calls.push(firstCalls(inner, kept));
    else kept.left -= countOf(inner);
  return { ...call, calls };
}

function countOf(call: Call): number {
  return call.calls.reduce((count, inner) => count + countOf(inner), 1);
}

function dataBytesOf({ calls }: Call): number {
  return calls.reduce((sum, call) => sum + call.inputBytes + call.resultBytes + dataBytesOf(call), 0);
}

/** Chains say what the tree says already, and are made again from it. */
function withoutChains(outcome: Outcome): JsonObject {
  const bare = ({ chain: _chain, calls, ...call }: Call): JsonObject => ({ ...call, calls: calls.map(bare) });
  return { ...outcome, calls: bare(outcome.calls) } as unknown as Record<string, JsonValue>;
}
