/** A run under a debugger that was written down beforehand: moment by moment, what is on the stack and in variables. */

import type { JsonValue } from '../../src/base/json.ts';
import type {
  Breakpoint,
  Breakpoints,
  DebugAnswer,
  DebugCommand,
  DebugEvent,
  Debuggee,
  DebugOptions,
  GoWay,
  ProbeRef,
  Stop,
  StopError,
  Variable,
} from '../../src/run/debug/debuggee.ts';
import { type Stoppable, stopPlaces } from '../../src/run/debug/places.ts';
import type { LogLine, Outcome } from '../../src/run/outcome.ts';
import type { SkillSource } from '../../src/run/port.ts';
import { programOf } from '../../src/run/program.ts';
import { completed } from './runner.ts';

/** A function that has been entered and not left. */
export interface Level {
  readonly skill: string;
  /** Of the skill; absent for its entry. */
  readonly fn?: string;
  readonly line: number;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly isAwaiting?: boolean;
  readonly thread?: number;
}

/** Just before a statement, which the innermost level stands at. */
export interface Moment {
  /** Innermost first. */
  readonly stack: readonly Level[];
  readonly logs?: LogLine;
  /** The statement throws. */
  readonly error?: StopError;
}

export interface Story {
  readonly moments: readonly Moment[];
  /** Absent: it goes on and on. */
  readonly end?: Partial<Outcome>;
}

/** Frames and values are numbered anew at each stop, from one: as hostile to late questions as can be. */
export class FakeDebuggee implements Debuggee {
  readonly commands: DebugCommand[] = [];
  /** What was set when it began. */
  readonly begun: Breakpoints;
  readonly #story: Story;
  readonly #source: SkillSource;
  readonly #skill: string;
  readonly #onEvent: (event: DebugEvent) => void;
  readonly #places = new Map<string, readonly Stoppable[]>();
  readonly #hits = new Map<number, number>();
  #breakpoints: Breakpoints;
  #at = -1;
  #logged = -1;
  #state: 'running' | 'stopped' | 'ended' = 'running';
  #values: { readonly value: unknown; readonly isLazy?: boolean }[] = [];

  constructor(skill: string, story: Story, source: SkillSource, options: DebugOptions) {
    this.#skill = skill;
    this.#story = story;
    this.#source = source;
    this.#breakpoints = options.breakpoints;
    this.begun = options.breakpoints;
    this.#onEvent = options.onEvent;
    source.find(skill);
    queueMicrotask(() => {
      if (options.stopOnEntry) this.#stopAt(0, { cause: 'entry' });
      else this.#forward();
    });
  }

