/** The cycles beside the picture: each with the calls of its shortest circle, and the way to them in the source. */

import { html, nothing, type TemplateResult } from 'lit';
import type { GraphCycle } from '../../message/graph.ts';
import { iconButton } from '../view/icon.ts';
import { plural } from '../view/units.ts';
import { View } from '../view/view.ts';
import type { GraphModel } from './graph-model.ts';
import { callMarks } from './side-card.ts';

const mostShown = 200;

export class CyclesList extends View<GraphModel> {
  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model.choices.showsCycles) return nothing;
    const { cycles } = model.store;
    return html`<section class="cycles-panel" aria-label="Cycles">
      <header>
        <h2>${plural(cycles.length, 'cycle')}</h2>
        ${iconButton({ icon: 'close', title: 'Close', onClick: () => model.setView({ showsCycles: false }) })}
      </header>
      <div class="card-body">
        ${
          cycles.length === 0
            ? html`<p class="muted">No skill reaches itself. Each cycle would be listed here with its calls.</p>`
            : html`<ol class="cycle-list">${cycles.slice(0, mostShown).map(cycle => this.#cycle(cycle))}</ol>`
        }
        ${cycles.length > mostShown ? html`<p class="muted">and ${cycles.length - mostShown} more</p>` : nothing}
      </div>
    </section>`;
  }

  #cycle(cycle: GraphCycle): TemplateResult {
    const { model } = this;
    const { path, members } = cycle;
    const steps = path.map((from, index) => ({ from, to: path[(index + 1) % path.length] ?? from }));
    const more = members.length - path.length;
    return html`<li>
      <ul class="others">
        ${steps.map(({ from, to }) => this.#step(from, to))}
      </ul>
      ${more > 0 ? html`<p class="muted">${plural(more, 'more skill')} tied up in it</p>` : nothing}
      <button
        type="button"
        class="link"
        @click=${() => model.select({ kind: 'node', id: path[0] ?? '' }, { reveals: true })}
      >
        Show
      </button>
    </li>`;
  }

  #step(from: string, to: string): TemplateResult {
    const { model } = this;
    const calls = model.store.edge(from, to)?.calls ?? [];
    const name = (id: string) => model.store.nodes.get(id)?.name ?? id;
    return html`<li>
      <button
        type="button"
        class="link"
        @click=${() => model.select({ kind: 'edge', from, to })}
      ><bdi>${name(from)}</bdi> → <bdi>${name(to)}</bdi></button>
      ${calls.slice(0, 5).map(
        call => html`<button
          type="button"
          class="link quiet"
          title=${callMarks(call) || 'Open the call'}
          @click=${() => model.open(from, call.offset)}
        >line ${call.place.line}</button>`,
      )}
    </li>`;
  }
}

customElements.define('cycles-list', CyclesList);
