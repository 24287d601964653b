/** Debugs skills in this thread: what a script does at each stop, and what it sees there. */

import { readFileSync } from 'node:fs';
import type { JsonObject } from '../../src/base/json.ts';
import type {
  Breakpoint,
  Breakpoints,
  DebugAnswer,
  DebugCommand,
  DebugEvent,
  GoWay,
  StackFrame,
  Stop,
  Variable,
} from '../../src/run/debug/debuggee.ts';
import { Debugger, type DebugRequest, type DebugWorld } from '../../src/run/debug/debugger.ts';
import { placeFor, stopPlaces } from '../../src/run/debug/places.ts';
import { ProgramCache } from '../../src/run/lookup.ts';
import { defaultLimits, type Limits, type Outcome } from '../../src/run/outcome.ts';
import type { Recording, SkillSource } from '../../src/run/port.ts';
import { programOf } from '../../src/run/program.ts';
import { ResultRules } from '../../src/run/result-rules.ts';
import type { Tape } from '../../src/run/tape.ts';
import { Sandbox } from '../../src/sandbox/instance.ts';
import { hostServices } from '../../src/sandbox/service.ts';
import { sha256, wasmPath } from './in-process.ts';
import { FakeRecording } from './recording.ts';

const wasm = new WebAssembly.Module(readFileSync(wasmPath));
let kept: Sandbox | undefined;

/** As new: the last one, where it can be reset. */
async function sandboxFor(memoryBytes: number): Promise<Sandbox> {
  if (kept?.memoryBytes === memoryBytes && kept.reset()) return kept;
  kept = await Sandbox.create({ module: wasm, memoryBytes, stackBytes: 200 * 1024, isDebugged: true });
  return kept;
}

export const noBreakpoints: Breakpoints = {
  lines: [],
  functions: [],
  data: [],
  exceptions: { uncaught: false, caught: false },
  skipped: [],
};

/** `'main:3'`, `'main:3:5'`, or with more of a breakpoint. */
export type LineWish = string | (Partial<Breakpoint> & { readonly at: string });

export interface DebugScript {
  readonly inputs?: JsonObject;
  readonly lines?: readonly LineWish[];
  readonly breakpoints?: Partial<Breakpoints>;
  readonly stopOnEntry?: boolean;
  readonly tape?: Tape;
  readonly recording?: Recording;
  readonly skill?: string;
  readonly limits?: Partial<Limits>;
  /** Says at each stop how to go on; `undefined` ends the run. */
  readonly at: (
    stop: StoppedRun,
  ) => Generator<DebugCommand, GoStep | undefined, unknown> | GoStep | undefined;
}

export type GoStep = GoWay | Extract<DebugCommand, { type: 'go' | 'apply' }>;

/** Asks at a stop, synchronously. */
export interface StoppedRun {
  readonly stop: Stop;
  readonly number: number;
}

/** One line for each thing that people would see. */
export interface DebugTranscript {
  readonly lines: readonly string[];
  readonly outcome: Outcome;
  readonly events: readonly DebugEvent[];
}

/** A command as a script yields it: `const frames = yield* ask({ type: 'stack', … })`. */
export function* ask<Command extends DebugCommand>(
  command: Command,
): Generator<Command, DebugAnswer<Command['type']>, unknown> {
  return (yield command) as DebugAnswer<Command['type']>;
}

/** What an answer was that is an error. */
export class Refused extends Error {}

