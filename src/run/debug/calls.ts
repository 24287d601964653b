/** Which calls of a run are open, as its events tell. */

import type { RunEvent } from '../outcome.ts';

interface OpenCall {
  readonly parent: number;
  readonly skill: string;
}

export class OpenCalls {
  readonly #open = new Map<number, OpenCall>();

  apply(event: RunEvent): void {
    if (event.type === 'call-started') this.#open.set(event.id, { parent: event.parent, skill: event.skill });
    else if (event.type === 'call-ended' && event.id !== 1) this.#open.delete(event.id);
  }

  skillOf(call: number): string {
    return this.#open.get(call)?.skill ?? '';
  }

  /** 0 above the first call. */
  parentOf(call: number): number {
    return this.#open.get(call)?.parent ?? 0;
  }

  /** The call itself, or one further up, that is of a skill. */
  above(call: number, skill: string): number | undefined {
    for (let at = call; at > 0; at = this.parentOf(at)) if (this.skillOf(at) === skill) return at;
    return undefined;
  }

  /** Whether a call was made, directly or not, by another. */
  isWithin(call: number, outer: number): boolean {
    for (let at = call; at > 0; at = this.parentOf(at)) if (at === outer) return true;
    return false;
  }

  /** `checkout → price` */
  chainOf(call: number): string {
    const names: string[] = [];
    for (let at = call; at > 0; at = this.parentOf(at)) names.unshift(this.skillOf(at));
    return names.join(' → ');
  }

  /** Calls without an open call below them, in the order in which they began. */
  leaves(): readonly number[] {
    const parents = new Set([...this.#open.values()].map(({ parent }) => parent));
    return [...this.#open.keys()].filter(call => !parents.has(call));
  }
}
