/** The tab "Call Graph": one in a window, which may be closed, hidden and restored; hosts the page and feeds it. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import { isJsonObject } from '../../base/json.ts';
import type { GraphEvents, GraphMetrics, GraphPageCommand, GraphRequests } from '../../message/graph.ts';
import { graphRequestParsers } from '../../message/graph-schema.ts';
import { Rpc } from '../../message/rpc.ts';
import { activeFile, onDidChangeActiveFile } from '../file/active-file.ts';
import type { Histories } from '../history/histories.ts';
import { panelIds } from '../id.ts';
import { pageHtml, pageOptions } from '../page.ts';
import type { Reporter } from '../report.ts';
import type { SkillRuns } from '../run/runs.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { DrawnRoots, rootId } from './drawn-root.ts';
import { graphHandlers } from './graph-handlers.ts';
import { GraphRuns } from './graph-runs.ts';
import { type FollowedSkill, GraphSession, type GraphWorld } from './graph-session.ts';

export interface GraphPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly workspace: SkillWorkspace;
  readonly runs: SkillRuns;
  readonly report: Reporter;
  /** Without them nothing is known of how well skills do. */
  readonly histories?: Histories;
}

interface OpenTab {
  readonly panel: vscode.WebviewPanel;
  readonly session: GraphSession;
  readonly owned: DisposableStore;
}

export class GraphPanel implements vscode.WebviewPanelSerializer, Disposable {
  readonly #parts: GraphPanelParts;
  readonly #runs: GraphRuns;
  readonly #owned = new DisposableStore();
  #followed: FollowedSkill | undefined;
  #tab: OpenTab | undefined;

  constructor(parts: GraphPanelParts) {
    this.#parts = parts;
    this.#runs = this.#owned.add(new GraphRuns(parts.runs));
    this.#owned.add(toDisposable(() => this.#tab?.owned.dispose()));
  }

  /** Whether anything has run in the root that is drawn, or that would be. */
  get hasRun(): boolean {
    return this.#parts.workspace.roots.some(root => this.#runs.has(root));
  }

  /** Opens the tab beside the active one, or brings it to the front, and gives it the focus. */
  show(): void {
    if (this.#tab) {
      this.#tab.panel.reveal();
      return;
    }
    const hasTab = vscode.window.tabGroups.activeTabGroup.activeTab !== undefined;
    const column = vscode.ViewColumn[hasTab ? 'Beside' : 'Active'];
    const keeping = keepGroup();
    this.#attach(vscode.window.createWebviewPanel(panelIds.graph, 'Call Graph', column)).add(keeping);
  }

  /** Shows a skill in the graph; with levels, only so many levels of its callers and callees. */
  reveal({ root, skill }: SkillAt, levels?: number): void {
    this.show();
    this.#tab?.session.reveal({ rootId: rootId(root), id: skill.path }, levels);
  }

  /** Does what a button of the page does, as soon as there is a page. */
  command(name: GraphPageCommand): void {
    this.show();
    this.#tab?.session.command(name);
  }

