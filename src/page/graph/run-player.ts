/** Shows a run as it goes and plays it again: which moment of it is on the screen, and whether time goes on. */

import type { Disposable } from '../../base/disposal.ts';
import { Emitter } from '../../base/event.ts';
import type { GraphRun } from '../../message/graph.ts';
import { lengthOf, momentsOf, slowness } from './playback.ts';

/** What makes time go on; `requestAnimationFrame` in the page. */
export interface Ticks {
  /** Milliseconds, never going back. */
  now(): number;
  /** Calls once, soon; returns what cancels. */
  next(tick: () => void): () => void;
}

export class RunPlayer implements Disposable {
  readonly #ticks: Ticks;
  readonly #changes = new Emitter<void>();
  readonly onDidChange = this.#changes.event;
  #run: GraphRun | undefined;
  #isShown = false;
  /** `undefined` follows the run's end. */
  #atMs: number | undefined;
  #cancelTick: (() => void) | undefined;

  constructor(ticks: Ticks) {
    this.#ticks = ticks;
  }

  get run(): GraphRun | undefined {
    return this.#run;
  }

  /** Whether the picture shows the run; it can be put away and shown again. */
  get isShown(): boolean {
    return this.#isShown && this.#run !== undefined;
  }

  get isLive(): boolean {
    return this.#run?.status === 'running';
  }

  get isPlaying(): boolean {
    return this.#cancelTick !== undefined;
  }

  get lengthMs(): number {
    return this.#run === undefined ? 0 : lengthOf(this.#run);
  }

  /** Milliseconds since the run began that are on the screen. */
  get atMs(): number {
    return Math.min(this.#atMs ?? Infinity, this.lengthMs);
  }

  /** A run that begins or goes on is shown at its end; one that was there when the page came is only ready to play. */
  take(run: GraphRun | undefined, isNews: boolean): void {
    const isOther = run?.id !== this.#run?.id;
    this.#run = run;
    if (isOther) {
      this.pause();
      this.#atMs = undefined;
      this.#isShown = run !== undefined && isNews;
    }
    this.#changes.fire();
  }

  /** From the beginning when it is at its end. */
  play(): void {
    const run = this.#run;
    if (run === undefined || this.isLive || this.isPlaying) return;
    this.#isShown = true;
    const from = this.atMs >= this.lengthMs ? 0 : this.atMs;
    const began = this.#ticks.now();
    const slow = slowness(run);
    const tick = () => {
      const at = from + (this.#ticks.now() - began) / slow;
      this.#cancelTick = at < this.lengthMs ? this.#ticks.next(tick) : undefined;
      this.#atMs = at < this.lengthMs ? at : undefined;
      this.#changes.fire();
    };
    this.#atMs = from;
    this.#cancelTick = this.#ticks.next(tick);
    this.#changes.fire();
  }

  pause(): void {
    if (this.#cancelTick === undefined) return;
    this.#cancelTick();
    this.#cancelTick = undefined;
    this.#changes.fire();
  }

  seek(atMs: number): void {
    this.pause();
    this.#isShown = true;
    this.#atMs = atMs >= this.lengthMs ? undefined : Math.max(0, atMs);
    this.#changes.fire();
  }

  /** To the next or previous moment at which something happens. */
  step(direction: 1 | -1): void {
    if (this.#run === undefined) return;
    const moments = momentsOf(this.#run);
    const at = this.atMs;
    const next =
      direction === 1
        ? moments.find(moment => moment > at + 1e-9)
        : moments.findLast(moment => moment < at - 1e-9);
    if (next !== undefined) this.seek(next);
  }

  hide(): void {
    this.pause();
    this.#isShown = false;
    this.#changes.fire();
  }

  dispose(): void {
    this.#cancelTick?.();
    this.#cancelTick = undefined;
    this.#changes.dispose();
  }
}
