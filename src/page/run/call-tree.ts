/** The calls of a run as a tree with durations on a common time line, live while it runs. */

import { html, type PropertyValues, svg, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import { icon } from '../view/icon.ts';
import { statusIcons, statusWords } from '../view/status.ts';
import { TreeRows } from '../view/tree-rows.ts';
import { duration, size } from '../view/units.ts';
import { type CallRow, callRows } from './call-rows.ts';
import type { PanelModel } from './panel-model.ts';
import type { CallNode } from './run-model.ts';

export class CallTree extends TreeRows<CallRow, PanelModel> {
  protected override readonly treeLabel = 'Calls';
  readonly #closed = new Set<string>();

  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.onDidStream(update)];
  }

  protected override willUpdate(changed: PropertyValues): void {
    const { run } = this.model;
    this.rows = run?.calls === undefined ? [] : callRows(run.calls, this.#closed, this.model.elapsedMs());
    super.willUpdate(changed);
  }

  protected override toggle(row: CallRow): void {
    if (!this.#closed.delete(row.id)) this.#closed.add(row.id);
    this.requestUpdate();
  }

  protected override onRowKey(): boolean {
    return false;
  }

  protected override content({ call, start, width }: CallRow): TemplateResult {
    const { inputBytes, resultBytes } = call;
    const sizes = `${size(inputBytes)} → ${resultBytes === undefined ? '…' : size(resultBytes)}`;
    return html`<span class="status status-${call.status}" title=${statusWords[call.status]}>
        ${icon(statusIcons[call.status], call.status === 'running' ? 'codicon-modifier-spin' : '')}
        <span class="unseen">${statusWords[call.status]}</span>
      </span>
      <span class="label">${call.skill}</span>
      ${remark(call)}
      <span class="sizes" title="Size of the inputs and of the result">${sizes}</span>
      <svg class="bar status-${call.status}" viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
        ${svg`<rect x=${start * 1000} width=${Math.max(width * 1000, 6)} y="0" height="8"></rect>`}
      </svg>
      <span class="duration">${call.durationMs === undefined ? '…' : duration(call.durationMs)}</span>`;
  }
}

/** What there is to say beside the name: an error, or that nothing ran. */
function remark({ cached, error = '' }: CallNode): TemplateResult {
  if (cached === undefined) return html`<span class="call-error" title=${error}>${error}</span>`;
  return html`<span class="cached" title="The result was cached: none of its code ran">cached (${cached})</span>`;
}

customElements.define('call-tree', CallTree);
