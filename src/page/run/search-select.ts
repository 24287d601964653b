/** A button that opens a list to choose from, with a search field above it; quick with ten thousand items. */

import { html, LitElement, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { icon } from '../view/icon.ts';

export interface SelectItem {
  readonly id: string;
  readonly label: string;
  /** Shown after the label, searched too. */
  readonly detail: string;
}

const mostShown = 200;

/** Fires `choose` with the item's id as its detail. */
export class SearchSelect extends LitElement {
  static override properties = {
    items: { attribute: false },
    selected: { attribute: false },
    placeholder: {},
    label: {},
    isOpen: { state: true },
  };
  declare items: readonly SelectItem[];
  /** The chosen item's id; undefined shows the placeholder. */
  declare selected: string | undefined;
  declare placeholder: string;
  declare label: string;
  declare isOpen: boolean;
  #pattern = '';
  #active = 0;
  #found: readonly SelectItem[] = [];

  constructor() {
    super();
    this.items = [];
    this.placeholder = '';
    this.label = '';
    this.isOpen = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  protected override willUpdate(): void {
    if (!this.isOpen) return;
    const words = this.#pattern.toLowerCase().split(/\s+/).filter(Boolean);
    this.#found = this.items.filter(({ label, detail }) => {
      const text = `${detail} ${label}`.toLowerCase();
      return words.every(word => text.includes(word));
    });
    this.#active = Math.max(0, Math.min(this.#active, this.#found.length - 1));
  }

  protected override render(): TemplateResult {
    const chosen = this.items.find(item => item.id === this.selected);
    return html`<button
        type="button"
        class="select-face"
        aria-haspopup="listbox"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-label="${this.label}: ${chosen?.label ?? this.placeholder}"
        title=${this.label}
        aria-disabled=${this.items.length === 0 ? 'true' : 'false'}
        @click=${this.#open}
        @keydown=${this.#onFaceKey}
      >
        <span class="select-text ${chosen === undefined ? 'placeholder' : ''}">${chosen?.label ?? this.placeholder}</span>
        ${icon('chevron-down')}
      </button>
      <div class="select-popup" popover="auto" @toggle=${this.#onToggle}>${this.isOpen ? this.#list() : ''}</div>`;
  }

  #list(): TemplateResult {
    const shown = this.#found.slice(0, mostShown);
    return html`<input
        class="select-search"
        type="text"
        role="combobox"
        placeholder="Search"
        spellcheck="false"
        autocomplete="off"
        aria-label="Search: ${this.label}"
        aria-expanded="true"
        aria-controls="${this.id}-list"
        aria-activedescendant=${ifDefined(shown.length === 0 ? undefined : `${this.id}-${this.#active}`)}
        .value=${this.#pattern}
        @input=${this.#onInput}
        @keydown=${this.#onKey}
      />
      <div class="select-list" role="listbox" id="${this.id}-list" aria-label=${this.label}>
        ${shown.map((item, index) => this.#item(item, index))}
      </div>
      ${shown.length === 0 ? html`<div class="select-note">Nothing found.</div>` : ''}
      ${
        this.#found.length > mostShown
          ? html`<div class="select-note">${this.#found.length - mostShown} more: type to narrow down.</div>`
          : ''
      }`;
  }

  #item(item: SelectItem, index: number): TemplateResult {
    return html`<div
      class="select-item ${index === this.#active ? 'active' : ''}"
      role="option"
      id="${this.id}-${index}"
      aria-selected=${item.id === this.selected ? 'true' : 'false'}
      @click=${() => this.#choose(item)}
      @pointermove=${() => this.#activate(index)}
    >
      <span class="select-label">${item.label}</span><span class="muted">${item.detail}</span>
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('isOpen') || !this.isOpen) return;
    this.querySelector<HTMLInputElement>('.select-search')?.focus();
    this.#scrollToActive();
  }

  readonly #open = (): void => {
    const popup = this.querySelector<HTMLElement>('.select-popup');
    if (popup === null || this.items.length === 0) return;
    this.#pattern = '';
    this.#active = Math.max(
      0,
      this.items.findIndex(item => item.id === this.selected),
    );
    place(popup, this.getBoundingClientRect());
    popup.togglePopover();
  };

  readonly #onFaceKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    this.#open();
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    this.isOpen = event.newState === 'open';
  };

  readonly #onInput = (event: Event): void => {
    this.#pattern = (event.target as HTMLInputElement).value;
    this.#active = 0;
    this.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const last = Math.min(this.#found.length, mostShown) - 1;
    const item = this.#found[this.#active];
    if (event.key === 'ArrowDown') this.#activate(Math.min(this.#active + 1, last));
    else if (event.key === 'ArrowUp') this.#activate(Math.max(this.#active - 1, 0));
    else if (event.key === 'PageDown') this.#activate(Math.min(this.#active + 10, last));
    else if (event.key === 'PageUp') this.#activate(Math.max(this.#active - 10, 0));
    else if (event.key === 'Enter' && item !== undefined) this.#choose(item);
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #activate(index: number): void {
    if (index === this.#active) return;
    this.#active = index;
    this.requestUpdate();
    void this.updateComplete.then(() => this.#scrollToActive());
  }

  #scrollToActive(): void {
    this.querySelector('.select-item.active')?.scrollIntoView({ block: 'nearest' });
  }

  #choose(item: SelectItem): void {
    this.#close();
    this.dispatchEvent(new CustomEvent('choose', { detail: item.id }));
  }

  #close(): void {
    this.querySelector<HTMLElement>('.select-popup')?.hidePopover();
    this.querySelector<HTMLElement>('.select-face')?.focus();
  }
}

/** Below the face or above it, where there is more room, and inside the page. */
function place(popup: HTMLElement, face: DOMRect): void {
  const gap = 4;
  const width = Math.min(Math.max(face.width, 260), innerWidth - 2 * gap);
  const below = innerHeight - face.bottom - gap;
  const isBelow = below >= Math.min(240, face.top);
  popup.style.width = `${width}px`;
  popup.style.left = `${Math.max(gap, Math.min(face.left, innerWidth - width - gap))}px`;
  popup.style.top = isBelow ? `${face.bottom + 2}px` : 'auto';
  popup.style.bottom = isBelow ? 'auto' : `${innerHeight - face.top + 2}px`;
  popup.style.maxHeight = `${Math.max(120, Math.min(360, isBelow ? below : face.top - gap))}px`;
}

customElements.define('search-select', SearchSelect);
