/** What a run asked of the world and was answered, as plain data: with its skills and inputs, all that it depended on. */

import type { JsonValue } from '../base/json.ts';

/** Why a run has to stop that would go on. */
export type StopReason = 'cancelled' | 'time-limit';

export interface Tape {
  /** Four 32-bit integers: the seed of the run's randomness. */
  readonly seed: readonly [number, number, number, number];
  /** All looks at the clock, in order; see {@link writeClock}. */
  readonly clock: Uint8Array;
  /** What else was asked, with the answer: formatted dates, time zones, names that no skill has, cached results. */
  readonly answers: readonly (readonly [question: string, answer: string])[];
  /** Calls of skills in order, as the guest made them: `caller,"name",inputs`. */
  readonly calls: readonly string[];
  /** By call: how often the clock had been looked at when it ended; 0 for one that did not. */
  readonly ends?: readonly number[];
  /** The run was stopped: at which look, from one, and why. */
  readonly stop?: { readonly look: number; readonly reason: StopReason };
  /** The tape was full before the run ended: such a run cannot be replayed. */
  readonly isCut?: true;
}

const cachedWord = 'result of call ';
const answerWord = 'answer of call ';
const skillWord = 'skill ';

/** The question that a call's cached result is the answer to; a call without one is not on the tape. */
export function cachedQuestion(call: number): string {
  return `${cachedWord}${call}`;
}

/** The question that a call's answer is on the tape for, when it was answered instead of running. */
export function answerQuestion(call: number): string {
  return `${answerWord}${call}`;
}

/** The question whether a name leads to a skill; the skills are at hand, so that it is never one to the world. */
export function skillQuestion(name: string): string {
  return `${skillWord}${name.toLowerCase()}`;
}

export function isSkillQuestion(question: string): boolean {
  return question.startsWith(skillWord);
}

export function isCachedQuestion(question: string): boolean {
  return question.startsWith(cachedWord);
}

export function isAnswerQuestion(question: string): boolean {
  return question.startsWith(answerWord);
}

/** What a call is answered with instead of running: its result, or the error that it fails with. */
export type CallAnswer =
  | { readonly result: JsonValue }
  | { readonly error: { readonly name: string; readonly message: string } };

/** What is other than on the tape, and who answers what the tape does not know. */
export interface Fork {
  /** The run has other inputs. */
  readonly hasOtherInputs: boolean;
  /** By their numbers on the tape, which are those of the call tree: calls that are answered and do not run. */
  readonly calls: readonly (readonly [call: number, answer: CallAnswer])[];
  /** Refused: the first such question ends the run, and where the tape has no more times, time stands still. */
  readonly beyond: 'world' | 'refuse';
}

/** A call as it stands on a tape, in its parts; its caller is 0 for the run's own start. */
export interface TapedCall {
  readonly caller: number;
  readonly name: string;
  /** JSON text. */
  readonly inputs: string;
}

/** Of `caller,"name",inputs`; `undefined` when it is none. */
export function readCall(text: string): TapedCall | undefined {
  const [head = '', caller = ''] = /^(\d{1,9}),"/.exec(text) ?? [];
  if (head === '') return undefined;
  let end = head.length;
  while (end < text.length && text[end] !== '"') end += text[end] === '\\' ? 2 : 1;
  if (text[end + 1] !== ',') return undefined;
  const name = parsed(text.slice(head.length - 1, end + 1));
  return name === undefined ? undefined : { caller: Number(caller), name, inputs: text.slice(end + 2) };
}

function parsed(text: string): string | undefined {
  try {
    return String(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The names from the started skill to a call of the tape, by its number, from one. */
export function chainOf(calls: readonly string[], number: number): readonly string[] {
  const names: string[] = [];
  // A caller has always the smaller number, whoever wrote the tape.
  for (let at = number, above = Number.POSITIVE_INFINITY; at > 0 && at < above; ) {
    const call = readCall(calls[at - 1] ?? '');
    if (call === undefined) break;
    names.unshift(call.name);
    above = at;
    at = call.caller;
  }
  return names;
}

/** The first place where a run does something else than the one on the tape. */
export type Divergence =
  | {
      readonly kind: 'call';
      /** Of the call in the run, from one. */
      readonly number: number;
      /** The names from the started skill to the caller of what was called. */
      readonly chain: readonly string[];
      /** As on the tape, `caller,"name",inputs`; `undefined` when the tape has no more. */
      readonly expected: string | undefined;
      readonly actual: string;
    }
  | { readonly kind: 'question'; readonly actual: string }
  | { readonly kind: 'clock' };

/** Times in microseconds, never decreasing, as the differences between them, each in groups of seven bits. */
export function writeClock(times: readonly number[]): Uint8Array {
  const bytes: number[] = [];
  let last = 0;
  for (const time of times) {
    let difference = time - last;
    last = time;
    for (; difference >= 0x80; difference = Math.floor(difference / 0x80))
      bytes.push((difference % 0x80) | 0x80);
    bytes.push(difference);
  }
  return Uint8Array.from(bytes);
}

/** What {@link writeClock} wrote. Bytes that end within a number lose that one. */
export function readClock(bytes: Uint8Array): readonly number[] {
  const times: number[] = [];
  let last = 0;
  let difference = 0;
  let weight = 1;
  for (const byte of bytes) {
    difference += (byte & 0x7f) * weight;
    weight *= 0x80;
    if (byte >= 0x80) continue;
    last += difference;
    times.push(last);
    difference = 0;
    weight = 1;
  }
  return times;
}
