/** All skills of a folder and what they mean to one another, kept right with every change at the price of the change. */

import type { Disposable } from '../base/disposal.ts';
import { Emitter, type Event } from '../base/event.ts';
import { addCallProblems } from './check/call-problem.ts';
import { enabledProblems } from './check/disable.ts';
import { Suggestions } from './check/suggestion.ts';
import { CallGraph, type Circle, type FileNode, type GraphReading } from './graph/graph.ts';
import { parseSkill } from './parse.ts';
import { type Problem, problem, type RelatedPlace } from './problem.ts';
import type { CallSite, Skill, SkillFile, StripTypes, UnreadableFile } from './skill.ts';

/** What an update touched, as paths. */
export interface CatalogueChange {
  /** Files that were added, changed or removed. */
  readonly skills: ReadonlySet<string>;
  /** Files whose problems may be others than before, the changed ones included. */
  readonly problems: ReadonlySet<string>;
  /** Files whose calls may lead to other files than before; some may be gone. */
  readonly calls: ReadonlySet<string>;
}

export interface CatalogueUpdate {
  readonly set?: readonly (SkillFile | UnreadableFile)[];
  readonly remove?: readonly string[];
}

export interface Caller {
  readonly caller: Skill;
  readonly call: CallSite;
}

/** All files at one moment, sorted by path. */
export interface CatalogueState {
  skills(): Iterable<Skill>;
  unreadable(): Iterable<UnreadableFile>;
}

/** One of the callees of a call. */
interface Called {
  readonly file: FileNode;
  readonly call: CallSite;
  /** As the call writes it. */
  readonly callee: string;
  readonly target: FileNode | undefined;
}

/** In a knot of skills that all call one another, the circles of a file's first calls are shown. */
const maxShown = 100;

/** The longest chain of calls that a run allows, where nobody says otherwise. */
export const defaultMaxDepth = 5;

export class SkillCatalogue implements Disposable {
  readonly #stripTypes: StripTypes;
  readonly #changes = new Emitter<CatalogueChange>();
  readonly #unreadable = new Map<string, UnreadableFile>();
  readonly #graph = new CallGraph();
  /** Problems of the files that have some which depend on other files, made when they are asked for. */
  readonly #shared = new Map<string, readonly Problem[]>();
  /** For each file, those of whose problems some show a place in it, or depend on what it calls. */
  readonly #shownIn = new Map<string, Set<string>>();
  readonly #suggestions = new Suggestions();
  /** The path of the skill of each description that there is, or the paths where there are several. */
  readonly #descriptions = new Map<string, string | Set<string>>();
  /** Files whose problems depend on what was changed since the last update's end. */
  readonly #stale = new Set<string>();
  #maxDepth = defaultMaxDepth;
  #state = this.#newState();
  /** All readable files by path; made when asked for. */
  #sorted: readonly FileNode[] | undefined;

  constructor(options: { readonly stripTypes: StripTypes }) {
    this.#stripTypes = options.stripTypes;
  }

  /** Fires once for each update that changed anything. */
  get onDidChange(): Event<CatalogueChange> {
    return this.#changes.event;
  }

