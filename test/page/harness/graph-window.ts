/** The graph's page in a real browser, with a scripted editor on the other end of its wire. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { Emitter } from '../../../src/base/event.ts';
import type {
  GraphChange,
  GraphEvents,
  GraphRequestName,
  GraphRequests,
  GraphState,
} from '../../../src/message/graph.ts';
import { graphRequestParsers } from '../../../src/message/graph-schema.ts';
import { type Handlers, Rpc } from '../../../src/message/rpc.ts';
import { graphFiles, graphShell } from './graph-files.ts';
import { type ThemeName, theme } from './themes.ts';

export interface GraphWindowOptions {
  readonly state: GraphState;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the page kept from an earlier life. */
  readonly kept?: unknown;
  /** Moves take their time; off, so that tests need not wait. */
  readonly hasMotion?: boolean;
  readonly ratio?: number;
  /** Does not wait for a picture. */
  readonly isEmpty?: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
}

let files: ReturnType<typeof graphFiles> | undefined;

/** One page; the test closes it, which asserts that the page logged no error and broke no security policy. */
export class GraphWindow {
  readonly page: Page;
  /** What the page asked for, in order, but `ready`. */
  readonly asked: { readonly name: GraphRequestName; readonly params: unknown }[] = [];
  readyCount = 0;
  readonly #rpc: Rpc<GraphRequests, GraphEvents>;
  readonly #errors: string[] = [];
  #state: GraphState;

