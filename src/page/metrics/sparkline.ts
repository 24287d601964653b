/** Durations as a line as high as a word, with a mark for each execution that did not complete. */

import { nothing, svg, type TemplateResult } from 'lit';
import type { TrendPoint } from '../../message/metrics.ts';

const width = 72;
const height = 16;
const inset = 2.5;

/** The line is empty without points, and a mark in the middle with one. */
export function sparkline(points: readonly TrendPoint[]): TemplateResult {
  const most = Math.max(...points.map(({ durationMs }) => durationMs), Number.MIN_VALUE);
  const step = points.length < 2 ? 0 : (width - 2 * inset) / (points.length - 1);
  const places = points.map(({ durationMs, status }, index) => ({
    x: points.length < 2 ? width / 2 : inset + index * step,
    y: height - inset - (durationMs / most) * (height - 2 * inset),
    isCompleted: status === 'completed',
  }));
  const line = places.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ');
  return svg`<svg class="sparkline" width=${width} height=${height} aria-hidden="true">
    ${points.length < 2 ? nothing : svg`<polyline class="line" points=${line}></polyline>`}
    ${places.map(({ x, y, isCompleted }, index) =>
      isCompleted
        ? index === places.length - 1
          ? svg`<circle class="end" cx=${x} cy=${y} r="1.5"></circle>`
          : nothing
        : svg`<path class="failed" d=${cross(x, y, 2)}></path>`,
    )}
  </svg>`;
}

/** Two strokes that meet at a point: seen without colour, too. */
export function cross(x: number, y: number, size: number): string {
  return `M${x - size} ${y - size}L${x + size} ${y + size}M${x - size} ${y + size}L${x + size} ${y - size}`;
}
