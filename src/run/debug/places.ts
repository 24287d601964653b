/** Where the program of a skill can stop, in the author's lines and columns. */

import type { Place } from '../../base/text.ts';
import { instrument } from '../../sandbox/instrument/instrument.ts';
import type { Probe } from '../../sandbox/instrument/probe.ts';
import { authorsPlaces } from '../frames.ts';
import type { Program } from '../program.ts';
import type { StopPlace } from './debuggee.ts';
import type { DebugProgram } from './programs.ts';

/** A place with the number of its probe. */
export interface Stoppable extends StopPlace {
  readonly probe: number;
  readonly kind: Probe['kind'];
}

/** In the order of the text. Empty for a program that cannot run. */
export function stopPlaces(program: Program): readonly Stoppable[] {
  if (program.source === '') return [];
  const { probes } = instrument(program.source, program.prefixLength);
  const placeAt = authorsPlaces(program);
  const places = probes.flatMap((probe, index) => {
    if (probe.kind === 'await') return [];
    return [{ probe: index, kind: probe.kind, ...between(program.path, placeAt, probe.span) }];
  });
  return places.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What a span of the program's source is in the author's file. */
export function placeOf(
  { program, placeAt }: Pick<DebugProgram, 'program' | 'placeAt'>,
  span: { readonly start: number; readonly end: number },
): StopPlace {
  return between(program.path, placeAt, span);
}

function between(
  file: string,
  placeAt: (offset: number) => Place,
  { start, end }: { readonly start: number; readonly end: number },
): StopPlace {
  const from = placeAt(start);
  const to = placeAt(end);
  return { file, ...from, endLine: to.line, endColumn: to.column };
}

/** The first place at or after a position: where a breakpoint moves to. `undefined` where none follows. */
export function placeFor(places: readonly Stoppable[], line: number, column?: number): Stoppable | undefined {
  const start = firstAfter(places, line, column ?? 0);
  for (let at = start; at < places.length; at++) if (places[at]?.kind !== 'end') return places[at];
  return places[start];
}

/** The index of the first place at or after a position. */
export function firstAfter(places: readonly Stoppable[], line: number, column: number): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const place = places[middle] as Stoppable;
    if (place.line > line || (place.line === line && place.column >= column)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Names of the functions in a program, as the author wrote them. */
export function functionNames(program: Program): ReadonlySet<string> {
  if (program.source === '') return new Set();
  const { functions } = instrument(program.source, program.prefixLength);
  return new Set(functions.map(({ name }) => name).filter(name => name !== ''));
}
