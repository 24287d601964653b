/** The window on the picture: its size, its camera, and the short move from one place to another. */

import type { Disposable } from '../../base/disposal.ts';
import { Emitter } from '../../base/event.ts';
import {
  type Box,
  type Camera,
  centred,
  clampScale,
  contained,
  fitted,
  meets,
  type Point,
  revealed,
  type Size,
  zoomedAt,
} from './canvas/camera.ts';
import type { Ticks } from './run-player.ts';

const fitMargin = 32;
const revealMargin = 48;

/** What lies over the picture at its sides, in CSS pixels: nothing that matters is to be behind it. */
export interface Insets {
  /** The legend, in the corner at the lower left. */
  readonly corner: Size;
  /** The card, at the right or, in a narrow window, at the bottom; `undefined` where none is open. */
  readonly card: Box | undefined;
}

const noInsets: Insets = { corner: { width: 0, height: 0 }, card: undefined };

export class Viewport implements Disposable {
  readonly #ticks: Ticks;
  /** How long a move takes; zero where motion is not wanted. */
  readonly #motionMs: () => number;
  readonly #changes = new Emitter<void>();
  readonly onDidChange = this.#changes.event;
  #camera: Camera = { x: 0, y: 0, scale: 1 };
  #goal: Camera | undefined;
  #size: Size = { width: 0, height: 0 };
  #bounds: Box = { x: 0, y: 0, width: 0, height: 0 };
  #fitsAll = true;
  #insets: Insets = noInsets;
  /** The card beside which the picture was fitted. */
  #fittedBeside: Box | undefined;
  #cancel: (() => void) | undefined;
  #zoomedAt = -Infinity;

  constructor(ticks: Ticks, motionMs: () => number) {
    this.#ticks = ticks;
    this.#motionMs = motionMs;
  }

  get camera(): Camera {
    return this.#camera;
  }

  /** Where the camera is or will be in a moment. */
  get goal(): Camera {
    return this.#goal ?? this.#camera;
  }

  get size(): Size {
    return this.#size;
  }

  /** All of the picture was asked for and nothing else since: it stays fitted when the page's size changes. */
  get fitsAll(): boolean {
    return this.#fitsAll;
  }

  /** The scale changed a moment ago and may go on changing. */
  get isZooming(): boolean {
    return this.#ticks.now() - this.#zoomedAt < 120;
  }

  /** As it was kept. */
  restore(camera: Camera): void {
    this.#fitsAll = false;
    this.#set({ ...camera, scale: clampScale(camera.scale) });
  }

  resize(size: Size): void {
    if (size.width === this.#size.width && size.height === this.#size.height) return;
    const before = this.#size;
    this.#size = size;
    this.#fittedBeside = this.#insets.card;
    if (this.#fitsAll) this.#set(this.#fitted());
    else if (before.width > 0) {
      const { x, y, scale } = this.#camera;
      this.#set({
        scale,
        x: x + (size.width - before.width) / 2,
        y: y + (size.height - before.height) / 2,
      });
    } else this.#changes.fire();
  }

