/** Builds the stack of a stopped run: what the engine has on its own, and above that the asynchronous callers. */

import type { TaskEntry } from '../../sandbox/prelude/debug/tasks.ts';
import { offsetOfFrame, readGuestFrame, startOfCall } from '../frames.ts';
import type { OpenCalls } from './calls.ts';
import { type DebugProgram, type DebugPrograms, functionAround, probeAround } from './programs.ts';

/** A frame of an author's function. */
export interface DebugFrame {
  readonly program: DebugProgram;
  /** The function's number in its program. */
  readonly owner: number;
  /** The statement that it is at, by its number in the program; `undefined` where none was reached. */
  readonly probe: number | undefined;
  /** What is shown of it, in the program's source. */
  readonly span: { readonly start: number; readonly end: number };
  /** The skill's call that it belongs to. */
  readonly call: number;
  /** The number of the frame, where it is known. */
  readonly frame: number | undefined;
  /** How many frames of any kind lie below it, itself included; `undefined` for one that waits. */
  readonly depth: number | undefined;
}

/** What the guest says about a stop. */
export interface StackFacts {
  /** As the engine writes it. */
  readonly text: string;
  readonly tasks: readonly TaskEntry[];
  /** An index into the tasks, or -1. */
  readonly running: number;
  /** The task that made a call, or -1. */
  readonly callerOf: (call: number) => number;
}

/** Where the run is stopped, unless it only waits. */
export interface Here {
  /** The probe's number in its program. */
  readonly probe: number;
  readonly program: DebugProgram;
  readonly frame: number;
  readonly call: number;
}

export class StackBuilder {
  readonly #programs: DebugPrograms;
  readonly #calls: OpenCalls;
  readonly #facts: StackFacts;

  constructor(programs: DebugPrograms, calls: OpenCalls, facts: StackFacts) {
    this.#programs = programs;
    this.#calls = calls;
    this.#facts = facts;
  }

  /** Innermost first: the stack of the code that is stopped. */
  stopped(here: Here): readonly DebugFrame[] {
    const tasks = this.#tasksOnStack();
    const bottom = tasks.at(-1);
    const frames = this.#onStack(here, tasks);
    const call = bottom?.[1] ?? frames.at(-1)?.call ?? here.call;
    return [...frames, ...this.#waiting(bottom?.[5] ?? -1, call)];
  }

  /** The stack of a call that waits. */
  waiting(call: number): readonly DebugFrame[] {
    const { tasks } = this.#facts;
    const own = tasks.map((task, index) => ({ task, index })).filter(({ task }) => task[1] === call);
    const leaf = own.findLast(({ index }) => !own.some(({ task }) => task[5] === index));
    if (leaf !== undefined) return this.#waiting(leaf.index, call);
    return [...this.#entryOf(call), ...this.#waiting(this.#facts.callerOf(call), call)];
  }

  #onStack(here: Here, tasksOnStack: readonly TaskEntry[]): DebugFrame[] {
    const lines = this.#facts.text.split('\n').filter(line => line !== '');
    const frames: DebugFrame[] = [];
    const tasks = [...tasksOnStack];
    let call = here.call;
    for (const [index, line] of lines.entries()) {
      const found = this.#frameAt(line, lines.length - index);
      if (found === undefined) continue;
      const isTop = frames.length === 0;
      const number = found.program.firstFunction + found.owner;
      const task = tasks[0]?.[2] === number ? tasks.shift() : undefined;
      call = task?.[1] ?? this.#calls.above(call, found.program.program.name) ?? call;
      frames.push({ ...found, ...(isTop && top(here)), call, frame: isTop ? here.frame : task?.[0] });
    }
    return frames;
  }

  #frameAt(line: string, depth: number): DebugFrame | undefined {
    const found = readGuestFrame(line);
    const program = found && this.#programs.get(found.file);
    if (found === undefined || program === undefined || !found.isProbed) return undefined;
    const offset = offsetOfFrame(program.program, found);
    if (offset < program.program.prefixLength) return undefined;
    const owner = functionAround(program, offset);
    const probe = probeAround(program, owner, offset);
    const span = { start: startOfCall(program.program.source, offset), end: offset };
    return { program, owner, probe, span, call: 0, frame: undefined, depth };
  }

  /** Asynchronous functions whose frames are on the engine's stack, innermost first. */
  #tasksOnStack(): TaskEntry[] {
    const found: TaskEntry[] = [];
    for (let at = this.#facts.running; at >= 0; ) {
      const task = this.#facts.tasks[at];
      if (task === undefined) break;
      found.push(task);
      if (!task[4]) break;
      at = task[5];
    }
    return found;
  }

  /** The frames from a task on, each at its `await`, up to the start of the run. */
  #waiting(first: number, call: number): DebugFrame[] {
    const frames: DebugFrame[] = [];
    let below = call;
    for (let at = first >= 0 ? first : this.#callerAbove(below); at >= 0; ) {
      const task = this.#facts.tasks[at];
      if (task === undefined) break;
      const frame = this.#waitingFrame(task);
      if (frame !== undefined) frames.push(frame);
      below = task[1];
      at = task[5] >= 0 ? task[5] : this.#callerAbove(below);
      if (frames.length > 1000) break;
    }
    return frames;
  }

  /** The task that made a call or, where that has ended, one that made a call further up. */
  #callerAbove(call: number): number {
    for (let at = call; at > 1; at = this.#calls.parentOf(at)) {
      const task = this.#facts.callerOf(at);
      if (task >= 0) return task;
    }
    return -1;
  }

  #waitingFrame([frame, call, owner, at]: TaskEntry): DebugFrame | undefined {
    const site = this.#programs.function(owner);
    if (site === undefined) return undefined;
    const { program } = site;
    const waits = at >= 0 ? program.shape.probes[at - program.firstProbe] : undefined;
    const span = waits?.span ?? { start: site.shape.span.start, end: site.shape.span.start };
    const number = owner - program.firstFunction;
    const probe = probeAround(program, number, span.start);
    return { program, owner: number, probe, span, call, frame, depth: undefined };
  }

  /** A call of which no function waits: where its code begins. */
  #entryOf(call: number): DebugFrame[] {
    const skill = this.#calls.skillOf(call);
    const program = this.#programs.all.find(({ program: { name } }) => name === skill);
    if (program === undefined) return [];
    const start = program.program.prefixLength;
    const span = { start, end: start };
    return [{ program, owner: 0, probe: undefined, span, call, frame: undefined, depth: undefined }];
  }
}

function top({ program, probe }: Here): Pick<DebugFrame, 'probe' | 'owner' | 'span' | 'program'> {
  const { span, owner } = program.shape.probes[probe] ?? { span: { start: 0, end: 0 }, owner: 0 };
  return { program, probe, owner, span };
}