  private constructor(page: Page, state: GraphState, messages: Emitter<unknown>) {
    this.page = page;
    this.#state = state;
    this.#rpc = new Rpc({
      post: message =>
        void page
          .evaluate(`window.postMessage(JSON.parse(${JSON.stringify(JSON.stringify(message))}), '*')`)
          .catch(() => undefined),
      onMessage: messages.event,
    });
    this.#rpc.handle(this.#handlers(), graphRequestParsers);
    page.on('pageerror', error => this.#errors.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
  }

  static async open(browser: Browser, options: GraphWindowOptions): Promise<GraphWindow> {
    const { width = 1100, height = 700, ratio = 1 } = options;
    const context = await browser.newContext({
      viewport: { width, height },
      deviceScaleFactor: ratio,
      reducedMotion: options.hasMotion === true ? 'no-preference' : 'reduce',
    });
    const page = await context.newPage();
    const messages = new Emitter<unknown>();
    const window = new GraphWindow(page, options.state, messages);
    await page.exposeFunction('postToEditor', (message: string) => messages.fire(JSON.parse(message)));
    const { bodyClass, variables } = await theme(options.theme ?? 'dark');
    const html = graphShell({ kept: options.kept, variables, bodyClass });
    files ??= graphFiles();
    const served = await files;
    await page.route('http://graph.test/**', route => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') return route.fulfill({ body: html, contentType: 'text/html' });
      const file = served.get(pathname);
      return file === undefined
        ? route.fulfill({ status: 404, body: '' })
        : route.fulfill({ body: file.body, contentType: file.type });
    });
    await page.goto('http://graph.test/');
    if (options.isEmpty !== true) await window.arranged();
    return window;
  }

  get picture(): Locator {
    return this.page.locator('canvas.picture');
  }

  get state(): GraphState {
    return this.#state;
  }

  askedFor<K extends GraphRequestName>(name: K): readonly GraphRequests[K]['params'][] {
    return this.asked
      .filter(asked => asked.name === name)
      .map(asked => asked.params as GraphRequests[K]['params']);
  }

  notify<K extends keyof GraphEvents>(name: K, data: GraphEvents[K]): void {
    this.#rpc.notify(name, data);
  }

  send(change: Partial<GraphState>): void {
    this.#state = { ...this.#state, ...change };
    this.#rpc.notify('state', this.#state);
  }

  /** Tells of an edit; what is not named did not change. */
  change(change: Partial<GraphChange>): void {
    const revision = this.#state.revision + 1;
    this.#state = { ...this.#state, revision };
    this.#rpc.notify('change', {
      revision,
      nodes: [],
      removed: [],
      renamed: [],
      edgesFrom: {},
      cycles: this.#state.graph.cycles,
      ...change,
    });
  }

  /** Resolves when a picture is arranged and drawn. */
  async arranged(): Promise<void> {
    await this.page.waitForSelector('canvas.picture[data-busy="false"]:not([data-nodes="0"])', {
      timeout: 20_000,
    });
    await this.settled();
  }

  /** Resolves when all messages sent so far have been drawn. */
  async settled(): Promise<void> {
    await this.page.evaluate(
      'new Promise(resolve => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)))))',
    );
  }

  /** Where a box is, in pixels of the window; from what the page itself draws by. */
  async boxOf(id: string): Promise<Place & { readonly width: number; readonly height: number }> {
    const found = await this.#onScreen<Place & { width: number; height: number }>(
      `model.scene.nodes.get(${JSON.stringify(id)})`,
    );
    if (found === undefined) throw new Error(`${id} is not in the picture`);
    return found;
  }

  async centreOf(id: string): Promise<{ x: number; y: number }> {
    const { x, y, width, height } = await this.boxOf(id);
    return { x: x + width / 2, y: y + height / 2 };
  }

  /** Half of the way along a line. */
  async middleOf(from: string, to: string): Promise<Place> {
    const key = JSON.stringify(`${from}\0${to}`);
    const found = await this.#onScreen<Place>(`model.scene.edges.get(${key})?.middle`);
    if (found === undefined) throw new Error(`There is no line from ${from} to ${to}`);
    return found;
  }

  /** What the page's model says, as data. */
  async model<T>(expression: string): Promise<T> {
    return (await this.page.evaluate(
      `(() => { const { model } = document.querySelector('graph-page'); return ${expression}; })()`,
    )) as T;
  }

  /** A place in the picture as pixels of the window. */
  async #onScreen<T extends Place>(expression: string): Promise<T | undefined> {
    return await this.model<T | undefined>(`(() => {
      const place = ${expression};
      if (place === undefined) return undefined;
      const { x, y, scale } = model.viewport.camera;
      const canvas = document.querySelector('canvas.picture').getBoundingClientRect();
      return {
        x: canvas.x + place.x * scale + x,
        y: canvas.y + place.y * scale + y,
        ...(place.width === undefined ? {} : { width: place.width * scale, height: place.height * scale }),
      };
    })()`);
  }

  async click(id: string, options: { readonly isDouble?: boolean } = {}): Promise<void> {
    const { x, y } = await this.centreOf(id);
    await this.page.mouse.click(x, y, { clickCount: options.isDouble === true ? 2 : 1 });
    await this.settled();
  }

  /** Ids of the boxes in the picture, sorted. */
  shown(): Promise<readonly string[]> {
    return this.model('[...model.scene.nodes.keys()].sort()');
  }

  async screenshot(name: string): Promise<void> {
    const folder = path.resolve(import.meta.dirname, '../../../.test-output/page');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    this.#rpc.dispose();
    await this.page.context().close();
    if (this.#errors.length > 0) throw new Error(`The page logged errors:\n${this.#errors.join('\n')}`);
  }

  #handlers(): Handlers<GraphRequests> {
    const note = <K extends GraphRequestName>(name: K, params: GraphRequests[K]['params']): undefined => {
      this.asked.push({ name, params });
    };
    return {
      ready: () => {
        this.readyCount++;
        return this.#state;
      },
      chooseRoot: params => note('chooseRoot', params),
      open: params => note('open', params),
      run: params => note('run', params),
      showCallers: params => note('showCallers', params),
      createSkill: params => note('createSkill', params),
      copy: params => note('copy', params),
      savePicture: params => {
        note('savePicture', params);
        return { isSaved: true };
      },
      exportText: params => {
        note('exportText', params);
        return { isDone: true };
      },
    };
  }
}
