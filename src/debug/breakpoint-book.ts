/** All breakpoints that a client has set, placed in the skills of the moment. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import { readHitCondition } from '../run/debug/conditions.ts';
import type { Breakpoint, Breakpoints, DataBreakpoint, FunctionBreakpoint } from '../run/debug/debuggee.ts';
import { firstAfter, functionNames, placeFor, type Stoppable } from '../run/debug/places.ts';
import { exceptionStops, noExceptionStops } from './exception-filter.ts';
import type { Numbering } from './numbering.ts';
import type { SessionSkills } from './session-skills.ts';

/** A breakpoint in a line as the client wants it, in our numbering. */
interface LineWish {
  readonly id: number;
  readonly line: number;
  readonly column?: number;
  readonly condition?: string;
  readonly hitCondition?: string;
  readonly logMessage?: string;
  /** What is wrong with the hit count. */
  readonly problem?: string;
}

interface FunctionWish extends FunctionBreakpoint {
  /** What is wrong with it. */
  readonly problem: string | undefined;
}

type Answer = DebugProtocol.Breakpoint;

/** Outlives the runs of a session. */
export class BreakpointBook {
  readonly #numbering: Numbering;
  /** By path below the skills folder. */
  readonly #lines = new Map<string, readonly LineWish[]>();
  #functions: readonly FunctionWish[] = [];
  #data: readonly DataBreakpoint[] = [];
  #exceptions = noExceptionStops;
  #lastId = 0;

  constructor(numbering: Numbering) {
    this.#numbering = numbering;
  }

