/** The call graph as the tests look at it: boxes by their ids, everything else by role and name. */

import type { FrameLocator, Locator } from 'playwright-core';
import type { Workbench } from '../host/workbench.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** What of the page's picture says where things are. */
interface Picture {
  readonly model: {
    readonly viewport: { readonly camera: Point & { readonly scale: number } };
    readonly scene: {
      readonly nodes: ReadonlyMap<string, Point & { readonly width: number; readonly height: number }>;
      readonly edges: ReadonlyMap<string, { readonly middle: Point }>;
    };
  };
}

export class GraphPage {
  readonly frame: FrameLocator;
  readonly #window: Workbench;

  constructor(window: Workbench) {
    this.#window = window;
    // The run panel has another frame, in another part of the window.
    const frames = window.page.frameLocator('iframe.webview.ready:visible:not([src*="purpose=webviewView"])');
    this.frame = frames.frameLocator('#active-frame');
  }

  get canvas(): Locator {
    return this.frame.locator('canvas.picture');
  }

  /** Waits until everything has its place; how many boxes there are. */
  async settled(timeout = 30_000): Promise<number> {
    await this.frame.locator('canvas.picture[data-busy=false]:not([data-nodes="0"])').waitFor({ timeout });
    // What moves does so for 150 ms at most.
    await this.#window.page.waitForTimeout(200);
    return Number(await this.canvas.getAttribute('data-nodes'));
  }

  /** Waits until there are so many boxes in their places. */
  async hasBoxes(count: number, timeout = 30_000): Promise<void> {
    await this.frame
      .locator(`canvas.picture[data-busy=false][data-nodes="${count}"]`)
      .waitFor({ timeout, state: 'attached' });
    await this.#window.page.waitForTimeout(200);
  }

  /** The middle of a box, from the canvas's corner; `undefined` when it is not drawn. */
  async box(id: string): Promise<Point | undefined> {
    return this.#picture.evaluate((picture, id) => {
      const { scene, viewport } = (picture as unknown as Picture).model;
      const { x, y, scale } = viewport.camera;
      const box = scene.nodes.get(id);
      return box && { x: (box.x + box.width / 2) * scale + x, y: (box.y + box.height / 2) * scale + y };
    }, id);
  }

  /** A point of a line. */
  async line(from: string, to: string): Promise<Point | undefined> {
    return this.#picture.evaluate((picture, key) => {
      const { scene, viewport } = (picture as unknown as Picture).model;
      const { x, y, scale } = viewport.camera;
      const middle = scene.edges.get(key)?.middle;
      return middle && { x: middle.x * scale + x, y: middle.y * scale + y };
    }, `${from}\0${to}`);
  }

  async click(id: string): Promise<void> {
    await this.canvas.click({ position: await this.#found(this.box(id), id) });
  }

  async doubleClick(id: string): Promise<void> {
    await this.canvas.dblclick({ position: await this.#found(this.box(id), id) });
  }

  async doubleClickLine(from: string, to: string): Promise<void> {
    const position = await this.#found(this.line(from, to), `${from} → ${to}`);
    await this.canvas.dblclick({ position });
  }

  /** What is said of the box under the mouse. */
  async hoverText(id: string): Promise<string> {
    await this.canvas.hover({ position: await this.#found(this.box(id), id) });
    return (await this.canvas.getAttribute('title')) ?? '';
  }

  /** The card of the selected skill, or of any. */
  card(name?: string): Locator {
    const cards = this.frame.locator('section.card');
    return name === undefined ? cards : cards.filter({ has: this.frame.getByRole('heading', { name }) });
  }

  button(name: string | RegExp): Locator {
    return this.frame.getByRole('button', { name });
  }

  /** Chooses from one of the menus of the top row. */
  async choose(menu: string | RegExp, item: string | RegExp): Promise<void> {
    await this.button(menu).first().click();
    await this.frame.locator('.menu-item:visible').filter({ hasText: item }).first().click();
  }

  get runBar(): Locator {
    return this.frame.locator('section.run-bar');
  }

  get #picture(): Locator {
    return this.frame.locator('picture-view');
  }

  async #found(point: Promise<Point | undefined>, what: string): Promise<Point> {
    const found = await point;
    if (found === undefined) throw new Error(`${what} is not in the picture.`);
    return found;
  }
}
