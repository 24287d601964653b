/** How far the batch is, or how the last one ended. */

import { html, type TemplateResult } from 'lit';
import type { BatchProgress } from '../../message/batch.ts';
import { styleProperties } from '../view/style-properties.ts';
import { count, duration } from '../view/units.ts';
import { View } from '../view/view.ts';
import { type BatchModel, endText } from './batch-model.ts';

export class BatchProgressBar extends View<BatchModel> {
  protected override render(): TemplateResult | string {
    const { state } = this.model;
    const progress = state?.progress;
    if (state === undefined || (progress === undefined && state.phase !== 'running')) return '';
    const share = progress?.total ? progress.done / progress.total : 0;
    return html`<div class="progress-line">
      <div
        class="progress-track"
        role="progressbar"
        aria-label="Batch"
        aria-valuemin="0"
        aria-valuemax="100"
        aria-valuenow=${Math.floor(share * 100)}
        ?hidden=${state.phase !== 'running'}
      >
        <div class="progress-fill" ${styleProperties({ width: `${share * 100}%` })}></div>
      </div>
      <span class="number progress-text">${state.phase === 'running' ? liveText(progress) : endText(state)}</span>
      ${state.isEdited ? html`<span class="muted">The skill was edited meanwhile; this batch goes on with the text that it began with.</span>` : ''}
    </div>`;
  }
}

/** `45 % · 4,512 of 10,000 · 2 failed · 812 per s · 7 s left` */
function liveText(progress: BatchProgress | undefined): string {
  if (progress === undefined) return 'Starting…';
  const { done, total = done, counts, perSecond, leftMs } = progress;
  const failed = counts.failed + counts['timed-out'];
  return [
    `${Math.floor((done / Math.max(1, total)) * 100)} %`,
    `${count(done)} of ${count(total)}`,
    ...(failed > 0 ? [`${count(failed)} failed`] : []),
    ...(perSecond === undefined
      ? []
      : [`${perSecond < 10 ? perSecond.toFixed(1) : count(Math.round(perSecond))} per s`]),
    ...(leftMs === undefined ? [] : [`${leftText(leftMs)} left`]),
  ].join(' · ');
}

/** Whole seconds do not flicker. */
function leftText(milliseconds: number): string {
  return duration(Math.max(1, Math.ceil(milliseconds / 1000)) * 1000);
}

customElements.define('batch-progress-bar', BatchProgressBar);
