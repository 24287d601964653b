/** The arguments of the commands that run skills: once, or for each row of a file. */

import type { Flags } from './argument-tokens.ts';
import { refuseWord, timeout, wholeNumber } from './argument-values.ts';
import { UsageError } from './usage-error.ts';

export interface RunCommand {
  readonly do: 'run';
  readonly root: string | undefined;
  readonly json: boolean;
  readonly skill: string;
  /** A name for inputs that were saved in the editor; `undefined` for none. */
  readonly preset: string | undefined;
  /** With a preset, those that are to differ from it. */
  readonly inputs: InputSource;
  /** `undefined` leaves it to the skill and the default. */
  readonly timeoutMs: number | undefined;
  /** Where a recording of the run goes, relative to the current folder; `undefined` for none. */
  readonly record: string | undefined;
  /** Runs every skill, also those whose results are cached. */
  readonly noCache: boolean;
  /** The address of a Redis server with cached results. */
  readonly redis: string | undefined;
}

export interface BatchCommand {
  readonly do: 'batch';
  readonly root: string | undefined;
  readonly skill: string;
  readonly inputs: Exclude<InputSource, { readonly from: 'arguments' }>;
  /** `undefined` leaves it to the machine. */
  readonly concurrency: number | undefined;
  /** `undefined` leaves it to the skill and the default. */
  readonly timeoutMs: number | undefined;
  readonly stopOnError: boolean;
  /** `undefined` for standard output. */
  readonly out: string | undefined;
  readonly retryFailed: boolean;
}

export type InputSource =
  | { readonly from: 'arguments'; readonly text: string }
  | { readonly from: 'file'; readonly path: string }
  | { readonly from: 'standard-input' };

export function runCommand(rest: readonly string[], flags: Flags): RunCommand {
  const [skill, surplus] = rest;
  if (skill === undefined) throw new UsageError('Which skill? Say: skillsmith run <name>');
  refuseWord('run', surplus);
  return {
    do: 'run',
    root: flags.get('root'),
    json: flags.has('json'),
    skill,
    preset: flags.get('preset'),
    inputs: inputSource(flags),
    timeoutMs: timeout(flags.get('timeout')),
    record: flags.get('record'),
    noCache: flags.has('no-cache'),
    redis: flags.get('redis'),
  };
}

export function batchCommand([skill, surplus]: readonly string[], flags: Flags): BatchCommand {
  if (skill === undefined) throw new UsageError('Which skill? Say: skillsmith batch <name> --inputs FILE');
  refuseWord('batch', surplus);
  const inputs = flags.get('inputs');
  if (inputs === undefined)
    throw new UsageError('Which rows? Say: --inputs FILE, or --inputs - for standard input.');
  const out = flags.get('out');
  const retryFailed = flags.has('retry-failed');
  if (retryFailed && out === undefined)
    throw new UsageError('--retry-failed needs --out FILE: the results that are there.');
  return {
    do: 'batch',
    root: flags.get('root'),
    skill,
    inputs: inputs === '-' ? { from: 'standard-input' } : { from: 'file', path: inputs },
    concurrency: wholeNumber('concurrency', flags.get('concurrency'), 256),
    timeoutMs: timeout(flags.get('timeout')),
    stopOnError: flags.has('stop-on-error'),
    out,
    retryFailed,
  };
}

function inputSource(flags: Flags): InputSource {
  const text = flags.get('inputs');
  const path = flags.get('inputs-file');
  if (text !== undefined && path !== undefined) {
    throw new UsageError('Give the inputs once: either --inputs or --inputs-file.');
  }
  if (path === '-') return { from: 'standard-input' };
  return path === undefined ? { from: 'arguments', text: text ?? '{}' } : { from: 'file', path };
}
