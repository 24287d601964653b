/** A recording as the text of a file: readable, the same for the same recording, and checked when it is read. */

import { z } from 'zod';
import { formatPath, isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { parseJson } from '../base/json-text.ts';
import { isSkillPath } from '../skill/name.ts';
import type { SkillFile } from '../skill/skill.ts';
import { type Outcome, type RunErrorCode, runErrors } from './outcome.ts';
import type { RunRecording } from './recording.ts';
import { faultOf } from './recording-fault.ts';
import { readClock, type Tape } from './tape.ts';

/** The version of what is written. Files of a later one are refused. */
const version = 1;

/** Characters that a recording may have at most, far beyond what one can come to. */
const longestText = 200_000_000;
const mostItems = 2_000_000;

/** What the files of recordings are called; they may lie beside the skills, and are none. */
export const recordingExtension = '.recording.json';

/** Why a text is no recording that can be used, in a sentence for people. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

const word = z.number().int().min(0).max(0xffff_ffff);
const count = z.number().int().min(0);
const json = z.custom<JsonValue>(value => value !== undefined);
const object = z.custom<JsonObject>(isJsonObject, 'expected an object').meta({ type: 'object' });

const limits = z.strictObject({
  timeMs: z.number().min(1).max(300_000),
  memoryBytes: z
    .number()
    .min(1)
    .max(2 ** 32),
  depth: z.number().int().min(1).max(1_000),
  toolCalls: count,
  logChars: count,
  resultChars: count,
});

const tape = z.strictObject({
  seed: z.tuple([word, word, word, word]).describe('What the randomness of the run comes from.'),
  clock: z
    .base64()
    .describe('The times that the run saw, as differences in microseconds in groups of seven bits.'),
  answers: z
    .array(z.tuple([z.string(), z.string()]))
    .max(mostItems)
    .describe('What else the run asked its surroundings, with the answers, in order.'),
  calls: z
    .array(z.string())
    .max(mostItems)
    .describe('The calls of skills in order: the number of the calling one, the name, the inputs.'),
  ends: z
    .array(count)
    .max(mostItems)
    .describe('For each call, how often the clock had been looked at when it ended.')
    .exactOptional(),
  stop: z
    .strictObject({ look: count.min(1).max(1e9), reason: z.enum(['cancelled', 'time-limit']) })
    .describe('Where the run was stopped from outside.')
    .exactOptional(),
  isCut: z.literal(true).describe('The run asked more than a recording holds.').exactOptional(),
});

const place = {
  file: z.string().exactOptional(),
  line: count.exactOptional(),
  column: count.exactOptional(),
};

const outcome = z.strictObject({
  status: z.enum(['completed', 'failed', 'cancelled', 'timed-out']),
  result: json.exactOptional(),
  error: z
    .strictObject({
      name: z.string(),
      message: z.string(),
      code: z.enum(Object.keys(runErrors) as RunErrorCode[]).exactOptional(),
      chain: z.array(z.string()),
      ...place,
      stack: z.string(),
    })
    .exactOptional(),
  logs: z
    .array(
      z.strictObject({
        level: z.enum(['debug', 'log', 'info', 'warn', 'error']),
        text: z.string(),
        skill: z.string(),
        ...place,
      }),
    )
    .max(mostItems),
  droppedLogs: count.exactOptional(),
});

const head = {
  recording: z.literal(version).describe('The version of this format.'),
  skill: z.string().describe('The skill that was started.'),
  inputs: object,
  limits,
  timeMs: z.number().min(1).max(300_000).exactOptional(),
  tape: tape
    .describe('What the run was answered from outside. Absent when it had to be ended from outside.')
    .exactOptional(),
  outcome: outcome.describe('How the run ended, which a replay is compared with.'),
};

const skillFile = {
  path: z.string().refine(isSkillPath, 'expected the path of a skill'),
  sha256: z.string().describe('Of the text.'),
};

const file = z.strictObject({
  // Editors know a file's form by it, and so may write it.
  $schema: z.string().exactOptional(),
  ...head,
  skills: z
    .array(z.strictObject({ ...skillFile, text: z.array(z.string()).max(mostItems).describe('Its lines.') }))
    .max(mostItems)
    .describe('The skills that the run could reach, as they were.'),
});

/** All but the skills, which whoever keeps it knows by their hashes. */
const kept = z.strictObject(head);

type Head = z.output<typeof kept>;

/** The form of the files, as a JSON Schema. */
export function recordingSchema(): object {
  const schema = z.toJSONSchema(file, { target: 'draft-7', unrepresentable: 'any', io: 'input' });
  return { ...schema, title: 'Recording of a run of a skill' };
}

/** Ends with a line break; a skill's text is an array of its lines. What two equal runs differ in is not in it twice. */
export async function writeRecording(recording: RunRecording): Promise<string> {
  const hashed = recording.skills.map(async ({ path, text }) => ({
    path,
    sha256: await hashOf(text),
    text: text.split('\n'),
  }));
  const { tape, outcome, ...rest } = headOf(recording);
  const written = { ...rest, skills: await Promise.all(hashed), ...(tape && { tape }), outcome };
  return `${JSON.stringify(written, undefined, 2)}\n`;
}

/** All but the skills, for those who keep them elsewhere; see {@link readKeptRecording}. */
export function writeKeptRecording(recording: Omit<RunRecording, 'skills'>): string {
  return JSON.stringify(headOf(recording));
}

/** @throws RecordingError that says what is wrong with the text, and where */
export async function readRecording(text: string): Promise<RunRecording> {
  const { skills, ...rest } = checked(parse(text), file);
  const files = skills.map(({ path, text }) => ({ path, text: text.join('\n') }));
  for (const [index, { path, text }] of files.entries())
    if ((await hashOf(text)) !== skills[index]?.sha256)
      throw new RecordingError(
        `The recording was changed: the text of ${path} is not the one that ran. Record the run again.`,
      );
  return sound(rest, files);
}

/**
 * What {@link writeKeptRecording} wrote, with the skills as they were.
 * @throws RecordingError that says what is wrong with the text, and where
 */
export function readKeptRecording(text: string, skills: readonly SkillFile[]): RunRecording {
  return sound(checked(parse(text), kept), skills);
}

function headOf({ request, tape, outcome }: Omit<RunRecording, 'skills'>): z.input<typeof kept> {
  return {
    recording: version,
    skill: request.skill,
    inputs: request.inputs,
    limits: request.limits,
    ...(request.timeMs !== undefined && { timeMs: request.timeMs }),
    ...(tape && { tape: writtenTape(tape) }),
    outcome: endOf(outcome),
  };
}

function writtenTape({ seed, clock, answers, calls, ends, stop, isCut }: Tape): z.input<typeof tape> {
  return {
    seed: [...seed],
    clock: Buffer.from(clock).toString('base64'),
    answers: answers.map(([question, answer]) => [question, answer]),
    calls: [...calls],
    ...(ends && { ends: [...ends] }),
    ...(stop && { stop }),
    ...(isCut && { isCut }),
  };
}

/** What a comparison looks at, with the places; no times, which are on the tape. */
function endOf({ status, result, error, logs, droppedLogs }: Outcome): z.input<typeof outcome> {
  return {
    status,
    ...(result !== undefined && { result }),
    ...(error && { error: { ...error, chain: [...error.chain] } }),
    logs: logs.map(({ atMs: _at, ...line }) => line),
    ...(droppedLogs > 0 && { droppedLogs }),
  };
}

function parse(text: string): JsonValue {
  if (text.length > longestText)
    throw new RecordingError(
      `The recording has ${text.length} characters, more than a run can leave behind.`,
    );
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  const { line, column } = parsed.place;
  throw new RecordingError(
    `The recording cannot be read: line ${line}, column ${column}: ${parsed.message}. Perhaps it was cut short; record the run again.`,
  );
}

function checked<T extends typeof file | typeof kept>(value: JsonValue, form: T): z.output<T> {
  const made = isJsonObject(value) ? value.recording : undefined;
  if (typeof made === 'number' && made > version)
    throw new RecordingError(
      `The recording was made by a newer Skillsmith (its version is ${made}, this one reads ${version}). Update this one.`,
    );
  const result = form.safeParse(value);
  if (result.success) return result.data as z.output<T>;
  const [issue] = result.error.issues;
  const path = formatPath((issue?.path ?? []).map(part => (typeof part === 'symbol' ? String(part) : part)));
  throw new RecordingError(
    `This is no recording of a run: ${path === '' ? 'the file' : path}: ${issue?.message ?? 'unknown'}.`,
  );
}

function sound(
  { skill, inputs, limits, timeMs, tape, outcome }: Head,
  skills: readonly SkillFile[],
): RunRecording {
  const clock = tape && new Uint8Array(Buffer.from(tape.clock, 'base64'));
  const recording: RunRecording = {
    request: { skill, inputs, limits, ...(timeMs !== undefined && { timeMs }) },
    skills,
    tape: tape && clock && { ...tape, clock },
    outcome: outcomeOf(skill, outcome, clock === undefined ? [] : readClock(clock)),
  };
  const fault = faultOf(recording);
  if (fault === undefined) return recording;
  throw new RecordingError(`The recording was changed or cut short: ${fault}. Record the run again.`);
}

/** As far as it is known: the calls are those of the tape, and the clock there says how long it took. */
function outcomeOf(
  skill: string,
  { droppedLogs = 0, ...end }: Head['outcome'],
  times: readonly number[],
): Outcome {
  const [startedAt = 0, endedAt = startedAt] = [times[0], times.at(-1)].map(time => (time ?? 0) / 1000);
  const sizes = { durationMs: endedAt - startedAt, inputBytes: 0, resultBytes: 0 };
  const { status, logs } = end;
  return {
    skill,
    ...end,
    logs: logs.map(line => ({ ...line, atMs: 0 })),
    droppedLogs,
    calls: { id: 1, skill, chain: [skill], status, startedMs: 0, ...sizes, calls: [] },
    startedAt,
    ...sizes,
    estimatedTokens: 0,
  };
}

async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(bytes).toString('hex');
}
