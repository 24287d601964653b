/** A run panel in a real browser, with a scripted editor on the other end of its wire. */

import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { Emitter } from '../../../src/base/event.ts';
import { type Handlers, Rpc } from '../../../src/message/rpc.ts';
import type {
  LogLine,
  Outcome,
  PanelEvents,
  PanelRequestName,
  PanelRequests,
  PanelRun,
  PanelSkill,
  PanelState,
} from '../../../src/message/run-panel.ts';
import { panelRequestParsers } from '../../../src/message/run-panel-schema.ts';
import type { Limits } from '../../../src/run/outcome.ts';
import { validateInputs } from '../../../src/skill/validate.ts';
import { pageFiles, shell } from './page-files.ts';
import { type ThemeName, theme } from './themes.ts';

export interface PanelOptions {
  readonly state?: Partial<PanelState>;
  readonly theme?: ThemeName;
  readonly width?: number;
  readonly height?: number;
  /** What the page kept from an earlier life. */
  readonly kept?: unknown;
}

export interface Asked {
  readonly name: PanelRequestName;
  readonly params: unknown;
}

const limits: Limits = {
  timeMs: 30_000,
  memoryBytes: 64 * 1024 * 1024,
  depth: 5,
  toolCalls: 10_000,
  logChars: 1_000_000,
  resultChars: 20_000_000,
};

let files: ReturnType<typeof pageFiles> | undefined;

/** One page; the test closes it, which asserts that the page logged no error and broke no security policy. */
export class Panel {
  readonly page: Page;
  /** What the page asked for, in order; `validate` and `remember` apart, as they come with typing. */
  readonly asked: Asked[] = [];
  readonly validated: PanelRequests['validate']['params'][] = [];
  readonly remembered: PanelRequests['remember']['params'][] = [];
  /** Answers `validate`; may be replaced. */
  validate: (inputs: PanelRequests['validate']['params']) => Promise<PanelRequests['validate']['answer']>;
  /** Called when the page asks for a run, after the state says that it is on. */
  onRun: (run: PanelRun) => void = () => undefined;
  presetName: string | undefined = 'saved';
  readonly #rpc: Rpc<PanelRequests, PanelEvents>;
  readonly #errors: string[] = [];
  #state: PanelState;
  #runs = 0;

