/** One skill from near: its durations as a chart, its last failures, and what can be done with it. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Failure, MetricsRow } from '../../message/metrics.ts';
import { iconButton } from '../view/icon.ts';
import { View } from '../view/view.ts';
import { when } from './columns.ts';
import './latency-chart.ts';
import type { MetricsModel } from './metrics-model.ts';

export class SkillDetail extends View<MetricsModel> {
  protected override render(): TemplateResult {
    const row = this.model.selected;
    if (row === undefined) return html``;
    return html`<section class="detail" aria-label=${`Metrics of ${row.name}`}>
      <header>
        <h2>${row.name}</h2>
        <span class="muted">${row.exists ? row.category : 'removed'}</span>
        <span class="grow"></span>
        ${row.exists ? this.#actions(row) : nothing}
        ${iconButton({ icon: 'history', title: 'Show Runs', onClick: () => this.model.showRuns(row.id) })}
        ${iconButton({ icon: 'close', title: 'Close', onClick: () => this.model.select(undefined) })}
      </header>
      ${this.#content(row)}
    </section>`;
  }

  #actions(row: MetricsRow): TemplateResult {
    return html`${iconButton({ icon: 'play', title: 'Run', onClick: () => this.model.run(row.id) })}
    ${iconButton({ icon: 'go-to-file', title: 'Open', onClick: () => this.model.open(row.id) })}`;
  }

  #content(row: MetricsRow): TemplateResult {
    const { details } = this.model;
    if (details === undefined) return html`<p class="muted" role="status">Reading its runs…</p>`;
    if (details.executions.length === 0)
      return html`<p class="muted">It has not run yet. Its durations appear here when it has.</p>`;
    const levels = [
      { name: 'p50', ms: row.p50Ms },
      { name: 'p95', ms: row.p95Ms },
    ];
    return html`<div class="parts">
      <latency-chart .executions=${details.executions} .levels=${levels}></latency-chart>
      ${this.#failures(details.failures)}
    </div>`;
  }

  #failures(failures: readonly Failure[]): TemplateResult {
    if (failures.length === 0) return html`<div class="failures muted">No failures.</div>`;
    return html`<div class="failures">
      <h3>Last failures</h3>
      <ul>
        ${failures.map(
          ({ at, reason, runId }) => html`<li>
            <span class="muted number">${when(at)}</span>
            ${
              runId === undefined
                ? html`<span>${reason}</span>`
                : html`<button type="button" class="link" title="Show this run" @click=${() => this.model.openRun(runId)}>${reason}</button>`
            }
          </li>`,
        )}
      </ul>
    </div>`;
  }
}

customElements.define('skill-detail', SkillDetail);
