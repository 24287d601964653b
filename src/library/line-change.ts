/** How many lines two texts differ by: the shortest way from one to the other, by Myers. */

export interface LineChange {
  readonly added: number;
  readonly removed: number;
}

/** Texts that differ by more are compared by which lines they have, whatever their order. */
const maxEdits = 1000;

/** @param before - `undefined` when there was nothing before */
export function lineChange(before: string | undefined, after: string): LineChange {
  const [a, b] = [linesOf(before ?? ''), linesOf(after)];
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a.at(-1 - end) === b.at(-1 - end)) end++;
  const [from, to] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
  const edits = editCount(from, to) ?? unorderedCount(from, to);
  const common = (from.length + to.length - edits) / 2;
  return { added: to.length - common, removed: from.length - common };
}

/** A last line without a break is a line; what comes after the last break is none. */
function linesOf(text: string): readonly string[] {
  const lines = text.split(/\r\n|\n|\r/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Lines to be removed and added; `undefined` when there are too many to go on counting. */
function editCount(a: readonly string[], b: readonly string[]): number | undefined {
  const most = Math.min(a.length + b.length, maxEdits);
  /** By diagonal: how far in `a` one gets with the edits so far. */
  const reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  for (let edits = 0; edits <= most; edits++) {
    for (let diagonal = -edits; diagonal <= edits; diagonal += 2) {
      const left = reach[middle + diagonal - 1] ?? 0;
      const right = reach[middle + diagonal + 1] ?? 0;
      const isDown = diagonal === -edits || (diagonal !== edits && left < right);
      let x = isDown ? right : left + 1;
      while (x < a.length && x - diagonal < b.length && a[x] === b[x - diagonal]) x++;
      reach[middle + diagonal] = x;
      if (x >= a.length && x - diagonal >= b.length) return edits;
    }
  }
  return undefined;
}

function unorderedCount(a: readonly string[], b: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const line of a) counts.set(line, (counts.get(line) ?? 0) + 1);
  let common = 0;
  for (const line of b) {
    const left = counts.get(line) ?? 0;
    if (left === 0) continue;
    counts.set(line, left - 1);
    common++;
  }
  return a.length + b.length - 2 * common;
}
