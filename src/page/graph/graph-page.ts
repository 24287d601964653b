/** The graph's page as a whole: toolbar, picture or list, what lies beside it, and the keys that work everywhere. */

import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import { emptyState } from '../view/empty-state.ts';
import { iconButton } from '../view/icon.ts';
import { View } from '../view/view.ts';
import type { Whole } from './canvas/tiles.ts';
import { isFiltering } from './choices.ts';
import './cycles-list.ts';
import type { GraphList } from './graph-list.ts';
import './graph-list.ts';
import type { GraphModel } from './graph-model.ts';
import type { GraphToolbar } from './graph-toolbar.ts';
import './graph-toolbar.ts';
import './legend.ts';
import './mini-map.ts';
import { pageKey, pictureKeys } from './picture-keys.ts';
import type { PictureView } from './picture-view.ts';
import './picture-view.ts';
import './run-bar.ts';
import './side-card.ts';

export class GraphPage extends View<GraphModel> {
  #showsHelp = false;
  #whole: Whole | undefined;
  #view: GraphModel['choices']['view'] | undefined;
  /** The selected box, which was brought out from behind the card. */
  #uncovered: string | undefined;
  #hasCard = false;

  /** What lies over the picture has another place in another window. */
  readonly #sizes = new ResizeObserver(() => {
    requestAnimationFrame(() => {
      this.#takeInsets();
      this.model.viewport.refit();
    });
  });

  protected override watch(update: () => void): readonly Disposable[] {
    return [
      ...super.watch(update),
      this.model.onDidAsk(command => {
        const toolbar = this.querySelector<GraphToolbar>('graph-toolbar');
        if (command === 'search') toolbar?.focusSearch();
        else if (command === 'export') toolbar?.openExport();
      }),
    ];
  }

  override connectedCallback(): void {
    super.connectedCallback();
    window.addEventListener('keydown', this.#onKey);
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    window.removeEventListener('keydown', this.#onKey);
    this.#sizes.disconnect();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    const { model } = this;
    const isList = model.choices.view === 'list';
    return html`
      <graph-toolbar .model=${model} @help=${this.#toggleHelp}></graph-toolbar>
      <main class="stage">
        <cycles-list .model=${model}></cycles-list>
        <div class="picture-pane">
          <picture-view
            class=${isList ? 'hidden' : ''}
            .model=${model}
            @drawn=${this.#onDrawn}
          ></picture-view>
          <graph-list class=${isList ? 'shown' : 'unseen'} .model=${model}></graph-list>
          ${this.#notice()}
          ${
            isList
              ? nothing
              : html`<graph-legend .model=${model}></graph-legend>
                  <mini-map .model=${model} .whole=${this.#whole}></mini-map>`
          }
          <side-card .model=${model}></side-card>
          ${this.#showsHelp ? this.#help() : nothing}
        </div>
      </main>
      <run-bar .model=${model}></run-bar>
      <div class="unseen" role="status" aria-live="polite">${model.announcement}</div>
    `;
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    // Nothing of it may be reached by Tab while it is there for screen readers only.
    const viewport = this.querySelector<HTMLElement>('graph-list .viewport');
    if (viewport !== null) viewport.tabIndex = this.model.choices.view === 'list' ? 0 : -1;
    requestAnimationFrame(() => this.#takeInsets());
    const { view } = this.model.choices;
    const before = this.#view;
    this.#view = view;
    // What had the keyboard is hidden now.
    const inContent = document.activeElement?.closest('picture-view, graph-list, body:focus') ?? null;
    if (before !== undefined && before !== view && inContent !== null) this.focusContent();
  }

  /** After the parts have drawn themselves. */
  #takeInsets(): void {
    const pane = this.querySelector('.picture-pane')?.getBoundingClientRect();
    const legend = this.querySelector('.legend')?.getBoundingClientRect();
    const card = this.querySelector('side-card .card')?.getBoundingClientRect();
    if (pane === undefined) return;
    const gap = 8;
    const { viewport } = this.model;
    viewport.setInsets({
      corner:
        legend === undefined || legend.width === 0
          ? { width: 0, height: 0 }
          : { width: legend.width + gap, height: legend.height + gap },
      card: card && {
        x: card.x - pane.x - gap,
        y: card.y - pane.y - gap,
        width: card.width + 2 * gap,
        height: card.height + 2 * gap,
      },
    });
    const isOpened = card !== undefined && !this.#hasCard;
    this.#hasCard = card !== undefined;
    // Nobody looks at a place in the picture yet that should stay where it is.
    if (isOpened && this.model.isSelectedByEditor) viewport.refit();
    const place = this.model.selectedPlace;
    const id = place?.kind === 'node' ? place.id : undefined;
    const box = id === undefined ? undefined : this.model.scene.nodes.get(id);
    if (id !== this.#uncovered && box !== undefined) viewport.uncover(box);
    this.#uncovered = id;
  }

  /** Why there is no picture. */
  #notice(): TemplateResult | typeof nothing {
    const { model } = this;
    const { state, arranger, shown, scene } = model;
    const notice = (body: TemplateResult) => html`<div class="notice">${body}</div>`;
    if (state === undefined || (!state.isLoaded && model.store.nodes.size === 0)) {
      return notice(emptyState({ text: 'Reading the skills…' }));
    }
    if (state.rootId === undefined) {
      return notice(
        emptyState({
          text: 'This window has no skills folder. Open a folder and create a skill: it will appear here.',
        }),
      );
    }
    if (model.store.nodes.size === 0) {
      return notice(
        emptyState({
          text: 'No skills yet. Each file in the folder .skills will be a box here, each call a line.',
        }),
      );
    }
    if (shown.nodes.length === 0) {
      return notice(
        emptyState({
          text: isFiltering(model.choices.filter) ? 'No skill fits the filter.' : 'Nothing to show.',
          action: {
            label: 'Show All Skills',
            onClick: () => {
              model.clearFilter();
              model.focus(undefined);
            },
          },
        }),
      );
    }
    if (arranger.error !== undefined) {
      return notice(
        emptyState({
          text: `The picture could not be arranged: ${arranger.error}`,
          action: { label: 'Collapse All Categories', onClick: () => model.collapseAll() },
        }),
      );
    }
    if (arranger.isBusy && scene.nodes.size === 0)
      return notice(emptyState({ text: 'Arranging the picture…' }));
    return nothing;
  }

  #help(): TemplateResult {
    return html`<section class="card help" aria-label="Keys">
      <header>
        <h2>Keys</h2>
        ${iconButton({ icon: 'close', title: 'Close (Escape)', onClick: this.#toggleHelp })}
      </header>
      <dl class="card-body">
        ${pictureKeys.map(([keys, text]) => html`<dt>${keys}</dt><dd>${text}</dd>`)}
      </dl>
    </section>`;
  }

  readonly #toggleHelp = (): void => {
    this.#showsHelp = !this.#showsHelp;
    this.requestUpdate();
  };

  readonly #onDrawn = (event: CustomEvent<Whole | null>): void => {
    this.#whole = event.detail ?? undefined;
    this.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || document.querySelector('[popover]:popover-open') !== null) return;
    const target = event.composedPath()[0];
    if (target instanceof HTMLInputElement && target.type !== 'range') return;
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (isPlain && event.key === '/') this.querySelector<GraphToolbar>('graph-toolbar')?.focusSearch();
    else if (isPlain && event.key === '?') this.#toggleHelp();
    else if (event.key === 'Escape' && this.#showsHelp) this.#toggleHelp();
    else if (!pageKey(event, this.model)) return;
    event.preventDefault();
  };

  /** Puts the keyboard where the content is. */
  focusContent(): void {
    if (this.model.choices.view === 'list') this.querySelector<GraphList>('graph-list')?.focusList();
    else this.querySelector<PictureView>('picture-view')?.focusPicture();
  }
}

customElements.define('graph-page', GraphPage);
