/** The guest's half of calling skills: evaluates a skill's module for every call, and tells the host how it ended. */

import type { GuestDebugging } from './debug/debugging.ts';
import type { OpenCall } from './debug/tasks.ts';
import type { GuestErrors } from './errors.ts';
import type { Guest } from './guest.ts';
import type { GuestRejections } from './rejections.ts';

/** What a program's source evaluates to: the module's maker, and how inputs are bound to it. */
export type LoadedProgram = readonly [factory: Factory, binding: ProgramBinding];

type Factory = (callSkill: unknown, skills: unknown, console: unknown, print: unknown) => Main;
type Main = (...inputs: readonly unknown[]) => unknown;

/** How a program takes its inputs and gives its result. */
export interface ProgramBinding {
  readonly isScript: boolean;
  /** The module itself awaits, so that what it returns is a promise. */
  readonly isAsync: boolean;
  /** All inputs go to the one parameter. */
  readonly isWhole: boolean;
  /** By parameter: the input's name. */
  readonly names: readonly string[];
  /** The last name takes an array, spread. */
  readonly hasRest: boolean;
  readonly usesSkills: boolean;
  readonly usesConsole: boolean;
}

/** What the host calls. All arguments are JSON text. */
export interface GuestCalls {
  /** `[seed, [id, program, inputs], log characters]`: reseeds and starts the first call. */
  begin(argument: string): void;
  /** The number of a wait that is over. */
  settle(argument: string): void;
  /** Reports rejected promises that nobody awaited. */
  finish(): void;
  /** In a sandbox for debugging. */
  readonly debugging: GuestDebugging | undefined;
}

/** One call: its number, the number of its caller's call, and where the caller called. */
interface GuestCall {
  readonly id: number;
  readonly site: string;
  readonly skill: string;
  readonly caller: number;
  /** What the caller holds; `undefined` for the run's own start. */
  promise: object | undefined;
  /** Set when the call failed before it had a promise. */
  rejection: { readonly reason: unknown } | undefined;
  /** What the debugger knows of it, in a sandbox for debugging. */
  readonly debugged: OpenCall | undefined;
}

/**
 * Self-contained like every part of the prelude, but evaluated last: `load` returns a program that the host knows by
 * number. Every call gets its own `callSkill`, `skills` and `console`, so that parallel branches never share a chain.
 */
