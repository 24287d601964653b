/** Which call on a tape is which call of a run that may have left it. */

import { readCall, type TapedCall } from './tape.ts';

export interface Match {
  /** Of the call on the tape, from one; `undefined` when nothing on it is like this call. */
  readonly number: number | undefined;
  /** It is what the tape has next. */
  readonly isNext: boolean;
}

/** Calls are numbered from one, in the run and on the tape; calls that another one's answer spares are not waited for. */
export class TapedCalls {
  readonly #calls: readonly (TapedCall | undefined)[];
  readonly #texts: readonly string[];
  readonly #spared: ReadonlySet<number>;
  readonly #used = new Set<number>();
  /** By number in the run: on the tape. */
  readonly #numbers: (number | undefined)[] = [];
  #next = 1;
  #unused: Map<string, number[]> | undefined;

  /** @param answered - by number on the tape: calls that will not run, so that they call nothing */
  constructor(texts: readonly string[], answered: ReadonlySet<number>) {
    this.#texts = texts;
    this.#calls = texts.map(readCall);
    const spared = new Set<number>();
    for (const [index, call] of this.#calls.entries())
      if (call !== undefined && (answered.has(call.caller) || spared.has(call.caller))) spared.add(index + 1);
    this.#spared = spared;
  }

  /** What the tape has next; `undefined` at its end. */
  get expected(): string | undefined {
    return this.#texts[this.#nextNumber() - 1];
  }

  /** On the tape; `undefined` for a call that is not there. */
  numberOf(call: number): number | undefined {
    return this.#numbers[call - 1];
  }

  /** The call that the run makes now. The first one is the first one, whatever its inputs are. */
  match(text: string): Match {
    const number = this.#numbers.length === 0 ? 1 : this.#find(text);
    const isNext = number !== undefined && number === this.#nextNumber();
    this.#numbers.push(number);
    if (number !== undefined) this.#used.add(number);
    return { number, isNext };
  }

  #nextNumber(): number {
    while (this.#used.has(this.#next) || this.#spared.has(this.#next)) this.#next++;
    return this.#next;
  }

  /** The next one when it is the same, else the first of those that are left. */
  #find(text: string): number | undefined {
    const call = readCall(text);
    const caller = call && this.numberOf(call.caller);
    if (call === undefined || caller === undefined) return undefined;
    const next = this.#calls[this.#nextNumber() - 1];
    const isNext = next?.caller === caller && next.name === call.name && next.inputs === call.inputs;
    if (isNext) return this.#nextNumber();
    this.#unused ??= this.#table();
    const numbers = this.#unused.get(keyOf({ ...call, caller }));
    while (numbers?.[0] !== undefined && this.#used.has(numbers[0])) numbers.shift();
    return numbers?.shift();
  }

  #table(): Map<string, number[]> {
    const table = new Map<string, number[]>();
    for (const [index, call] of this.#calls.entries()) {
      const number = index + 1;
      if (call === undefined || this.#used.has(number) || this.#spared.has(number)) continue;
      const key = keyOf(call);
      const numbers = table.get(key);
      if (numbers === undefined) table.set(key, [number]);
      else numbers.push(number);
    }
    return table;
  }
}

function keyOf({ caller, name, inputs }: TapedCall): string {
  return `${caller},${name},${inputs}`;
}
