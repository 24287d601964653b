/** A recording as the text of a file: readable, the same for the same recording, and checked when it is read. */

import { z } from 'zod';
import { formatPath, isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { parseJson } from '../base/json-text.ts';
import { isSkillPath } from '../skill/name.ts';
import type { Outcome } from './outcome.ts';
import type { RunRecording } from './recording.ts';

/** The version of what is written. Files of a later one are refused. */
const version = 1;

/** Why a text is no recording that can be used, in a sentence for people. */
export class RecordingError extends Error {
  override readonly name = 'RecordingError';
}

const word = z.number().int().min(0).max(0xffff_ffff);
const count = z.number().int().min(0);
const json = z.custom<JsonValue>(value => value !== undefined);

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
  seed: z.tuple([word, word, word, word]),
  clock: z.base64(),
  answers: z.array(z.tuple([z.string(), z.string()])),
  calls: z.array(z.string()),
  stop: z.strictObject({ look: count.min(1), reason: z.enum(['cancelled', 'time-limit']) }).exactOptional(),
  isCut: z.literal(true).exactOptional(),
});

/** As much of an outcome as a comparison looks at; the rest is shown, never relied on. */
const outcome = z.looseObject({
  skill: z.string(),
  status: z.enum(['completed', 'failed', 'cancelled', 'timed-out']),
  result: json.exactOptional(),
  error: z.looseObject({ name: z.string(), message: z.string(), chain: z.array(z.string()) }).exactOptional(),
  logs: z.array(z.looseObject({ level: z.string(), text: z.string(), skill: z.string() })),
});

const file = z.strictObject({
  recording: z.literal(version),
  skill: z.string(),
  inputs: z.custom<JsonObject>(isJsonObject, 'expected an object'),
  limits,
  timeMs: z.number().min(1).max(300_000).exactOptional(),
  skills: z.array(
    z.strictObject({
      path: z.string().refine(isSkillPath, 'expected the path of a skill'),
      sha256: z.string(),
      text: z.array(z.string()),
    }),
  ),
  tape: tape.exactOptional(),
  outcome,
});

/** Ends with a line break; a skill's text is an array of its lines. */
export async function writeRecording({ request, skills, tape, outcome }: RunRecording): Promise<string> {
  const hashed = skills.map(async ({ path, text }) => ({
    path,
    sha256: await hashOf(text),
    text: text.split('\n'),
  }));
  const written: z.input<typeof file> = {
    recording: version,
    skill: request.skill,
    inputs: request.inputs,
    limits: request.limits,
    ...(request.timeMs !== undefined && { timeMs: request.timeMs }),
    skills: await Promise.all(hashed),
    ...(tape && {
      tape: {
        ...tape,
        seed: [...tape.seed],
        clock: Buffer.from(tape.clock).toString('base64'),
        answers: tape.answers.map(([question, answer]) => [question, answer]),
        calls: [...tape.calls],
      },
    }),
    outcome: outcome as unknown as z.input<typeof file>['outcome'],
  };
  return `${JSON.stringify(written, undefined, 2)}\n`;
}

/** @throws RecordingError that says what is wrong with the text, and where */
export async function readRecording(text: string): Promise<RunRecording> {
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { line, column } = parsed.place;
    throw new RecordingError(
      `The recording cannot be read: line ${line}, column ${column}: ${parsed.message}. Perhaps it was cut short; record the run again.`,
    );
  }
  const { skill, inputs, limits, timeMs, skills, tape, outcome } = checked(parsed.value);
  const files = skills.map(({ path, text }) => ({ path, text: text.join('\n') }));
  for (const [index, { path, text }] of files.entries())
    if ((await hashOf(text)) !== skills[index]?.sha256)
      throw new RecordingError(
        `The recording was changed: the text of ${path} is not the one that ran. Record the run again.`,
      );
  return {
    request: { skill, inputs, limits, ...(timeMs !== undefined && { timeMs }) },
    skills: files,
    tape: tape && { ...tape, clock: new Uint8Array(Buffer.from(tape.clock, 'base64')) },
    outcome: outcome as unknown as Outcome,
  };
}

function checked(value: JsonValue): z.output<typeof file> {
  const made = isJsonObject(value) ? value.recording : undefined;
  if (typeof made === 'number' && made > version)
    throw new RecordingError(
      `The recording was made by a newer Skillsmith (its version is ${made}, this one reads ${version}). Update this one.`,
    );
  const result = file.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = formatPath((issue?.path ?? []).map(part => (typeof part === 'symbol' ? String(part) : part)));
  throw new RecordingError(
    `This is no recording of a run: ${path === '' ? 'the file' : path}: ${issue?.message ?? 'unknown'}.`,
  );
}

async function hashOf(text: string): Promise<string> {
  const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Buffer.from(bytes).toString('hex');
}
