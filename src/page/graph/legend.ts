/** What the picture's colours and lines mean; a click on a category shows only that one, and all can be one box each. */

import { html, nothing, type TemplateResult } from 'lit';
import { styleProperties } from '../view/style-properties.ts';
import { View } from '../view/view.ts';
import type { GraphModel } from './graph-model.ts';
import { swatches } from './swatch.ts';

const mostShown = 12;

export class GraphLegend extends View<GraphModel> {
  protected override render(): TemplateResult | typeof nothing {
    const { model } = this;
    if (!model.choices.showsLegend || model.shown.nodes.length === 0) return nothing;
    const seen = new Set<string>();
    for (const id of model.shown.places.keys()) {
      const node = model.store.nodes.get(id);
      if (node?.kind === 'skill' && node.category !== '') seen.add(node.category);
    }
    const categories = [...seen].sort();
    const swatch = swatches();
    const chosen = model.choices.filter.categories;
    const isOnly = (category: string) => chosen.length === 1 && chosen[0] === category;
    return html`<section class="legend" aria-label="Legend">
      <ul>
        ${categories.slice(0, mostShown).map(
          category => html`<li>
            <button
              type="button"
              title=${isOnly(category) ? 'Show all categories' : `Show only ${category}`}
              @click=${() => model.setFilter({ categories: isOnly(category) ? [] : [category] })}
            >
              <span
                class="swatch"
                ${styleProperties({ '--swatch': swatch(model.colours.of(category)) ?? 'transparent' })}
              ></span>
              <bdi>${category}</bdi>
            </button>
          </li>`,
        )}
        ${categories.length > mostShown ? html`<li class="muted">and ${categories.length - mostShown} more</li>` : nothing}
      </ul>
      ${categories.length > 1 ? this.#collapse() : nothing}
      <ul class="lines">
        ${this.#lines().map(([kind, text]) => html`<li><span class="line ${kind}"></span>${text}</li>`)}
      </ul>
    </section>`;
  }

  /** The way out of a picture with more boxes than can be read, and back. */
  #collapse(): TemplateResult {
    const { model } = this;
    const isCollapsed = model.shown.groups.size > 0;
    return html`<button
      type="button"
      class="link"
      @click=${() => (isCollapsed ? model.expandAll() : model.collapseAll())}
    >
      ${isCollapsed ? 'Expand All' : 'Collapse All'}
    </button>`;
  }

  /** Only what there is in the picture. */
  #lines(): readonly (readonly [string, string])[] {
    const { edges, nodes } = this.model.shown;
    const kinds = nodes.map(id => this.model.store.nodes.get(id)?.kind);
    return [
      ...(edges.some(edge => edge.isInCycle) ? [['cycle', 'cycle'] as const] : []),
      ...(edges.some(edge => edge.isDynamic) ? [['dynamic', 'known at run time'] as const] : []),
      ...(kinds.includes('unknown') ? [['unknown', 'unknown skill'] as const] : []),
    ];
  }
}

customElements.define('graph-legend', GraphLegend);
