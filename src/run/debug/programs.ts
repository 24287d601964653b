/** The programs of a run that is debugged, with numbers for their probes and functions that hold in all replays. */

import type { Place } from '../../base/text.ts';
import { instrument } from '../../sandbox/instrument/instrument.ts';
import type { FunctionShape, Instrumented, Probe } from '../../sandbox/instrument/probe.ts';
import { maxProbes } from '../../sandbox/prelude/debug/probes.ts';
import { authorsPlaces } from '../frames.ts';
import type { Program } from '../program.ts';

/** A program that can be stopped. */
export interface DebugProgram {
  /** What runs, with `instrumented`. */
  readonly program: Program;
  readonly shape: Instrumented;
  /** Where an offset of the source stands in the author's file. */
  readonly placeAt: (offset: number) => Place;
  /** The numbers of its first probe and its first function among those of all programs. */
  readonly firstProbe: number;
  readonly firstFunction: number;
}

/** A probe, by its number among those of all programs, with where it stands. */
export interface ProbeSite {
  readonly program: DebugProgram;
  readonly probe: Probe;
  /** Its number in its own program. */
  readonly index: number;
}

/** A function, by its number among those of all programs. */
export interface FunctionSite {
  readonly program: DebugProgram;
  readonly shape: FunctionShape;
  /** Numbers of its probes among those of all programs. */
  readonly probes: readonly number[];
}

export class DebugPrograms {
  readonly #programs: DebugProgram[] = [];
  readonly #byPath = new Map<string, DebugProgram>();
  #probes = 0;
  #functions = 0;

  /** The program as it runs. One that cannot be instrumented runs as it is, and does not stop. */
  add(program: Program): Program {
    const known = this.#byPath.get(program.path);
    if (known !== undefined) return known.program;
    if (program.source === '' || program.blocker !== undefined) return program;
    const first = { probe: this.#probes, function: this.#functions };
    const shape = instrument(program.source, program.prefixLength, first);
    if (first.probe + shape.probes.length > maxProbes) return program;
    this.#probes += shape.probes.length;
    this.#functions += shape.functions.length;
    const added: DebugProgram = {
      program: { ...program, instrumented: shape },
      shape,
      placeAt: authorsPlaces(program),
      firstProbe: first.probe,
      firstFunction: first.function,
    };
    this.#programs.push(added);
    this.#byPath.set(program.path, added);
    return added.program;
  }

  get all(): readonly DebugProgram[] {
    return this.#programs;
  }

  get probeCount(): number {
    return this.#probes;
  }

  get(path: string): DebugProgram | undefined {
    return this.#byPath.get(path);
  }

  probe(number: number): ProbeSite | undefined {
    const program = this.#programs.findLast(({ firstProbe }) => firstProbe <= number);
    const index = number - (program?.firstProbe ?? 0);
    const probe = program?.shape.probes[index];
    return program && probe && { program, probe, index };
  }

  function(number: number): FunctionSite | undefined {
    const program = this.#programs.findLast(({ firstFunction }) => firstFunction <= number);
    const shape = program?.shape.functions[number - program.firstFunction];
    return program && shape && { program, shape, probes: shape.probes.map(one => one + program.firstProbe) };
  }
}

/** The innermost function around an offset of the program's source, by its number in the program. */
export function functionAround({ shape }: DebugProgram, offset: number): number {
  let found = 0;
  for (const [index, { span }] of shape.functions.entries()) {
    const inner = shape.functions[found]?.span ?? span;
    if (span.start <= offset && offset < span.end && span.start >= inner.start) found = index;
  }
  return found;
}

/** The probe that came last before an offset of a function was reached: that of the innermost statement around it. */
export function probeAround({ shape }: DebugProgram, owner: number, offset: number): number | undefined {
  let found: number | undefined;
  for (const index of shape.functions[owner]?.probes ?? []) {
    const { kind, span } = shape.probes[index] as Probe;
    if (kind === 'await' || kind === 'end' || span.start > offset) continue;
    const best = found === undefined ? undefined : shape.probes[found]?.span;
    const isAround = offset < span.end;
    const isBestAround = best !== undefined && offset < best.end;
    if (best === undefined || (isAround && (!isBestAround || span.start >= best.start))) found = index;
    else if (!isAround && !isBestAround && span.start >= best.start) found = index;
  }
  return found;
}

/** The probes of a function at which a run can stop, by their numbers among those of all programs. */
export function functionProbes({ shape, firstProbe }: DebugProgram, owner: number): readonly number[] {
  const probes = shape.functions[owner]?.probes ?? [];
  return probes.filter(index => shape.probes[index]?.kind !== 'await').map(index => firstProbe + index);
}
