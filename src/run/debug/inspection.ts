/** What is shown of a run while it is stopped: threads, stacks, scopes and values. */

import { evaluable, isHarmless } from '../../sandbox/instrument/expression.ts';
import type { Expression } from '../../sandbox/prelude/debug/examine.ts';
import type { NamedRow, ValueRow } from '../../sandbox/prelude/debug/view.ts';
import type { WatchedVariable } from './breakpoint-table.ts';
import type { OpenCalls } from './calls.ts';
import type {
  Completion,
  DebugAnswer,
  DebugCommand,
  ScopeInfo,
  StackFrame,
  ThreadInfo,
  Variable,
} from './debuggee.ts';
import { depthOf, type StoppedGuest } from './guest.ts';
import type { Moment } from './moment.ts';
import { type FrameScope, namesOf, scopesOf, thisOf } from './names.ts';
import { placeOf } from './places.ts';
import type { DebugPrograms } from './programs.ts';
import { type DebugFrame, StackBuilder } from './stack.ts';

/** Where a run is stopped; without a moment it waits for something, and none of its code is on. */
export interface StopPoint {
  readonly moment: Moment | undefined;
  /** How the variables of the innermost frame are read. */
  readonly accessor: string | undefined;
  /** The run was brought here so that all frames that can be read can be. */
  readonly isComplete: boolean;
}

/** Thrown where a frame's variables can only be read after the run has been brought here once more. */
export class NeedsReplay extends Error {
  /** Numbers of probes that have to be captured on the way. */
  readonly probes: readonly number[];

  constructor(probes: readonly number[]) {
    super('The variables of this frame are not at hand.');
    this.probes = probes;
  }
}

type Inspecting = Exclude<DebugCommand['type'], 'breakpoints' | 'pause' | 'apply' | 'go'>;

/** A frame that people have seen: by its thread, and how far it is from the innermost. */
interface ShownFrame {
  readonly thread: number;
  readonly index: number;
}

interface Held {
  readonly scope?: FrameScope;
  /** In the guest. */
  readonly ref: number;
  readonly frame: DebugFrame | undefined;
  /** How the value is written in the frame. */
  readonly path: string | undefined;
}

/** Of one stop. Numbers of frames and values are of use until the run goes on. */
export class Inspection {
  readonly #programs: DebugPrograms;
  readonly #calls: OpenCalls;
  readonly #guest: StoppedGuest;
  readonly #point: StopPoint;
  readonly #stacks = new Map<number, readonly DebugFrame[]>();
  readonly #shown: ShownFrame[];
  readonly #held: Held[] = [];
  /** Numbers of values begin above those that were given before. */
  readonly #firstRef: number;
  #captured: ReadonlySet<string> | undefined;

  /** @param before - of the same stop, before the run was brought here once more: its frames keep their numbers */
  constructor(
    programs: DebugPrograms,
    calls: OpenCalls,
    guest: StoppedGuest,
    point: StopPoint,
    before?: Inspection,
  ) {
    this.#programs = programs;
    this.#calls = calls;
    this.#guest = guest;
    this.#point = point;
    this.#shown = before === undefined ? [] : [...before.#shown];
    this.#firstRef = before === undefined ? 1 : before.#firstRef + before.#held.length;
  }

  /** The call that is shown first. */
  get thread(): number {
    return this.#point.moment?.call ?? this.#calls.leaves()[0] ?? 1;
  }

  /** @throws Error with a message for people; NeedsReplay */
  answer(command: Extract<DebugCommand, { readonly type: Inspecting }>): DebugAnswer<Inspecting> {
    switch (command.type) {
      case 'threads':
        return this.threads();
      case 'stack':
        return this.#stack(command);
      case 'scopes':
        return this.#scopes(command.frame);
      case 'variables':
        return this.#variables(command);
      case 'evaluate':
        return this.#evaluate(command);
      case 'set':
        return this.#set(command);
      case 'assign':
        return this.#assign(command);
      case 'complete':
        return this.#complete(command);
    }
  }