  /** Replaces those of a file. */
  setLines(
    path: string,
    wanted: readonly DebugProtocol.SourceBreakpoint[],
    skills: SessionSkills,
  ): readonly Answer[] {
    const before = new Map((this.#lines.get(path) ?? []).map(wish => [keyOf(wish), wish.id]));
    const wishes = wanted.map(one => {
      const wish = this.#wish(one);
      const key = keyOf(wish);
      const id = before.get(key) ?? this.#nextId();
      // Twice the same in one line: the second is another.
      before.delete(key);
      return { ...wish, id };
    });
    if (wishes.length === 0) this.#lines.delete(path);
    else this.#lines.set(path, wishes);
    return this.#answers(path, wishes, skills);
  }

  /** For a file that holds no skill of this session. */
  refuse(wanted: readonly DebugProtocol.SourceBreakpoint[], message: string): readonly Answer[] {
    return wanted.map(() => ({ id: this.#nextId(), verified: false, message, reason: 'failed' }));
  }

  /** Replaces those on functions. */
  setFunctions(
    wanted: readonly DebugProtocol.FunctionBreakpoint[],
    skills: SessionSkills,
    skill: string,
  ): readonly Answer[] {
    const before = new Map(this.#functions.map(wish => [keyOf(wish), wish.id]));
    this.#functions = wanted.map(({ name, condition, hitCondition }) => {
      const { problem, ...count } = hitCountOf(hitCondition);
      const wish = { name: name.trim(), ...given({ condition }), ...count };
      const id = before.get(keyOf(wish)) ?? this.#nextId();
      return { ...wish, id, problem: problem ?? functionProblem(wish.name, skills, skill) };
    });
    return this.#functions.map(({ id, problem }) =>
      problem === undefined ? { id, verified: true } : { id, verified: false, message: problem },
    );
  }

  /** Replaces those on variables. */
  setData(wanted: readonly DebugProtocol.DataBreakpoint[]): readonly Answer[] {
    const before = new Map(this.#data.map(({ dataId, id }) => [dataId, id]));
    const all = wanted.map(({ dataId, condition, hitCondition }) => {
      const id = before.get(dataId) ?? this.#nextId();
      const isPlain = condition === undefined && hitCondition === undefined;
      return { id, dataId, isPlain };
    });
    this.#data = all.filter(({ isPlain }) => isPlain).map(({ id, dataId }) => ({ id, dataId }));
    return all.map(({ id, isPlain }) =>
      isPlain
        ? { id, verified: true }
        : {
            id,
            verified: false,
            message: 'It stops at each change: remove the condition and the hit count.',
          },
    );
  }

  /** Replaces the filters of errors. */
  setExceptions(args: DebugProtocol.SetExceptionBreakpointsArguments): readonly Answer[] {
    const { stops, answers } = exceptionStops(args);
    this.#exceptions = stops;
    return answers.map(answer => ({ id: this.#nextId(), ...answer }));
  }

  /** As a run is to have them: those that have a place. */
  all(skills: SessionSkills, skipped: readonly string[]): Breakpoints {
    const lines: Breakpoint[] = [];
    for (const [path, wishes] of this.#lines)
      for (const wish of wishes) {
        const place = placeOf(path, wish, skills);
        if (place === undefined) continue;
        const { id, condition, hitCondition, logMessage } = wish;
        lines.push({ id, file: path, probe: place.probe, ...given({ condition, hitCondition, logMessage }) });
      }
    const functions = this.#functions.flatMap(({ problem, ...wish }) =>
      problem === undefined ? [wish] : [],
    );
    return { lines, functions, data: this.#data, exceptions: this.#exceptions, skipped };
  }

  /** Where all of them are in other skills, as after a restart. */
  placed(skills: SessionSkills): readonly Answer[] {
    return [...this.#lines].flatMap(([path, wishes]) => this.#answers(path, wishes, skills));
  }

  #nextId(): number {
    return ++this.#lastId;
  }

  #wish({ line, column, condition, hitCondition, logMessage }: DebugProtocol.SourceBreakpoint) {
    return {
      line: this.#numbering.line(line),
      ...(column !== undefined && { column: this.#numbering.column(column) }),
      ...given({ condition, logMessage }),
      ...hitCountOf(hitCondition),
    };
  }

  #answers(path: string, wishes: readonly LineWish[], skills: SessionSkills): readonly Answer[] {
    const whyNone = wishes.length === 0 ? '' : whyNoPlace(path, skills);
    const edited = skills.isOutdated(path)
      ? { message: 'The skill was edited since the run began. Restart to debug the edited one.' }
      : undefined;
    return wishes.map(wish => {
      const { id, line, problem } = wish;
      const place = placeOf(path, wish, skills);
      if (place !== undefined)
        return {
          id,
          verified: true,
          ...this.#numbering.client(place),
          source: skills.source(path),
          ...edited,
        };
      const message = problem ?? whyNone;
      return { id, verified: false, line: this.#numbering.clientLine(line), message, reason: 'failed' };
    });
  }
}

/** Where the run can stop from one place to another, both included. */
export function placesBetween(
  places: readonly Stoppable[],
  from: { readonly line: number; readonly column: number },
  to: { readonly line: number; readonly column: number },
): readonly Stoppable[] {
  return places.slice(firstAfter(places, from.line, from.column), firstAfter(places, to.line, to.column + 1));
}

function placeOf(path: string, wish: LineWish, skills: SessionSkills): Stoppable | undefined {
  if (wish.problem !== undefined) return undefined;
  return placeFor(skills.places(path), wish.line, wish.column);
}

function whyNoPlace(path: string, skills: SessionSkills): string {
  const program = skills.program(path);
  if (program === undefined) return `${path} is no skill that can be read.`;
  return program.blocker ?? 'No statement follows where the run could stop.';
}

function functionProblem(name: string, skills: SessionSkills, skill: string): string | undefined {
  const wanted = name.toLowerCase();
  for (const one of skills.names()) if (one.toLowerCase() === wanted) return undefined;
  if (skills.reach(skill).some(program => functionNames(program).has(name))) return undefined;
  return `No skill, and no function in the skills that ${skill} calls, is named "${name}".`;
}

/** An empty one says nothing. */
function hitCountOf(written: string | undefined): {
  readonly hitCondition?: string;
  readonly problem?: string;
} {
  if (written === undefined || written.trim() === '') return {};
  if (readHitCondition(written) !== undefined) return { hitCondition: written };
  const problem = `"${written}" is no hit count. Write 5, >= 5, or % 5 for every fifth time.`;
  return { hitCondition: written, problem };
}

function keyOf(wish: object): string {
  return JSON.stringify({ ...wish, id: 0, problem: undefined });
}

/** What there is to say: an empty text says nothing. */
function given<Key extends string>(
  texts: Readonly<Record<Key, string | undefined>>,
): { readonly [K in Key]?: string } {
  const said = Object.entries(texts).filter(([, text]) => typeof text === 'string' && text.trim() !== '');
  return Object.fromEntries(said) as { readonly [K in Key]?: string };
}
