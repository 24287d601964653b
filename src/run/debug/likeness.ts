/** Finds a place again in a skill whose text has changed. */

import type { DebugProgram, DebugPrograms } from './programs.ts';

/** What a place is known by. */
export interface Likeness {
  readonly file: string;
  /** Of the function that it is in; `''` where it has none. */
  readonly owner: string;
  /** The statement. */
  readonly text: string;
  /** How many statements of the program come before it. */
  readonly order: number;
}

export function likenessOf(programs: DebugPrograms, probe: number): Likeness {
  const site = programs.probe(probe);
  if (site === undefined) throw new Error(`There is no probe ${probe}.`);
  return { file: site.program.program.path, ...featuresOf(site.program, site.index) };
}

/**
 * The same statement in a function of the same name, the one whose order is nearest where there are several; otherwise
 * the statement of the function that comes nearest in order. `undefined` when the run has not met the file.
 */
export function probeLike(
  programs: DebugPrograms,
  { file, owner, text, order }: Likeness,
): number | undefined {
  const program = programs.get(file);
  if (program === undefined) return undefined;
  const places = program.shape.probes
    .map((probe, index) => ({ kind: probe.kind, index, ...featuresOf(program, index) }))
    .filter(({ kind }) => kind !== 'await');
  const sameOwner = places.filter(place => place.owner === owner);
  const candidates = [sameOwner.filter(place => place.text === text), sameOwner, places];
  const [best] = (candidates.find(({ length }) => length > 0) ?? []).toSorted(
    (a, b) => Math.abs(a.order - order) - Math.abs(b.order - order),
  );
  return best && program.firstProbe + best.index;
}

function featuresOf({ program, shape }: DebugProgram, index: number): Omit<Likeness, 'file'> {
  const probe = shape.probes[index];
  const { start = 0, end = 0 } = probe?.span ?? {};
  return {
    owner: shape.functions[probe?.owner ?? 0]?.name ?? '',
    text: program.source.slice(start, end),
    order: index,
  };
}
