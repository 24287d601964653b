/** What the Skills view shows: rows, filter and message, refreshed by itself. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Debouncer } from '../debounce.ts';
import type { Histories, HistoryChanged } from '../history/histories.ts';
import { rowOf, runItem, runTooltip } from '../history/run-row.ts';
import { contextKeys, viewIds } from '../id.ts';
import type { Libraries } from '../library/libraries.ts';
import type { SkillRuns } from '../run/runs.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace, WorkspaceChange } from '../skill-workspace.ts';
import { countText } from '../wording.ts';
import { categoryItem, rootItem, skillItem, skillTooltip, unreadableItem } from './tree-item.ts';
import {
  type FileNode,
  isTreeNode,
  type SkillNode,
  type TreeEntry,
  TreeModel,
  type TreeNode,
} from './tree-model.ts';

const quietMs = 50;
/** Runs below a skill. */
const mostRuns = 20;

export interface SkillTreeParts {
  readonly workspace: SkillWorkspace;
  readonly runs: SkillRuns;
  readonly libraries: Libraries;
  /** Without them no past runs are below the skills. */
  readonly histories?: Histories;
}

/** The view as other contributions use it. Its creator disposes it. */
export class SkillTree implements vscode.TreeDataProvider<TreeEntry>, Disposable {
  readonly #workspace: SkillWorkspace;
  readonly #runs: SkillRuns;
  readonly #libraries: Libraries;
  readonly #owned = new DisposableStore();
  readonly #model = new TreeModel();
  readonly #histories: Histories | undefined;
  readonly #changed = new vscode.EventEmitter<TreeNode[] | undefined>();
  readonly #stale: Debouncer<'all'>;
  readonly #rows: Debouncer<TreeNode>;
  #view: vscode.TreeView<TreeEntry> | undefined;
  #filter = '';
  #isStale = true;

  readonly onDidChangeTreeData = this.#changed.event;

  constructor({ workspace, runs, libraries, histories }: SkillTreeParts) {
    this.#workspace = workspace;
    this.#runs = runs;
    this.#libraries = libraries;
    this.#histories = histories;
    this.#stale = this.#owned.add(new Debouncer(quietMs, () => this.#refresh()));
    this.#rows = this.#owned.add(new Debouncer(quietMs, nodes => this.#changed.fire([...nodes])));
    this.#owned.add(this.#changed);
    this.#owned.add(workspace.onDidChange(change => this.#notice(change)));
    this.#owned.add(runs.onDidStart(run => this.#changeOne(run.uri)));
    this.#owned.add(runs.onDidEnd(run => this.#changeOne(run.uri)));
    if (histories) this.#owned.add(histories.onDidChange(change => this.#noticeRuns(change)));
    this.#owned.add(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#refresh()));
  }

