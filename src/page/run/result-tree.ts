/** The result of a run as a tree that opens at once, however large the value is. */

import { html, type PropertyValues, type TemplateResult } from 'lit';
import { formatPath, type JsonValue } from '../../base/json.ts';
import { iconButton } from '../view/icon.ts';
import { TreeRows } from '../view/tree-rows.ts';
import { count } from '../view/units.ts';
import type { PanelModel } from './panel-model.ts';
import {
  cutAt,
  initiallyExpanded,
  isContainer,
  preview,
  type ResultRow,
  resultRows,
  sizeOf,
} from './result-rows.ts';

const openedAtFirst = 60;

export class ResultTree extends TreeRows<ResultRow, PanelModel> {
  static override properties = { ...TreeRows.properties, value: { attribute: false } };
  declare value: JsonValue;
  protected override readonly treeLabel = 'Result';
  #expanded = new Set<string>();

  protected override willUpdate(changed: PropertyValues): void {
    if (changed.has('value')) this.#expanded = initiallyExpanded(this.value, openedAtFirst);
    this.rows = resultRows({ root: this.value, expanded: this.#expanded, columns: this.columns });
    super.willUpdate(changed);
  }

  /** It draws only what it is given, so the model's changes do not concern it. */
  protected override watch(): readonly never[] {
    return [];
  }

  protected override toggle(row: ResultRow): void {
    if (!this.#expanded.delete(row.id)) this.#expanded.add(row.id);
    this.requestUpdate();
  }

  protected override onRowKey(event: KeyboardEvent, row: ResultRow): boolean {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'c') return false;
    if (getSelection()?.isCollapsed === false) return false;
    if (event.altKey || event.shiftKey) this.#copyPath(row);
    else this.#copyValue(row);
    return true;
  }

  protected override content(row: ResultRow, isActive: boolean): TemplateResult {
    if (row.kind === 'line') return html`<span class="value string">${row.text}</span>`;
    const actions = html`<span class="row-actions">
      ${iconButton({ icon: 'copy', title: 'Copy Value (Ctrl+C)', isTabStop: isActive, onClick: () => this.#copyValue(row) })}
      ${
        row.path.length === 0
          ? ''
          : iconButton({
              icon: 'symbol-field',
              title: 'Copy Path (Ctrl+Shift+C)',
              isTabStop: isActive,
              onClick: () => this.#copyPath(row),
            })
      }
    </span>`;
    if (row.kind === 'group') {
      return html`<span class="label group">[${row.start} … ${row.end - 1}]</span>`;
    }
    return html`${
      row.label === undefined
        ? ''
        : html`<span class="label ${typeof row.label === 'number' ? 'index' : ''}">${row.label}</span
            ><span class="colon">:</span>`
    }${valueText(row)}${actions}`;
  }

  #copyValue(row: ResultRow): void {
    const { value } = row;
    this.model.copy(typeof value === 'string' ? value : JSON.stringify(value, null, 2), 'Value');
  }

  #copyPath(row: ResultRow): void {
    if (row.path.length > 0) this.model.copy(formatPath(row.path), 'Path');
  }
}

function valueText(row: Extract<ResultRow, { kind: 'value' }>): TemplateResult {
  const { value } = row;
  if (isContainer(value)) {
    const size = count(sizeOf(value));
    const brackets = Array.isArray(value) ? `[ ${size} ]` : `{ ${size} }`;
    return html`<span class="value size">${brackets}</span>${
      row.isExpanded === true || sizeOf(value) === 0
        ? ''
        : html`<span class="value preview">${preview(value, 80)}</span>`
    }`;
  }
  if (typeof value === 'string') return stringText(row, value);
  return html`<span class="value ${value === null ? 'null' : typeof value}">${String(value)}</span>`;
}

function stringText(row: ResultRow, value: string): TemplateResult {
  const cut = value.length > cutAt ? `${value.slice(0, cutAt)}…` : value;
  const more =
    row.isExpanded === undefined
      ? ''
      : html`<span class="more">${row.isExpanded ? 'show less' : `show all ${count(value.length)}`}</span>`;
  return html`<span class="value string">${JSON.stringify(cut)}</span>${more}`;
}

customElements.define('result-tree', ResultTree);
