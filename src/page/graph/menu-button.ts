/** A button with a menu: choices with check marks, actions, and a search where there are many. */

import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { icon } from '../view/icon.ts';
import { styleProperties } from '../view/style-properties.ts';

export interface MenuItem {
  readonly kind: 'check' | 'radio' | 'action' | 'heading';
  readonly label: string;
  readonly detail?: string;
  readonly icon?: string;
  readonly isChecked?: boolean;
  readonly isDisabled?: boolean;
  /** A swatch before the label; any CSS colour. */
  readonly colour?: string | undefined;
  readonly pick?: () => void;
  /** A second action at the end of the row. */
  readonly side?: { readonly icon: string; readonly title: string; readonly pick: () => void };
}

/** More rows than this have a search above them. */
const mostWithoutSearch = 12;
const mostShown = 200;

export class MenuButton extends LitElement {
  static override properties = {
    label: {},
    icon: {},
    text: {},
    items: { attribute: false },
    isActive: { attribute: false },
    isOpen: { state: true },
  };
  /** The name for people who cannot see the icon, and the tooltip. */
  declare label: string;
  declare icon: string;
  /** Beside the icon; empty for an icon alone. */
  declare text: string;
  declare items: readonly MenuItem[];
  /** It narrows or changes what is shown now. */
  declare isActive: boolean;
  declare isOpen: boolean;
  #pattern = '';

  constructor() {
    super();
    this.label = '';
    this.icon = '';
    this.text = '';
    this.items = [];
    this.isActive = false;
    this.isOpen = false;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  openMenu(): void {
    if (!this.isOpen) this.#toggle();
  }

  protected override render(): TemplateResult {
    return html`<button
        type="button"
        class="tool ${this.text === '' ? 'square' : ''} ${this.isActive ? 'active' : ''}"
        aria-haspopup="menu"
        aria-expanded=${this.isOpen ? 'true' : 'false'}
        aria-label=${this.text === '' ? this.label : `${this.label}: ${this.text}`}
        title=${this.label}
        @click=${this.#toggle}
        @keydown=${this.#onFaceKey}
      >
        ${this.icon === '' ? nothing : icon(this.icon)}
        ${this.text === '' ? nothing : html`<span class="tool-text">${this.text}</span>`}
        ${this.text === '' ? nothing : icon('chevron-down', 'small')}
      </button>
      <div class="menu" popover="auto" @toggle=${this.#onToggle}>${this.isOpen ? this.#menu() : nothing}</div>`;
  }

  #menu(): TemplateResult {
    const pattern = this.#pattern.toLowerCase();
    const found = this.items.filter(
      item => pattern === '' || (item.kind !== 'heading' && item.label.toLowerCase().includes(pattern)),
    );
    return html`${
      this.items.length > mostWithoutSearch
        ? html`<input
            class="menu-search"
            type="text"
            placeholder="Search"
            aria-label="Search: ${this.label}"
            spellcheck="false"
            autocomplete="off"
            .value=${this.#pattern}
            @input=${this.#onInput}
            @keydown=${this.#onKey}
          />`
        : nothing
    }
      <div class="menu-list" role="menu" aria-label=${this.label} @keydown=${this.#onKey}>
        ${found.slice(0, mostShown).map(item => this.#item(item))}
      </div>
      ${found.length === 0 ? html`<div class="menu-note">Nothing found.</div>` : nothing}
      ${
        found.length > mostShown
          ? html`<div class="menu-note">${found.length - mostShown} more: type to narrow down.</div>`
          : nothing
      }`;
  }

  #item(item: MenuItem): TemplateResult {
    if (item.kind === 'heading') {
      return html`<div class="menu-heading" role="presentation">${item.label}</div>`;
    }
    const { side } = item;
    const roles = { check: 'menuitemcheckbox', radio: 'menuitemradio', action: 'menuitem' };
    return html`<div class="menu-row" role="none">
      <button
        type="button"
        class="menu-item"
        role=${roles[item.kind]}
        tabindex="-1"
        aria-checked=${item.kind === 'action' ? nothing : item.isChecked === true ? 'true' : 'false'}
        aria-disabled=${item.isDisabled === true ? 'true' : 'false'}
        @click=${() => this.#pick(item)}
      >
        ${item.kind === 'action' ? icon(item.icon ?? 'blank') : icon(item.isChecked === true ? 'check' : 'blank')}
        ${
          item.colour === undefined
            ? nothing
            : html`<span class="swatch" ${styleProperties({ '--swatch': item.colour })}></span>`
        }
        <span class="menu-label">${item.label}</span>
        ${item.detail === undefined ? nothing : html`<span class="muted number">${item.detail}</span>`}
      </button>
      ${
        side === undefined
          ? nothing
          : html`<button
              type="button"
              class="icon-button"
              role="menuitem"
              tabindex="-1"
              title=${side.title}
              aria-label=${side.title}
              @click=${side.pick}
            >
              ${icon(side.icon)}
            </button>`
      }
    </div>`;
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('isOpen') || !this.isOpen) return;
    const first =
      this.querySelector<HTMLElement>('.menu-search') ?? this.querySelector<HTMLElement>('.menu-item');
    first?.focus();
  }

  readonly #toggle = (): void => {
    const menu = this.querySelector<HTMLElement>('.menu');
    if (menu === null) return;
    this.#pattern = '';
    place(menu, this.getBoundingClientRect());
    menu.togglePopover();
  };

