/** The run panel's view: hosts the page, sends it the whole state whenever that changes, and streams live runs. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { JsonObject } from '../../base/json.ts';
import { type Handlers, Rpc } from '../../message/rpc.ts';
import type { PanelEvents, PanelRequests, PanelState } from '../../message/run-panel.ts';
import { panelRequestParsers } from '../../message/run-panel-schema.ts';
import type { RunEvent } from '../../run/outcome.ts';
import { Debouncer } from '../debounce.ts';
import { activeFile, onDidChangeActiveFile } from '../file/active-file.ts';
import { loadPastRun } from '../history/past-run.ts';
import { viewIds } from '../id.ts';
import { pageHtml, pageOptions } from '../page.ts';
import type { SkillAt } from '../skill-root.ts';
import { panelHandlers, type RunPanelParts } from './run-panel-handlers.ts';
import { PanelStateWriter } from './run-panel-state.ts';
import type { RunProgress, SkillRun } from './runs.ts';

const stateQuietMs = 60;
const streamMs = 40;

type PageRpc = Rpc<PanelRequests, PanelEvents>;

export function registerRunPanel({ panel }: { readonly panel: RunPanel }): Disposable {
  return vscode.window.registerWebviewViewProvider(viewIds.run, panel);
}

/** The page may be gone and come back at any time; it then asks for the whole state. */
export class RunPanel implements vscode.WebviewViewProvider, Disposable {
  readonly #parts: RunPanelParts;
  readonly #owned = new DisposableStore();
  readonly #writer: PanelStateWriter;
  readonly #stale: Debouncer<'state'>;
  readonly #stream: Debouncer<'events'>;
  readonly #handlers: Handlers<PanelRequests>;
  #unsent: RunEvent[] = [];
  #page: { readonly view: vscode.WebviewView; readonly rpc: PageRpc; isReady: boolean } | undefined;

