/** Where the characters of an instrumented program stood before. */

import type MagicString from 'magic-string';

/**
 * Reads magic-string's map, which is made when it is first asked: within a piece of the source, positions advance
 * together.
 */
export function originals(text: MagicString, source: string): (offset: number) => number {
  let find: ((offset: number) => number) | undefined;
  return offset => {
    find ??= finder(text, source);
    return find(offset);
  };
}

function finder(text: MagicString, source: string): (offset: number) => number {
  const starts = lineStarts(text.toString());
  const sourceStarts = lineStarts(source);
  const { mappings } = text.generateDecodedMap({ hires: false });
  const origin = ([, , line = 0, column = 0]: readonly number[]) => (sourceStarts[line] ?? 0) + column;
  return offset => {
    const line = lastAtMost(starts, offset, start => start);
    const column = offset - (starts[line] ?? 0);
    const segments = mappings[line] ?? [];
    const at = lastAtMost(segments, column, ([start]) => start);
    const segment = segments[at];
    const next = segments[at + 1];
    if (segment === undefined) return next === undefined ? source.length : origin(next);
    const found = origin(segment) + column - segment[0];
    return next === undefined ? Math.min(found, source.length) : Math.min(found, origin(next));
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** The index of the last of sorted items whose number is not above a limit; -1 when all are. */
function lastAtMost<T>(sorted: readonly T[], limit: number, numberOf: (item: T) => number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (numberOf(sorted[middle] as T) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
