/** Debugging, in the guest: which asynchronous functions have begun and not ended, and who called them. */

import type { Accessor } from './probes.ts';

/** A frame of an asynchronous function, from its first statement to its end. */
export interface Task {
  readonly frame: number;
  /** The skill's call that it belongs to. */
  readonly call: number;
  /** The function, among those of all programs. */
  readonly owner: number;
  /** The asynchronous function that was running when this one was called. */
  readonly parent: Task | undefined;
  /** The `await` that it waits at; -1 while it runs. */
  at: number;
  /** It has not waited yet, so that its parent is below it on the stack. */
  isFresh: boolean;
  /** Its index among all that have not ended. */
  slot: number;
}

/** The call of a skill that has not ended. */
export interface OpenCall {
  readonly id: number;
  /** The asynchronous function that called; `undefined` for the run's own start, and for one that is not. */
  readonly caller: Task | undefined;
  /** How the variables of its program itself are read, once that runs. */
  body: Accessor | undefined;
  /** Its index among all that have not ended. */
  slot: number;
}

/** `[frame, call, owner, at, isFresh, parent]`, where the parent is an index into the list, or -1. */
export type TaskEntry = readonly [number, number, number, number, boolean, number];

export interface GuestTasks {
  begin(frame: number, call: number, owner: number): Task;
  end(task: Task): void;
  /** Before an `await`: returns what is awaited. */
  suspend(task: Task, at: number, value: unknown): unknown;
  /** After it: returns what came. */
  resume(task: Task, value: unknown): unknown;
  /** A skill is called: by the function that is running. */
  called(call: number): OpenCall;
  ended(call: OpenCall): void;
  /** A call that has not ended. */
  open(call: number): OpenCall | undefined;
  /** The index of the task that made a call, or of the one that called that and so on; -1 where all have ended. */
  callerOf(call: number): number;
  /** `running` is an index into the list, or -1. */
  list(): { readonly list: readonly TaskEntry[]; readonly running: number; readonly segment: number };
  /** Counts the pieces of work between waits. */
  segment(): number;
}

/** Self-contained like every part of the prelude. */
export const tasksPart = (put: (target: object, key: PropertyKey, value: unknown) => void): GuestTasks => {
  const alive: Task[] = [];
  const calls: OpenCall[] = [];
  let running: Task | undefined;
  let segments = 0;

  const leave = (task: Task): void => {
    if (running === task) running = task.isFresh ? task.parent : undefined;
    if (!task.isFresh) segments++;
  };

  const indexOfTask = (task: Task | undefined): number => {
    for (let at = task; at !== undefined; at = at.parent) if (alive[at.slot] === at) return at.slot;
    return -1;
  };

  const open = (id: number): OpenCall | undefined => {
    for (let i = 0; i < calls.length; i++) if (calls[i]?.id === id) return calls[i];
    return undefined;
  };

  return {
    begin(frame, call, owner) {
      const task: Task = { frame, call, owner, parent: running, at: -1, isFresh: true, slot: alive.length };
      put(alive, alive.length, task);
      running = task;
      return task;
    },
    end(task) {
      leave(task);
      const last = alive[alive.length - 1] as Task;
      alive[task.slot] = last;
      last.slot = task.slot;
      alive.length--;
    },
    suspend(task, at, value) {
      task.at = at;
      leave(task);
      task.isFresh = false;
      return value;
    },
    resume(task, value) {
      task.at = -1;
      task.isFresh = false;
      running = task;
      return value;
    },
    called(id) {
      const call: OpenCall = { id, caller: running, body: undefined, slot: calls.length };
      put(calls, calls.length, call);
      return call;
    },
    ended(call) {
      const last = calls[calls.length - 1] as OpenCall;
      calls[call.slot] = last;
      last.slot = call.slot;
      calls.length--;
    },
    open,
    callerOf: call => indexOfTask(open(call)?.caller),
    list() {
      const list: TaskEntry[] = [];
      for (let i = 0; i < alive.length; i++) {
        const { frame, call, owner, at, isFresh, parent } = alive[i] as Task;
        put(list, i, [frame, call, owner, at, isFresh, indexOfTask(parent)]);
      }
      return { list, running: indexOfTask(running), segment: segments };
    },
    segment: () => segments,
  };
};
