/** The page of a batch in a real browser, with the editor's own session on the other end of its wire, and no VS Code. */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Locator, Page } from 'playwright-core';
import { Emitter } from '../../../src/base/event.ts';
import { BatchSession, type BatchWorld, throttled } from '../../../src/editor/batch/batch-session.ts';
import type { BatchEvents, BatchRequestName, BatchRequests, BatchSkill } from '../../../src/message/batch.ts';
import { batchRequestParsers } from '../../../src/message/batch-schema.ts';
import { type Handlers, Rpc } from '../../../src/message/rpc.ts';
import { defaultLimits, type Outcome, type RunRequest } from '../../../src/run/outcome.ts';
import type { RunWorld } from '../../../src/run/port.ts';
import { FakeRunner } from '../../fakes/runner.ts';
import { MemorySkills } from '../../fakes/skill-source.ts';
import { pageFiles, shell } from './page-files.ts';
import { type ThemeName, theme } from './themes.ts';

export interface BatchWindowOptions {
  /** A file's name and text to begin with. */
  readonly rows?: readonly [name: string, text: string];
  readonly isTrusted?: boolean;
  readonly blockers?: readonly string[];
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What a run ends with, at once; a run for which it returns nothing goes on until the test ends it. */
  readonly answer?: (inputs: RunRequest['inputs']) => Partial<Outcome> | undefined;
}

const text = `/**
 * What an order costs.
 * @param {number} amount
 * @param {string} [code]
 * @param {{ name: string }} [user]
 */
export default function price(amount, code, user) {
  return { total: amount };
}`;

const described: BatchSkill = {
  name: 'price',
  category: 'shop/money',
  description: 'What an order costs.',
  inputs: [
    { name: 'amount', type: 'number', isRequired: true },
    { name: 'code', type: 'string', isRequired: false },
    { name: 'user', type: '{ name: string }', isRequired: false },
  ],
  blockers: [],
};

class AnsweringRunner extends FakeRunner {
  answer: NonNullable<BatchWindowOptions['answer']> = ({ amount = 0 }) => ({ result: { total: amount } });

  override run(request: RunRequest, world: RunWorld): Promise<Outcome> {
    const outcome = super.run(request, world);
    const answer = this.answer(request.inputs);
    if (answer !== undefined) this.runs.at(-1)?.end(answer);
    return outcome;
  }
}

let files: ReturnType<typeof pageFiles> | undefined;

/** One page; the test closes it, which asserts that the page logged no error and broke no security policy. */
export class BatchWindow {
  readonly page: Page;
  readonly session: BatchSession;
  readonly runner = new AnsweringRunner();
  readonly skills = new MemorySkills({ price: text });
  /** What the page asked for, in order, but what only looks. */
  readonly asked: { readonly name: BatchRequestName; readonly params: unknown }[] = [];
  /** What the file dialogue gives. */
  chosen: readonly [name: string, text: string] | undefined;
  readonly #rpc: Rpc<BatchRequests, BatchEvents>;
  readonly #errors: string[] = [];
  readonly #telling: ReturnType<typeof throttled>;

