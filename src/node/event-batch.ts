/** Sends events in batches: the first at once, then by time or number, so that neither side is flooded. */

import type { RunEvent } from '../run/outcome.ts';

const intervalMs = 16;
const maxEvents = 512;
const maxChars = 262_144;

export class EventBatch {
  readonly #send: (events: readonly RunEvent[]) => void;
  #events: RunEvent[] = [];
  #chars = 0;
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(send: (events: readonly RunEvent[]) => void) {
    this.#send = send;
  }

  /** A batch that is not due is sent by the next event, by a timer when the thread is idle, or by {@link flush}. */
  add(event: RunEvent): void {
    this.#events.push(event);
    if (event.type === 'log') this.#chars += event.line.text.length;
    if (this.#events.length >= maxEvents || this.#chars >= maxChars) this.flush();
    else if (!this.flushIfDue()) this.#timer ??= setTimeout(() => this.flush(), intervalMs);
  }

  /** For a thread that is busy with one run for long. True when the batch was due. */
  flushIfDue(): boolean {
    const isDue = performance.now() - this.#sentAt >= intervalMs;
    if (isDue) this.flush();
    return isDue;
  }

  flush(): void {
    if (this.#timer !== undefined) clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#events.length === 0) return;
    const events = this.#events;
    this.#events = [];
    this.#chars = 0;
    this.#sentAt = performance.now();
    this.#send(events);
  }
}