  constructor(parts: RunPanelParts) {
    this.#parts = parts;
    const { workspace, runs } = parts;
    this.#writer = new PanelStateWriter(parts);
    this.#stale = this.#owned.add(new Debouncer(stateQuietMs, () => this.#refresh()));
    this.#stream = this.#owned.add(new Debouncer(streamMs, () => this.#sendEvents()));
    this.#handlers = panelHandlers({
      ...parts,
      ready: () => this.#ready(),
      choose: at => this.#select(at, true),
      changed: () => this.#stale.add('state'),
    });
    const changed = () => this.#stale.add('state');
    this.#owned.add(
      workspace.onDidChange(change => {
        this.#writer.notice(change);
        changed();
      }),
    );
    this.#owned.add(onDidChangeActiveFile(changed));
    this.#owned.add(
      vscode.workspace.onDidRenameFiles(({ files }) => {
        for (const { oldUri, newUri } of files) this.#writer.follow(oldUri, newUri);
        changed();
      }),
    );
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(changed));
    this.#owned.add(runs.onDidStart(run => this.#started(run)));
    this.#owned.add(runs.onDidProgress(progress => this.#progressed(progress)));
    this.#owned.add(runs.onDidEnd(run => this.#ended(run)));
  }

  /**
   * Opens the panel with the cursor in the form's first field.
   * @param inputs - what the form holds; without them the last inputs, or the defaults
   */
  async showForm(at: SkillAt, inputs?: JsonObject): Promise<void> {
    if (inputs) await this.#parts.memory.rememberInputs(at.uri, inputs, at.skill.doc.secrets);
    this.#select(at, true);
    await this.focus();
  }

  /** Shows a skill beside what the user is doing, with what keeps it from running: the focus stays where it is. */
  async showBlockers(at: SkillAt): Promise<void> {
    this.#select(at, false);
    await this.#reveal();
  }

  /** Shows a skill and its last run, and takes the focus. */
  async showSkill(at: SkillAt): Promise<void> {
    this.#select(at, false);
    await this.focus();
  }

  /** Shows a run beside what the user is doing: the focus stays where it is. */
  async showRun(run: SkillRun): Promise<void> {
    const at = run.past?.hasInputs ? this.#parts.workspace.at(run.uri) : undefined;
    if (at) await this.#parts.memory.rememberInputs(at.uri, run.inputs, at.skill.doc.secrets);
    this.#writer.selectRun(run);
    this.#sendState();
    await this.#reveal();
  }

  async #reveal(): Promise<void> {
    if (this.#page?.view.visible) return;
    await vscode.commands.executeCommand(`${viewIds.run}.focus`, { preserveFocus: true });
  }

  /** Opens the panel, with the active editor's skill where it shows none yet, and takes the focus. */
  async focus(): Promise<void> {
    await vscode.commands.executeCommand(`${viewIds.run}.focus`);
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const { webview } = view;
    const store = new DisposableStore();
    const rpc: PageRpc = store.add(
      new Rpc({
        post: message => void webview.postMessage(message),
        onMessage: listener => webview.onDidReceiveMessage(listener),
      }),
    );
    store.add(rpc.handle(this.#handlers, panelRequestParsers));
    const page = { view, rpc, isReady: false };
    this.#page = page;
    view.onDidDispose(() => {
      store.dispose();
      if (this.#page === page) this.#page = undefined;
    });
    view.onDidChangeVisibility(() => {
      if (!view.visible) page.isReady = false;
    });
    webview.options = pageOptions(this.#parts.extensionUri);
    webview.html = pageHtml(webview, this.#parts.extensionUri, { name: 'run', title: 'Run' });
  }

  dispose(): void {
    this.#page?.rpc.dispose();
    this.#owned.dispose();
  }

  #ready(): PanelState {
    this.#suggest();
    if (this.#page) this.#page.isReady = true;
    this.#unsent = [];
    return this.#writer.whole();
  }

  /** As long as nothing was selected it is the active editor's skill, which may be known only when all has been read. */
  #suggest(): void {
    const active = activeFile();
    if (active === undefined || !this.#writer.suggest(active)) return;
    const at = this.#parts.workspace.at(active);
    if (at) this.#isShown(at);
  }

  #select(at: SkillAt, takesFocus: boolean): void {
    this.#writer.selectSkill(at, takesFocus);
    this.#sendState();
    this.#isShown(at);
  }

  #isShown(at: SkillAt): void {
    const { report, presets } = this.#parts;
    report.background('read the last run', this.#showLast(at));
    report.background('keep presets beside the skills', presets.takeIn(at.root));
  }

  /** Of a skill that has not run in this window, the last run that was kept. */
  async #showLast({ root, uri }: SkillAt): Promise<void> {
    const { histories, runs } = this.#parts;
    const last = histories?.metrics(uri)?.last;
    if (histories === undefined || last === undefined || runs.latest(uri) !== undefined) return;
    const run = await loadPastRun(histories, root, last.id);
    if (run === undefined || !this.#writer.showsNoRunOf(uri)) return;
    runs.adopt(run);
    this.#writer.showLast(run);
    this.#sendState();
  }

  #started(run: SkillRun): void {
    if (this.#writer.follows(run)) {
      this.#unsent = [];
      this.#sendState();
    }
  }

  #progressed({ run, event }: RunProgress): void {
    if (!this.#page?.isReady || !this.#writer.shows(run)) return;
    this.#unsent.push(event);
    if (this.#unsent.length === 1) this.#stream.add('events');
  }

  #ended(run: SkillRun): void {
    if (!this.#writer.shows(run) || run.outcome === undefined) return;
    this.#sendEvents();
    this.#writer.sawEnd();
    if (this.#page?.isReady) this.#page.rpc.notify('runEnded', { runId: run.id, outcome: run.outcome });
  }

  #sendEvents(): void {
    const runId = this.#writer.shownRun;
    const events = this.#unsent;
    this.#unsent = [];
    if (runId === undefined || events.length === 0 || !this.#page?.isReady) return;
    this.#page.rpc.notify('runEvents', { runId, events });
  }

  #refresh(): void {
    if (!this.#page?.isReady) return;
    this.#suggest();
    this.#sendState();
  }

  /** The state holds every event so far, so that those not yet sent need not be. */
  #sendState(): void {
    if (!this.#page?.isReady) return;
    const state = this.#writer.changed();
    if (state === undefined) return;
    this.#unsent = [];
    this.#page.rpc.notify('state', state);
  }
}
