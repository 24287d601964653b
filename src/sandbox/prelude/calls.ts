/** The guest's half of calling skills: evaluates a skill's module for every call, and tells the host how it ended. */

import type { Guest } from './guest.ts';

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
}

/** One call: its number, the number of its caller's call, and where the caller called. */
interface GuestCall {
  readonly id: number;
  readonly site: string;
}

/** What an error is known by when it rises: the call it was thrown in, and the stack so far. */
interface Origin {
  readonly call: number;
  readonly stack: string;
}

interface Report {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly call: number;
  readonly stack: string;
  readonly causes: readonly (readonly [headline: string, stack: string])[];
}

interface Rejection {
  readonly promise: object;
  readonly call: number;
  readonly what: string;
  readonly reason: unknown;
  readonly site: string;
}

/**
 * Self-contained like every part of the prelude, but evaluated last: `load` returns a program that the host knows by
 * number. Every call gets its own `callSkill`, `skills` and `console`, so that parallel branches never share a chain.
 */
export const callsPart = (guest: Guest, load: (index: number) => LoadedProgram): GuestCalls => {
  const { ask, toText, fromText, inspect, makeConsole, reseed, primordials } = guest;
  const { apply, stringify, slice, indexOf, hasOwn, keys, isArray, hide, isNan, failure, uncurry } =
    primordials;
  const NativePromise = Promise;
  const NativeProxy = Proxy;
  const OriginalError = Error;
  const { defineProperty } = Object;
  const then = uncurry<(promise: unknown, done: unknown, failed?: unknown) => unknown>(
    Promise.prototype.then,
  );
  const rejectNatively = uncurry<(promises: unknown, reason: unknown) => Promise<never>>(Promise.reject);
  const origins = new WeakMap<object, Origin>();
  const originOf = uncurry<(map: typeof origins, error: object) => Origin | undefined>(WeakMap.prototype.get);
  const setOrigin = uncurry<(map: typeof origins, error: object, origin: Origin) => void>(
    WeakMap.prototype.set,
  );
  const awaited = new WeakSet<object>();
  const setAwaited = uncurry<(set: typeof awaited, promise: object) => void>(WeakSet.prototype.add);
  const isAwaited = uncurry<(set: typeof awaited, promise: object) => boolean>(WeakSet.prototype.has);

  const programs = { __proto__: null } as unknown as Record<number, LoadedProgram>;
  const waiting = { __proto__: null } as unknown as Record<string, () => void>;
  const rejections = { __proto__: null } as unknown as Record<number, Rejection>;
  let rejectionCount = 0;
  let lastThrown: { readonly value: unknown; readonly origin: Origin } | undefined;
  let logChars = 0;
  let isLogFull = false;

  /** Sets an own property, whatever the prototypes have been made to do. */
  const put = (target: object, key: PropertyKey, value: unknown): void => {
    const shape: PropertyDescriptor & { readonly __proto__: null } = {
      __proto__: null,
      value,
      writable: true,
      enumerable: true,
      configurable: true,
    };
    defineProperty(target, key, shape);
  };

  const isObject = (value: unknown): value is Record<PropertyKey, unknown> =>
    (typeof value === 'object' && value !== null) || typeof value === 'function';

  const read = (value: unknown, key: string): unknown => {
    if (!isObject(value)) return undefined;
    try {
      return value[key];
    } catch {
      return undefined;
    }
  };

  /** The stack without the sandbox's own frames. */
  const authors = (stack: string): string => {
    let text = '';
    for (let start = 0; start < stack.length; ) {
      const found = indexOf(stack, '\n', start);
      const end = found < 0 ? stack.length : found;
      const line = slice(stack, start, end);
      if (indexOf(line, '(skillsmith:') < 0 && indexOf(line, '(native)') < 0 && line !== '')
        text += `${line}\n`;
      start = end + 1;
      if (text.length > 4000) break;
    }
    return text;
  };

  const stackHere = (): string => {
    const { stack } = new OriginalError();
    return typeof stack === 'string' ? stack : '';
  };

  const stackOf = (error: unknown): string => {
    const stack = read(error, 'stack');
    return typeof stack === 'string' ? authors(slice(stack, 0, 100_000)) : '';
  };

  const nameOf = (error: unknown): string => {
    const name = read(error, 'name');
    return typeof name === 'string' && name !== '' ? slice(name, 0, 200) : 'Error';
  };

  const messageOf = (error: unknown): string => {
    if (!isObject(error)) {
      return `${inspect(error)} was thrown, which is not an Error.`;
    }
    const message = read(error, 'message');
    if (typeof message === 'string') return slice(message, 0, 20_000);
    if (error instanceof OriginalError)
      return message === undefined ? '' : slice(inspect(message), 0, 20_000);
    return `${slice(inspect(error), 0, 20_000)} was thrown, which is not an Error.`;
  };

  const codeOf = (error: unknown): string | null => {
    const code = read(error, 'code');
    return typeof code === 'string' ? slice(code, 0, 200) : null;
  };

  const causesOf = (error: unknown): Report['causes'] => {
    const causes: (readonly [string, string])[] = [];
    const add = (cause: unknown) => {
      const headline =
        cause instanceof OriginalError ? `${nameOf(cause)}: ${messageOf(cause)}` : inspect(cause);
      put(causes, causes.length, [slice(headline, 0, 2000), stackOf(cause)]);
    };
    const errors = read(error, 'errors');
    if (isArray(errors)) for (let i = 0; i < errors.length && i < 5; i++) add(errors[i]);
    let current = error;
    for (let depth = 0; depth < 5; depth++) {
      const cause = read(current, 'cause');
      if (cause === undefined) break;
      add(cause);
      current = cause;
    }
    return causes;
  };

  const describe = (error: unknown, call: GuestCall): Report => {
    const known = isObject(error)
      ? originOf(origins, error)
      : lastThrown !== undefined && lastThrown.value === error
        ? lastThrown.origin
        : undefined;
    return {
      name: nameOf(error),
      message: messageOf(error),
      code: codeOf(error),
      call: known === undefined ? call.id : known.call,
      stack: known === undefined ? stackOf(error) : known.stack,
      causes: causesOf(error),
    };
  };

  /** A callee that threw before its first wait has its callers in its own stack already. */
  const joined = (stack: string, site: string): string =>
    stack.length >= site.length && slice(stack, stack.length - site.length) === site ? stack : stack + site;

  /** The callee's error as the caller sees it: nothing of the callee's own objects is in it. */
  const copied = (error: unknown, report: Report, site: string): unknown => {
    const origin = { call: report.call, stack: joined(report.stack, authors(site)) };
    if (!isObject(error)) {
      lastThrown = { value: error, origin };
      return error;
    }
    if (!(error instanceof OriginalError)) {
      try {
        const copy = fromText(toText(error, 'error'));
        if (isObject(copy)) setOrigin(origins, copy, origin);
        return copy;
      } catch {
        // What JSON cannot carry becomes an error that describes it.
      }
    }
    const copy = failure(report.name, report.message, report.code === null ? undefined : report.code);
    hide(copy, 'stack', origin.stack);
    copyDetails(error, copy);
    setOrigin(origins, copy, origin);
    return copy;
  };

  const copyDetails = (error: Record<PropertyKey, unknown>, copy: Error): void => {
    const cause = read(error, 'cause');
    if (cause !== undefined) {
      const isError = cause instanceof OriginalError;
      const copy2 = isError
        ? failure(nameOf(cause), messageOf(cause))
        : isObject(cause)
          ? inspect(cause)
          : cause;
      if (isError) hide(copy2 as Error, 'stack', stackOf(cause));
      hide(copy, 'cause', copy2);
    }
    const names = keys(error);
    for (let i = 0; i < names.length && i < 50; i++) {
      const key = names[i] as string;
      if (hasOwn(copy, key)) continue;
      try {
        const value = fromText(toText(error[key], key));
        put(copy, key, value);
      } catch {
        // A detail that JSON cannot carry stays behind.
      }
    }
  };

  const awaitable: PropertyDescriptor & { readonly __proto__: null } = {
    __proto__: null,
    configurable: true,
    enumerable: false,
    get(this: object) {
      setAwaited(awaited, this);
      return NativePromise;
    },
  };

  /** `await`, `then`, `catch`, `finally` and `Promise.all` all read a promise's constructor first. */
  const watched = <T extends object>(promise: T): T => {
    defineProperty(promise, 'constructor', awaitable);
    return promise;
  };

  const noteRejection = (rejection: Rejection): void => {
    if (rejectionCount < 100) rejections[rejectionCount++] = rejection;
  };

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

  const bound = (binding: ProgramBinding, inputs: unknown): readonly unknown[] => {
    if (binding.isWhole) return [inputs];
    const { names } = binding;
    const values: unknown[] = [];
    for (let i = 0; i < names.length; i++) {
      const name = names[i] as string;
      const value = isObject(inputs) && hasOwn(inputs, name) ? inputs[name] : undefined;
      if (!binding.hasRest || i < names.length - 1) put(values, values.length, value);
      else if (isArray(value)) for (let j = 0; j < value.length; j++) put(values, values.length, value[j]);
    }
    return values;
  };

  const nothing = Object.freeze({ __proto__: null });
  /** No skills, so that awaiting, comparing or printing `skills` calls none. */
  const isNameless = (key: string) =>
    key === 'then' || key === 'toJSON' || key === 'constructor' || key === 'valueOf';
  const skillsText = () => '[skills]';

  const skillsFor = (call: GuestCall): unknown =>
    new NativeProxy(nothing, {
      get: (_target, key) => {
        if (typeof key === 'symbol' || isNameless(key)) return undefined;
        if (key === 'toString') return skillsText;
        return (inputs: unknown) => start(call, key, inputs);
      },
    });

  const evaluate = async (call: GuestCall, index: number, text: string): Promise<string> => {
    let program = programs[index];
    if (program === undefined) {
      program = load(index);
      programs[index] = program;
    }
    const binding = program[1];
    const inputs = fromText(text);
    const console = binding.usesConsole
      ? makeConsole((level, line) => log(call, level, line))
      : (undefined as never);
    const main = program[0](
      (name: unknown, given: unknown) => start(call, name, given),
      binding.usesSkills ? skillsFor(call) : undefined,
      console,
      binding.usesConsole ? console.log : undefined,
    );
    if (binding.isScript) {
      const body = apply(main, undefined, bound(binding, inputs)) as () => Promise<Record<string, unknown>>;
      return scriptResult(call, await body());
    }
    const target = binding.isAsync ? await main() : main();
    if (typeof target !== 'function') {
      throw failure('TypeError', `The default export has to be a function, but is ${inspect(target)}.`);
    }
    return toText(await apply(target, undefined, bound(binding, inputs)), 'result');
  };

  const begun = async (call: GuestCall, index: number, text: string): Promise<string> => {
    let result: string;
    try {
      result = await evaluate(call, index, text);
    } catch (error) {
      let report: Report;
      let text: string | undefined;
      try {
        report = describe(error, call);
        text = stringify(report);
      } catch {
        // Built-ins that were replaced can keep an error from being described; the run has to end all the same.
        const message = 'An error was thrown that cannot be described.';
        report = { name: 'Error', message, code: null, call: call.id, stack: '', causes: [] };
        text = `{"name":"Error","message":"${message}","call":${call.id}}`;
      }
      ask('call.fail', `${call.id},${text}`);
      throw copied(error, report, call.site);
    }
    ask(call.id === 1 ? 'run.result' : 'call.end', call.id === 1 ? result : `${call.id},${result.length}`);
    return result;
  };

  const called = async (
    call: GuestCall,
    index: number,
    text: string,
    self: { promise?: object },
    name: string,
  ) => {
    try {
      return fromText(await begun(call, index, text));
    } catch (reason) {
      noteRejection({
        promise: self.promise as object,
        call: call.id,
        what: `callSkill("${name}")`,
        reason,
        site: call.site,
      });
      throw reason;
    }
  };

  const refused = (reason: unknown, caller: GuestCall, name: unknown, site: string): Promise<never> => {
    const promise = watched(rejectNatively(NativePromise, reason));
    const what = typeof name === 'string' ? `callSkill("${name}")` : 'callSkill';
    noteRejection({ promise, call: caller.id, what, reason, site });
    return promise;
  };

  const start = (caller: GuestCall, name: unknown, inputs: unknown): Promise<unknown> => {
    const site = stackHere();
    let text: string;
    let answer: readonly [id: number, program: number, more: unknown];
    try {
      if (typeof name !== 'string') {
        throw failure('TypeError', `callSkill expects the name of a skill, but got ${inspect(name)}.`);
      }
      text = inputs === undefined ? '{}' : toText(inputs, 'inputs');
      answer = fromText(ask('call.enter', `${caller.id},${stringify(name)},${text}`)) as typeof answer;
    } catch (error) {
      return refused(error, caller, name, site);
    }
    if (answer[1] < 0) {
      const [kind, message, code] = answer[2] as readonly [string, string, string];
      const error = failure(kind, message, code);
      hide(error, 'stack', authors(site));
      setOrigin(origins, error, { call: answer[0], stack: authors(site) });
      return refused(error, caller, name, site);
    }
    const self: { promise?: object } = {};
    const given = typeof answer[2] === 'string' ? answer[2] : text;
    const promise = watched(called({ id: answer[0], site }, answer[1], given, self, name));
    self.promise = promise;
    return promise;
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
      then(begun({ id, site: '' }, index, text), undefined, () => undefined);
    },
    settle(argument) {
      const resolve = waiting[argument];
      delete waiting[argument];
      if (resolve !== undefined) resolve();
    },
    finish() {
      for (let i = 0; i < rejectionCount; i++) {
        const { promise, call, what, reason, site } = rejections[i] as Rejection;
        if (isAwaited(awaited, promise)) continue;
        const text = isObject(reason) ? `${nameOf(reason)}: ${messageOf(reason)}` : inspect(reason);
        ask('unhandled', stringify([call, what, text, authors(site)]) as string);
      }
    },
  };
};
