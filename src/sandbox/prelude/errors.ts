/** The guest's half of errors: describes what was thrown, and copies it for the caller of a skill. */

import type { Guest } from './guest.ts';

/** What an error is known by when it rises: the call it was thrown in, and the stack so far. */
interface Origin {
  readonly call: number;
  readonly stack: string;
  readonly isDirect: boolean;
}

/** What the host is told about an error. */
export interface ErrorReport {
  readonly name: string;
  readonly message: string;
  readonly code: string | null;
  readonly call: number;
  readonly stack: string;
  /** Thrown by the author's code itself, not by a built-in function that it called. */
  readonly isDirect: boolean;
  readonly causes: readonly (readonly [headline: string, stack: string])[];
}

export interface GuestErrors {
  /** Describes anything that was thrown in a call; the getters of a hostile error may run, but none gets through. */
  describe(error: unknown, call: number): ErrorReport;
  /** The error as the caller sees it, who called at `site`: nothing of the callee's own objects is in it. */
  copied(error: unknown, report: ErrorReport, site: string): unknown;
  /** Makes an error that is described as thrown in the given call. */
  raised(error: Error, call: number, site: string): Error;
  /** `TypeError: message`, or the value as it is inspected. */
  headline(error: unknown): string;
  codeOf(error: unknown): string | null;
  messageOf(error: unknown): string;
  /** Sets an own property, whatever the prototypes have been made to do. */
  put(target: object, key: PropertyKey, value: unknown): void;
  /** The stack at this place, with the sandbox's own frames. */
  stackHere(): string;
  /** A stack without the sandbox's own frames, at most the first hundred. */
  authors(stack: string): string;
}

/** Self-contained, like every part of the prelude. */
export const errorsPart = (guest: Guest): GuestErrors => {
  const { toText, fromText, inspect, primordials } = guest;
  const { slice, indexOf, hasOwn, keys, isArray, hide, failure, uncurry, prototypeOf } = primordials;
  const OriginalError = Error;
  const { defineProperty } = Object;
  const origins = new WeakMap<object, Origin>();
  const originOf = uncurry<(map: typeof origins, error: object) => Origin | undefined>(WeakMap.prototype.get);
  const setOrigin = uncurry<(map: typeof origins, error: object, origin: Origin) => void>(
    WeakMap.prototype.set,
  );
  let lastThrown: { readonly value: unknown; readonly origin: Origin } | undefined;

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
    let frames = 0;
    for (let start = 0; start < stack.length && frames < 100 && text.length < 20_000; ) {
      const found = indexOf(stack, '\n', start);
      const end = found < 0 ? stack.length : found;
      const line = slice(stack, start, end);
      if (indexOf(line, '(skillsmith:') < 0 && indexOf(line, '(native)') < 0 && line !== '') {
        text += `${line}\n`;
        frames++;
      }
      start = end + 1;
    }
    return text;
  };

  const stackHere = (): string => {
    const { stack } = new OriginalError();
    return typeof stack === 'string' ? stack : '';
  };

  /** What made the error is not where it was thrown: the frames of its own class's constructors are left out. */
  const withoutMakers = (error: unknown, stack: string): string => {
    const makers: string[] = [];
    try {
      if (!(error instanceof OriginalError)) return stack;
      for (let proto = prototypeOf(error); proto !== null && makers.length < 20; proto = prototypeOf(proto)) {
        const name = read(read(proto, 'constructor'), 'name');
        put(makers, makers.length, `at ${typeof name === 'string' ? name : ''} (`);
      }
    } catch {
      return stack;
    }
    let start = 0;
    for (let i = 0; i < makers.length; i++) {
      const end = indexOf(stack, '\n', start);
      const line = slice(stack, start, end < 0 ? stack.length : end);
      let isMaker = false;
      for (let j = 0; j < makers.length && !isMaker; j++) isMaker = indexOf(line, makers[j] as string) >= 0;
      if (!isMaker || end < 0) break;
      start = end + 1;
    }
    return start < stack.length ? slice(stack, start) : stack;
  };

  const stackOf = (error: unknown): string => {
    const stack = read(error, 'stack');
    return typeof stack === 'string' ? withoutMakers(error, authors(slice(stack, 0, 100_000))) : '';
  };

  /** Where the first line of the stack is not the sandbox's nor a built-in's. */
  const isDirect = (error: unknown): boolean => {
    const stack = read(error, 'stack');
    if (typeof stack !== 'string') return false;
    const end = indexOf(stack, '\n');
    const line = end < 0 ? stack : slice(stack, 0, end);
    return indexOf(line, '(skillsmith:') < 0 && indexOf(line, '(native)') < 0;
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

  const causesOf = (error: unknown): ErrorReport['causes'] => {
    const causes: (readonly [string, string])[] = [];
    const add = (cause: unknown) =>
      put(causes, causes.length, [slice(headline(cause), 0, 2000), stackOf(cause)]);
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

  const describe = (error: unknown, call: number): ErrorReport => {
    const known = isObject(error)
      ? originOf(origins, error)
      : lastThrown !== undefined && lastThrown.value === error
        ? lastThrown.origin
        : undefined;
    return {
      name: nameOf(error),
      message: messageOf(error),
      code: codeOf(error),
      call: known === undefined ? call : known.call,
      stack: known === undefined ? stackOf(error) : known.stack,
      isDirect: known === undefined ? isDirect(error) : known.isDirect,
      causes: causesOf(error),
    };
  };

  /** A callee that threw before its first wait has its callers in its own stack already. */
  const joined = (stack: string, site: string): string =>
    stack.length >= site.length && slice(stack, stack.length - site.length) === site ? stack : stack + site;

  /** The callee's error as the caller sees it: nothing of the callee's own objects is in it. */
  const copied = (error: unknown, report: ErrorReport, site: string): unknown => {
    const { call, isDirect } = report;
    const origin = { call, stack: joined(report.stack, authors(site)), isDirect };
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

  const headline = (error: unknown): string =>
    error instanceof OriginalError ? `${nameOf(error)}: ${messageOf(error)}` : inspect(error);

  const raised = (error: Error, call: number, site: string): Error => {
    const stack = authors(site);
    hide(error, 'stack', stack);
    setOrigin(origins, error, { call, stack, isDirect: false });
    return error;
  };

  return { describe, copied, raised, headline, codeOf, messageOf, put, stackHere, authors };
};