  /** Opens the view; the caller disposes it. */
  show(dragAndDropController: vscode.TreeDragAndDropController<TreeEntry>): Disposable {
    this.#view = vscode.window.createTreeView<TreeEntry>(viewIds.skills, {
      treeDataProvider: this,
      showCollapseAll: true,
      canSelectMany: true,
      dragAndDropController,
    });
    return this.#view;
  }

  get filter(): string {
    return this.#filter;
  }

  /** Empty shows everything. */
  set filter(text: string) {
    if (text === this.#filter) return;
    this.#filter = text;
    void vscode.commands.executeCommand('setContext', contextKeys.isFiltered, text.trim() !== '');
    this.#refresh();
  }

  /** What commands without an argument mean, such as those of a key: the selected nodes. */
  get selection(): readonly TreeNode[] {
    return this.#view?.selection.filter(isTreeNode) ?? [];
  }

  /** Shows the skill of a file in the view; clears the filter when that hides it. */
  async reveal(uri: vscode.Uri): Promise<void> {
    this.#rebuild();
    if (this.#model.fileNode(uri) === undefined) this.filter = '';
    this.#rebuild();
    const node = this.#model.fileNode(uri);
    if (node) await this.#view?.reveal(node, { select: true, focus: true, expand: true });
  }

  /** Of a skill its last runs, which are read when somebody unfolds it. */
  getChildren(node?: TreeEntry): TreeEntry[] | Promise<TreeEntry[]> {
    if (this.#isStale) this.#rebuild();
    if (node === undefined) return [...this.#model.top()];
    if (node.kind === 'run') return [];
    return node.kind === 'skill' ? this.#lastRuns(node) : [...this.#model.children(node)];
  }

  /** Runs are never revealed. */
  getParent(node: TreeEntry): TreeEntry | undefined {
    return isTreeNode(node) ? this.#model.parent(node) : undefined;
  }

  getTreeItem(node: TreeEntry): vscode.TreeItem {
    if (node.kind === 'run') return runItem(node, Date.now(), false);
    const isFiltered = this.#filter !== '';
    if (node.kind === 'root') {
      const isEmpty = this.#model.isEmpty(node);
      return rootItem(node, { count: this.#model.count(node), isFiltered, isEmpty });
    }
    if (node.kind === 'category') return categoryItem(node, this.#model.count(node), isFiltered);
    const item = node.kind === 'skill' ? skillItem(node, this.#runs) : unreadableItem(node);
    if (item && node.kind === 'skill' && (this.#histories?.metrics(node.uri)?.runs ?? 0) > 0)
      item.collapsibleState = vscode.TreeItemCollapsibleState.Collapsed;
    return item ?? new vscode.TreeItem(node.path);
  }

  resolveTreeItem(item: vscode.TreeItem, node: TreeEntry): vscode.TreeItem {
    if (node.kind === 'run') item.tooltip = runTooltip(node);
    const metrics = node.kind === 'skill' ? this.#histories?.metrics(node.uri) : undefined;
    const tooltip = node.kind === 'skill' ? skillTooltip(node, this.#runs, metrics) : undefined;
    if (tooltip) item.tooltip = tooltip;
    return item;
  }

  dispose(): void {
    this.#owned.dispose();
  }

  /** Where no file came or went, only the rows concerned are drawn again. */
  #notice({ root, change }: WorkspaceChange): void {
    const rows: TreeNode[] = [];
    const paths = change && this.#filter === '' ? [...change.skills, ...change.problems] : undefined;
    for (const path of paths ?? []) {
      const node = this.#model.fileNode(root.uriOf(path));
      if (kindOf(root, path) !== node?.kind) {
        this.#stale.add('all');
        return;
      }
      if (node) rows.push(node);
    }
    if (paths) this.#rows.add(...rows);
    else this.#stale.add('all');
  }

  async #lastRuns({ root, path }: SkillNode): Promise<TreeEntry[]> {
    const history = this.#histories?.of(root)?.history;
    const skill = root.catalogue.at(path);
    if (history === undefined || skill === undefined) return [];
    const runs = await history.runs({ skill: skill.name, limit: mostRuns });
    return runs.map(summary => rowOf(root, summary));
  }

  /** Only the rows of skills that are known to have run, or all. */
  #noticeRuns({ root, skills }: HistoryChanged): void {
    if (skills === undefined) this.#stale.add('all');
    for (const name of skills ?? []) {
      const skill = root.catalogue.find(name);
      if (skill) this.#changeOne(root.uriOf(skill.path));
    }
  }

  #refresh(): void {
    this.#isStale = true;
    this.#showMessage();
    this.#changed.fire(undefined);
  }

  /** Rows are asked for lazily, so only the names are gone through here. */
  #rebuild(): void {
    const similar = (root: SkillRoot) => {
      const hits = this.#libraries.of(root).search(this.#filter, { needsAll: true });
      return new Set(hits.map(({ skill }) => skill.path));
    };
    this.#model.rebuild(this.#workspace.roots, this.#filter, similar);
    this.#isStale = false;
    this.#showMessage();
  }

  #changeOne(uri: vscode.Uri): void {
    const node = this.#model.fileNode(uri);
    if (node) this.#changed.fire([node]);
  }

  #showMessage(): void {
    const { shown, total } = this.#model;
    const parts: string[] = [];
    if (!this.#workspace.isLoaded) parts.push('Reading skills…');
    else if (total > 0 && !vscode.workspace.isTrusted) {
      parts.push('Restricted Mode: skills are read and checked, not run.');
    }
    if (this.#filter !== '') {
      const likeness = this.#model.isSimilar && shown > 0 ? 'similar: ' : '';
      parts.push(`Filter: ${this.#filter} (${likeness}${shown} of ${countText(total, 'skill')})`);
    }
    if (this.#view === undefined) return;
    if (parts.length > 0) this.#view.message = parts.join('\n');
    else Object.assign(this.#view, { message: undefined });
  }
}

function kindOf({ catalogue, outlines }: SkillRoot, path: string): FileNode['kind'] | undefined {
  if (catalogue.unreadableAt(path)) return 'unreadable';
  return (catalogue.at(path) ?? outlines.get(path)) && 'skill';
}
