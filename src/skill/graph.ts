/** Who calls whom, by path: names, callers and circles, recomputed only around what changed. */

import { components, shortestWay } from './cycle.ts';
import { skillNameOfPath } from './name.ts';
import type { Skill } from './skill.ts';

interface Node {
  /** The name in lower case. */
  readonly key: string;
  /** Names in lower case; empty for a file that cannot be read. */
  readonly callees: ReadonlySet<string>;
  readonly isReadable: boolean;
}

export class CallGraph {
  readonly #nodes = new Map<string, Node>();
  /** Paths by name, sorted. */
  readonly #named = new Map<string, string[]>();
  readonly #callers = new Map<string, Set<string>>();
  /** Circles of two skills or more, by each member's path. */
  readonly #circles = new Map<string, ReadonlySet<string>>();
  /** Names that appeared, vanished or changed hands since the last settling. */
  readonly #stirred = new Set<string>();

  /** The first readable file of the name. */
  pathOf(name: string): string | undefined {
    return this.#named.get(name.toLowerCase())?.find(path => this.#nodes.get(path)?.isReadable);
  }

  pathsOf(name: string): readonly string[] {
    return this.#named.get(name.toLowerCase()) ?? [];
  }

  callersOf(name: string): Iterable<string> {
    return this.#callers.get(name.toLowerCase()) ?? [];
  }

  /** Adds or replaces a file; without a skill it only occupies its name. */
  set(path: string, skill: Skill | undefined): void {
    const before = this.#nodes.get(path);
    const callees = new Set<string>();
    for (const call of skill?.calls ?? [])
      for (const callee of call.callees) callees.add(callee.toLowerCase());
    const node = { key: skillNameOfPath(path).toLowerCase(), callees, isReadable: skill !== undefined };
    if (before !== undefined) this.#unlink(path, before);
    this.#nodes.set(path, node);
    for (const callee of callees) {
      const callers = this.#callers.get(callee);
      if (callers === undefined) this.#callers.set(callee, new Set([path]));
      else callers.add(path);
    }
    if (before?.isReadable === node.isReadable) return;
    this.#stirred.add(node.key);
    if (before === undefined) this.#named.set(node.key, [...this.pathsOf(node.key), path].sort());
  }

  remove(path: string): void {
    const node = this.#nodes.get(path);
    if (node === undefined) return;
    this.#unlink(path, node);
    this.#nodes.delete(path);
    this.#stirred.add(node.key);
    const rest = this.pathsOf(node.key).filter(other => other !== path);
    if (rest.length > 0) this.#named.set(node.key, rest);
    else this.#named.delete(node.key);
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
    for (const key of this.#stirred) {
      for (const path of this.pathsOf(key)) affected.add(path);
      for (const path of this.callersOf(key)) affected.add(path);
    }
    if (this.#stirred.size > 0) for (const path of this.#withUnknown()) affected.add(path);
    this.#stirred.clear();
    const starts = new Set(affected);
    for (const path of affected) for (const member of this.#circles.get(path) ?? []) starts.add(member);
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

  *#successors(path: string): Iterable<string> {
    for (const callee of this.#nodes.get(path)?.callees ?? []) {
      const target = this.pathOf(callee);
      if (target !== undefined) yield target;
    }
  }

  /** The shortest circle that begins with this call, without its closing; `undefined` when there is none. */
  circle(from: string, to: string): readonly string[] | undefined {
    const members = this.#circles.get(from);
    if (!members?.has(to)) return undefined;
    if (members.size > 100) return [from, to];
    const inside = (path: string) => [...this.#successors(path)].filter(next => members.has(next));
    const way = shortestWay(to, from, inside);
    return way === undefined ? undefined : [from, ...way.slice(0, -1)];
  }
}
