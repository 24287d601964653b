/** What a debugger asks the guest, typed. */

import type { Sandbox } from '../../sandbox/instance.ts';
import type { Examination } from '../../sandbox/prelude/debug/examine.ts';

type Asked<Name extends keyof Examination> = ReturnType<Examination[Name]>;

/** How long code that people evaluate may take, in ms. */
export const patienceMs = 1000;

/** The guest's own error, or that it took too long; the message is for people. */
export class GuestError extends Error {}

export class StoppedGuest {
  readonly #sandbox: Sandbox;
  readonly #limit: (untilMs: number | undefined) => void;

  /** @param limit - makes the sandbox be interrupted at a moment of `performance.now` */
  constructor(sandbox: Sandbox, limit: (untilMs: number | undefined) => void) {
    this.#sandbox = sandbox;
    this.#limit = limit;
  }

  /** @throws GuestError */
  ask<Name extends keyof Examination>(name: Name, ...given: Parameters<Examination[Name]>): Asked<Name> {
    this.#limit(performance.now() + patienceMs);
    const text = this.#sandbox.examine(JSON.stringify([name, ...given]));
    this.#limit(undefined);
    if (text === undefined) throw new GuestError(this.#explain());
    const answer = JSON.parse(text) as { readonly value: Asked<Name> } | { readonly error: string };
    if ('error' in answer) throw new GuestError(answer.error);
    return answer.value;
  }

  /** The value of an expression that is awaited, when that is there. @throws GuestError */
  settled(expression: Parameters<Examination['take']>[0]): Asked<'held'> {
    const ref = this.ask('take', expression);
    const state = this.#sandbox.unwrap(ref);
    if (state === 'pending')
      throw new GuestError('The promise is still pending: it can only settle when the run goes on.');
    const row = this.ask('held', ref);
    if (state === 'rejected') throw new GuestError(`The promise was rejected: ${row.value}`);
    return row;
  }

  #explain(): string {
    if (this.#sandbox.health === 'out-of-memory') return 'It needed more memory than the run may have.';
    return `It took longer than ${patienceMs} ms and was given up; the run is stopped where it was.`;
  }
}

/** How many frames lie below the author's innermost one, itself included. */
export function depthOf(stack: string): number {
  const lines = stack.split('\n').filter(line => line !== '');
  const first = lines.findIndex(line => !line.includes('(skillsmith:') && !line.includes('(native)'));
  return first < 0 ? 0 : lines.length - first;
}
