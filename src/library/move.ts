/** Which of the files that are gone are which of those that have come: skills that were renamed keep their history. */

import { categoryOfPath } from '../skill/name.ts';

/** A file or a folder by its path before and after, as somebody has seen it being renamed. */
export interface RenameHint {
  readonly from: string;
  readonly to: string;
}

export interface GoneFile {
  readonly path: string;
  readonly hash: string;
}

/** Pairs of paths; each path is in one at most. */
export function movesBetween(
  gone: readonly GoneFile[],
  come: readonly GoneFile[],
): ReadonlyMap<string, string> {
  const moves = new Map<string, string>();
  const left = new Map(gone.map(file => [file.path, file]));
  const pair = (keyOf: (file: GoneFile) => string) => {
    const candidates = Map.groupBy(left.values(), keyOf);
    for (const to of come) {
      if (moves.has(to.path)) continue;
      const from = candidates.get(keyOf(to))?.find(file => left.has(file.path));
      if (from === undefined) continue;
      left.delete(from.path);
      moves.set(to.path, from.path);
    }
  };
  pair(({ path }) => path.toLowerCase());
  pair(file => `${file.hash} ${nameOf(file)}`);
  pair(file => `${file.hash} ${categoryOfPath(file.path)}`);
  pair(({ hash }) => hash);
  return new Map([...moves].map(([to, from]) => [from, to]));
}

/** Where a file is after a renaming of it, or of a folder above it; `undefined` when it is not concerned. */
export function placeAfter(path: string, { from, to }: RenameHint): string | undefined {
  if (path === from) return to;
  return path.startsWith(`${from}/`) ? `${to}${path.slice(from.length)}` : undefined;
}

/** What hints say of these files, as far as it is still so; two may have changed places. */
export function hintedMoves(
  known: Iterable<string>,
  hints: readonly RenameHint[],
  isThere: (path: string) => boolean,
): ReadonlyMap<string, string> {
  const wanted = new Map<string, string>();
  for (const path of hints.length === 0 ? [] : known)
    for (const hint of hints) {
      const to = placeAfter(path, hint);
      if (to !== undefined && to !== path && isThere(to)) wanted.set(path, to);
    }
  const taken = new Set(wanted.values());
  return new Map([...wanted].filter(([from]) => !isThere(from) || taken.has(from)));
}

function nameOf({ path }: GoneFile): string {
  return path.slice(path.lastIndexOf('/') + 1).toLowerCase();
}
