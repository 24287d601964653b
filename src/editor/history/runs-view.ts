/** The Runs view: what ran and what runs, newest first; it follows by itself. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Debouncer } from '../debounce.ts';
import { commandIds, contextKeys, viewIds } from '../id.ts';
import type { Reporter } from '../report.ts';
import type { SkillRuns } from '../run/runs.ts';
import type { Histories } from './histories.ts';
import { type LiveRow, liveItem, type RunRow, runItem, runTooltip } from './run-row.ts';
import { filterText } from './runs-filter.ts';
import { type RunsFilter, RunsList } from './runs-list.ts';

const quietMs = 100;

interface MoreRow {
  readonly kind: 'more';
}

export type RunsNode = RunRow | LiveRow | MoreRow;

export interface RunsViewParts {
  readonly histories: Histories;
  readonly runs: SkillRuns;
  readonly report: Reporter;
}

/** The view as commands use it. Its creator disposes it. */
export class RunsView implements vscode.TreeDataProvider<RunsNode>, Disposable {
  readonly #report: Reporter;
  readonly #owned = new DisposableStore();
  readonly #list: RunsList;
  readonly #changed = this.#owned.add(new vscode.EventEmitter<undefined>());
  readonly #stale = this.#owned.add(new Debouncer<'all'>(quietMs, () => this.#changed.fire(undefined)));
  #view: vscode.TreeView<RunsNode> | undefined;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor({ histories, runs, report }: RunsViewParts) {
    this.#report = report;
    this.#list = new RunsList(histories, runs);
    const changed = () => this.#stale.add('all');
    this.#owned.add(histories.onDidChange(changed));
    this.#owned.add(runs.onDidStart(changed));
    this.#owned.add(runs.onDidEnd(changed));
  }

  /** Opens the view; the caller disposes it. */
  show(): Disposable {
    this.#view = vscode.window.createTreeView<RunsNode>(viewIds.runs, {
      treeDataProvider: this,
      canSelectMany: true,
    });
    return this.#view;
  }

  get filter(): RunsFilter {
    return this.#list.filter;
  }

  set filter(filter: RunsFilter) {
    this.#list.filter = filter;
    const text = filterText(filter);
    void vscode.commands.executeCommand('setContext', contextKeys.isRunsFiltered, text !== '');
    if (this.#view) this.#view.description = text;
    this.#changed.fire(undefined);
  }

  /** What commands of keys mean: the selected runs that were kept. */
  get selection(): readonly RunRow[] {
    return this.#view?.selection.filter(node => node.kind === 'run') ?? [];
  }

  showMore(): void {
    this.#list.showMore();
    this.#changed.fire(undefined);
  }

  async getChildren(node?: RunsNode): Promise<RunsNode[]> {
    if (node !== undefined) return [];
    try {
      const { live, rows, hasMore } = await this.#list.page(Date.now());
      this.#tell(live.length + rows.length);
      return [...live, ...rows, ...(hasMore ? [{ kind: 'more' } as const] : [])];
    } catch (error) {
      this.#report.show('read the history of runs', error);
      return [];
    }
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem(node: RunsNode): vscode.TreeItem {
    if (node.kind === 'run') return runItem(node, Date.now(), true);
    return node.kind === 'live' ? liveItem(node) : moreItem();
  }

  resolveTreeItem(item: vscode.TreeItem, node: RunsNode): vscode.TreeItem {
    if (node.kind === 'run') item.tooltip = runTooltip(node);
    return item;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** An empty view says why; that nothing ran at all is said by the view's welcome. */
  #tell(count: number): void {
    if (this.#view === undefined) return;
    const isFiltered = filterText(this.filter) !== '';
    if (count === 0 && isFiltered) this.#view.message = 'No run fits the filter.';
    else Object.assign(this.#view, { message: undefined });
  }
}

function moreItem(): vscode.TreeItem {
  const item = new vscode.TreeItem('Show more');
  item.id = 'more';
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: commandIds.showMoreRuns, title: 'Show More Runs' };
  return item;
}