  threads(): readonly ThreadInfo[] {
    const ids = new Set([this.thread, ...this.#calls.leaves()]);
    return [...ids].map(id => ({ id, name: this.#calls.chainOf(id) }));
  }

  /** Innermost first. */
  frames(thread: number): readonly DebugFrame[] {
    const known = this.#stacks.get(thread);
    if (known !== undefined) return known;
    const frames = this.#build(thread);
    this.#stacks.set(thread, frames);
    return frames;
  }

  frame(id: number): DebugFrame {
    const shown = this.#shown[id - 1];
    const frame = shown && this.frames(shown.thread)[shown.index];
    if (frame === undefined) throw new Error('This frame is gone: the run has moved on since it was shown.');
    return frame;
  }

  /** How the variables of a frame are read. @throws NeedsReplay */
  accessorOf(frame: DebugFrame): string | undefined {
    const { moment, accessor } = this.#point;
    if (moment !== undefined && frame === this.frames(moment.call)[0]) return accessor;
    const key = captureKey(frame);
    if (key === undefined) return undefined;
    this.#captured ??= new Set(this.#guest.ask('captured').map(([name]) => name));
    if (this.#captured.has(key)) return key;
    if (this.#point.isComplete) return undefined;
    throw new NeedsReplay(this.#capturable());
  }

  /** Everything that a stop's frames may be asked about, so that one replay is enough. */
  #capturable(): readonly number[] {
    const threads = this.threads().map(({ id }) => id);
    const probes = threads.flatMap(thread =>
      this.frames(thread).flatMap(({ program, probe }) =>
        probe === undefined ? [] : [program.firstProbe + probe],
      ),
    );
    return [...new Set(probes)];
  }

  #build(thread: number): readonly DebugFrame[] {
    const { list, running } = this.#guest.ask('tasks');
    const text = this.#guest.ask('stack');
    const callerOf = (call: number) => this.#guest.ask('caller', call);
    const builder = new StackBuilder(this.#programs, this.#calls, { text, tasks: list, running, callerOf });
    const { moment } = this.#point;
    if (moment === undefined || thread !== moment.call) return builder.waiting(thread);
    const site = this.#programs.probe(moment.probe);
    if (site === undefined) return [];
    const { frame, call } = moment;
    return builder.stopped({ program: site.program, probe: site.index, frame, call });
  }

  /** How deep the innermost frame lies, and which piece of work is on. */
  position(): { readonly depth: number; readonly segment: number } {
    return { depth: depthOf(this.#guest.ask('stack')), segment: this.#guest.ask('tasks').segment };
  }

  #stack({ thread, start, count }: Extract<DebugCommand, { type: 'stack' }>): DebugAnswer<'stack'> {
    const all = this.frames(thread);
    const end = count === 0 ? undefined : start + count;
    const frames = all
      .slice(start, end)
      .map((frame, index) => this.#show(frame, { thread, index: start + index }));
    return { frames, total: all.length };
  }

  #show(frame: DebugFrame, { thread, index }: ShownFrame): StackFrame {
    const { program, owner, span, depth } = frame;
    const known = this.#shown.findIndex(one => one.thread === thread && one.index === index);
    const id = known >= 0 ? known + 1 : this.#shown.push({ thread, index });
    const { name: skill } = program.program;
    return {
      id,
      name: owner === 0 ? skill : frameName(skill, functionName(frame)),
      skill,
      place: placeOf(program, span),
      isAwaiting: depth === undefined,
    };
  }

  #scopes(id: number): readonly ScopeInfo[] {
    const frame = this.frame(id);
    const accessor = this.accessorOf(frame);
    return scopesOf(frame, accessor).map(scope => {
      const ref = this.#hold({ scope, ref: 0, frame, path: undefined });
      const { name, detail } = scope;
      return { name, ...(detail !== undefined && { detail }), ref, count: Object.keys(scope.names).length };
    });
  }

  #variables(command: Extract<DebugCommand, { type: 'variables' }>): readonly Variable[] {
    const held = this.#heldAt(command.ref);
    const { scope, frame } = held;
    if (scope !== undefined)
      return this.#guest.ask('scope', scope.names).map(row => this.#named(row, frame, '', scope));
    const { filter = null, start = 0, count = 0 } = command;
    const rows = this.#guest.ask('children', held.ref, filter, start, count === 0 ? 1000 : count);
    return rows.map(row => this.#named(row, frame, held.path));
  }

  #hold(held: Held): number {
    return this.#firstRef + this.#held.push(held) - 1;
  }

  #heldAt(ref: number): Held {
    const held = this.#held[ref - this.#firstRef];
    if (held === undefined) throw new Error('This value is gone: the run has moved on since it was shown.');
    return held;
  }

  #named(
    row: NamedRow,
    frame: DebugFrame | undefined,
    base: string | undefined,
    scope?: FrameScope,
  ): Variable {
    const path = row.path === undefined || base === undefined ? undefined : base + row.path;
    const entry = scope?.names[row.name];
    const dataId = entry && frame && row.name !== 'this' ? dataIdOf(row.name, frame) : undefined;
    return {
      ...this.#value(row, frame, path),
      name: row.name,
      ...(path !== undefined && { evaluateName: path }),
      ...(row.isLazy && { isLazy: true }),
      isSettable: row.isSettable,
      ...(dataId !== undefined && { dataId }),
    };
  }

  #value(row: ValueRow, frame: DebugFrame | undefined, path: string | undefined): Omit<Variable, 'name'> {
    const { value, type, named, indexed } = row;
    const ref = row.ref === 0 ? 0 : this.#hold({ ref: row.ref, frame, path });
    return { value, type, ref, named, indexed, isSettable: false };
  }

  #expression(text: string, frame: DebugFrame | undefined): Expression {
    const { code } = evaluable(text);
    if (frame === undefined) return [code, {}, null];
    const accessor = this.accessorOf(frame);
    return [code, namesOf(frame, accessor), thisOf(frame, accessor)];
  }

  #frameOrTop(id: number | undefined): DebugFrame | undefined {
    return id === undefined ? this.frames(this.thread)[0] : this.frame(id);
  }

  #evaluate({
    expression,
    frame: id,
    context,
  }: Extract<DebugCommand, { type: 'evaluate' }>): DebugAnswer<'evaluate'> {
    const frame = this.#frameOrTop(id);
    if (context === 'hover' && !isHarmless(expression))
      throw new Error('Only what changes nothing is evaluated under the mouse.');
    const { isAwaited } = evaluable(expression);
    if (context === 'clipboard') {
      const value = this.#guest.ask('text', this.#expression(expression, frame));
      return { value, type: 'string', ref: 0, named: 0, indexed: 0, isSettable: false };
    }
    const asked = this.#expression(expression, frame);
    const row = isAwaited ? this.#guest.settled(asked) : this.#guest.ask('evaluate', asked);
    return this.#value(row, frame, expression);
  }

  #set({ ref, name, value }: Extract<DebugCommand, { type: 'set' }>): DebugAnswer<'set'> {
    const held = this.#heldAt(ref);
    if (held.scope !== undefined) return this.#assignIn(name, value, held.frame);
    const row = this.#guest.ask('setChild', held.ref, name, this.#expression(value, held.frame));
    return this.#value(row, held.frame, undefined);
  }

  #assign({ frame, target, value }: Extract<DebugCommand, { type: 'assign' }>): DebugAnswer<'assign'> {
    return this.#assignIn(target, value, this.frame(frame));
  }

  #assignIn(target: string, value: string, frame: DebugFrame | undefined): Omit<Variable, 'name'> {
    evaluable(value);
    const row = this.#guest.ask('evaluate', this.#expression(`${target} = (${value}\n)`, frame));
    return this.#value(row, frame, target);
  }

  #complete({ frame: id, text }: Extract<DebugCommand, { type: 'complete' }>): readonly Completion[] {
    const frame = this.#frameOrTop(id);
    const [, object, typed = ''] = /(?:([\p{ID_Continue}$.[\]]+)\.)?([\p{ID_Continue}$]*)$/u.exec(text) ?? [];
    const replaces = typed.length;
    if (object !== undefined) {
      if (!isHarmless(object)) return [];
      const members = this.#guest.ask('members', this.#expression(object, frame));
      return members.map(([label, kind]) => ({
        label,
        kind: kind === 'method' ? 'method' : 'property',
        replaces,
      }));
    }
    if (frame === undefined) return [];
    const names = Object.keys(namesOf(frame, this.accessorOf(frame)));
    return names.map(label => ({ label, kind: 'variable', replaces }));
  }
}

/** Which captured place a frame's variables are read by. */
export function captureKey({ program, probe, frame, depth }: DebugFrame): string | undefined {
  if (probe === undefined) return undefined;
  const number = program.firstProbe + probe;
  if (depth !== undefined) return `${number}@${depth}`;
  return frame === undefined ? undefined : `${number}#${frame}`;
}

/** The entry of a skill goes by the skill's name. */
function frameName(skill: string, name: string): string {
  return name === skill ? skill : `${skill}: ${name === '' ? '<anonymous>' : name}`;
}

function functionName({ program, owner }: DebugFrame): string {
  const name = program.shape.functions[owner]?.name ?? '';
  return name === program.program.entry ? program.program.name : name;
}

function dataIdOf(name: string, { program, probe, frame, call }: DebugFrame): string | undefined {
  const { shape } = program;
  const visible = probe === undefined ? [] : (shape.probes[probe]?.visible ?? []);
  const found = [...visible, ...shape.own].find(one => one.name === name);
  if (found === undefined) return undefined;
  const watched: WatchedVariable = {
    file: program.program.path,
    scope: found.scope,
    name,
    frame: frame ?? null,
    call,
  };
  return JSON.stringify(watched);
}
