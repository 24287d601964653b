/** Runs skills plainly and with probes, and draws all of each run that an author could see. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { Conductor } from '../../../src/run/conductor.ts';
import { DebugPrograms } from '../../../src/run/debug/programs.ts';
import { authorsStack, sourceWithoutProbes } from '../../../src/run/debug/restored.ts';
import { Ledger } from '../../../src/run/ledger.ts';
import { ProgramCache } from '../../../src/run/lookup.ts';
import {
  type Call,
  defaultLimits,
  type Limits,
  type LogLine,
  type Outcome,
} from '../../../src/run/outcome.ts';
import type { SkillSource } from '../../../src/run/port.ts';
import { ResultRules } from '../../../src/run/result-rules.ts';
import { Sandbox } from '../../../src/sandbox/instance.ts';
import { flag } from '../../../src/sandbox/prelude/debug/probes.ts';
import { hostServices } from '../../../src/sandbox/service.ts';
import { InProcess, sha256, wasmPath } from '../../fakes/in-process.ts';
import { FakeRecording } from '../../fakes/recording.ts';

/**
 * How a run is debugged. `unwatched`: nobody stops anywhere. `conditions`: at every probe a condition is evaluated
 * that is false. `every probe`: every probe is a stop, and the run goes on at once.
 */
export type Way = 'unwatched' | 'conditions' | 'every probe';

export interface TwinOptions {
  readonly limits?: Partial<Limits>;
  /** Those that were instrumented before. */
  readonly programs?: DebugPrograms;
}

/** `[probe, count, frame, call]` as text, in the order in which they were met. */
export interface DebuggedRun {
  readonly outcome: Outcome;
  readonly moments: readonly string[];
}

/** After so many stops a run goes on without. */
const mostMoments = 2000;

const plainRunner = new InProcess();
const rules = new ResultRules(new ProgramCache(), sha256);
const wasm = new WebAssembly.Module(readFileSync(wasmPath));
let spare: Sandbox | undefined;

export function runPlain(source: SkillSource, { limits }: TwinOptions = {}): Promise<Outcome> {
  return plainRunner.run('main', source, { ...(limits && { limits }) });
}

export async function runDebugged(
  source: SkillSource,
  way: Way,
  options: TwinOptions = {},
): Promise<DebuggedRun> {
  const limits = { ...defaultLimits, ...options.limits };
  const sandbox = await debugSandbox(limits.memoryBytes);
  const programs = options.programs ?? new DebugPrograms();
  const recording = new FakeRecording();
  const ledger = new Ledger('main');
  const moments: string[] = [];
  const flagged = way === 'unwatched' ? 0 : flag.stop;
  const conductor = new Conductor(
    { skill: 'main', inputs: '{}', limits },
    {
      sandbox,
      recording,
      services: new Map([
        ...hostServices(recording),
        ['probe.stop', argument => stopped(argument)],
        ['debug.source', text => sourceWithoutProbes(text, programs)],
        ['debug.stack', text => authorsStack(text, programs)],
      ]),
      find: name => {
        const found = rules.find(source, name);
        if (!('program' in found)) return found;
        const program = programs.add(found.program);
        sandbox.probeFlags.fill(flagged, 0, programs.probeCount);
        return { ...found, program };
      },
      emit: event => ledger.apply(event),
      isCancelled: () => false,
    },
  );
  const ending = await conductor.run();
  if (sandbox.reset()) spare = sandbox;
  return { outcome: ledger.outcome(ending), moments };

  function stopped(argument: string): string {
    const moment = JSON.parse(argument) as readonly number[];
    if (moments.length > mostMoments) sandbox.probeFlags.fill(0, 0, programs.probeCount);
    if (way === 'every probe') moments.push(moment.slice(0, 4).join());
    else {
      const scope = { [`a${moment[4]}`]: [`a${moment[4]}`, 0, true] };
      const asked = ['isTrue', ['(function($$scope){with($$scope){return (false)}})', scope, null]];
      assert.notEqual(sandbox.examine(JSON.stringify(asked)), '{"value":true}');
    }
    sandbox.examine('["forget"]');
    return '';
  }
}

async function debugSandbox(memoryBytes: number): Promise<Sandbox> {
  const kept = spare;
  spare = undefined;
  if (kept?.memoryBytes === memoryBytes) return kept;
  return Sandbox.create({ module: wasm, memoryBytes, stackBytes: 200 * 1024, isDebugged: true });
}

/** The text of a whole run: how it ended, its log with places, its calls with times. */
export function drawn(outcome: Outcome): string {
  const { status, result, error, logs, calls, ...rest } = outcome;
  return [
    status,
    `result ${JSON.stringify(result)}`,
    `error ${JSON.stringify(error, undefined, 1)}`,
    ...logs.map(drawnLine),
    ...drawnCall(calls, ''),
    JSON.stringify(rest),
  ].join('\n');
}

function drawnLine({ level, text, skill, file, line, column, atMs }: LogLine): string {
  return `${level} ${skill} ${file}:${line}:${column} ${atMs} ${text}`;
}

function drawnCall({ calls, ...call }: Call, indent: string): readonly string[] {
  return [`${indent}${JSON.stringify(call)}`, ...calls.flatMap(inner => drawnCall(inner, `${indent}  `))];
}

/** Runs it plainly and in the given ways, and holds the runs against each other; gives the plain one. */
export async function assertSame(
  source: SkillSource,
  ways: readonly Way[],
  limits?: Partial<Limits>,
): Promise<Outcome> {
  const programs = new DebugPrograms();
  assertInstrumented(source, programs);
  const options: TwinOptions = { programs, ...(limits && { limits }) };
  const plain = await runPlain(source, options);
  const expected = drawn(plain);
  for (const way of ways) {
    const { outcome, moments } = await runDebugged(source, way, options);
    assert.equal(drawn(outcome), expected, `with probes (${way})`);
    assert.equal(new Set(moments).size, moments.length, 'each moment is met once');
  }
  return plain;
}

/** Moments are the same whenever a run is repeated. */
export async function assertRepeats(source: SkillSource): Promise<void> {
  const first = await runDebugged(source, 'every probe');
  const second = await runDebugged(source, 'every probe');
  assert.deepEqual(second.moments, first.moments);
  assert.ok(first.moments.length > 0, 'there are moments');
}

/** Nothing is compared where a program runs without probes. */
function assertInstrumented(source: SkillSource, programs: DebugPrograms): void {
  const found = rules.find(source, 'main');
  if ('program' in found && found.program.blocker === undefined)
    assert.ok(programs.add(found.program).instrumented, 'it can be instrumented');
}
