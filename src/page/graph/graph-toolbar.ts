/** The top row: search, filters, focus, cycles, and what is done with the picture as a whole. */

import { html, nothing, type TemplateResult } from 'lit';
import type { Disposable } from '../../base/disposal.ts';
import { icon, iconButton } from '../view/icon.ts';
import { View } from '../view/view.ts';
import { type Filter, mostLevels, type ProblemFilter, problemFilters } from './choices.ts';
import type { GraphModel } from './graph-model.ts';
import './menu-button.ts';
import { exportItems } from './export-items.ts';
import type { MenuItem } from './menu-button.ts';
import { collapsedOf, hasProblem } from './shown.ts';
import { swatches } from './swatch.ts';

const problemWords: Readonly<Record<ProblemFilter, string>> = {
  error: 'With errors',
  warning: 'With warnings',
  unknown: 'Calling unknown skills',
  cycle: 'In a cycle',
};

export class GraphToolbar extends View<GraphModel> {
  protected override watch(update: () => void): readonly Disposable[] {
    return [...super.watch(update), this.model.player.onDidChange(update)];
  }

  focusSearch(): void {
    const field = this.querySelector<HTMLInputElement>('.search input');
    field?.focus();
    field?.select();
  }

  openExport(): void {
    this.querySelector<HTMLElement & { openMenu(): void }>('#export')?.openMenu();
  }

  protected override render(): TemplateResult {
    return html`<div class="toolbar" role="toolbar" aria-label="Graph">
      ${this.#roots()}${this.#search()}${this.#categories()}${this.#tags()}${this.#problems()}${this.#focus()}
      ${this.#cycles()}
      <span class="grow"></span>
      <span class="tool-group">${this.#view()}${this.#zoom()}${this.#export()}${this.#switches()}</span>
    </div>`;
  }