  setInsets(insets: Insets): void {
    const { corner } = this.#insets;
    const isSame = corner.width === insets.corner.width && corner.height === insets.corner.height;
    this.#insets = insets;
    // The card comes and goes with each click: the picture does not jump for it.
    if (!isSame && this.#fitsAll) this.#set(this.#fitted());
  }

  /** All of the picture is to be seen beside the card that is there now, unless the user looks at a part of it. */
  refit(): void {
    this.#fittedBeside = this.#insets.card;
    if (this.#fitsAll) this.#set(this.#fitted());
  }

  setBounds(bounds: Box): void {
    this.#bounds = bounds;
    if (this.#fitsAll) this.#set(this.#fitted());
  }

  /** Moves everything along with a box that got another place, so that it stays where it is on the screen. */
  hold(before: Point, after: Point): void {
    if (this.#fitsAll) return;
    const { x, y, scale } = this.goal;
    this.#set({ scale, x: x + (before.x - after.x) * scale, y: y + (before.y - after.y) * scale });
  }

  panBy(x: number, y: number): void {
    const { goal } = this;
    this.#fitsAll = false;
    this.#set(contained({ ...goal, x: goal.x + x, y: goal.y + y }, this.#bounds, this.#size));
  }

  zoomBy(factor: number, at: Point = { x: this.#size.width / 2, y: this.#size.height / 2 }): void {
    this.#fitsAll = false;
    this.#zoomedAt = this.#ticks.now();
    this.#set(contained(zoomedAt(this.goal, factor, at), this.#bounds, this.#size));
  }

  fit(): void {
    this.#fitsAll = true;
    this.#fittedBeside = this.#insets.card;
    this.#moveTo(this.#fitted());
  }

  fitBox(box: Box): void {
    this.#fitsAll = false;
    this.#moveTo(fitted(box, this.#size, { margin: fitMargin, largest: 1 }));
  }

  centre(at: Point): void {
    this.#fitsAll = false;
    this.#set(centred({ ...at, width: 0, height: 0 }, this.#size, this.#camera.scale));
  }

  /** Brings a box on the screen, large enough to be read when `isLegible`, and moves no more than that needs. */
  reveal(box: Box, isLegible: boolean): void {
    const { goal } = this;
    const least = 0.5;
    const isTooSmall = isLegible && goal.scale < least;
    const free = this.#free(this.#insets.card);
    const camera = isTooSmall
      ? centred(box, free, 0.8)
      : revealed(goal, box, free, Math.min(revealMargin, free.width / 8));
    if (camera.x === goal.x && camera.y === goal.y && camera.scale === goal.scale) return;
    this.#fitsAll = false;
    this.#moveTo(camera);
  }

  /** Moves a box out from behind the card; nothing else moves the picture when a card opens. */
  uncover(box: Box): void {
    const { card } = this.#insets;
    const { x, y, scale } = this.goal;
    const onScreen = {
      x: box.x * scale + x,
      y: box.y * scale + y,
      width: box.width * scale,
      height: box.height * scale,
    };
    if (card !== undefined && meets(onScreen, card)) this.reveal(box, false);
  }

  /** Without what the card covers, unless that is nearly all. */
  #free(card: Box | undefined): Size {
    const { width, height } = this.#size;
    if (card === undefined) return this.#size;
    const isBelow = card.width > width / 2 && card.y > height / 4;
    if (isBelow) return { width, height: card.y };
    return card.x > width / 2 ? { width: card.x, height } : this.#size;
  }

  dispose(): void {
    this.#stop();
    this.#changes.dispose();
  }

  /** Beside the card, and beside the legend or above it, whichever leaves the picture larger. */
  #fitted(): Camera {
    const free = this.#free(this.#fittedBeside);
    const { width, height } = free;
    const { corner } = this.#insets;
    const room = { margin: fitMargin, largest: 1 };
    const whole = fitted(this.#bounds, free, room);
    if (corner.width === 0 || !this.#isBehind(whole, corner)) return whole;
    const { x: left, y: top, width: wide, height: high } = this.#bounds;
    const beside = fitted(this.#bounds, { width: width - corner.width, height }, room);
    const above = fitted(this.#bounds, { width, height: height - corner.height }, room);
    // In the middle of all there is, and out of it only as far as the legend reaches.
    const gap = fitMargin / 2;
    if (beside.scale >= above.scale) {
      const middle = centred(this.#bounds, free, beside.scale);
      const x = Math.max(middle.x, corner.width + gap - left * beside.scale);
      return { ...middle, x: Math.min(x, width - gap - (left + wide) * beside.scale) };
    }
    const middle = centred(this.#bounds, free, above.scale);
    const y = Math.min(middle.y, height - corner.height - gap - (top + high) * above.scale);
    return { ...middle, y: Math.max(y, gap - top * above.scale) };
  }

  #isBehind(camera: Camera, corner: Size): boolean {
    const left = this.#bounds.x * camera.scale + camera.x;
    const bottom = (this.#bounds.y + this.#bounds.height) * camera.scale + camera.y;
    return left < corner.width && bottom > this.#size.height - corner.height;
  }

  #set(camera: Camera): void {
    this.#stop();
    if (camera.scale !== this.#camera.scale) this.#zoomedAt = this.#ticks.now();
    this.#camera = camera;
    this.#changes.fire();
  }

  #stop(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#goal = undefined;
  }

  #moveTo(goal: Camera): void {
    const lasts = this.#motionMs();
    if (lasts <= 0) {
      this.#set(goal);
      return;
    }
    this.#stop();
    const from = this.#camera;
    const began = this.#ticks.now();
    this.#goal = goal;
    const tick = () => {
      const part = Math.min(1, (this.#ticks.now() - began) / lasts);
      if (part >= 1) {
        this.#set(goal);
        return;
      }
      const eased = 1 - (1 - part) ** 3;
      const between = (a: number, b: number) => a + (b - a) * eased;
      if (goal.scale !== from.scale) this.#zoomedAt = this.#ticks.now();
      this.#camera = {
        x: between(from.x, goal.x),
        y: between(from.y, goal.y),
        scale: between(from.scale, goal.scale),
      };
      this.#cancel = this.#ticks.next(tick);
      this.#changes.fire();
    };
    this.#cancel = this.#ticks.next(tick);
  }
}
