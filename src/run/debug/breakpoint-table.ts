/** Where the breakpoints stand in the programs of a run, so that a hit need not look for them. */

import type { Breakpoint, Breakpoints, DataBreakpoint, FunctionBreakpoint } from './debuggee.ts';
import { type DebugPrograms, functionProbes } from './programs.ts';

/** A breakpoint at a probe: that of a line, or of the function that begins there. */
export type Standing =
  | { readonly isLine: true; readonly breakpoint: Breakpoint }
  | { readonly isLine: false; readonly breakpoint: FunctionBreakpoint };

/** Which variable of which frame a data breakpoint watches. */
export interface WatchedVariable {
  readonly file: string;
  readonly scope: number;
  readonly name: string;
  readonly frame: number | null;
  readonly call: number;
}

const none: readonly Standing[] = [];

/** Of use as long as there are no other breakpoints and no more programs. */
export class BreakpointTable {
  readonly watched: readonly (DataBreakpoint & { readonly watched: WatchedVariable })[];
  readonly #breakpoints: Breakpoints;
  readonly #programs: DebugPrograms;
  readonly #probeCount: number;
  /** By the probe's number among those of all programs. */
  readonly #standing = new Map<number, Standing[]>();

  constructor(programs: DebugPrograms, breakpoints: Breakpoints) {
    this.#programs = programs;
    this.#breakpoints = breakpoints;
    this.#probeCount = programs.probeCount;
    for (const breakpoint of breakpoints.lines) {
      const program = programs.get(breakpoint.file);
      if (program !== undefined && breakpoint.probe < program.shape.probes.length)
        this.#put(program.firstProbe + breakpoint.probe, { isLine: true, breakpoint });
    }
    const byName = Map.groupBy(breakpoints.functions, ({ name }) => name);
    if (byName.size > 0)
      for (const { name, number } of entries(programs, new Set(byName.keys())))
        for (const breakpoint of byName.get(name) ?? []) this.#put(number, { isLine: false, breakpoint });
    this.watched = breakpoints.data.map(data => ({
      ...data,
      watched: JSON.parse(data.dataId) as WatchedVariable,
    }));
  }

  isOf(programs: DebugPrograms, breakpoints: Breakpoints): boolean {
    const isSame = this.#programs === programs && this.#breakpoints === breakpoints;
    return isSame && this.#probeCount === programs.probeCount;
  }

  /** Lines first. */
  at(probe: number): readonly Standing[] {
    return this.#standing.get(probe) ?? none;
  }

  probes(): Iterable<number> {
    return this.#standing.keys();
  }

  #put(probe: number, standing: Standing): void {
    const known = this.#standing.get(probe);
    if (known === undefined) this.#standing.set(probe, [standing]);
    else known.push(standing);
  }
}

/** The first probes of functions that have one of the names, and of skills that have. */
function* entries(
  programs: DebugPrograms,
  names: ReadonlySet<string>,
): Iterable<{ readonly name: string; readonly number: number }> {
  for (const program of programs.all) {
    const { name: skill, entry } = program.program;
    for (const [owner, { name: own }] of program.shape.functions.entries()) {
      const isEntry = own === entry && own !== '';
      const name = names.has(own)
        ? own
        : (isEntry || (owner === 0 && entry === '')) && names.has(skill)
          ? skill
          : undefined;
      const first = functionProbes(program, owner)[0];
      if (name !== undefined && first !== undefined) yield { name, number: first };
    }
  }
}
