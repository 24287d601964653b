/** A list of any length as rows of 22 px, of which only those on the screen are in the document. */

import { html, type PropertyValues, type TemplateResult } from 'lit';
import { View, type Watchable } from './view.ts';

const rowHeight = 22;
const spareRows = 8;

/** Owns scrolling and measuring; a subclass says how many rows there are and draws one. */
export abstract class VirtualRows<M extends Watchable> extends View<M> {
  static override properties = { ...View.properties };
  /** Characters of the editor's font that fit into a row; rows that break text need it. */
  protected columns = 80;
  #viewport: HTMLElement | undefined;
  #height = 0;
  #scrollTop = 0;
  readonly #sizes = new ResizeObserver(() => this.#measure());

  protected abstract rowCount(): number;
  protected abstract row(index: number): TemplateResult;
  /** The scrolling element, which holds what {@link rows} draws and has the class `viewport`. */
  protected abstract frame(rows: TemplateResult): TemplateResult;

  protected override render(): TemplateResult {
    const count = this.rowCount();
    const first = Math.max(0, Math.min(Math.floor(this.#scrollTop / rowHeight), count) - spareRows);
    const last = Math.min(count, Math.ceil((this.#scrollTop + this.#height) / rowHeight) + spareRows);
    const rows: TemplateResult[] = [];
    for (let index = first; index < last; index++) rows.push(this.row(index));
    return this.frame(html`
      <div class="probe" aria-hidden="true"><span>${'0'.repeat(100)}</span></div>
      <div class="spacer" role="none"><div class="window" role="none" data-first=${first}>${rows}</div></div>
    `);
  }

  protected override updated(changed: PropertyValues): void {
    super.updated(changed);
    const viewport = this.querySelector<HTMLElement>('.viewport');
    if (viewport !== (this.#viewport ?? null)) this.#watchViewport(viewport ?? undefined);
    if (viewport === null) return;
    const spacer = viewport.querySelector<HTMLElement>('.spacer');
    const window = viewport.querySelector<HTMLElement>('.window');
    if (spacer === null || window === null) return;
    spacer.style.height = `${this.rowCount() * rowHeight}px`;
    window.style.transform = `translateY(${Number(window.dataset.first) * rowHeight}px)`;
  }

  override disconnectedCallback(): void {
    this.#watchViewport(undefined);
    super.disconnectedCallback();
  }

  protected get isAtEnd(): boolean {
    const viewport = this.#viewport;
    if (viewport === undefined) return true;
    return viewport.scrollTop + viewport.clientHeight >= viewport.scrollHeight - rowHeight / 2;
  }

  protected scrollToEnd(): void {
    if (this.#viewport !== undefined) this.#viewport.scrollTop = this.rowCount() * rowHeight;
    this.#readScroll();
  }

  /** Scrolls no more than needed to show the row. */
  protected reveal(index: number): void {
    const viewport = this.#viewport;
    if (viewport === undefined) return;
    const top = index * rowHeight;
    const spacer = viewport.querySelector<HTMLElement>('.spacer');
    if (spacer !== null) spacer.style.height = `${this.rowCount() * rowHeight}px`;
    if (top < viewport.scrollTop) viewport.scrollTop = top;
    else if (top + rowHeight > viewport.scrollTop + viewport.clientHeight) {
      viewport.scrollTop = top + rowHeight - viewport.clientHeight;
    }
    this.#readScroll();
  }

  protected get rowsPerPage(): number {
    return Math.max(1, Math.floor(this.#height / rowHeight) - 1);
  }

  /** Called when {@link columns} changed. */
  protected onDidResize(): void {
    this.requestUpdate();
  }

  readonly #onScroll = (): void => this.#readScroll();

  #readScroll(): void {
    const scrollTop = this.#viewport?.scrollTop ?? 0;
    if (scrollTop === this.#scrollTop) return;
    this.#scrollTop = scrollTop;
    this.requestUpdate();
  }

  #watchViewport(viewport: HTMLElement | undefined): void {
    this.#sizes.disconnect();
    this.#viewport?.removeEventListener('scroll', this.#onScroll);
    this.#viewport = viewport;
    if (viewport === undefined) return;
    viewport.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#sizes.observe(viewport);
    this.#measure();
  }

  #measure(): void {
    const probe = this.#viewport?.querySelector<HTMLElement>('.probe');
    const digits = probe?.querySelector('span')?.getBoundingClientRect().width ?? 0;
    const width = probe?.clientWidth ?? 0;
    const columns = digits === 0 ? this.columns : Math.floor(width / (digits / 100));
    const height = this.#viewport?.clientHeight ?? 0;
    const isOther = columns !== this.columns;
    if (height === this.#height && !isOther) return;
    this.columns = columns;
    this.#height = height;
    if (isOther) this.onDidResize();
    this.requestUpdate();
  }
}
