/** Who calls whom: names, callers and circles, recomputed only around what changed. */

import { skillNameOfPath } from '../name.ts';
import type { Skill } from '../skill.ts';
import { type ChainLink, chainBelow, settleHeights } from './chain.ts';
import { around, circles, type Notes, shortestWay, unseen, type Vertex } from './cycle.ts';

/** A name that a file has or that a call asks for, in lower case. */
export interface Name {
  readonly key: string;
  /** Sorted by path. */
  files: readonly FileNode[];
  /** The first readable file of the name. */
  target: FileNode | undefined;
  readonly callers: FileNode[];
}

/** A file and its place in the graph. Only the graph changes it. */
export interface FileNode extends Vertex<FileNode>, ChainLink<FileNode> {
  readonly path: string;
  readonly name: Name;
  edges: readonly Name[];
  readonly notes: Notes;
  /** `undefined` for a file that cannot be read. */
  skill: Skill | undefined;
  /** The circle of two skills or more that it is part of. */
  circle: ReadonlySet<FileNode> | undefined;
  /** Exact up to the height that the graph watches; one more stands for all that is higher. */
  height: number;
}

/** What others may see of the graph. */
export type GraphReading = Pick<CallGraph, 'at' | 'files' | 'named' | 'circles'>;

/** What settling found. */
export interface Settlement {
  /** Files for which anything may have changed. */
  readonly affected: ReadonlySet<string>;
  /** Files from which the longest chain may lead another way than before. */
  readonly rerouted: ReadonlySet<string>;
  /** Files whose calls may lead to other files than before; some may be gone. */
  readonly redirected: ReadonlySet<string>;
}

/** Circles of at most so many skills are shown whole; in larger ones the shortest way is only looked for nearby. */
const maxWhole = 100;
const nearby = 10;

const none: readonly FileNode[] = [];

export class CallGraph {
  readonly #files = new Map<string, FileNode>();
  readonly #names = new Map<string, Name>();
  /** Names that are called, but that no file has. */
  readonly #unknown = new Set<Name>();
  /** Names that appeared, vanished or changed hands since the last settling. */
  readonly #stirred = new Set<Name>();
  /** Files that call others than at the last settling. */
  readonly #redirected = new Set<FileNode>();
  readonly #circles = new Set<ReadonlySet<FileNode>>();
  /** A file is affected when the longest chain from it has, or had, this many skills and has changed. */
  #watchedHeight = 6;

  at(path: string): FileNode | undefined {
    return this.#files.get(path);
  }

  files(): Iterable<FileNode> {
    return this.#files.values();
  }

  /** The circles of two skills or more. One that is the same object as before is the same circle. */
  circles(): Iterable<ReadonlySet<FileNode>> {
    return this.#circles;
  }

  /** What is known of a name, whatever its capitals; `undefined` when no file has it and no call asks for it. */
  named(name: string): Name | undefined {
    return this.#names.get(name.toLowerCase());
  }

  /** All names that can be called, in lower case. */
  *names(): Iterable<string> {
    for (const { key, target } of this.#names.values()) if (target !== undefined) yield key;
  }

  /** Adds or replaces a file; without a skill it only occupies its name. */
  set(path: string, skill: Skill | undefined): void {
    const known = this.#files.get(path);
    const file = known ?? this.#add(path, skill);
    const edges = this.#callees(skill);
    if (known === undefined || !isSame(file.edges, edges)) this.#link(file, edges);
    const isSteady = known !== undefined && (known.skill === undefined) === (skill === undefined);
    file.skill = skill;
    if (!isSteady) this.#stir(file.name);
  }

  #add(path: string, skill: Skill | undefined): FileNode {
    const name = this.#name((skill?.name ?? skillNameOfPath(path)).toLowerCase());
    const file: FileNode = { path, name, edges: [], notes: unseen(), skill, circle: undefined, height: 0 };
    this.#files.set(path, file);
    this.#unknown.delete(name);
    name.files =
      name.files.length === 0 ? [file] : [...name.files, file].sort((a, b) => (a.path < b.path ? -1 : 1));
    return file;
  }

