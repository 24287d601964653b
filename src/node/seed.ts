/** The seeds of runs: what their randomness begins with. */

import { getRandomValues } from 'node:crypto';

/** Draws many at once: asking the system for each run takes a while. One for each thread. */
export function newSeeds(): () => readonly [number, number, number, number] {
  const drawn = new Uint32Array(1024);
  let used = drawn.length;
  return () => {
    if (used >= drawn.length) {
      getRandomValues(drawn);
      used = 0;
    }
    const [a = 1, b = 2, c = 3, d = 4] = drawn.subarray(used, used + 4);
    used += 4;
    return [a, b, c, d];
  };
}