  #roots(): TemplateResult | typeof nothing {
    const roots = this.model.state?.roots ?? [];
    const chosen = this.model.state?.rootId;
    if (roots.length < 2) return nothing;
    return html`<menu-button
      id="root"
      label="Skills folder"
      icon="root-folder"
      .text=${roots.find(({ id }) => id === chosen)?.name ?? ''}
      .items=${roots.map(({ id, name }): MenuItem => {
        return {
          kind: 'radio',
          label: name,
          isChecked: id === chosen,
          pick: () => this.model.chooseRoot(id),
        };
      })}
    ></menu-button>`;
  }

  #search(): TemplateResult {
    const { model } = this;
    const { pattern, found, foundAt } = model;
    const count = pattern === '' ? '' : found.length === 0 ? 'none' : `${foundAt + 1} of ${found.length}`;
    return html`<div class="search" role="search">
      ${icon('search')}
      <input
        type="text"
        placeholder="Search ( / )"
        aria-label="Search skills"
        spellcheck="false"
        autocomplete="off"
        .value=${pattern}
        @input=${(event: Event) => model.setSearch((event.target as HTMLInputElement).value)}
        @keydown=${this.#onSearchKey}
      />
      <span class="muted number" aria-live="polite">${count}</span>
    </div>`;
  }

  readonly #onSearchKey = (event: KeyboardEvent): void => {
    if (event.isComposing) return;
    if (event.key === 'Enter') this.model.goToMatch(this.#isAtMatch() ? (event.shiftKey ? -1 : 1) : 0);
    else if (event.key === 'Escape') this.model.setSearch('');
    else return;
    if (event.key === 'Escape') document.querySelector<HTMLElement>('canvas.picture')?.focus();
    event.preventDefault();
    event.stopPropagation();
  };

  /** The first Enter goes to the best match, the next to the next. */
  #isAtMatch(): boolean {
    const { selection } = this.model.choices;
    return selection?.kind === 'node' && this.model.found[this.model.foundAt] === selection.id;
  }

  #categories(): TemplateResult {
    const { model } = this;
    const { filter } = model.choices;
    const collapsed = collapsedOf(model.choices);
    const counts = countBy(model, node => [node.category]);
    const swatch = swatches();
    const items = model.categories.map((category): MenuItem => {
      const isCollapsed = collapsed.includes(category);
      return {
        kind: 'check',
        label: category || '(no category)',
        detail: String(counts.get(category) ?? 0),
        isChecked: filter.categories.includes(category),
        colour: swatch(model.colours.of(category)),
        pick: () => model.setFilter({ categories: toggled(filter.categories, category) }),
        side: {
          icon: isCollapsed ? 'unfold' : 'fold',
          title: `${isCollapsed ? 'Expand' : 'Collapse'} ${category || '(no category)'}`,
          pick: () => model.toggleCategory(category),
        },
      };
    });
    return filterMenu({
      id: 'category',
      label: 'Show only these categories',
      none: 'Category',
      chosen: filter.categories.map(name => name || '(no category)'),
      items,
    });
  }

  #tags(): TemplateResult | typeof nothing {
    const { model } = this;
    const { filter } = model.choices;
    const counts = countBy(model, node => node.tags);
    if (counts.size === 0 && filter.tags.length === 0) return nothing;
    const items = [...counts].sort().map(([tag, count]): MenuItem => {
      return {
        kind: 'check',
        label: tag,
        detail: String(count),
        isChecked: filter.tags.includes(tag),
        pick: () => model.setFilter({ tags: toggled(filter.tags, tag) }),
      };
    });
    return filterMenu({
      id: 'tag',
      label: 'Show only skills with these tags',
      none: 'Tags',
      chosen: filter.tags,
      items,
    });
  }

  #problems(): TemplateResult {
    const { model } = this;
    const { filter } = model.choices;
    const nodes = [...model.store.nodes.values()].filter(node => node.kind === 'skill');
    const items = problemFilters.map((problem): MenuItem => {
      return {
        kind: 'check',
        label: problemWords[problem],
        detail: String(nodes.filter(node => hasProblem(model.store, node, problem)).length),
        isChecked: filter.problems.includes(problem),
        pick: () => model.setFilter({ problems: toggled(filter.problems, problem) }),
      };
    });
    const hide = (key: 'hidesLeaves' | 'hidesEntries', label: string): MenuItem => {
      const change: Partial<Filter> = { [key]: !filter[key] };
      return { kind: 'check', label, isChecked: filter[key], pick: () => model.setFilter(change) };
    };
    return filterMenu({
      id: 'problem',
      label: 'Show only skills with these problems, or hide some',
      none: 'Problems',
      chosen: [
        ...filter.problems.map(problem => problemWords[problem]),
        ...(filter.hidesLeaves ? ['no leaves'] : []),
        ...(filter.hidesEntries ? ['no entry points'] : []),
      ],
      items: [
        { kind: 'heading', label: 'Show only skills' },
        ...items,
        { kind: 'heading', label: 'Hide' },
        hide('hidesLeaves', 'Leaves (call nobody)'),
        hide('hidesEntries', 'Entry points (nobody calls them)'),
      ],
    });
  }

  #focus(): TemplateResult | typeof nothing {
    const { model } = this;
    const { focus } = model.choices;
    if (focus === undefined) return nothing;
    const name = model.store.nodes.get(focus.id)?.name ?? focus.id;
    return html`<div class="focus-control" role="group" aria-label="Focus">
      ${icon('target')}<span class="tool-text" title=${name}>${name}</span>
      ${iconButton({
        icon: 'remove',
        title: 'Fewer levels',
        disabled: focus.levels <= 1,
        onClick: () => model.focus(focus.id, focus.levels - 1),
      })}
      <span class="number" aria-label="${focus.levels} levels">× ${focus.levels}</span>
      ${iconButton({
        icon: 'add',
        title: 'More levels',
        disabled: focus.levels >= mostLevels,
        onClick: () => model.focus(focus.id, focus.levels + 1),
      })}
      ${iconButton({ icon: 'close', title: 'Show all skills', onClick: () => model.focus(undefined) })}
    </div>`;
  }

  #cycles(): TemplateResult {
    const { model } = this;
    const count = model.store.cycles.length;
    const { showsCycles } = model.choices;
    return html`<button
      type="button"
      class="tool cycles ${showsCycles ? 'active' : ''} ${count > 0 ? 'has-cycles' : ''}"
      aria-pressed=${showsCycles ? 'true' : 'false'}
      title="List the cycles"
      @click=${() => model.setView({ showsCycles: !showsCycles })}
    >
      ${icon(count > 0 ? 'warning' : 'pass')}<span class="tool-text">Cycles: ${count}</span>
    </button>`;
  }

  #view(): TemplateResult {
    const { model } = this;
    const { showsLegend } = model.choices;
    const items: readonly MenuItem[] = [
      {
        kind: 'action',
        icon: 'collapse-all',
        label: 'Collapse All Categories',
        pick: () => model.collapseAll(),
      },
      { kind: 'action', icon: 'expand-all', label: 'Expand All Categories', pick: () => model.expandAll() },
      { kind: 'action', icon: 'refresh', label: 'Arrange Anew', pick: () => model.arrangeAnew() },
      {
        kind: 'action',
        icon: 'clear-all',
        label: 'Clear Filters',
        pick: () => model.clearFilter(),
      },
      {
        kind: 'check',
        label: 'Legend and Map',
        isChecked: showsLegend,
        pick: () => model.setView({ showsLegend: !showsLegend }),
      },
    ];
    return html`<menu-button id="view" label="Arrange" icon="layout" .items=${items}></menu-button>`;
  }

  #zoom(): TemplateResult {
    const { viewport } = this.model;
    return html`${iconButton({ icon: 'zoom-out', title: 'Zoom Out (−)', onClick: () => viewport.zoomBy(0.8) })}
    ${iconButton({ icon: 'zoom-in', title: 'Zoom In (+)', onClick: () => viewport.zoomBy(1.25) })}
    ${iconButton({ icon: 'screen-full', title: 'Fit All (0)', onClick: () => viewport.fit() })}`;
  }

  #export(): TemplateResult {
    return html`<menu-button
      id="export"
      label="Export"
      icon="export"
      .items=${exportItems(this.model)}
    ></menu-button>`;
  }

  #switches(): TemplateResult {
    const { model } = this;
    const { isPinned, view } = model.choices;
    const isList = view === 'list';
    return html`${toggle({
      icon: 'list-tree',
      title: 'Show as List (L)',
      isOn: isList,
      onClick: () => model.setView({ view: isList ? 'picture' : 'list' }),
    })}
    ${toggle({
      icon: isPinned ? 'pinned' : 'pin',
      title: isPinned ? 'Follow the Active Editor' : 'Pin: do not follow the active editor',
      isOn: isPinned,
      onClick: () => model.setPinned(!isPinned),
    })}
    ${iconButton({
      icon: 'question',
      title: 'Keys (?)',
      onClick: () => this.dispatchEvent(new CustomEvent('help', { bubbles: true })),
    })}`;
  }
}