  /** For VS Code: a tab of an earlier window comes back. Of two the later one stays. */
  async deserializeWebviewPanel(panel: vscode.WebviewPanel, state?: unknown): Promise<void> {
    this.#tab?.panel.dispose();
    this.#attach(panel, isJsonObject(state) && typeof state.rootId === 'string' ? state.rootId : undefined);
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Draws the given root first, where it is there. What is returned ends with the tab. */
  #attach(panel: vscode.WebviewPanel, firstRoot?: string): DisposableStore {
    const { extensionUri, workspace, report } = this.#parts;
    const owned = new DisposableStore();
    const { webview } = panel;
    const rpc = owned.add(
      new Rpc<GraphRequests, GraphEvents>({
        post: message => void webview.postMessage(message),
        onMessage: listener => webview.onDidReceiveMessage(listener),
      }),
    );
    const drawn = owned.add(new DrawnRoots(workspace));
    const session = owned.add(new GraphSession(this.#world(drawn), rpc, firstRoot));
    const root = () => drawn.rootOf(session.root?.id);
    const column = () => columnBeside(panel);
    const handlers = graphHandlers({
      workspace,
      report,
      session,
      root,
      column,
    });
    owned.add(rpc.handle(handlers, graphRequestParsers));
    const tab = { panel, session, owned };
    this.#tab = tab;
    owned.add(panel.onDidDispose(() => this.#close(tab)));
    owned.add(
      panel.onDidChangeViewState(() => {
        if (!panel.visible) session.sleep();
      }),
    );
    this.#listen(session, owned);
    panel.iconPath = new vscode.ThemeIcon('type-hierarchy');
    webview.options = pageOptions(extensionUri);
    webview.html = pageHtml(webview, extensionUri, { name: 'graph', title: 'Call Graph', hasWorker: true });
    return owned;
  }

  #close(tab: OpenTab): void {
    if (this.#tab === tab) this.#tab = undefined;
    tab.owned.dispose();
  }

  #world(drawn: DrawnRoots): GraphWorld {
    return {
      roots: () => drawn.all,
      followed: () => this.#follow(),
      run: id => {
        const root = drawn.rootOf(id);
        return root && this.#runs.of(root);
      },
      metrics: id => metricsOf(drawn.rootOf(id), this.#parts.histories),
      isTrusted: () => vscode.workspace.isTrusted,
    };
  }

  /** While the active tab shows no skill, such as the graph itself, the last one that did. */
  #follow(): FollowedSkill | undefined {
    const uri = activeFile();
    const at = uri && this.#parts.workspace.at(uri);
    if (at) this.#followed = { rootId: rootId(at.root), id: at.skill.path };
    return this.#followed;
  }

  #listen(session: GraphSession, owned: DisposableStore): void {
    const { workspace, histories } = this.#parts;
    if (histories) owned.add(histories.onDidChange(({ root }) => session.metricsChanged(rootId(root))));
    owned.add(
      workspace.onDidChange(({ root, change }) => {
        if (change === undefined) session.worldChanged();
        else session.graphChanged(rootId(root));
      }),
    );
    owned.add(onDidChangeActiveFile(() => session.followChanged()));
    owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => session.worldChanged()));
    owned.add(this.#runs.onDidChange(root => session.runChanged(rootId(root))));
    const rename = ({ files }: vscode.FileRenameEvent | vscode.FileWillRenameEvent) => {
      for (const { oldUri, newUri } of files) this.#rename(session, oldUri, newUri);
    };
    // What happens to the files may be seen before VS Code tells that they were renamed.
    owned.add(vscode.workspace.onWillRenameFiles(rename));
    owned.add(vscode.workspace.onDidRenameFiles(rename));
  }

  /** Files and folders within one skills folder. */
  #rename(session: GraphSession, oldUri: vscode.Uri, newUri: vscode.Uri): void {
    for (const root of this.#parts.workspace.roots) {
      const prefix = `${root.folder.path}/`;
      if (!oldUri.path.startsWith(prefix) || !newUri.path.startsWith(prefix)) continue;
      const move = { from: oldUri.path.slice(prefix.length), to: newUri.path.slice(prefix.length) };
      this.#runs.rename(root, move);
      session.renamed(rootId(root), move);
    }
  }
}

function metricsOf(root: SkillRoot | undefined, histories: Histories | undefined): GraphMetrics {
  const found: Record<string, GraphMetrics[string]> = {};
  for (const metrics of (root && histories?.of(root)?.allMetrics) ?? []) {
    const path = root?.catalogue.find(metrics.name)?.path;
    if (path === undefined) continue;
    const { runs, calls, successRate, p95Ms, failures } = metrics;
    found[path] = { executions: runs + calls, successRate, p95Ms, lastFailure: failures[0]?.error ?? '' };
  }
  return found;
}

/** Beside the graph: where another group is, there, else in a new one. */
function columnBeside({ viewColumn = vscode.ViewColumn.One }: vscode.WebviewPanel): vscode.ViewColumn {
  const columns = vscode.window.tabGroups.all.map(group => group.viewColumn);
  const other = columns.find(column => column < viewColumn) ?? columns.find(column => column > viewColumn);
  return other ?? vscode.ViewColumn.Beside;
}

/**
 * Locks the group of the tab that opens next where it is alone in it: files that are opened later go to another, as with
 * VS Code's own previews, so that code and graph are seen together.
 */
function keepGroup(): Disposable {
  const store = new DisposableStore();
  // The tab comes first, and then its group becomes the active one, which is the one that can be locked.
  const look = () => {
    const { tabs } = vscode.window.tabGroups.activeTabGroup;
    if (!tabs.some(({ input }) => isGraph(input))) return;
    store.dispose();
    if (tabs.length === 1) void vscode.commands.executeCommand('workbench.action.lockEditorGroup');
  };
  store.add(vscode.window.tabGroups.onDidChangeTabs(look));
  store.add(vscode.window.tabGroups.onDidChangeTabGroups(look));
  return store;
}

/** VS Code puts words of its own before the type. */
function isGraph(input: unknown): boolean {
  return input instanceof vscode.TabInputWebview && input.viewType.endsWith(panelIds.graph);
}