  readonly #onToggle = (event: ToggleEvent): void => {
    this.isOpen = event.newState === 'open';
  };

  readonly #onFaceKey = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowDown' || this.isOpen) return;
    event.preventDefault();
    this.#toggle();
  };

  readonly #onInput = (event: Event): void => {
    this.#pattern = (event.target as HTMLInputElement).value;
    this.requestUpdate();
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const isTyping = event.target instanceof HTMLInputElement;
    const stops = [...this.querySelectorAll<HTMLElement>('.menu-search, .menu-item')];
    const at = stops.indexOf(event.target as HTMLElement);
    const row = (event.target as HTMLElement).closest('.menu-row');
    if (event.key === 'ArrowDown') stops[(at + 1) % stops.length]?.focus();
    else if (event.key === 'ArrowUp') stops[(at - 1 + stops.length) % stops.length]?.focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.#close();
    else if (event.key === 'Home' && !isTyping) stops[0]?.focus();
    else if (event.key === 'End' && !isTyping) stops.at(-1)?.focus();
    else if (event.key === 'ArrowRight' && !isTyping)
      row?.querySelector<HTMLElement>('.icon-button')?.focus();
    else if (event.key === 'ArrowLeft' && !isTyping) row?.querySelector<HTMLElement>('.menu-item')?.focus();
    else if (event.key === 'Enter' && isTyping) this.querySelector<HTMLElement>('.menu-item')?.click();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };

  #pick(item: MenuItem): void {
    if (item.isDisabled === true) return;
    if (item.kind !== 'check') this.#close();
    item.pick?.();
  }

  #close(): void {
    this.querySelector<HTMLElement>('.menu')?.hidePopover();
    this.querySelector<HTMLElement>('.tool')?.focus();
  }
}

/** Below the button, and inside the page. */
function place(menu: HTMLElement, face: DOMRect): void {
  const gap = 4;
  const width = Math.min(280, innerWidth - 2 * gap);
  menu.style.width = `${width}px`;
  menu.style.left = `${Math.max(gap, Math.min(face.left, innerWidth - width - gap))}px`;
  menu.style.top = `${face.bottom + 2}px`;
  menu.style.maxHeight = `${Math.max(120, Math.min(440, innerHeight - face.bottom - 2 * gap))}px`;
}

customElements.define('menu-button', MenuButton);
