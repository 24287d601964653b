/** The metrics' page in a real browser, with a scripted editor on the other end of its wire. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Emitter } from '../../../src/base/event.ts';
import type {
  MetricsDetails,
  MetricsEvents,
  MetricsRequestName,
  MetricsRequests,
  MetricsRow,
  MetricsState,
} from '../../../src/message/metrics.ts';
import { metricsRequestParsers } from '../../../src/message/metrics-schema.ts';
import { type Handlers, Rpc } from '../../../src/message/rpc.ts';
import { pageFiles, shell } from './page-files.ts';
import { type ThemeName, theme } from './themes.ts';

export interface MetricsWindowOptions {
  readonly rows?: readonly MetricsRow[];
  readonly state?: Partial<MetricsState>;
  readonly details?: Readonly<Record<string, MetricsDetails>>;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  readonly kept?: unknown;
}

let files: ReturnType<typeof pageFiles> | undefined;

/** One page; the test closes it, which asserts that the page logged no error and broke no security policy. */
export class MetricsWindow {
  readonly page: Page;
  /** What the page asked for, in order, but `ready` and `details`. */
  readonly asked: { readonly name: MetricsRequestName; readonly params: unknown }[] = [];
  readonly #rpc: Rpc<MetricsRequests, MetricsEvents>;
  readonly #errors: string[] = [];
  readonly #details: Readonly<Record<string, MetricsDetails>>;
  #state: MetricsState;

  private constructor(page: Page, options: MetricsWindowOptions, messages: Emitter<unknown>) {
    this.page = page;
    this.#details = options.details ?? {};
    this.#state = {
      roots: [{ id: 'one', name: 'one' }],
      rootId: 'one',
      rows: options.rows ?? [],
      isLoaded: true,
      obstacle: undefined,
      cache: undefined,
      results: undefined,
      ...options.state,
    };
    this.#rpc = new Rpc({
      post: message =>
        void page
          .evaluate(`window.postMessage(JSON.parse(${JSON.stringify(JSON.stringify(message))}), '*')`)
          .catch(() => undefined),
      onMessage: messages.event,
    });
    this.#rpc.handle(this.#handlers(), metricsRequestParsers);
    page.on('pageerror', error => this.#errors.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
  }

  static async open(browser: Browser, options: MetricsWindowOptions): Promise<MetricsWindow> {
    const { width = 1000, height = 560 } = options;
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const messages = new Emitter<unknown>();
    const window = new MetricsWindow(page, options, messages);
    await page.exposeFunction('postToEditor', (message: string) => messages.fire(JSON.parse(message)));
    const { bodyClass, variables } = await theme(options.theme ?? 'dark');
    const html = shell({ page: 'metrics', kept: options.kept, variables, bodyClass });
    files ??= pageFiles('metrics');
    const served = await files;
    await page.route('http://metrics.test/**', route => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') return route.fulfill({ body: html, contentType: 'text/html' });
      const file = served.get(pathname);
      return file === undefined
        ? route.fulfill({ status: 404, body: '' })
        : route.fulfill({ body: file.body, contentType: file.type });
    });
    await page.goto('http://metrics.test/');
    await page.waitForSelector('metrics-page .toolbar');
    return window;
  }

  send(change: Partial<MetricsState>): void {
    this.#state = { ...this.#state, ...change };
    this.#rpc.notify('state', this.#state);
  }

  /** The text of the rows on the screen, cells divided by ` | `, empty cells and icons left out. */
  async rows(): Promise<readonly string[]> {
    await this.settled();
    return this.page.evaluate(
      `[...document.querySelectorAll('metrics-table .row')].map(row =>
        [...row.children].map(cell => cell.innerText.trim().replace(/\\s+/g, ' ')).filter(Boolean).join(' | '))`,
    );
  }

  /** Resolves when all messages sent so far have been drawn. */
  async settled(): Promise<void> {
    await this.page.evaluate(
      'new Promise(resolve => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)))))',
    );
  }

  async screenshot(name: string): Promise<void> {
    const folder = path.resolve(import.meta.dirname, '../../../.test-output/page');
    await mkdir(folder, { recursive: true });
    await this.settled();
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    this.#rpc.dispose();
    await this.page.context().close();
    if (this.#errors.length > 0) throw new Error(`The page logged errors:\n${this.#errors.join('\n')}`);
  }

  #handlers(): Handlers<MetricsRequests> {
    const note = <K extends MetricsRequestName>(name: K, params: MetricsRequests[K]['params']): undefined => {
      this.asked.push({ name, params });
    };
    return {
      ready: () => this.#state,
      details: ({ id }) => this.#details[id] ?? { executions: [], failures: [] },
      chooseRoot: params => note('chooseRoot', params),
      open: params => note('open', params),
      run: params => note('run', params),
      openRun: params => note('openRun', params),
      showRuns: params => note('showRuns', params),
      export: params => {
        note('export', params);
        return { isSaved: true };
      },
    };
  }
}
