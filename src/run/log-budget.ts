/** Lets log lines through until their characters are used up; what comes after is counted. */

export class LogBudget {
  #left: number;
  #dropped = 0;

  constructor(chars: number) {
    this.#left = chars;
  }

  /** Lines that did not get through. */
  get dropped(): number {
    return this.#dropped;
  }

  get isFull(): boolean {
    return this.#left <= 0;
  }

  /** The text to keep, cut where it crosses the limit; `undefined` when nothing is left for it. */
  take(text: string): string | undefined {
    if (this.#left <= 0) {
      this.#dropped++;
      return undefined;
    }
    const kept = text.length <= this.#left ? text : `${text.slice(0, this.#left)}… (cut: the log is full)`;
    this.#left -= Math.max(1, text.length);
    return kept;
  }

  drop(): void {
    this.#dropped++;
  }
}
