/** The tab "Metrics": one in a window, which may be closed, hidden and restored; hosts the page and feeds it. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import type { MetricsEvents, MetricsRequests } from '../../message/metrics.ts';
import { metricsRequestParsers } from '../../message/metrics-schema.ts';
import { Rpc } from '../../message/rpc.ts';
import { Debouncer } from '../debounce.ts';
import { panelIds } from '../id.ts';
import { pageHtml, pageOptions } from '../page.ts';
import type { Parts } from '../parts.ts';
import { metricsHandlers } from './metrics-handlers.ts';
import { MetricsSession } from './metrics-session.ts';

const quietMs = 150;

export type MetricsParts = Pick<
  Parts,
  'extensionUri' | 'workspace' | 'histories' | 'libraries' | 'results' | 'runsView' | 'report'
>;

interface OpenTab {
  readonly panel: vscode.WebviewPanel;
  readonly owned: DisposableStore;
}

export class MetricsPanel implements vscode.WebviewPanelSerializer, Disposable {
  readonly #parts: MetricsParts;
  readonly #owned = new DisposableStore();
  readonly #session: MetricsSession;
  #tab: OpenTab | undefined;

  constructor(parts: MetricsParts) {
    this.#parts = parts;
    this.#session = new MetricsSession(parts);
    this.#owned.add(toDisposable(() => this.#tab?.owned.dispose()));
  }

  /** Opens the tab, or brings it to the front. */
  show(): void {
    if (this.#tab) this.#tab.panel.reveal();
    else
      this.#attach(
        vscode.window.createWebviewPanel(panelIds.metrics, 'Skill Metrics', vscode.ViewColumn.Active),
      );
  }

  /** For VS Code: a tab of an earlier window comes back. Of two the later one stays. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel): Promise<void> {
    this.#tab?.panel.dispose();
    this.#attach(panel);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  #attach(panel: vscode.WebviewPanel): void {
    const { extensionUri, workspace, histories } = this.#parts;
    const owned = new DisposableStore();
    const { webview } = panel;
    const rpc = owned.add(
      new Rpc<MetricsRequests, MetricsEvents>({
        post: message => void webview.postMessage(message),
        onMessage: listener => webview.onDidReceiveMessage(listener),
      }),
    );
    const session = this.#session;
    const tell = () => rpc.notify('state', session.state());
    const stale = owned.add(new Debouncer<'all'>(quietMs, tell));
    const changed = () => {
      // A page that is hidden says "ready" when it is shown again.
      if (panel.visible) stale.add('all');
    };
    owned.add(rpc.handle(metricsHandlers({ ...this.#parts, session, tell }), metricsRequestParsers));
    owned.add(workspace.onDidChange(changed));
    owned.add(histories.onDidChange(changed));
    owned.add(vscode.workspace.onDidGrantWorkspaceTrust(changed));
    const tab = { panel, owned };
    this.#tab = tab;
    owned.add(
      panel.onDidDispose(() => {
        if (this.#tab === tab) this.#tab = undefined;
        owned.dispose();
      }),
    );
    panel.iconPath = new vscode.ThemeIcon('graph');
    webview.options = pageOptions(extensionUri);
    webview.html = pageHtml(webview, extensionUri, { name: 'metrics', title: 'Skill Metrics' });
  }
}
