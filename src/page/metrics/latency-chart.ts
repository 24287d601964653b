/** The durations of a skill's last executions as a chart, and the same as a table for who cannot see it. */

import { html, LitElement, nothing, svg, type TemplateResult } from 'lit';
import type { Execution, RunStatus } from '../../message/metrics.ts';
import { statusWords } from '../view/status.ts';
import { duration } from '../view/units.ts';
import { when } from './columns.ts';
import { ceiling } from './scale.ts';
import { cross } from './sparkline.ts';

const height = 150;
const lineHeight = 12;
const margin = { left: 56, right: 56, top: 10, bottom: 20 } as const;

export interface Level {
  readonly name: string;
  readonly ms: number | undefined;
}

export class LatencyChart extends LitElement {
  static override properties = {
    executions: { attribute: false },
    levels: { attribute: false },
    width: { state: true },
  };
  /** Oldest first. */
  declare executions: readonly Execution[];
  /** Lines across: `p50`, `p95`. */
  declare levels: readonly Level[];
  declare width: number;
  readonly #sizes = new ResizeObserver(([entry]) => {
    this.width = Math.max(160, Math.floor(entry?.contentRect.width ?? 0));
  });

  constructor() {
    super();
    this.executions = [];
    this.levels = [];
    this.width = 0;
  }

  protected override createRenderRoot(): HTMLElement {
    return this;
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    this.#sizes.disconnect();
    super.disconnectedCallback();
  }

  protected override render(): TemplateResult {
    if (this.width === 0) return html``;
    return html`<figure>
      <svg class="chart" width=${this.width} height=${height} role="img" aria-label=${this.#summary()}>
        ${this.#axis()} ${this.#levels()} ${this.#points()}
      </svg>
      ${this.#table()}
    </figure>`;
  }

  get #top(): number {
    const times = this.executions.map(({ durationMs }) => durationMs);
    return ceiling(Math.max(...times, ...this.levels.map(({ ms }) => ms ?? 0)));
  }

  #y(ms: number): number {
    return height - margin.bottom - (ms / this.#top) * (height - margin.top - margin.bottom);
  }

  #x(index: number): number {
    const room = this.width - margin.left - margin.right;
    const { length } = this.executions;
    return margin.left + (length < 2 ? room / 2 : 4 + (index / (length - 1)) * (room - 8));
  }

  #axis(): TemplateResult {
    const right = this.width - margin.right;
    const [first, last] = [this.executions[0], this.executions.at(-1)];
    return svg`${[0, 0.5, 1].map(part => {
      const y = this.#y(part * this.#top);
      return svg`<line class="grid" x1=${margin.left} x2=${right} y1=${y} y2=${y}></line>
        <text class="tick" x=${margin.left - 6} y=${y + 4} text-anchor="end">${duration(part * this.#top)}</text>`;
    })}
    ${
      first === undefined || last === undefined
        ? nothing
        : svg`<text class="tick" x=${margin.left} y=${height - 4}>${when(first.at)}</text>
            <text class="tick" x=${right} y=${height - 4} text-anchor="end">${when(last.at)}</text>`
    }`;
  }

  /** Lines that lie so close that their names would lie over one another share one line of text. */
  #levels(): readonly TemplateResult[] {
    const right = this.width - margin.right;
    const known = this.levels.flatMap(({ name, ms }) => (ms === undefined ? [] : [{ name, y: this.#y(ms) }]));
    const isNear = (y: number, other: number) => Math.abs(y - other) < lineHeight;
    return known.map(({ y }, index) => {
      const isNamed = known.slice(0, index).some(above => isNear(above.y, y));
      const names = known.filter(other => isNear(other.y, y)).map(({ name }) => name);
      return svg`<line class="level" x1=${margin.left} x2=${right} y1=${y} y2=${y}></line>
        ${isNamed ? nothing : svg`<text class="tick" x=${right + 6} y=${y + 4}>${names.join(' ')}</text>`}`;
    });
  }

  #points(): readonly TemplateResult[] {
    return this.executions.map((execution, index) => {
      const { durationMs, status } = execution;
      const [x, y] = [this.#x(index), this.#y(durationMs)];
      return svg`<g class="point ${status}">${mark(status, x, y)}<title>${textOf(execution)}</title></g>`;
    });
  }

  #summary(): string {
    const failed = this.executions.filter(({ status }) => status !== 'completed').length;
    return `Durations of the last ${this.executions.length}, ${failed} not completed; the table below has them all`;
  }

  #table(): TemplateResult {
    return html`<table class="unseen">
      <caption>
        Durations, oldest first
      </caption>
      <thead>
        <tr>
          <th scope="col">Time</th>
          <th scope="col">Outcome</th>
          <th scope="col">Duration</th>
        </tr>
      </thead>
      <tbody>
        ${this.executions.map(
          ({ at, status, durationMs }) => html`<tr>
            <td>${when(at)}</td>
            <td>${statusWords[status]}</td>
            <td>${duration(durationMs)}</td>
          </tr>`,
        )}
      </tbody>
    </table>`;
  }
}

/** A shape for each kind of end, so that colour is not needed. */
function mark(status: RunStatus, x: number, y: number): TemplateResult {
  if (status === 'completed') return svg`<circle cx=${x} cy=${y} r="2.5"></circle>`;
  if (status === 'failed') return svg`<path d=${cross(x, y, 3.5)}></path>`;
  return svg`<path d=${`M${x} ${y - 4}L${x + 4} ${y}L${x} ${y + 4}L${x - 4} ${y}Z`}></path>`;
}

function textOf({ at, status, durationMs }: Execution): string {
  return `${when(at)}: ${statusWords[status]}, ${duration(durationMs)}`;
}

customElements.define('latency-chart', LatencyChart);