  private constructor(page: Page, state: PanelState, messages: Emitter<unknown>) {
    this.page = page;
    this.#state = state;
    this.validate = async ({ inputs }) => ({ issues: validateInputs(this.skill.inputs, inputs) });
    this.#rpc = new Rpc({
      post: message =>
        void page
          .evaluate(`window.postMessage(JSON.parse(${JSON.stringify(JSON.stringify(message))}), '*')`)
          .catch(() => undefined),
      onMessage: messages.event,
    });
    this.#rpc.handle(this.#handlers(), panelRequestParsers);
    page.on('pageerror', error => this.#errors.push(String(error)));
    page.on('console', message => {
      if (message.type() === 'error') this.#errors.push(message.text());
    });
  }

  static async open(browser: Browser, options: PanelOptions = {}): Promise<Panel> {
    const { width = 1000, height = 320 } = options;
    const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const messages = new Emitter<unknown>();
    const panel = new Panel(page, { ...emptyState, ...options.state }, messages);
    await page.exposeFunction('postToEditor', (message: string) => messages.fire(JSON.parse(message)));
    const { bodyClass, variables } = await theme(options.theme ?? 'dark');
    const html = shell({ page: 'run', kept: options.kept, variables, bodyClass });
    files ??= pageFiles('run');
    const served = await files;
    await page.route('http://panel.test/**', route => {
      const { pathname } = new URL(route.request().url());
      if (pathname === '/') return route.fulfill({ body: html, contentType: 'text/html' });
      const file = served.get(pathname);
      return file === undefined
        ? route.fulfill({ status: 404, body: '' })
        : route.fulfill({ body: file.body, contentType: file.type });
    });
    await page.goto('http://panel.test/');
    await page.waitForSelector('panel-header .run-button');
    return panel;
  }

  get state(): PanelState {
    return this.#state;
  }

  get skill(): PanelSkill {
    if (this.#state.skill === undefined) throw new Error('The state has no skill');
    return this.#state.skill;
  }

  /** The requests of one kind. */
  askedFor<K extends PanelRequestName>(name: K): readonly PanelRequests[K]['params'][] {
    return this.asked
      .filter(asked => asked.name === name)
      .map(asked => asked.params as PanelRequests[K]['params']);
  }

  send(change: Partial<PanelState>): void {
    this.#state = { ...this.#state, ...change };
    this.#rpc.notify('state', this.#state);
  }

  notify<K extends keyof PanelEvents>(name: K, data: PanelEvents[K]): void {
    this.#rpc.notify(name, data);
  }

  log(runId: string, lines: readonly LogLine[]): void {
    this.notify('runEvents', { runId, events: lines.map(line => ({ type: 'log', line })) });
  }

  end(runId: string, outcome: Outcome): void {
    const { run } = this.#state;
    if (run?.id === runId) this.#state = { ...this.#state, run: { ...run, outcome } };
    this.notify('runEnded', { runId, outcome });
  }

  /** Starts a run as the editor does when a CodeLens was clicked. */
  start(): PanelRun {
    const run: PanelRun = {
      id: `run-${++this.#runs}`,
      skillId: this.skill.id,
      inputs: {},
      limits,
      logs: [],
      events: [],
      outcome: undefined,
    };
    this.send({ run });
    return run;
  }

  /** Resolves when all messages sent so far have been drawn. */
  async settled(): Promise<void> {
    await this.page.evaluate('new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)))');
  }

  async picture(name: string): Promise<void> {
    const folder = path.resolve(import.meta.dirname, '../../../.test-output/page');
    if (!existsSync(folder)) await mkdir(folder, { recursive: true });
    await this.page.screenshot({ path: path.join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    this.#rpc.dispose();
    await this.page.context().close();
    if (this.#errors.length > 0) throw new Error(`The page logged errors:\n${this.#errors.join('\n')}`);
  }

  #handlers(): Handlers<PanelRequests> {
    const note =
      <K extends PanelRequestName>(name: K) =>
      (params: PanelRequests[K]['params']) => {
        this.asked.push({ name, params });
        return undefined;
      };
    return {
      ready: () => this.#state,
      validate: params => {
        this.validated.push(params);
        return this.validate(params);
      },
      remember: params => {
        this.remembered.push(params);
        return undefined;
      },
      run: params => {
        this.asked.push({ name: 'run', params });
        const run = { ...this.start(), inputs: params.inputs };
        this.onRun(run);
        return { runId: run.id };
      },
      savePreset: params => {
        this.asked.push({ name: 'savePreset', params });
        const name = this.presetName;
        if (name === undefined) return undefined;
        this.send({ presets: [...this.#state.presets, { name, inputs: params.inputs }] });
        return { name };
      },
      deletePreset: params => {
        this.asked.push({ name: 'deletePreset', params });
        this.send({ presets: this.#state.presets.filter(preset => preset.name !== params.name) });
        return undefined;
      },
      chooseSkill: note('chooseSkill'),
      cancel: note('cancel'),
      openPlace: note('openPlace'),
      openResult: note('openResult'),
      saveRecording: note('saveRecording'),
      openSource: note('openSource'),
      copy: note('copy'),
      openLimitSetting: note('openLimitSetting'),
      debug: note('debug'),
      debugRun: note('debugRun'),
      manageTrust: note('manageTrust'),
    };
  }
}

const emptyState: PanelState = {
  skills: [],
  skill: undefined,
  inputs: {},
  presets: [],
  run: undefined,
  isTrusted: true,
  focusRequest: 0,
  inputsRequest: 0,
};