function toggle(options: {
  readonly icon: string;
  readonly title: string;
  readonly isOn: boolean;
  readonly onClick: () => void;
}): TemplateResult {
  return html`<button
    type="button"
    class="icon-button toggle"
    title=${options.title}
    aria-label=${options.title}
    aria-pressed=${options.isOn ? 'true' : 'false'}
    @click=${options.onClick}
  >
    ${icon(options.icon)}
  </button>`;
}

function filterMenu(options: {
  readonly id: string;
  readonly label: string;
  readonly none: string;
  readonly chosen: readonly string[];
  readonly items: readonly MenuItem[];
}): TemplateResult {
  const { id, label, none, chosen, items } = options;
  const text =
    chosen.length === 0 ? none : chosen.length === 1 ? (chosen[0] ?? '') : `${none}: ${chosen.length}`;
  return html`<menu-button
    id=${id}
    label=${label}
    .text=${text}
    .isActive=${chosen.length > 0}
    .items=${items}
  ></menu-button>`;
}

function toggled<T>(list: readonly T[], item: T): readonly T[] {
  return list.includes(item) ? list.filter(other => other !== item) : [...list, item];
}

function countBy(
  model: GraphModel,
  keys: (node: { readonly category: string; readonly tags: readonly string[] }) => readonly string[],
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const node of model.store.nodes.values()) {
    if (node.kind === 'skill') for (const key of keys(node)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

customElements.define('graph-toolbar', GraphToolbar);
