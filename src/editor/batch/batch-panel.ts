/** The tabs "Run Batch": one for each skill. A tab may be closed while its batch is on; opened again it shows it. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { isJsonObject } from '../../base/json.ts';
import type { BatchEvents, BatchRequests, BatchSkill } from '../../message/batch.ts';
import { batchRequestParsers } from '../../message/batch-schema.ts';
import { Rpc } from '../../message/rpc.ts';
import { BatchShelf, tidyShelves } from '../../node/batch-shelf.ts';
import { CachingRunner } from '../../run/caching-runner.ts';
import type { Runner } from '../../run/port.ts';
import { typeText } from '../../skill/describe.ts';
import { propertiesOf, requiredOf } from '../../skill/schema.ts';
import type { JsonSchema } from '../../skill/skill.ts';
import type { Histories } from '../history/histories.ts';
import { panelIds } from '../id.ts';
import { pageHtml, pageOptions } from '../page.ts';
import type { Reporter } from '../report.ts';
import type { WindowResults } from '../run/results.ts';
import { blockersOf } from '../run/run-panel-state.ts';
import { runLimits, workerCount } from '../setting.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { batchHandlers } from './batch-handlers.ts';
import { showProgress } from './batch-notification.ts';
import { BatchSession, throttled } from './batch-session.ts';
import type { PoolSize } from './pool-size.ts';

export interface BatchPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly workspace: SkillWorkspace;
  readonly report: Reporter;
  readonly runner: Runner;
  /** What runs in the end, with more threads than it may have for long. */
  readonly pool: { trim(): void };
  readonly poolSize: PoolSize;
  readonly histories: Pick<Histories, 'recorded'>;
  readonly results: Pick<WindowResults, 'of'>;
  /** For what is kept from one window to the next; `undefined` where there is no place. */
  readonly storage: vscode.Uri | undefined;
}

const stateMs = 120;

interface OpenBatch {
  readonly uri: vscode.Uri;
  readonly session: BatchSession;
  readonly shelf: BatchShelf | undefined;
  readonly owned: DisposableStore;
  panel: vscode.WebviewPanel | undefined;
}

export class BatchPanels implements vscode.WebviewPanelSerializer, Disposable {
  readonly #parts: BatchPanelParts;
  readonly #open = new Map<string, OpenBatch>();
  readonly #owned = new DisposableStore();

  constructor(parts: BatchPanelParts) {
    this.#parts = parts;
    const tellAll = () => {
      for (const { session } of this.#open.values())
        parts.report.background('check the rows', session.skillChanged());
    };
    this.#owned.add(parts.workspace.onDidChange(tellAll));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(tellAll));
    if (parts.storage?.scheme === 'file') void tidyShelves(shelvesIn(parts.storage), Date.now());
  }

  /** Opens the skill's tab, or brings it to the front; its session. */
  show(at: SkillAt): BatchSession {
    const batch = this.#batchOf(at.uri);
    if (batch.panel) batch.panel.reveal();
    else
      this.#attach(
        batch,
        vscode.window.createWebviewPanel(panelIds.batch, titleOf(at.uri), vscode.ViewColumn.Active),
      );
    return batch.session;
  }

