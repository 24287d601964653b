/** A tree of virtual rows with one focus stop and the keys that every tree in VS Code has. */

import { html, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { icon } from './icon.ts';
import { styleProperties } from './style-properties.ts';
import type { TreeRow } from './tree-row.ts';
import type { Watchable } from './view.ts';
import { VirtualRows } from './virtual-rows.ts';

export abstract class TreeRows<Row extends TreeRow, M extends Watchable> extends VirtualRows<M> {
  protected rows: readonly Row[] = [];
  #active = 0;

  protected abstract readonly treeLabel: string;
  protected abstract content(row: Row, isActive: boolean): TemplateResult;
  protected abstract toggle(row: Row): void;
  /** Keys beyond those of every tree, or instead of them; true when it was one. */
  protected abstract onRowKey(event: KeyboardEvent, row: Row): boolean;

  /** The row that has the focus went to another, by key or by click. */
  protected onDidMove(_row: Row): void {
    // Most trees have nothing else to show of it.
  }

  /** Moves the focus from outside, and brings the row into view. */
  protected activate(index: number): void {
    if (index === this.#active) return;
    this.#active = index;
    this.reveal(index);
    this.requestUpdate();
  }

  protected override rowCount(): number {
    return this.rows.length;
  }

  protected override willUpdate(changed: PropertyValues): void {
    super.willUpdate(changed);
    this.#active = Math.max(0, Math.min(this.#active, this.rows.length - 1));
  }

  protected override frame(rows: TemplateResult): TemplateResult {
    return html`<div
      class="viewport tree"
      role="tree"
      tabindex="0"
      aria-label=${this.treeLabel}
      aria-activedescendant=${this.#rowId(this.#active)}
      @keydown=${this.#onKey}
    >
      ${rows}
    </div>`;
  }

  protected override row(index: number): TemplateResult {
    const row = this.rows[index] as Row;
    const isActive = index === this.#active;
    const twistie =
      row.isExpanded === undefined ? 'blank' : row.isExpanded ? 'chevron-down' : 'chevron-right';
    return html`<div
      class="row ${isActive ? 'active' : ''}"
      role="treeitem"
      id=${this.#rowId(index)}
      aria-level=${row.level}
      aria-setsize=${row.siblings}
      aria-posinset=${row.position}
      aria-selected=${isActive ? 'true' : 'false'}
      aria-expanded=${ifDefined(row.isExpanded === undefined ? undefined : row.isExpanded ? 'true' : 'false')}
      ${styleProperties({ '--level': String(row.level - 1) })}
      @click=${() => this.#click(index)}
    >
      ${icon(twistie, 'twistie')}${this.content(row, isActive)}
    </div>`;
  }

  #rowId(index: number): string {
    return `${this.localName}-${index}`;
  }

  #click(index: number): void {
    const row = this.rows[index];
    // A click that ends a selection of text is no click on the row.
    if (row === undefined || getSelection()?.isCollapsed === false) return;
    this.#active = index;
    if (row.isExpanded !== undefined) this.toggle(row);
    this.onDidMove(row);
    this.requestUpdate();
  }

  #goTo(index: number): void {
    this.#active = Math.max(0, Math.min(index, this.rows.length - 1));
    this.reveal(this.#active);
    const row = this.rows[this.#active];
    if (row !== undefined) this.onDidMove(row);
    this.requestUpdate();
  }

  readonly #onKey = (event: KeyboardEvent): void => {
    const row = this.rows[this.#active];
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (row === undefined || event.target !== event.currentTarget) return;
    if (this.onRowKey(event, row) || (isPlain && this.#move(event.key, row))) {
      event.preventDefault();
      event.stopPropagation();
    }
  };

  #move(key: string, row: Row): boolean {
    const at = this.#active;
    const steps: Readonly<Record<string, () => void>> = {
      ArrowDown: () => this.#goTo(at + 1),
      ArrowUp: () => this.#goTo(at - 1),
      PageDown: () => this.#goTo(at + this.rowsPerPage),
      PageUp: () => this.#goTo(at - this.rowsPerPage),
      Home: () => this.#goTo(0),
      End: () => this.#goTo(this.rows.length - 1),
      ArrowRight: () =>
        row.isExpanded === false ? this.toggle(row) : this.#goTo(at + Number(row.isExpanded === true)),
      ArrowLeft: () => (row.isExpanded === true ? this.toggle(row) : this.#goTo(this.#parent(at))),
      Enter: () => row.isExpanded !== undefined && this.toggle(row),
      ' ': () => row.isExpanded !== undefined && this.toggle(row),
    };
    if (!Object.hasOwn(steps, key)) return false;
    steps[key]?.();
    return true;
  }

  #parent(index: number): number {
    const level = this.rows[index]?.level ?? 1;
    for (let at = index - 1; at >= 0; at--) if ((this.rows[at]?.level ?? 1) < level) return at;
    return index;
  }
}