  /** Sets files to new contents and removes others. A file whose text is the same as before costs nothing. */
  update({ set = [], remove = [] }: CatalogueUpdate): CatalogueChange {
    const skills = new Set<string>();
    for (const path of remove) if (this.#remove(path)) skills.add(path);
    for (const file of set) if (this.#set(file)) skills.add(file.path);
    const { come, gone } = this.#graph.stirred();
    this.#suggestions.change(come, gone);
    const { affected, redirected: calls, rerouted } = this.#graph.settle(skills);
    this.#staleAt(skills);
    this.#staleAt(rerouted);
    const problems = this.#stale.size === 0 ? affected : new Set([...affected, ...this.#stale]);
    this.#stale.clear();
    if (this.#shared.size > 0) for (const path of problems) this.#shared.delete(path);
    const change = { skills, problems, calls };
    if (skills.size === 0) return change;
    this.#state = this.#newState();
    this.#changes.fire(change);
    return change;
  }

  /** Notes the files whose problems lead to any of these; they are noted again when they are asked for. */
  #staleAt(paths: Iterable<string>): void {
    if (this.#shownIn.size === 0) return;
    for (const path of paths) {
      for (const other of this.#shownIn.get(path) ?? []) this.#stale.add(other);
      this.#shownIn.delete(path);
    }
  }

  /** The longest chain of calls that a run allows, in skills: longer ones are problems. */
  setMaxDepth(maxDepth: number): void {
    if (maxDepth === this.#maxDepth) return;
    this.#maxDepth = maxDepth;
    const problems = this.#graph.watchHeight(maxDepth + 1);
    for (const path of problems) this.#shared.delete(path);
    this.#changes.fire({ skills: new Set(), problems, calls: new Set() });
  }

  #remove(path: string): boolean {
    const known = this.#graph.at(path);
    if (known === undefined) return false;
    this.#describe(path, known.skill, undefined);
    this.#unreadable.delete(path);
    this.#graph.remove(path);
    this.#sorted = undefined;
    return true;
  }

  #set(file: SkillFile | UnreadableFile): boolean {
    const before = this.#graph.at(file.path)?.skill;
    if ('code' in file) {
      const known = this.#unreadable.get(file.path);
      if (known?.code === file.code && known.message === file.message) return false;
      if (before !== undefined) this.#sorted = undefined;
      this.#describe(file.path, before, undefined);
      this.#unreadable.set(file.path, file);
      this.#graph.set(file.path, undefined);
      return true;
    }
    if (before?.text === file.text) return false;
    if (before === undefined) {
      this.#unreadable.delete(file.path);
      this.#sorted = undefined;
    }
    const skill = parseSkill(file, this.#stripTypes);
    this.#graph.set(file.path, skill);
    this.#describe(file.path, before, skill);
    if (before !== undefined && !isSameToCallers(before, skill))
      for (const { path } of this.#graph.at(file.path)?.name.callers ?? []) this.#stale.add(path);
    return true;
  }

  /** Keeps the descriptions right; who shares one with the file, or did, is affected. */
  #describe(path: string, before: Skill | undefined, after: Skill | undefined): void {
    const [old, now] = [before?.contract.description ?? '', after?.contract.description ?? ''];
    if (old === now) return;
    const left = this.#descriptions.get(old);
    if (left === path || (left instanceof Set && left.delete(path) && left.size === 0))
      this.#descriptions.delete(old);
    if (left instanceof Set) for (const other of left) this.#stale.add(other);
    if (now === '') return;
    const joined = this.#descriptions.get(now);
    if (joined === undefined) this.#descriptions.set(now, path);
    else {
      const all = typeof joined === 'string' ? new Set([joined]) : joined;
      for (const other of all) this.#stale.add(other);
      this.#descriptions.set(now, all.add(path));
    }
  }

  /** The skill of this name, ignoring case. Of several, the one whose path comes first. */
  find(name: string): Skill | undefined {
    return this.#graph.named(name)?.target?.skill;
  }

  /** Why nothing of this name can run, whatever its text says: its file cannot be read, or two files have the name. */
  obstacle(name: string): string | undefined {
    const named = this.#graph.named(name);
    const [first] = named?.files ?? [];
    if (named === undefined || first === undefined) return undefined;
    const { target } = named;
    if (target?.skill === undefined) {
      const reason = this.#unreadable.get(first.path)?.message ?? 'The file cannot be read.';
      return `The skill "${name}" cannot be read: ${first.path}: ${reason}`;
    }
    const [clash] = this.#duplicates(target);
    return clash && `The skill "${target.skill.name}" cannot run: ${clash.message} (${target.path})`;
  }

  at(path: string): Skill | undefined {
    return this.#graph.at(path)?.skill;
  }

  *names(): Iterable<string> {
    for (const skill of this.skills()) if (this.find(skill.name) === skill) yield skill.name;
  }

  /** Sorted by path. */
  *skills(): Iterable<Skill> {
    this.#sorted ??= [...this.#graph.files()].filter(({ skill }) => skill !== undefined).sort(byPath);
    for (const { skill } of this.#sorted) if (skill !== undefined) yield skill;
  }

  /** Why a file could not be read; `undefined` when it could, or is not known. */
  unreadableAt(path: string): UnreadableFile | undefined {
    return this.#unreadable.get(path);
  }

  /** The files that could not be read, sorted by path. */
  unreadable(): readonly UnreadableFile[] {
    return [...this.#unreadable.values()].sort(byPath);
  }

  /** The same object until an update changes anything, so that things can be remembered by it. */
  state(): CatalogueState {
    return this.#state;
  }

  #newState(): CatalogueState {
    return { skills: () => this.skills(), unreadable: () => this.unreadable() };
  }

  /** Who calls whom. It changes with each update. */
  get graph(): GraphReading {
    return this.#graph;
  }

  /** All problems of a file, in the order of the text; none for a file that is not known. */
  problems(path: string): readonly Problem[] {
    const known = this.#shared.get(path);
    if (known !== undefined) return known;
    const file = this.#graph.at(path);
    if (file === undefined) return [];
    const own = file.skill?.problems ?? [];
    const more = this.#sharedProblems(file);
    const all = more.length === 0 ? own : [...own, ...more].sort(byRange);
    const problems = file.skill === undefined ? all : enabledProblems(file.skill, all);
    if (problems !== own) this.#shared.set(path, problems);
    return problems;
  }

  /** Those that depend on other files, and why the file itself could not be read. */
  #sharedProblems(file: FileNode): readonly Problem[] {
    const problems = this.#duplicates(file);
    const unreadable = file.skill === undefined ? this.#unreadable.get(file.path) : undefined;
    if (unreadable !== undefined)
      problems.push(problem(unreadable.code, { start: 0, end: 0 }, unreadable.message));
    if (file.skill === undefined) return problems;
    for (const call of file.skill.calls) {
      const callees: (Skill | undefined)[] = [];
      for (const callee of call.callees) {
        const target = this.#graph.named(callee)?.target;
        this.#addCallProblems({ file, call, callee, target }, problems);
        callees.push(target === file ? undefined : target?.skill);
      }
      addCallProblems(call, callees, problems);
    }
    if (file.height === this.#maxDepth + 1) problems.push(...this.#tooLong(file));
    const alike = this.#descriptions.get(file.skill.contract.description);
    if (alike instanceof Set && alike.size > 1) problems.push(this.#alike(file, file.skill, alike));
    return problems;
  }

  /** Every call of the skill, in the order of the callers' paths. */
  callers(name: string): readonly Caller[] {
    const callers: Caller[] = [];
    const files = [...(this.#graph.named(name)?.callers ?? [])].sort(byPath);
    for (const { skill } of files)
      for (const call of skill?.calls ?? [])
        if (skill !== undefined && call.callees.some(callee => callee.toLowerCase() === name.toLowerCase()))
          callers.push({ caller: skill, call });
    return callers;
  }

  dispose(): void {
    this.#changes.dispose();
  }

  #place({ path, skill }: FileNode, message: string): RelatedPlace {
    const range = skill?.entry?.range ?? { start: 0, end: Math.min(1, skill?.text.length ?? 0) };
    return { path, range, message };
  }

  #alike({ path }: FileNode, { entry }: Skill, all: ReadonlySet<string>): Problem {
    const others = [...all].filter(other => other !== path).sort();
    const named = others.slice(0, 3).map(other => `"${this.at(other)?.name ?? other}"`);
    const message = `${named.join(', ')}${others.length > 3 ? ', …' : ''} ${others.length === 1 ? 'has' : 'have'} the same description: say what is different.`;
    const related = others.slice(0, 3).map(other => ({
      path: other,
      range: { start: 0, end: 0 },
      message: 'Has the same description',
    }));
    return problem('skill/duplicate-description', entry?.range ?? { start: 0, end: 1 }, message, related);
  }

  /** Told where the chain begins to be too long, and not to everybody above. What leads through a circle is refused anyway. */
  #tooLong(file: FileNode): Problem[] {
    const chain = this.#graph.longestChain(file);
    this.#show(file, chain);
    if (chain.at(-1)?.circle !== undefined) return [];
    const links = chain.slice(0, -1).flatMap((from, index) => {
      const to = chain[index + 1];
      const call = from.skill?.calls.find(({ callees }) =>
        callees.some(callee => callee.toLowerCase() === to?.name.key),
      );
      return call === undefined ? [] : [{ path: from.path, range: call.nameRange, from, to }];
    });
    const names = chain.map(({ name, skill }) => skill?.name ?? name.key);
    const message = `The chain ${names.join(' → ')} has ${chain.length} skills, and a run allows ${this.#maxDepth}: let a skill return instead of calling, or raise the setting skillsmith.run.maxDepth.`;
    const related = links.slice(1).map(({ path, range, from, to }) => ({
      path,
      range,
      message: `"${from.skill?.name}" calls "${to?.skill?.name}"`,
    }));
    const [first] = links;
    return first === undefined ? [] : [problem('skill/chain-too-long', first.range, message, related)];
  }

  #duplicates(file: FileNode): Problem[] {
    const { files } = file.name;
    if (files.length < 2) return [];
    const others = files.filter(other => other !== file);
    const paths = others.slice(0, 3).map(({ path }) => path);
    const message = `Two skills cannot have the same name, whatever their folder and case: ${paths.join(', ')}. Rename one of the files.`;
    const related = others.slice(0, 20).map(other => this.#place(other, 'Has the same name'));
    this.#show(file, related);
    return [problem('skill/duplicate-name', this.#place(file, '').range, message, related)];
  }

  #addCallProblems({ file, call, callee, target }: Called, problems: Problem[]): void {
    const range = call.nameRange;
    if (target?.skill === undefined) problems.push(this.#unknown(callee, call));
    else if (target === file) {
      const message = `"${target.skill.name}" calls itself, which every run refuses. Let a function inside it call itself instead.`;
      problems.push(problem('skill/self-call', range, message));
    } else {
      const { name } = target.skill;
      if (name !== callee)
        problems.push(problem('skill/name-case', range, `The skill is written "${name}".`));
      if (problems.length < maxShown && file.circle?.has(target))
        problems.push(this.#onCircle(file, call, target));
    }
  }

  #unknown(callee: string, call: CallSite): Problem {
    const unreadable = this.#graph.named(callee)?.files[0];
    if (unreadable !== undefined) {
      const related = [this.#place(unreadable, 'This file')];
      return problem('skill/unknown-skill', call.nameRange, `The skill "${callee}" cannot be read.`, related);
    }
    const meant = this.#suggestions.find(callee, this.#graph.names());
    const name = meant === undefined ? undefined : this.find(meant)?.name;
    const hint = name === undefined ? '.' : `: did you mean "${name}"?`;
    return problem('skill/unknown-skill', call.nameRange, `There is no skill "${callee}"${hint}`);
  }

  /** In a knot of thousands nobody reads all of the messages: each looks for its circle when it is read. */
  #onCircle(file: FileNode, call: CallSite, target: FileNode): Problem {
    let told: Pick<Problem, 'message' | 'related'> | undefined;
    const tell = () => {
      told ??= this.#tellCircle(
        this.#graph.circle(file, target) ?? { files: [file, target], isWhole: false },
      );
      this.#show(file, told.related);
      return told;
    };
    const { code, severity, range } = problem('skill/call-cycle', call.nameRange, '');
    return {
      code,
      severity,
      range,
      get message() {
        return tell().message;
      },
      get related() {
        return tell().related;
      },
    };
  }

  /** The circle with the caller first; it closes with the caller again. */
  #tellCircle({ files, isWhole }: Circle): Pick<Problem, 'message' | 'related'> {
    const names = files.map(({ name, skill }) => skill?.name ?? name.key);
    const shown = names.length > 12 ? [...names.slice(0, 6), '…', ...names.slice(-3)] : [...names];
    if (!isWhole) shown.push('…');
    const message = `Circular call: ${[...shown, names[0]].join(' → ')}. Every run refuses it: let one of them return instead of calling.`;
    const related = files.slice(0, 20).flatMap(({ path, skill }, index) => {
      const next = names[(index + 1) % names.length] as string;
      const isNext = (callee: string) => callee.toLowerCase() === next.toLowerCase();
      const site = skill?.calls.find(({ callees }) => callees.some(isNext));
      if (site === undefined) return [];
      return [{ path, range: site.nameRange, message: `"${names[index]}" calls "${next}"` }];
    });
    return { message, related };
  }

  /** Takes note that the problems of a file depend on these. */
  #show({ path }: FileNode, related: readonly Pick<RelatedPlace, 'path'>[]): void {
    for (const place of related) {
      if (place.path === path) continue;
      const known = this.#shownIn.get(place.path);
      if (known === undefined) this.#shownIn.set(place.path, new Set([path]));
      else known.add(path);
    }
  }
}

/** Whether callers see no difference between two versions of a skill. */
function isSameToCallers(a: Skill, b: Skill): boolean {
  const seen = ({ isComplete, contract: { description, ...rest } }: Skill) =>
    JSON.stringify([isComplete, rest]);
  return seen(a) === seen(b);
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

function byRange(a: Problem, b: Problem): number {
  return a.range.start - b.range.start || a.range.end - b.range.end;
}
