/** Who calls whom, by path: names, callers and circles, recomputed only around what changed. */

import { components, shortestWay } from './cycle.ts';
import { skillNameOfPath } from './name.ts';
import type { Skill } from './skill.ts';

interface Node {
  /** The name in lower case. */
  readonly key: string;
  /** Names in lower case; empty for a file that cannot be read. */
  readonly callees: readonly string[];
  readonly isReadable: boolean;
}

export class CallGraph {
  readonly #nodes = new Map<string, Node>();
  /** Paths by name, sorted. */
  readonly #named = new Map<string, string[]>();
  /** The first readable path of each name. */
  readonly #first = new Map<string, string>();
  readonly #callers = new Map<string, Set<string>>();
  /** Circles of two skills or more, by each member's path. */
  readonly #circles = new Map<string, ReadonlySet<string>>();
  /** Names that appeared, vanished or changed hands since the last settling. */
  readonly #stirred = new Set<string>();
  /** Files that call others than at the last settling. */
  readonly #redirected = new Set<string>();

  /** The first readable file of the name. */
  pathOf(name: string): string | undefined {
    return this.#first.get(name.toLowerCase());
  }

  pathsOf(name: string): readonly string[] {
    return this.#named.get(name.toLowerCase()) ?? [];
  }

  /** All names that can be called, in lower case. */
  names(): Iterable<string> {
    return this.#first.keys();
  }

  callersOf(name: string): Iterable<string> {
    return this.#callers.get(name.toLowerCase()) ?? [];
  }

  /** Adds or replaces a file; without a skill it only occupies its name. */
  set(path: string, skill: Skill | undefined): void {
    const before = this.#nodes.get(path);
    const callees: string[] = [];
    for (const call of skill?.calls ?? [])
      for (const callee of call.callees) {
        const key = callee.toLowerCase();
        if (!callees.includes(key)) callees.push(key);
      }
    const node = { key: skillNameOfPath(path).toLowerCase(), callees, isReadable: skill !== undefined };
    this.#nodes.set(path, node);
    if (before === undefined || !isSame(before.callees, callees)) this.#link(path, before, callees);
    if (before?.isReadable === node.isReadable) return;
    if (before === undefined) {
      const others = this.#named.get(node.key);
      this.#named.set(node.key, others === undefined ? [path] : [...others, path].sort());
    }
    this.#stir(node.key);
  }

  #link(path: string, before: Node | undefined, callees: readonly string[]): void {
    if (before !== undefined) this.#unlink(path, before);
    for (const callee of callees) {
      const callers = this.#callers.get(callee);
      if (callers === undefined) this.#callers.set(callee, new Set<string>().add(path));
      else callers.add(path);
    }
    this.#redirected.add(path);
  }

  #stir(key: string): void {
    this.#stirred.add(key);
    const first = this.#named.get(key)?.find(path => this.#nodes.get(path)?.isReadable);
    if (first === undefined) this.#first.delete(key);
    else this.#first.set(key, first);
  }

  remove(path: string): void {
    const node = this.#nodes.get(path);
    if (node === undefined) return;
    this.#unlink(path, node);
    this.#nodes.delete(path);
    this.#redirected.add(path);
    const rest = this.pathsOf(node.key).filter(other => other !== path);
    if (rest.length > 0) this.#named.set(node.key, rest);
    else this.#named.delete(node.key);
    this.#stir(node.key);
  }

  #unlink(path: string, { callees }: Node): void {
    for (const callee of callees) {
      const callers = this.#callers.get(callee);
      callers?.delete(path);
      if (callers?.size === 0) this.#callers.delete(callee);
    }
  }

  /** Brings the circles up to date and returns the files for which anything may have changed. */
  settle(changed: ReadonlySet<string>): Set<string> {
    const affected = new Set(changed);
    const starts = new Set(this.#redirected);
    for (const key of this.#stirred) {
      for (const path of this.pathsOf(key)) affected.add(path);
      for (const path of this.callersOf(key)) starts.add(path);
    }
    if (this.#stirred.size > 0) for (const path of this.#withUnknown()) affected.add(path);
    this.#stirred.clear();
    this.#redirected.clear();
    // The messages of a circle show places in all of its files.
    for (const path of [...affected, ...starts])
      for (const member of this.#circles.get(path) ?? []) {
        affected.add(member);
        if (starts.has(path)) starts.add(member);
      }
    for (const path of starts) {
      affected.add(path);
      this.#circles.delete(path);
    }
    for (const component of components(starts, path => this.#successors(path))) {
      if (component.size < 2) continue;
      for (const path of component) {
        affected.add(path);
        this.#circles.set(path, component);
      }
    }
    return affected;
  }

  /** Callers of names that no file has: their suggestions depend on all names. */
  *#withUnknown(): Iterable<string> {
    for (const [callee, callers] of this.#callers) if (!this.#named.has(callee)) yield* callers;
  }

  #successors(path: string): readonly string[] {
    const targets: string[] = [];
    for (const callee of this.#nodes.get(path)?.callees ?? []) {
      const target = this.#first.get(callee);
      if (target !== undefined) targets.push(target);
    }
    return targets;
  }

  /** The shortest circle that begins with this call, without its closing; `undefined` when there is none. */
  circle(from: string, to: string): readonly string[] | undefined {
    const members = this.#circles.get(from);
    if (!members?.has(to)) return undefined;
    if (members.size > 100) return [from, to];
    const inside = (path: string) => this.#successors(path).filter(next => members.has(next));
    const way = shortestWay(to, from, inside);
    return way === undefined ? undefined : [from, ...way.slice(0, -1)];
  }
}

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
