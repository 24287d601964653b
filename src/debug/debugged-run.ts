/** The run of a session: asks it, and keeps what clients refer to while it is stopped. */

import type {
  Breakpoints,
  DebugAnswer,
  DebugCommand,
  DebugEvent,
  Debuggee,
  DebugOptions,
  GoWay,
  Stop,
} from '../run/debug/debuggee.ts';
import type { Outcome } from '../run/outcome.ts';
import { DebugFault } from './fault.ts';
import { Handles } from './handles.ts';
import type { DebugTarget } from './host.ts';
import type { SessionSkills } from './session-skills.ts';
import { Stack } from './stack.ts';

/** Something with parts, as a client may ask for them. */
export interface ValueHandle {
  /** The run's own number for it. */
  readonly ref: number;
  /** Of data breakpoints, by the names of the parts that were shown. */
  readonly dataIds: Map<string, string>;
}

type RunState = 'running' | 'stopped' | 'ended';

export interface RunListener {
  onStopped(stop: Stop): void;
  /** All that was shown of this stop has to be asked for again. */
  onInvalidated(): void;
  onEvent(event: Exclude<DebugEvent, { readonly type: 'stopped' | 'invalidated' | 'ended' }>): void;
  onEnded(outcome: Outcome): void;
}

interface Beginning extends Omit<DebugOptions, 'onEvent'> {
  readonly target: DebugTarget;
  readonly skills: SessionSkills;
}

/** Its creator ends it. Once it is dropped, its listener hears nothing more. */
export class DebuggedRun {
  /** Of the client's frames: the run's own number of each; `undefined` for a label between two. */
  readonly frames = new Handles<number | undefined>();
  readonly values = new Handles<ValueHandle>();
  readonly skill: string;
  readonly #listener: RunListener;
  /** `undefined` until it has begun. */
  #debuggee: Debuggee | undefined;
  #stacks = new Map<number, Stack>();
  #state: RunState = 'running';
  #stop: Stop | undefined;
  #isDropped = false;
  /** Of questions that have no answer yet. */
  readonly #waiting = new Set<(error: DebugFault) => void>();
  /** Events that came before the answer to the request that they are a consequence of. */
  #held: DebugEvent[] | undefined = [];

  constructor(skill: string, listener: RunListener) {
    this.skill = skill;
    this.#listener = listener;
  }

  /** Rejects, with an error for people, when it cannot begin. */
  async begin({ target, skills, ...options }: Beginning): Promise<void> {
    const onEvent = (event: DebugEvent) => this.#receive(event);
    this.#debuggee = await target.start(skills, { ...options, onEvent });
    this.#releaseSoon();
    if (this.#isDropped) this.#debuggee.end();
  }

  get state(): RunState {
    return this.#state;
  }

  /** Where it is stopped; `undefined` while it goes on. */
  get stop(): Stop | undefined {
    return this.#stop;
  }

  stack(thread: number): Stack {
    const known = this.#stacks.get(thread);
    if (known !== undefined) return known;
    const stack = new Stack((start, count) => this.inspect({ type: 'stack', thread, start, count }));
    this.#stacks.set(thread, stack);
    return stack;
  }

  /** Asks what can be asked at any time. */
  async ask<Command extends DebugCommand>(command: Command): Promise<DebugAnswer<Command['type']>> {
    if (this.#state === 'ended')
      throw new DebugFault('ended', 'The run has ended. Restart to debug it again.');
    if (this.#debuggee === undefined) throw new DebugFault('notLaunched', 'The run has not begun yet.');
    const { promise, resolve, reject } = Promise.withResolvers<DebugAnswer<Command['type']>>();
    this.#waiting.add(reject);
    this.#debuggee.ask(command).then(resolve, error => {
      reject(new DebugFault('refused', error instanceof Error ? error.message : String(error)));
    });
    return promise.finally(() => this.#waiting.delete(reject));
  }

  /** Asks what only a stopped run can say. */
  async inspect<Command extends DebugCommand>(command: Command): Promise<DebugAnswer<Command['type']>> {
    if (this.#state === 'running') throw goesOn();
    return this.ask(command);
  }

  /** Lets it go on. What comes of it is told after the request has been answered, however soon it comes. */
  go(way: GoWay, more: Omit<Extract<DebugCommand, { type: 'go' }>, 'type' | 'way'>): Promise<void> {
    return this.#resume({ type: 'go', way, ...more });
  }

  /** Runs the skills as they are now, with the same answers, to where it is stopped. */
  apply(breakpoints: Breakpoints): Promise<void> {
    return this.#resume({ type: 'apply', breakpoints });
  }

  async #resume(command: Extract<DebugCommand, { type: 'go' | 'apply' }>): Promise<void> {
    if (this.#held !== undefined) throw goesOn();
    this.#held = [];
    try {
      await this.inspect(command);
      this.#resumed();
    } catch (error) {
      throw error instanceof DebugFault && error.fault === 'refused'
        ? new DebugFault('refused', error.message, { isShown: true })
        : error;
    } finally {
      this.#releaseSoon();
    }
  }

  end(): void {
    if (this.#state !== 'ended') this.#debuggee?.end();
  }

  /** Ends it without a word. */
  drop(): void {
    this.#isDropped = true;
    this.end();
    this.#state = 'ended';
    this.#refuseWaiting();
  }

  #receive(event: DebugEvent): void {
    if (this.#isDropped) return;
    if (this.#held !== undefined) {
      this.#held.push(event);
      // A run that broke down answers nothing any more.
      if (event.type === 'ended') setTimeout(() => this.#refuseWaiting());
      return;
    }
    if (event.type === 'stopped') {
      this.#resumed();
      this.#state = 'stopped';
      this.#stop = event.stop;
      this.#listener.onStopped(event.stop);
    } else if (event.type === 'ended') {
      this.#resumed();
      this.#state = 'ended';
      this.#refuseWaiting();
      this.#listener.onEnded(event.outcome);
    } else if (event.type === 'invalidated') {
      this.#forget();
      this.#listener.onInvalidated();
    } else this.#listener.onEvent(event);
  }

  #releaseSoon(): void {
    if (this.#held?.length === 0) this.#held = undefined;
    else
      setTimeout(() => {
        const held = this.#held ?? [];
        this.#held = undefined;
        for (const event of held) this.#receive(event);
      });
  }

  #refuseWaiting(): void {
    const fault = new DebugFault('ended', 'The run ended before this could be answered.');
    for (const reject of this.#waiting) reject(fault);
  }

  #resumed(): void {
    this.#state = 'running';
    this.#stop = undefined;
    this.#forget();
  }

  #forget(): void {
    this.#stacks = new Map();
    this.frames.clear();
    this.values.clear();
  }
}

function goesOn(): DebugFault {
  return new DebugFault('running', 'The run goes on. Pause it, or set a breakpoint, to look into it.');
}
