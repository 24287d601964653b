/** The bar below the picture while a run is shown: play, pause, step, and a slider over the run's time. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import { icon, iconButton } from '../view/icon.ts';
import { statusIcons, statusWords } from '../view/status.ts';
import { duration, plural } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { GraphModel } from './graph-model.ts';

const sliderSteps = 1_000;

export class RunBar extends View<GraphModel> {
  protected override watch(update: () => void): readonly Disposable[] {
    return [this.model.player.onDidChange(update)];
  }

  protected override render(): TemplateResult | typeof nothing {
    const { player } = this.model;
    const { run } = player;
    if (run === undefined) return nothing;
    if (!player.isShown) return this.#ready();
    const { lengthMs, atMs } = player;
    const failed = run.steps.filter(step => step.hasFailed && (step.endMs ?? Infinity) <= atMs).length;
    const begun = run.steps.filter(step => step.startMs <= atMs).length;
    return html`<section class="run-bar" aria-label="Run" data-at=${atMs} data-playing=${player.isPlaying ? 'true' : 'false'}>
      ${player.isLive ? html`<span class="muted">${icon('sync', 'codicon-modifier-spin')}</span>` : this.#controls()}
      <span class="run-name" title=${run.rootSkill}><bdi>${run.rootSkill}</bdi></span>
      <span class="status ${run.status}">${icon(statusIcons[run.status])} ${statusWords[run.status]}</span>
      <input
        type="range"
        min="0"
        max=${sliderSteps}
        aria-label="Moment of the run"
        aria-valuetext="${duration(atMs)} of ${duration(lengthMs)}"
        ?disabled=${player.isLive}
        .value=${String(lengthMs === 0 ? sliderSteps : Math.round((atMs / lengthMs) * sliderSteps))}
        @input=${(event: Event) =>
          player.seek((Number((event.target as HTMLInputElement).value) / sliderSteps) * lengthMs)}
      />
      <span class="number run-time">${duration(atMs)} / ${duration(lengthMs)}</span>
      <span class="number muted run-calls">${plural(begun, 'call')}${failed > 0 ? html`, <span class="error">${failed} failed</span>` : nothing}${
        run.droppedSteps > 0 ? `, ${run.droppedSteps} not kept` : nothing
      }</span>
      ${iconButton({ icon: 'close', title: 'Put the run away', onClick: () => player.hide() })}
    </section>`;
  }

  #ready(): TemplateResult {
    const { player } = this.model;
    return html`<section class="run-bar quiet" aria-label="Run">
      <button type="button" class="link" @click=${() => player.play()}>
        ${icon('play')} Play the last run again: <bdi>${player.run?.rootSkill}</bdi>
      </button>
    </section>`;
  }

  #controls(): TemplateResult {
    const { player } = this.model;
    const isPlaying = player.isPlaying;
    return html`${iconButton({ icon: 'debug-step-back', title: 'One step back', onClick: () => player.step(-1) })}
    ${iconButton({
      icon: isPlaying ? 'debug-pause' : 'play',
      title: isPlaying ? 'Pause' : 'Play the run again',
      onClick: () => (isPlaying ? player.pause() : player.play()),
    })}
    ${iconButton({ icon: 'debug-step-over', title: 'One step on', onClick: () => player.step(1) })}`;
  }
}

customElements.define('run-bar', RunBar);