export const callsPart = (
  guest: Guest,
  errors: GuestErrors,
  rejections: GuestRejections,
  load: (index: number) => unknown,
  debugging: GuestDebugging | undefined,
): GuestCalls => {
  const { ask, toText, fromText, inspect, makeConsole, reseed, primordials } = guest;
  const { apply, stringify, slice, hasOwn, keys, isArray, isNan, hide, failure } = primordials;
  const { describe, copied, raised, stackHere, authors, codeOf, messageOf, put } = errors;
  const { guard, note, NativePromise } = rejections;
  const OriginalError = Error;
  const NativeProxy = Proxy;
  const programs = { __proto__: null } as unknown as Record<number, LoadedProgram>;
  const waiting = { __proto__: null } as unknown as Record<string, () => void>;
  let logChars = 0;
  let isLogFull = false;

  const log = (call: GuestCall, level: string, text: string): void => {
    if (isLogFull) {
      ask('log.drop', '');
      return;
    }
    const cut = text.length > logChars ? slice(text, 0, logChars + 1) : text;
    const site = authors(stackHere());
    isLogFull = ask('log', `${call.id},"${level}",${stringify(cut)},${stringify(site)}`) === 'full';
  };

  const scriptResult = (call: GuestCall, outputs: Record<string, unknown>): string => {
    let text = '';
    const names = keys(outputs);
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = outputs[name];
      if (value === undefined || typeof value === 'function') continue;
      try {
        const part = `${stringify(name)}:${toText(value, `result.${name}`)}`;
        text += text === '' ? part : `,${part}`;
      } catch (error) {
        if (codeOf(error) !== 'run/not-json') throw error;
        log(call, 'warn', `"${name}" is left out of the result: ${messageOf(error)}`);
      }
    }
    return `{${text}}`;
  };

  const bound = (binding: ProgramBinding, inputs: Record<string, unknown>): readonly unknown[] => {
    if (binding.isWhole) return [inputs];
    const { names } = binding;
    const values: unknown[] = [];
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = hasOwn(inputs, name) ? inputs[name] : undefined;
      if (!binding.hasRest || i < names.length - 1) put(values, values.length, value);
      else if (isArray(value)) for (let j = 0; j < value.length; j++) put(values, values.length, value[j]);
    }
    return values;
  };

  const nothing = Object.freeze({ __proto__: null });
  /** No skills, so that awaiting, comparing or printing `skills` calls none. */
  const isNameless = (key: string) => key === 'then' || key === 'toJSON' || key === 'valueOf';
  const skillsText = () => '[skills]';

  const skillsFor = (call: GuestCall): unknown =>
    new NativeProxy(nothing, {
      get: (_target, key) => {
        if (typeof key === 'symbol' || isNameless(key)) return undefined;
        if (key === 'toString') return skillsText;
        return (inputs: unknown) => start(call, key, inputs);
      },
    });

  const loaded = (index: number): LoadedProgram => {
    let program = programs[index];
    if (program === undefined) {
      const source = load(index);
      program = (debugging === undefined ? source : debugging.opened(source)) as LoadedProgram;
      programs[index] = program;
    }
    return program;
  };

  /** The module of a skill, evaluated anew, with what belongs to this call alone. */
  const mainOf = ([factory, binding]: LoadedProgram, call: GuestCall): Main => {
    if (debugging !== undefined && call.debugged !== undefined) debugging.opening(call.debugged);
    const callSkill = (name: unknown, inputs: unknown) => start(call, name, inputs);
    const skills = binding.usesSkills ? skillsFor(call) : undefined;
    if (!binding.usesConsole) return factory(callSkill, skills, undefined, undefined);
    const console = makeConsole((level, line) => log(call, level, line));
    return factory(callSkill, skills, console, console.log);
  };

  const asFunction = (target: unknown): unknown => {
    if (typeof target === 'function') return target;
    throw failure('TypeError', `The default export has to be a function, but is ${inspect(target)}.`);
  };

  const begun = async (call: GuestCall, index: number, text: string, keep: unknown): Promise<unknown> => {
    let result: string;
    try {
      const program = loaded(index);
      const binding = program[1];
      const values = bound(binding, fromText(text) as Record<string, unknown>);
      const main = mainOf(program, call);
      if (binding.isScript) {
        const body = apply(main, undefined, values) as () => Promise<Record<string, unknown>>;
        result = scriptResult(call, await body());
      } else {
        const target = asFunction(binding.isAsync ? await main() : main());
        result = toText(await apply(target, undefined, values), 'result');
      }
    } catch (error) {
      throw failed(call, error);
    }
    if (call.debugged !== undefined) debugging?.ended(call.debugged);
    if (call.id === 1) return ask('run.result', result);
    ask('call.end', keep === true ? `${call.id},${result.length},${result}` : `${call.id},${result.length}`);
    return fromText(result);
  };

  const root = async (call: GuestCall, index: number, text: string): Promise<void> => {
    try {
      await begun(call, index, text, false);
    } catch {
      // The host knows already.
    }
  };

  /** Tells the host how a call failed; what the caller sees of the error. */
  const failed = (call: GuestCall, error: unknown): unknown => {
    if (call.debugged !== undefined) debugging?.ended(call.debugged);
    try {
      const report = describe(error, call.id);
      ask('call.fail', `${call.id},${stringify(report)}`);
      const reason = copied(error, report, call.site);
      if (call.promise === undefined) call.rejection = { reason };
      else noteFailure(call.promise, call.skill, reason, call.caller, call.site);
      return reason;
    } catch {
      // Built-ins that were replaced can keep an error from being described; the run has to end all the same.
      const message = 'An error was thrown that cannot be described.';
      ask('call.fail', `${call.id},{"name":"Error","message":"${message}","call":${call.id}}`);
      return message;
    }
  };

  const newCall = (id: number, skill: string, caller: number, site: string): GuestCall => ({
    id,
    site,
    skill,
    caller,
    promise: undefined,
    rejection: undefined,
    debugged: debugging?.called(id),
  });

  const noteFailure = (promise: object, name: unknown, reason: unknown, call: number, site: string): void => {
    const what = typeof name === 'string' ? `callSkill("${name}") failed` : 'callSkill failed';
    note({ promise, what, reason, call, site });
  };

  const start = (caller: GuestCall, name: unknown, inputs: unknown): Promise<unknown> => {
    const { stack } = new OriginalError();
    const site = typeof stack === 'string' ? stack : '';
    let text: string;
    let answer: readonly [id: number, program: number, more: unknown, keep?: unknown];
    try {
      if (typeof name !== 'string') {
        throw failure('TypeError', `callSkill expects the name of a skill, but got ${inspect(name)}.`);
      }
      text = inputs === undefined ? '{}' : toText(inputs, 'inputs');
      answer = fromText(ask('call.enter', `${caller.id},${stringify(name)},${text}`)) as typeof answer;
      if (answer[1] === -2) return guard(answered(answer[2] as string));
      if (answer[1] < 0) throw refusal(answer[0], answer[2] as readonly string[], site);
    } catch (error) {
      const promise = guard(rejected(error));
      noteFailure(promise, name, error, caller.id, site);
      return promise;
    }
    const call = newCall(answer[0], name, caller.id, site);
    const promise = begun(call, answer[1], typeof answer[2] === 'string' ? answer[2] : text, answer[3]);
    call.promise = promise;
    if (call.rejection !== undefined) noteFailure(promise, name, call.rejection.reason, caller.id, site);
    return guard(promise);
  };

  const refusal = (call: number, [name, message, code]: readonly string[], site: string): Error =>
    raised(failure(name as string, message as string, code), call, site);

  /** The result of a call whose code did not have to run. */
  const answered = async (text: string): Promise<unknown> => fromText(text);

  const rejected = async (error: unknown): Promise<never> => {
    throw error;
  };

  const sleep = (milliseconds: unknown): Promise<void> =>
    new NativePromise<void>(resolve => {
      const time = +(milliseconds as number);
      if (isNan(time))
        throw failure('TypeError', `sleep expects milliseconds, but got ${inspect(milliseconds)}.`);
      waiting[ask('sleep', `${time}`)] = resolve;
    });

  hide(globalThis, 'sleep', sleep);

  return {
    begin(argument) {
      const [seed, [id, index, text], chars] = fromText(argument) as [
        [number, number, number, number],
        [number, number, string],
        number,
      ];
      logChars = chars;
      reseed(seed);
      void root(newCall(id, '', 0, ''), index, text);
    },
    settle(argument) {
      const resolve = waiting[argument];
      delete waiting[argument];
      if (resolve !== undefined) resolve();
    },
    finish: () => rejections.report(),
    debugging,
  };
};
