/** Sends events at once while they are few, and in batches when they are many, so that neither side is flooded. */

import type { RunEvent } from '../run/outcome.ts';

const intervalMs = 16;
/** Events per interval that are sent at once: what a thread logged before it hung should have left it. */
const maxSingles = 16;
/** What comes after them does not wait longer, while more comes. */
const burstMs = 1;
const maxEvents = 512;
const maxChars = 262_144;

export class EventBatch {
  readonly #send: (events: readonly RunEvent[]) => void;
  /** Nobody looks on, and nothing was logged that a hang could take along. */
  #mayWait: boolean;
  #events: RunEvent[] = [];
  #chars = 0;
  #singles = 0;
  #intervalStart = Number.NEGATIVE_INFINITY;
  #sentAt = Number.NEGATIVE_INFINITY;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param isAwaited - somebody looks on; otherwise calls wait a while, and a short run sends them with its end */
  constructor(send: (events: readonly RunEvent[]) => void, isAwaited = true) {
    this.#send = send;
    this.#mayWait = !isAwaited;
    if (!isAwaited) this.#intervalStart = performance.now();
  }

  /** What is not sent at once is sent by a later event, by a timer when the thread is idle, or by {@link flush}. */
  add(event: RunEvent): void {
    this.#events.push(event);
    if (event.type === 'log') {
      this.#chars += event.line.text.length;
      this.#mayWait = false;
    }
    if (this.#events.length >= maxEvents || this.#chars >= maxChars) this.flush();
    else if (!this.flushIfDue()) this.#timer ??= setTimeout(() => this.flush(), intervalMs);
  }

  /** Keeps an event that the end of its run follows at once, for {@link take}; what is added after it takes it along. */
  hold(event: RunEvent): void {
    this.#events.push(event);
  }

  /** What was not sent yet; it is the caller's to send. */
  take(): readonly RunEvent[] {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const events = this.#events;
    this.#events = [];
    this.#chars = 0;
    return events;
  }

  /** For a thread that is busy with one run for long. False when the events have to wait. */
  flushIfDue(): boolean {
    const now = performance.now();
    const isDue = now - this.#intervalStart >= intervalMs;
    if (this.#mayWait && !isDue) return false;
    if (isDue) {
      this.#intervalStart = now;
      this.#singles = 0;
    }
    if (!isDue && this.#singles >= maxSingles && now - this.#sentAt < burstMs) return false;
    if (this.#events.length > 0) this.#singles++;
    this.#sentAt = now;
    this.flush();
    return true;
  }

  flush(): void {
    const events = this.take();
    if (events.length > 0) this.#send(events);
  }
}
