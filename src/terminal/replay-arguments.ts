/** The arguments of `replay`: a recording, and what is to be other than it was. */

import type { JsonValue, PathSegment } from '../base/json.ts';
import { parseJson } from '../base/json-text.ts';
import type { CallAnswer, Fork } from '../run/tape.ts';
import { parsePath } from '../workflow/row/column.ts';
import type { Flags } from './argument-tokens.ts';
import { refuseWord } from './argument-values.ts';
import { anyValue } from './command.ts';
import { UsageError } from './usage-error.ts';

export interface ReplayCommand {
  readonly do: 'replay';
  readonly root: string | undefined;
  readonly json: boolean;
  /** A file with a recording, relative to the current folder, or the beginning of a run's id. */
  readonly recording: string;
  /** Runs the skills as they were recorded, not those of today. */
  readonly recorded: boolean;
  /** Writes the recording beside its skill, and runs nothing. */
  readonly save: boolean;
  /** `undefined`: nothing is to be other than it was. */
  readonly changes: ReplayChanges | undefined;
}

export interface ReplayChanges {
  readonly inputs: readonly InputChange[];
  /** By their numbers in the run. */
  readonly calls: ReadonlyMap<number, CallAnswer>;
  readonly beyond: Fork['beyond'];
}

export interface InputChange {
  /** As it was given. */
  readonly text: string;
  readonly path: readonly PathSegment[];
  readonly value: JsonValue;
}

export function replayCommand([recording, surplus]: readonly string[], flags: Flags): ReplayCommand {
  if (recording === undefined) throw new UsageError('Which recording? Say: skillsmith replay <file|run-id>');
  refuseWord('replay', surplus);
  const [recorded, save] = [flags.has('recorded'), flags.has('save')];
  const changes = changesIn(flags);
  if (save && (recorded || flags.has('json') || changes !== undefined))
    throw new UsageError('--save runs nothing, so that no other flag goes with it but --root.');
  return {
    do: 'replay',
    root: flags.get('root'),
    json: flags.has('json'),
    recording,
    recorded,
    save,
    changes,
  };
}

function changesIn(flags: Flags): ReplayChanges | undefined {
  const inputs = pairs('set-input', flags).map(inputChange);
  const returned = pairs('call', flags).map(([name, text, whole]) => {
    const result = jsonValue('call', name, text);
    return [callNumber('call', name, whole), { result }] as const;
  });
  const failed = pairs('fail', flags).map(
    ([name, text, whole]) => [callNumber('fail', name, whole), { error: errorOf(text) }] as const,
  );
  const answers = [...returned, ...failed];
  const calls = new Map<number, CallAnswer>(answers);
  if (calls.size < answers.length)
    throw new UsageError('A call has one answer: give each number once, to --call or to --fail.');
  const beyond = beyondOf(flags.get('beyond'));
  if (inputs.length > 0 || calls.size > 0) return { inputs, calls, beyond: beyond ?? 'world' };
  if (beyond !== undefined)
    throw new UsageError(
      '--beyond needs something that is other than it was: --set-input, --call or --fail.',
    );
  return undefined;
}

/** The values of a flag, each cut at its first `=`. */
function pairs(
  flag: string,
  flags: Flags,
): readonly (readonly [name: string, text: string, whole: string])[] {
  const given = flags.get(flag);
  if (given === undefined) return [];
  return given.split(anyValue).map(whole => {
    const at = whole.indexOf('=');
    if (at > 0) return [whole.slice(0, at), whole.slice(at + 1), whole];
    throw new UsageError(`--${flag} has two sides of a "=", got "${whole}".`);
  });
}

function inputChange([name, text]: readonly [string, string, string]): InputChange {
  const path = parsePath(name);
  if (path === undefined)
    throw new UsageError(`--set-input begins with an input, such as user.name or items[0], got "${name}".`);
  return { text: name, path, value: jsonValue('set-input', name, text) };
}

function jsonValue(flag: string, name: string, text: string): JsonValue {
  const parsed = parseJson(text);
  if (parsed.ok) return parsed.value;
  const quoted = /^[\w .,:;!?-]*$/.test(text) ? ` For a text, say: --${flag} '${name}="${text}"'` : '';
  throw new UsageError(
    `The value of --${flag} ${name} is not JSON: column ${parsed.place.column}: ${parsed.message}.${quoted}`,
  );
}

function callNumber(flag: string, name: string, whole: string): number {
  if (/^[1-9]\d{0,8}$/.test(name)) return Number(name);
  throw new UsageError(`--${flag} begins with the number of a call, such as 3, got "${whole}".`);
}

/** `NetworkError: no route`, or a message alone. */
function errorOf(text: string): { readonly name: string; readonly message: string } {
  const [, name, message] = /^([A-Z]\w*(?:Error|Exception)): *(.*)$/s.exec(text) ?? [];
  return name === undefined ? { name: 'Error', message: text } : { name, message: message ?? '' };
}

function beyondOf(text: string | undefined): Fork['beyond'] | undefined {
  if (text === undefined || text === 'world' || text === 'refuse') return text;
  throw new UsageError(`--beyond is world or refuse, got "${text}".`);
}