export async function debug(source: SkillSource, script: DebugScript): Promise<DebugTranscript> {
  const lines: string[] = [];
  const events: DebugEvent[] = [];
  const rules = new ResultRules(new ProgramCache(), sha256);
  const skill = script.skill ?? 'main';
  const limits: Limits = { ...defaultLimits, ...script.limits };
  let asking: Generator<DebugCommand, GoStep | undefined, unknown> | undefined;
  let stops = 0;
  let isEnded = false;
  let answer: { readonly value?: unknown; readonly error?: string } | undefined;
  let requests = 0;
  let stopped: Stop | undefined;
  let failure: { readonly error: unknown } | undefined;
  const world: DebugWorld = {
    sandbox: () => sandboxFor(limits.memoryBytes),
    live: script.recording ?? new FakeRecording(),
    services: hostServices,
    find: name => rules.find(source, name),
    emit: event => {
      events.push(event);
      if (event.type === 'stopped') {
        stopped = event.stop;
        lines.push(describeStop(event.stop));
      } else if (event.type === 'logpoint') lines.push(`logpoint ${event.text}`);
      else if (event.type === 'run' && event.event.type === 'log') lines.push(`log ${event.event.line.text}`);
    },
    next(whenNone) {
      if (whenNone === 'go on' || isEnded) return undefined;
      try {
        return nextRequest();
      } catch (error) {
        // Thrown here it would be the guest's.
        failure ??= { error };
        isEnded = true;
        return undefined;
      }
    },
    answer: (_id, given) => {
      answer = given;
    },
    isEnded: () => isEnded,
  };
  const job = { skill, inputs: JSON.stringify(script.inputs ?? {}), limits, useCache: false };
  const breakpoints: Breakpoints = {
    ...noBreakpoints,
    ...script.breakpoints,
    lines: (script.lines ?? []).map((wish, index) => breakpointFor(source, wish, index + 1)),
  };
  const runner = new Debugger(
    { job, breakpoints, stopOnEntry: script.stopOnEntry ?? false, ...(script.tape && { tape: script.tape }) },
    world,
  );
  const outcome = await runner.run();
  if (failure !== undefined) throw failure.error;
  lines.push(
    outcome.status === 'completed'
      ? `result ${JSON.stringify(outcome.result)}`
      : `${outcome.status} ${outcome.error?.message}`,
  );
  return { lines, outcome, events };

  function nextRequest(): DebugRequest | undefined {
    const id = ++requests;
    for (;;) {
      if (asking === undefined) {
        if (stopped === undefined) throw new Error('Nobody said that it stopped.');
        const begun = script.at({ stop: stopped, number: ++stops });
        if (typeof begun === 'object' && 'next' in begun) {
          asking = begun;
          answer = undefined;
        } else return gone(id, begun);
      }
      const step =
        answer === undefined
          ? asking.next()
          : answer.error === undefined
            ? asking.next(answer.value)
            : asking.throw(new Refused(answer.error));
      answer = undefined;
      if (!step.done) return { id, command: step.value };
      asking = undefined;
      return gone(id, step.value);
    }
  }

  function gone(id: number, step: GoStep | undefined): DebugRequest | undefined {
    if (step === undefined) {
      isEnded = true;
      return undefined;
    }
    asking = undefined;
    answer = undefined;
    return { id, command: typeof step === 'string' ? { type: 'go', way: step } : step };
  }
}

function describeStop({ cause, breakpoints, text, error, thread }: Stop): string {
  const ids = breakpoints.length === 0 ? '' : ` #${breakpoints.join()}`;
  const about =
    error === undefined ? '' : ` ${error.name}: ${error.message}${error.isCaught ? ' (caught)' : ''}`;
  return `stopped ${cause}${ids}${about}${text === undefined ? '' : ` (${text})`} in call ${thread}`;
}

function breakpointFor(source: SkillSource, wish: LineWish, id: number): Breakpoint {
  const { at, ...more } = typeof wish === 'string' ? { at: wish } : wish;
  const [name = '', line, column] = at.split(':');
  const skill = source.find(name);
  if (skill === undefined) throw new Error(`No skill ${name}`);
  const place = placeFor(
    stopPlaces(programOf(skill)),
    Number(line),
    column === undefined ? undefined : Number(column),
  );
  if (place === undefined) throw new Error(`No place at ${at}`);
  return { id, file: skill.path, probe: place.probe, ...more };
}

/** `price 3:5`, innermost first; a frame that waits has a tilde. */
export function* stackOf(thread: number): Generator<DebugCommand, readonly string[], unknown> {
  const { frames } = yield* ask({ type: 'stack', thread, start: 0, count: 0 });
  return frames.map(
    ({ name, place, isAwaiting }) => `${isAwaiting ? '~' : ''}${name} ${place.line}:${place.column}`,
  );
}

export function* framesOf(thread: number): Generator<DebugCommand, readonly StackFrame[], unknown> {
  return (yield* ask({ type: 'stack', thread, start: 0, count: 0 })).frames;
}

/** `Local: a=1 b=2`, one for each scope of a frame. */
export function* scopesOf(frame: number): Generator<DebugCommand, readonly string[], unknown> {
  const lines: string[] = [];
  for (const { name, detail, ref } of yield* ask({ type: 'scopes', frame })) {
    const variables: readonly Variable[] = yield* ask({ type: 'variables', ref });
    const shown = variables.map(one => `${one.name}=${one.value}`).join(' ');
    lines.push(`${name}${detail === undefined ? '' : ` (${detail})`}: ${shown}`);
  }
  return lines;
}
