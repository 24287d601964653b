/** One row as a whole: its inputs, what is wrong with it, its result or error, and what it logged. */

import { html, type TemplateResult } from 'lit';
import type { JsonValue } from '../../base/json.ts';
import type { BatchRowDetail, RowOutcome } from '../../message/batch.ts';
import { icon, iconButton } from '../view/icon.ts';
import { count, duration, offset, plural, size } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { BatchModel } from './batch-model.ts';
import { stateIcons, stateWords } from './row-state.ts';

/** More of a text is opened as a document. */
const maxChars = 20_000;

export class RowDetail extends View<BatchModel> {
  protected override render(): TemplateResult | string {
    const { detail } = this.model;
    if (detail === undefined) return '';
    const { row, line, state, outcome } = detail;
    return html`<section class="detail" aria-label="Row ${row}">
      <div class="detail-head">
        <h2>Row ${count(row)}</h2>
        <span class="muted">line ${count(line)}</span>
        <span class="state-cell state-${state}">${icon(stateIcons[state])}<span>${stateWords[state]}</span></span>
        ${outcome === undefined ? '' : html`<span class="muted number">${duration(outcome.durationMs)}</span>`}
        <span class="grow"></span>
        ${iconButton({ icon: 'go-to-file', title: 'Open as JSON', onClick: () => this.model.openDetail() })}
        ${iconButton({ icon: 'close', title: 'Close (Escape)', onClick: () => this.model.closeDetail() })}
      </div>
      <div class="detail-body" tabindex="0">
        ${this.#issues(detail)} ${block('Inputs', detail.inputs)} ${outcome === undefined ? '' : this.#outcome(outcome)}
      </div>
    </section>`;
  }

  #issues({ issues }: BatchRowDetail): TemplateResult | string {
    if (issues.length === 0) return '';
    return html`<h3>Does not fit</h3>
      <ul class="issues">${issues.map(issue => html`<li>${icon('warning')}<span>${issue}</span></li>`)}</ul>`;
  }

  #outcome({
    error,
    result,
    isResultKept,
    resultBytes,
    logs,
    droppedLogs,
    status,
  }: RowOutcome): TemplateResult {
    const failed =
      error === undefined
        ? ''
        : html`<h3>Error</h3>
          <p class="error-text"><b>${error.name}</b>: ${error.message}</p>
          <pre class="muted">${[error.chain.length > 1 ? `in ${error.chain.join(' → ')}` : '', error.stack].filter(Boolean).join('\n')}</pre>`;
    const unkept =
      status === 'completed' && !isResultKept
        ? html`<p class="muted">The result (${size(resultBytes)}) is not kept: those of this batch are too large together.
            On the command line, <code>skillsmith batch … --out</code> writes all of them to a file.</p>`
        : '';
    const log = logs.map(({ atMs, level, text }) => `${offset(atMs)} ${level}: ${text}`).join('\n');
    return html`${failed}${unkept}${status === 'completed' && isResultKept ? block('Result', result ?? null) : ''}
      ${log === '' ? '' : html`<h3>Log</h3><pre>${log}</pre>`}
      ${droppedLogs > 0 ? html`<p class="muted">${plural(droppedLogs, 'more line')} not kept.</p>` : ''}`;
  }
}

function block(title: string, value: JsonValue): TemplateResult {
  const text = JSON.stringify(value, undefined, 2);
  const rest = text.length - maxChars;
  return html`<h3>${title}</h3>
    <pre>${rest > 0 ? `${text.slice(0, maxChars)}…` : text}</pre>
    ${rest > 0 ? html`<p class="muted">${count(rest)} more characters: open as JSON.</p>` : ''}`;
}

customElements.define('row-detail', RowDetail);