  async ask<C extends DebugCommand>(command: C): Promise<DebugAnswer<C['type']>> {
    this.commands.push(command);
    if (this.#state === 'ended') return new Promise(() => undefined);
    return this.#answer(command) as DebugAnswer<C['type']>;
  }

  end(): void {
    if (this.#state !== 'ended') queueMicrotask(() => this.#finish({ status: 'cancelled' }));
  }

  #answer(command: DebugCommand): unknown {
    switch (command.type) {
      case 'breakpoints':
        this.#breakpoints = command.breakpoints;
        return null;
      case 'apply':
        this.#breakpoints = command.breakpoints;
        this.#state = 'running';
        queueMicrotask(() => {
          this.#places.clear();
          this.#onEvent({ type: 'restarted' });
          this.#stopAt(this.#at, { cause: 'pause' });
        });
        return null;
      case 'pause':
        queueMicrotask(() => this.#stopAt(Math.max(0, this.#at), { cause: 'pause' }));
        return null;
      case 'go':
        return this.#go(command.way, command);
      case 'threads': {
        const threads = new Map(this.#moment.stack.map(level => [level.thread ?? 1, level.skill]));
        const skills = [...new Set(this.#moment.stack.map(({ skill }) => skill))].reverse();
        return threads.size === 1
          ? [{ id: this.#thread, name: skills.join(' → ') }]
          : [...threads].map(([id, name]) => ({ id, name }));
      }
      case 'stack':
        return this.#stack(command.start, command.count);
      case 'scopes': {
        const level = this.#moment.stack[command.frame - 1];
        const locals = level?.locals ?? {};
        return [{ name: 'Local', ref: this.#keep(locals), count: Object.keys(locals).length }];
      }
      case 'variables':
        return this.#variables(command);
      case 'evaluate':
        return this.#variable('', this.#evaluate(command.expression, command.frame));
      case 'set': {
        const container = this.#values[command.ref - 1]?.value as Record<string, unknown>;
        container[command.name] = this.#evaluate(command.value, 1);
        return this.#variable(command.name, container[command.name]);
      }
      case 'assign': {
        const locals = this.#moment.stack[command.frame - 1]?.locals as Record<string, unknown>;
        locals[command.target] = this.#evaluate(command.value, command.frame);
        return this.#variable(command.target, locals[command.target]);
      }
      case 'complete': {
        const word = /[\w$]*$/.exec(command.text)?.[0] ?? '';
        const names = Object.keys(this.#moment.stack[(command.frame ?? 1) - 1]?.locals ?? {});
        return names
          .filter(name => name.startsWith(word))
          .map(label => ({ label, kind: 'variable', replaces: word.length }));
      }
    }
  }

  get #moment(): Moment {
    return this.#story.moments[this.#at] as Moment;
  }

  get #thread(): number {
    return this.#moment.stack[0]?.thread ?? 1;
  }

  #go(way: GoWay, { to, frame }: { readonly to?: ProbeRef; readonly frame?: number }): null {
    const depth = this.#moment.stack.length;
    const { moments } = this.#story;
    if ((way === 'back' || way === 'reverse') && this.#at === 0)
      throw new Error('This is the start of the run: there is nothing further back.');
    this.#state = 'running';
    queueMicrotask(() => {
      if (way === 'continue') this.#forward();
      else if (way === 'into') this.#forward(() => true);
      else if (way === 'over') this.#forward(moment => moment.stack.length <= depth);
      else if (way === 'out') this.#forward(moment => moment.stack.length < depth);
      else if (way === 'to') this.#forward(moment => this.#isAt(moment, to));
      else if (way === 'back') this.#stopAt(this.#at - 1, { cause: 'step' });
      else if (way === 'reverse') this.#backward();
      else if (way === 'failure')
        this.#stopAt(
          moments.findLastIndex(({ error }) => error !== undefined),
          { cause: 'goto' },
        );
      else {
        const wanted = depth - ((frame ?? 1) - 1);
        const start = moments.findIndex(({ stack }) => stack.length === wanted);
        this.#stopAt(Math.max(0, start), { cause: 'restart' });
      }
    });
    return null;
  }

  #forward(isStep?: (moment: Moment) => boolean): void {
    for (let at = this.#at + 1; at < this.#story.moments.length; at++) {
      const moment = this.#story.moments[at] as Moment;
      this.#at = at;
      this.#log(at, moment);
      const hits = this.#breakpoints.lines.filter(breakpoint => this.#isHit(breakpoint, moment));
      if (hits.length > 0) {
        this.#stopAt(at, { cause: 'breakpoint', breakpoints: hits.map(({ id }) => id) });
        return;
      }
      const { uncaught, caught, names, caughtNames } = this.#breakpoints.exceptions;
      const { error } = moment;
      const wanted = error?.isCaught ? (caughtNames ?? names) : names;
      if (error && (error.isCaught ? caught : uncaught) && (!wanted?.length || wanted.includes(error.name))) {
        this.#stopAt(at, { cause: 'exception', error });
        return;
      }
      if (isStep?.(moment)) {
        this.#stopAt(at, { cause: 'step' });
        return;
      }
    }
    if (this.#story.end) this.#finish(this.#story.end);
  }

  #backward(): void {
    for (let at = this.#at - 1; at >= 0; at--) {
      const moment = this.#story.moments[at] as Moment;
      const hits = this.#breakpoints.lines.filter(breakpoint => this.#isAt(moment, breakpoint));
      if (hits.length > 0) {
        this.#stopAt(at, { cause: 'breakpoint', breakpoints: hits.map(({ id }) => id) });
        return;
      }
    }
    this.#stopAt(0, { cause: 'start of the run' });
  }

  #log(at: number, { logs }: Moment): void {
    if (at <= this.#logged) return;
    this.#logged = at;
    if (logs) this.#onEvent({ type: 'run', event: { type: 'log', line: logs } });
  }

  #isAt(moment: Moment, ref: ProbeRef | undefined): boolean {
    const place = this.#placeOf(moment.stack[0] as Level);
    return place?.file === ref?.file && place?.probe === ref?.probe;
  }

  #isHit(breakpoint: Breakpoint, moment: Moment): boolean {
    if (!this.#isAt(moment, breakpoint)) return false;
    const { condition, hitCondition, logMessage, id } = breakpoint;
    if (condition !== undefined && !this.#evaluate(condition, 1)) return false;
    const hits = (this.#hits.get(id) ?? 0) + 1;
    this.#hits.set(id, hits);
    const [, sign, digits] = /^(>=|>|%)? ?(\d+)$/.exec(hitCondition ?? '>= 1') ?? [];
    const count = Number(digits);
    if (sign === '>=' ? hits < count : sign === '%' ? hits % count !== 0 : hits !== count) return false;
    if (logMessage === undefined) return true;
    const text = logMessage.replace(/\{([^}]*)\}/g, (_, expression) => String(this.#evaluate(expression, 1)));
    const place = this.#placeOf(moment.stack[0] as Level) as Stoppable;
    this.#onEvent({ type: 'logpoint', text, place, isError: false });
    return false;
  }

  #stopAt(at: number, stop: Pick<Stop, 'cause'> & Partial<Stop>): void {
    if (this.#state === 'ended') return;
    this.#at = at;
    this.#values = [];
    this.#state = 'stopped';
    this.#onEvent({ type: 'stopped', stop: { thread: this.#thread, breakpoints: [], ...stop } });
  }

  #finish(end: Partial<Outcome>): void {
    if (this.#state === 'ended') return;
    this.#state = 'ended';
    this.#onEvent({ type: 'ended', outcome: { ...completed({ skill: this.#skill }), ...end } });
  }

  #placeOf({ skill, line }: Level): Stoppable | undefined {
    const found = this.#source.find(skill);
    if (found === undefined) return undefined;
    const places = this.#places.get(skill) ?? stopPlaces(programOf(found));
    this.#places.set(skill, places);
    return places.find(place => place.line === line);
  }

  #stack(start: number, count: number): DebugAnswer<'stack'> {
    const { stack } = this.#moment;
    const frames = stack.slice(start, start + count).map((level, at) => ({
      id: start + at + 1,
      name: level.fn === undefined ? level.skill : `${level.skill}: ${level.fn}`,
      skill: level.skill,
      place: this.#placeOf(level) as Stoppable,
      isAwaiting: level.isAwaiting === true,
    }));
    return { frames, total: stack.length };
  }

  #variables({ ref, filter, start = 0, count }: Extract<DebugCommand, { type: 'variables' }>): Variable[] {
    const { value, isLazy } = this.#values[ref - 1] as { value: unknown; isLazy?: boolean };
    if (isLazy) return [this.#variable('', (value as () => unknown)())];
    const indexed = Array.isArray(value);
    if (indexed ? filter === 'named' : filter === 'indexed') return [];
    const end = count === undefined ? undefined : start + count;
    if (indexed) return value.slice(start, end).map((item, at) => this.#variable(String(start + at), item));
    const properties = Object.getOwnPropertyDescriptors(value as object);
    return Object.entries(properties)
      .slice(start, end)
      .map(([name, { get, value }]) => this.#variable(name, get ?? value, get !== undefined));
  }

  #variable(name: string, value: unknown, isLazy = false): Variable {
    const isTree = typeof value === 'object' && value !== null;
    return {
      name,
      value: isLazy ? '(…)' : textOf(value),
      type: isTree ? (Array.isArray(value) ? 'Array' : 'Object') : typeof value,
      ref: isLazy ? this.#keep(value, true) : isTree ? this.#keep(value) : 0,
      named: isTree && !Array.isArray(value) ? Object.keys(value).length : 0,
      indexed: Array.isArray(value) ? value.length : 0,
      ...(isLazy && { isLazy }),
      isSettable: !isLazy,
      dataId: `${this.#skill}:${name}`,
    };
  }

  #keep(value: unknown, isLazy = false): number {
    return this.#values.push({ value, isLazy });
  }

  #evaluate(expression: string, frame = 1): unknown {
    const locals = this.#moment.stack[frame - 1]?.locals ?? {};
    return new Function(...Object.keys(locals), `return (${expression})`)(...Object.values(locals));
  }
}

function textOf(value: unknown): string {
  return JSON.stringify(value as JsonValue) ?? String(value);
}
