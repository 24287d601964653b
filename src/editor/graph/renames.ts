/** Files that got another name while the graph is open: under which ids their nodes go on. */

import type { GraphRenaming } from '../../message/graph.ts';

/** A file or a folder, relative to the skills folder, without a slash at its end. */
export type Move = GraphRenaming;

/** Older moves that nobody asked for are forgotten beyond so many. */
const maxMoves = 1_000;

export class Renames {
  #moves: readonly Move[] = [];

  get isEmpty(): boolean {
    return this.#moves.length === 0;
  }

  add(move: Move): void {
    this.#moves = [...this.#moves, move].slice(-maxMoves);
  }

  /** What a path that is there now was called before, by the moves in their order; itself when it did not move. */
  #before(id: string): string {
    return this.#moves.reduceRight((path, { from, to }) => movedId(path, { from: to, to: from }), id);
  }

  /** Whether the files are there under the new paths and not under the old ones. */
  isDone(ids: Iterable<string>): boolean {
    const last = this.#moves.at(-1);
    let hasCome = false;
    for (const id of ids) {
      if (last !== undefined && isAt(id, last.from)) return false;
      hasCome ||= last !== undefined && isAt(id, last.to);
    }
    return hasCome;
  }

  /** The nodes that go on under another id, and forgets the moves. */
  take(ids: Iterable<string>): readonly GraphRenaming[] {
    const renamed: GraphRenaming[] = [];
    if (this.#moves.length > 0) {
      for (const to of ids) {
        const from = this.#before(to);
        if (from !== to) renamed.push({ from, to });
      }
    }
    this.#moves = [];
    return renamed;
  }
}

function isAt(id: string, place: string): boolean {
  return id === place || id.startsWith(`${place}/`);
}

/** Where a node is after a move; the same id when it has not moved. */
export function movedId(id: string, { from, to }: Move): string {
  return isAt(id, from) ? `${to}${id.slice(from.length)}` : id;
}