  #name(key: string): Name {
    let name = this.#names.get(key);
    if (name === undefined) {
      name = { key, files: none, target: undefined, callers: [] };
      this.#names.set(key, name);
    }
    return name;
  }

  #callees(skill: Skill | undefined): readonly Name[] {
    const names: Name[] = [];
    for (const call of skill?.calls ?? [])
      for (const callee of call.callees) {
        const name = this.#name(callee.toLowerCase());
        if (!names.includes(name)) names.push(name);
      }
    return names;
  }

  #link(file: FileNode, edges: readonly Name[]): void {
    for (const name of edges) {
      name.callers.push(file);
      if (name.files.length === 0) this.#unknown.add(name);
    }
    this.#unlink(file);
    file.edges = edges;
    this.#redirected.add(file);
  }

  #unlink(file: FileNode): void {
    for (const name of file.edges) {
      name.callers.splice(name.callers.indexOf(file), 1);
      this.#forget(name);
    }
  }

  /** A name that nothing has and nothing calls is gone. */
  #forget(name: Name): void {
    if (name.files.length > 0 || name.callers.length > 0) return;
    this.#unknown.delete(name);
    this.#names.delete(name.key);
  }

  #stir(name: Name): void {
    this.#stirred.add(name);
    name.target = name.files.find(({ skill }) => skill !== undefined);
  }

  remove(path: string): void {
    const file = this.#files.get(path);
    if (file === undefined) return;
    const { name } = file;
    this.#files.delete(path);
    file.skill = undefined;
    name.files = name.files.filter(other => other !== file);
    this.#unlink(file);
    file.edges = [];
    this.#redirected.add(file);
    this.#stir(name);
    if (name.files.length === 0 && name.callers.length > 0) this.#unknown.add(name);
    this.#forget(name);
  }

  /** Names that can be called and could not at the last settling, or had another file, and names that are gone. */
  stirred(): { readonly come: readonly string[]; readonly gone: readonly string[] } {
    const names = [...this.#stirred];
    return {
      come: names.filter(({ target }) => target !== undefined).map(({ key }) => key),
      gone: names.filter(({ target }) => target === undefined).map(({ key }) => key),
    };
  }

  /** Brings circles and chains up to date after the files of these paths have changed. */
  settle(changed: Iterable<string>): Settlement {
    const affected = new Set(changed);
    const starts = new Set(this.#redirected);
    for (const name of this.#stirred) {
      for (const { path } of name.files) affected.add(path);
      for (const file of name.callers) starts.add(file);
    }
    // What is suggested instead of an unknown name depends on all names.
    if (this.#stirred.size > 0)
      for (const { callers } of this.#unknown) for (const { path } of callers) affected.add(path);
    this.#stirred.clear();
    this.#redirected.clear();
    const redirected = new Set([...starts].map(({ path }) => path));
    const order = this.#settleCircles(starts, affected);
    return { affected, redirected, rerouted: this.#settleHeights(order, affected) };
  }

  /** Returns the starts and all that share a circle with one, the called before their callers. */
  #settleCircles(starts: Set<FileNode>, affected: Set<string>): readonly FileNode[] {
    const opened = new Set<ReadonlySet<FileNode>>();
    for (const { circle } of starts) if (circle !== undefined) opened.add(circle);
    for (const circle of opened) {
      this.#circles.delete(circle);
      for (const file of circle) starts.add(file);
    }
    for (const file of starts) {
      affected.add(file.path);
      file.circle = undefined;
    }
    const order: FileNode[] = [];
    const isLarge = starts.size * 2 > this.#files.size;
    for (const circle of circles(starts, isLarge ? undefined : around(starts, callersOf), order)) {
      // One without any of the starts was there before.
      if (![...circle].some(file => starts.has(file))) continue;
      this.#circles.add(circle);
      for (const file of circle) {
        affected.add(file.path);
        // It may have been a smaller circle's, which is now part of this one.
        if (file.circle !== undefined) this.#circles.delete(file.circle);
        file.circle = circle;
        starts.add(file);
      }
    }
    return order.filter(file => starts.has(file));
  }

  #settleHeights(starts: Iterable<FileNode>, affected: Set<string>): ReadonlySet<string> {
    const watched = this.#watchedHeight;
    const { before, asked } = settleHeights(starts, callersOf, watched + 1);
    for (const [file, height] of before) if (height === watched) affected.add(file.path);
    const rerouted = new Set<string>();
    for (const { path, height } of asked)
      if (height === watched) affected.add(path);
      else if (height < watched) rerouted.add(path);
    return rerouted;
  }

  /** Says which height the settlements watch. Returns the paths of the files that have it, or had the one before. */
  watchHeight(height: number): ReadonlySet<string> {
    const affected = new Set<string>();
    for (const file of this.#files.values()) if (file.height === this.#watchedHeight) affected.add(file.path);
    this.#watchedHeight = height;
    this.#settleHeights(this.#files.values(), affected);
    for (const file of this.#files.values()) if (file.height === height) affected.add(file.path);
    return affected;
  }

  /** The longest chain of calls from a file of the watched height or less, itself first, up to the first circle. */
  longestChain(file: FileNode): readonly FileNode[] {
    return chainBelow(file);
  }

  /**
   * The shortest circle that begins with this call, without its closing; `undefined` when there is none.
   * Of a circle that is too long to be shown only the beginning.
   */
  circle(from: FileNode, to: FileNode): Circle | undefined {
    if (!from.circle?.has(to)) return undefined;
    if (to.edges.some(({ target }) => target === from)) return { files: [from, to], isWhole: true };
    const maxLooks = from.circle.size > maxWhole ? nearby : maxWhole;
    const way = shortestWay(to, from, from.circle, maxLooks);
    return way === undefined
      ? { files: [from, to], isWhole: false }
      : { files: [from, ...way.slice(0, -1)], isWhole: true };
  }
}

export interface Circle {
  readonly files: readonly FileNode[];
  readonly isWhole: boolean;
}

function callersOf({ name }: FileNode): readonly FileNode[] {
  return name.callers;
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
