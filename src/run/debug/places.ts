/** Where the program of a skill can stop, in the author's lines and columns. */

import { instrument } from '../../sandbox/instrument/instrument.ts';
import type { Probe } from '../../sandbox/instrument/probe.ts';
import { authorsPlace } from '../frames.ts';
import type { Program } from '../program.ts';
import type { StopPlace } from './debuggee.ts';

/** A place with the number of its probe. */
export interface Stoppable extends StopPlace {
  readonly probe: number;
  readonly kind: Probe['kind'];
}

/** In the order of the text. Empty for a program that cannot run. */
export function stopPlaces(program: Program): readonly Stoppable[] {
  if (program.source === '') return [];
  const { probes } = instrument(program.source, program.prefixLength);
  const places = probes.flatMap((probe, index) => {
    if (probe.kind === 'await') return [];
    return [{ probe: index, kind: probe.kind, ...placeOf(program, probe.span) }];
  });
  return places.sort((a, b) => a.line - b.line || a.column - b.column);
}

/** What a span of the program's source is in the author's file. */
export function placeOf(
  program: Program,
  { start, end }: { readonly start: number; readonly end: number },
): StopPlace {
  const from = authorsPlace(program, start);
  const to = authorsPlace(program, end);
  return { file: program.path, ...from, endLine: to.line, endColumn: to.column };
}

/** The first place at or after a position: where a breakpoint moves to. `undefined` where none follows. */
export function placeFor(places: readonly Stoppable[], line: number, column?: number): Stoppable | undefined {
  const isAfter = (place: Stoppable) =>
    place.line > line || (place.line === line && place.column >= (column ?? 0));
  return places.find(place => isAfter(place) && place.kind !== 'end') ?? places.find(isAfter);
}
