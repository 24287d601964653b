/** The same content as a tree: for screen readers always, for all others instead of the picture. */

import { html, type PropertyValues, type TemplateResult } from 'lit';
import { icon } from '../view/icon.ts';
import { TreeRows } from '../view/tree-rows.ts';
import type { GraphModel } from './graph-model.ts';
import { type ListRow, listRows } from './list-rows.ts';

const icons: Readonly<Record<ListRow['kind'], string>> = {
  category: 'folder',
  skill: 'symbol-function',
  caller: 'call-incoming',
  callee: 'call-outgoing',
};

const words: Readonly<Record<ListRow['kind'], string>> = {
  category: '',
  skill: '',
  caller: 'called by ',
  callee: 'calls ',
};

export class GraphList extends TreeRows<ListRow, GraphModel> {
  protected override readonly treeLabel = 'Skills and their calls';
  /** Skills that show their calls, and categories (as `closed:…`) that do not show their skills. */
  #expanded: ReadonlySet<string> = new Set();
  #selected: string | undefined;

  protected override willUpdate(changed: PropertyValues): void {
    this.rows = listRows(this.model.shown, this.model.store, this.#expanded);
    super.willUpdate(changed);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const { selection } = this.model.choices;
    const id = selection?.kind === 'node' ? selection.id : undefined;
    if (id === this.#selected) return;
    this.#selected = id;
    const index = this.rows.findIndex(row => row.kind === 'skill' && row.nodeId === id);
    if (index >= 0) this.activate(index);
  }

  focusList(): void {
    this.querySelector<HTMLElement>('.viewport')?.focus();
  }

  protected override content(row: ListRow): TemplateResult {
    const node = this.model.store.nodes.get(row.nodeId);
    const mark =
      node?.kind === 'unknown'
        ? 'question'
        : (node?.problems.errors ?? 0) > 0
          ? 'error'
          : (node?.problems.warnings ?? 0) > 0
            ? 'warning'
            : icons[row.kind];
    return html`${icon(row.kind === 'skill' ? mark : icons[row.kind])}
      <span class="row-name"><span class="muted">${words[row.kind]}</span><bdi>${row.label}</bdi></span>
      <span class="muted row-detail" dir="auto">${row.detail}</span>`;
  }

  protected override toggle(row: ListRow): void {
    const key = row.kind === 'category' ? `closed:${row.id}` : row.id;
    const expanded = new Set(this.#expanded);
    if (!expanded.delete(key)) expanded.add(key);
    this.#expanded = expanded;
    this.requestUpdate();
  }

  protected override onDidMove(row: ListRow): void {
    if (row.nodeId === '') return;
    // The callers and callees of a skill are looked at from it.
    this.#selected = row.nodeId;
    this.model.select({ kind: 'node', id: row.nodeId }, { reveals: true });
  }

  protected override onRowKey(event: KeyboardEvent, row: ListRow): boolean {
    if (event.key === 'Enter' && row.nodeId !== '') this.model.open(row.nodeId);
    else if (event.key === 'l') this.model.setView({ view: 'picture' });
    else return false;
    return true;
  }
}

customElements.define('graph-list', GraphList);