  /** For VS Code: a tab of an earlier window comes back, with its rows and what came of them. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state?: unknown): Promise<void> {
    const skill = isJsonObject(state) ? state.id : undefined;
    if (typeof skill !== 'string') return panel.dispose();
    await this.#parts.workspace.whenLoaded();
    const batch = this.#batchOf(vscode.Uri.parse(skill));
    if (batch.panel) return panel.dispose();
    this.#attach(batch, panel);
    await batch.session.recall();
  }

  dispose(): void {
    for (const { owned } of this.#open.values()) owned.dispose();
    this.#open.clear();
    this.#owned.dispose();
  }

  #batchOf(uri: vscode.Uri): OpenBatch {
    const key = uri.toString();
    let batch = this.#open.get(key);
    if (batch === undefined) {
      batch = this.#create(uri);
      this.#open.set(key, batch);
    }
    return batch;
  }

  #create(uri: vscode.Uri): OpenBatch {
    const { workspace, runner, pool, poolSize, histories, results, report } = this.#parts;
    const find = () => workspace.at(uri);
    const root = (): SkillRoot | undefined => find()?.root ?? workspace.roots[0];
    const recorded = (): Runner => {
      const at = root();
      if (at === undefined) return runner;
      return histories.recorded(at, new CachingRunner(runner, results.of(at)));
    };
    const shelf = this.#shelfOf(uri);
    const session = new BatchSession(
      {
        id: uri.toString(),
        ...(shelf && { shelf }),
        runner: { run: (request, world) => recorded().run(request, world) },
        skill: () => find()?.skill,
        describe: skill => described(find(), skill),
        source: () => {
          root()?.flush();
          return root()?.catalogue ?? { find: () => undefined, names: () => [] };
        },
        limits: () => runLimits(uri),
        isTrusted: () => vscode.workspace.isTrusted,
        lend: threads => {
          const lent = poolSize.lend(threads);
          return {
            dispose: () => {
              lent.dispose();
              pool.trim();
            },
          };
        },
      },
      { concurrency: workerCount(), timeoutMs: undefined, stopOnError: false },
    );
    const batch: OpenBatch = { uri, session, shelf, owned: new DisposableStore(), panel: undefined };
    batch.owned.add(session);
    if (shelf) batch.owned.add(shelf);
    batch.owned.add(showProgress(session, titleOf(uri), report));
    batch.owned.add(session.onDidChange(() => this.#endIfUnseen(batch)));
    return batch;
  }

  #attach(batch: OpenBatch, panel: vscode.WebviewPanel): void {
    const { extensionUri, report, workspace } = this.#parts;
    const { session, uri } = batch;
    const { webview } = panel;
    const owned = new DisposableStore();
    const rpc = owned.add(
      new Rpc<BatchRequests, BatchEvents>({
        post: message => void webview.postMessage(message),
        onMessage: listener => webview.onDidReceiveMessage(listener),
      }),
    );
    const handlers = batchHandlers({ session, report, skill: () => workspace.at(uri) });
    owned.add(rpc.handle(handlers, batchRequestParsers));
    const telling = owned.add(
      throttled(stateMs, () => {
        if (panel.visible) rpc.notify('state', session.state);
      }),
    );
    owned.add(session.onDidChange(() => telling.ask()));
    batch.panel = panel;
    panel.onDidDispose(() => {
      owned.dispose();
      batch.panel = undefined;
      this.#endIfUnseen(batch);
    });
    panel.iconPath = new vscode.ThemeIcon('run-all');
    webview.options = pageOptions(extensionUri);
    webview.html = pageHtml(webview, extensionUri, { name: 'batch', title: 'Run Batch' });
  }

  /** A batch that nobody sees and that is over is not kept. */
  #endIfUnseen(batch: OpenBatch): void {
    if (batch.panel !== undefined || batch.session.isRunning) return;
    if (this.#open.get(batch.uri.toString()) !== batch) return;
    this.#open.delete(batch.uri.toString());
    batch.owned.dispose();
    if (batch.shelf) this.#parts.report.background('forget the batch', batch.shelf.forget());
  }

  #shelfOf(uri: vscode.Uri): BatchShelf | undefined {
    const { storage, report } = this.#parts;
    if (storage?.scheme !== 'file') return undefined;
    const onError = (error: unknown) => report.note('keep the batch for the next window', error);
    return new BatchShelf({ folder: shelvesIn(storage), id: uri.toString(), onError });
  }
}

function shelvesIn(storage: vscode.Uri): string {
  return vscode.Uri.joinPath(storage, 'batches').fsPath;
}

function titleOf(uri: vscode.Uri): string {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');
  return `Batch: ${name}`;
}

function described(at: SkillAt | undefined, { name, category, doc, inputs }: SkillAt['skill']): BatchSkill {
  const required = new Set(requiredOf(inputs));
  return {
    name,
    category,
    description: doc.description,
    inputs: Object.entries(propertiesOf(inputs)).map(([input, schema]) => ({
      name: input,
      type: typeText(schema as JsonSchema),
      isRequired: required.has(input),
    })),
    blockers:
      at === undefined
        ? []
        : blockersOf(at).map(
            ({ range, message }) => `Line ${at.skill.lines.place(range.start).line}: ${message}`,
          ),
  };
}