  private constructor(page: Page, messages: Emitter<unknown>, options: BatchWindowOptions) {
    this.page = page;
    if (options.answer) this.runner.answer = options.answer;
    const world: BatchWorld = {
      id: 'file:///shop/price.js',
      runner: this.runner,
      skill: () => this.skills.find('price'),
      describe: () => ({ ...described, blockers: options.blockers ?? [] }),
      source: () => this.skills,
      limits: () => defaultLimits,
      isTrusted: () => options.isTrusted ?? true,
      lend: () => ({ dispose: () => undefined }),
    };
    this.session = new BatchSession(world, { concurrency: 2, timeoutMs: undefined, stopOnError: false });
    this.#rpc = new Rpc({
      post: message =>
        void page
          .evaluate(`window.postMessage(JSON.parse(${JSON.stringify(JSON.stringify(message))}), '*')`)
          .catch(() => undefined),
      onMessage: messages.event,
    });
    this.#rpc.handle(this.#handlers(), batchRequestParsers);
    this.#telling = throttled(20, () => this.#rpc.notify('state', this.session.state));
    this.session.onDidChange(() => this.#telling.ask());
    page.on('pageerror', error => this.#errors.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
  }

  static async open(browser: Browser, options: BatchWindowOptions = {}): Promise<BatchWindow> {
    const { width = 1100, height = 700 } = options;
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const messages = new Emitter<unknown>();
    const window = new BatchWindow(page, messages, options);
    await page.exposeFunction('postToEditor', (message: string) => messages.fire(JSON.parse(message)));
    const look = await theme(options.theme ?? 'dark');
    const html = shell({ kept: undefined, ...look, page: 'batch' }).replace(
      'var(--vscode-panel-background)',
      'var(--vscode-editor-background)',
    );
    files ??= pageFiles('batch');
    const served = await files;
    await page.route('http://batch.test/**', route => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') return route.fulfill({ body: html, contentType: 'text/html' });
      const file = served.get(pathname);
      return file === undefined
        ? route.fulfill({ status: 404, body: '' })
        : route.fulfill({ body: file.body, contentType: file.type });
    });
    await page.goto('http://batch.test/');
    await page.waitForSelector('batch-header .run-button');
    if (options.rows) await window.load(...options.rows);
    return window;
  }

  async load(name: string, rows: string): Promise<void> {
    await this.session.load({ name, isFile: true, bytes: new TextEncoder().encode(rows) });
    await this.settled();
  }

  /** Resolves when what the session says is drawn. */
  async settled(): Promise<void> {
    await new Promise(resolve => setTimeout(resolve, 60));
    await this.page.evaluate(
      'new Promise(resolve => requestAnimationFrame(() => setTimeout(() => requestAnimationFrame(() => setTimeout(resolve)))))',
    );
  }

  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name });
  }

  /** The rows on the screen: `1 completed 2.0 ms {"amount":1} {"total":1}`. */
  async rows(): Promise<readonly string[]> {
    const all = await this.page.locator('rows-table .batch-row').all();
    return Promise.all(
      all.map(async row =>
        (await row.locator('[role=gridcell]').allInnerTexts()).map(one => one.trim()).join(' '),
      ),
    );
  }

  async screenshot(name: string): Promise<void> {
    const folder = path.resolve(import.meta.dirname, '../../../.test-output/page');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    this.session.dispose();
    this.#telling.dispose();
    this.#rpc.dispose();
    await this.page.context().close();
    if (this.#errors.length > 0) throw new Error(`The page logged errors:\n${this.#errors.join('\n')}`);
  }

  #handlers(): Handlers<BatchRequests> {
    const { session } = this;
    const note = (name: BatchRequestName, params: unknown): undefined => {
      this.asked.push({ name, params });
    };
    return {
      ready: () => session.state,
      chooseFile: async () => {
        if (this.chosen) await this.load(...this.chosen);
        return note('chooseFile', undefined);
      },
      paste: async params => {
        await session.load({
          name: 'pasted text',
          isFile: false,
          bytes: new TextEncoder().encode(params.text),
        });
        return note('paste', params);
      },
      mapColumn: async params => {
        await session.mapColumn(params.column, params.input);
        return note('mapColumn', params);
      },
      setOptions: params => {
        session.setOptions(params);
        return note('setOptions', params);
      },
      run: params => {
        void session.run(params.rows);
        return note('run', params);
      },
      cancel: () => {
        session.cancel();
        return note('cancel', undefined);
      },
      rows: ({ view, from, count }) => ({
        tableId: session.tableId,
        ...session.table.window(view, from, count),
      }),
      next: ({ view, after, state }) => ({ index: session.table.next(view, after, state) }),
      detail: ({ row }) => {
        const { line = 0, inputs = {}, issues = [] } = session.table.rows[row - 1] ?? {};
        const state = session.table.stateOf(row - 1) ?? 'ready';
        return { row, line, state, inputs, issues, outcome: session.table.outcomeOf(row - 1) };
      },
      openDetail: params => note('openDetail', params),
      export: params => note('export', params),
      openSkill: () => note('openSkill', undefined),
      manageTrust: () => note('manageTrust', undefined),
    };
  }
}
