/** Writes a scene as an SVG file that stands for itself: no style sheet, no script, no font of its own. */

import { around, type Box, type Point } from './box.ts';
import type { PictureColours } from './colour.ts';
import { fitted, type Measure, roughWidth, type Scene, type SceneEdge, type SceneNode } from './scene.ts';

const margin = 24;
const legendLine = 22;
/** So many categories have a line in the legend; the last line says how many more there are. */
const maxLegend = 30;

interface SvgOptions {
  readonly colours: PictureColours;
  /** Read out by screen readers, and the file's title. */
  readonly title: string;
  /** Widths of text of 13 px; without it, letters are taken to be as wide as usual. */
  readonly measure?: Measure;
  /** Only this part of the scene, and no legend; all of it otherwise. */
  readonly part?: Box;
}

/** Well-formed XML whatever the names are. */
export function svg(scene: Scene, { colours, title, measure = roughWidth, part }: SvgOptions): string {
  const content = around([
    ...scene.nodes,
    ...scene.edges.flatMap(({ points }) => points.map(point => ({ ...point, width: 0, height: 0 }))),
  ]);
  const rows = part === undefined ? scene.legend.slice(0, maxLegend) : [];
  const more = part === undefined ? scene.legend.length - rows.length : 0;
  const legendHeight = rows.length === 0 ? 0 : (rows.length + (more > 0 ? 1 : 0)) * legendLine + margin;
  const view = part ?? {
    x: content.x - margin,
    y: content.y - margin,
    width: Math.max(content.width + 2 * margin, 200),
    height: content.height + 2 * margin + legendHeight,
  };
  const pen = { colours, measure };
  const below = { x: content.x, y: content.y + content.height + margin };
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" ${attributes({ width: view.width, height: view.height })} viewBox="${[view.x, view.y, view.width, view.height].map(rounded).join(' ')}" font-family="${escaped(colours.fontFamily)}" font-size="13">`,
    `<title>${escaped(title)}</title>`,
    `<defs>${head('line', colours.line)}${head('cycle', colours.cycle)}</defs>`,
    `<rect ${attributes({ ...view, fill: colours.background })}/>`,
    ...scene.edges.filter(({ isInCycle }) => !isInCycle).map(edge => line(edge, pen)),
    ...scene.edges.filter(({ isInCycle }) => isInCycle).map(edge => line(edge, pen)),
    ...scene.nodes.map(node => box(node, pen)),
    ...rows.map((category, index) => legendRow(category, index, below, pen)),
    ...(more > 0
      ? [label(`and ${more} more`, below.x, below.y + rows.length * legendLine + 11, { fill: colours.muted })]
      : []),
    '</svg>',
    '',
  ].join('\n');
}

interface Pen {
  readonly colours: PictureColours;
  readonly measure: Measure;
}

function head(id: string, colour: string): string {
  return `<marker id="${id}" viewBox="0 0 10 10" refX="9" refY="5" markerUnits="userSpaceOnUse" markerWidth="10" markerHeight="10" orient="auto"><path d="M0 1 10 5 0 9z" fill="${escaped(colour)}"/></marker>`;
}

function line({ points, isDynamic, isInCycle, calls }: SceneEdge, { colours }: Pen): string {
  const d = points.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${rounded(x)} ${rounded(y)}`).join('');
  const common = {
    d,
    fill: 'none',
    'stroke-linejoin': 'round',
    ...(isDynamic ? { 'stroke-dasharray': '6 4' } : {}),
  };
  if (!isInCycle) {
    const path = `<path ${attributes({ ...common, stroke: colours.line, 'stroke-width': 1.25 })} marker-end="url(#line)"/>`;
    return calls > 1 ? `${path}${edgeLabel(`×${calls}`, points, colours.muted, colours)}` : path;
  }
  const heavy = `<path ${attributes({ ...common, stroke: colours.cycle, 'stroke-width': 4.5 })} marker-end="url(#cycle)"/>`;
  const hollow = `<path ${attributes({ ...common, stroke: colours.background, 'stroke-width': 1.5 })}/>`;
  return `${heavy}${hollow}${edgeLabel(calls > 1 ? `cycle ×${calls}` : 'cycle', points, colours.cycle, colours)}`;
}

function edgeLabel(text: string, points: readonly Point[], fill: string, colours: PictureColours): string {
  const { x, y } = middle(points);
  return label(text, x, y, {
    fill,
    'font-size': 10,
    'text-anchor': 'middle',
    stroke: colours.background,
    'stroke-width': 3,
    'paint-order': 'stroke',
  });
}

/** Half of the way along a line. */
function middle(points: readonly Point[]): Point {
  const steps = points.slice(1).map((to, index) => ({ from: points[index] as Point, to }));
  const length = ({ from, to }: { from: Point; to: Point }) => Math.hypot(to.x - from.x, to.y - from.y);
  let rest = steps.reduce((sum, step) => sum + length(step), 0) / 2;
  for (const step of steps) {
    const own = length(step);
    if (rest <= own && own > 0) {
      const part = rest / own;
      return {
        x: step.from.x + (step.to.x - step.from.x) * part,
        y: step.from.y + (step.to.y - step.from.y) * part,
      };
    }
    rest -= own;
  }
  return points[0] ?? { x: 0, y: 0 };
}

function box(node: SceneNode, pen: Pen): string {
  const { x, y, width, height, kind, name, detail } = node;
  const { colours, measure } = pen;
  const isFile = kind === 'skill' || kind === 'group';
  const colour = isFile ? colourOf(node.colour, colours) : colours.muted;
  const sign = kind === 'unknown' ? 22 : 0;
  const room = width - 26 - sign;
  const left = x + 15 + sign;
  const frame = {
    ...corners(node),
    rx: 6,
    fill: isFile ? colours.node : colours.background,
    stroke: node.isInCycle ? colours.cycle : isFile ? colour : colours.muted,
    'stroke-width': node.isInCycle ? 2 : 1,
    ...(isFile ? {} : { 'stroke-dasharray': '5 4' }),
  };
  const middleY = y + height / 2;
  return [
    `<g><title>${escaped(node.tip ?? name)}</title>`,
    kind === 'group' ? stack(node, colours) : '',
    `<rect ${attributes(frame)}/>`,
    isFile ? `<rect ${attributes({ x, y: y + 4, width: 4, height: height - 8, fill: colour })}/>` : '',
    sign > 0 ? badge('?', x + 22, middleY, colours.warning, colours) : '',
    label(fitted(name, room, measure), left, detail === '' ? middleY : middleY - 7, {
      fill: isFile ? colours.text : colours.muted,
      ...(kind === 'group' ? { 'font-weight': 600 } : {}),
      ...(node.isDeprecated ? { 'text-decoration': 'line-through' } : {}),
    }),
    detail === ''
      ? ''
      : label(fitted(detail, room / 0.85, measure), left, middleY + 9, {
          fill: colours.muted,
          'font-size': 11,
        }),
    problemBadge(node, colours),
    '</g>',
  ].join('');
}

function colourOf(index: number | undefined, { categories, muted }: PictureColours): string {
  return index === undefined ? muted : (categories[index % categories.length] ?? muted);
}

/** Two sheets behind the box: there is more inside. */
function stack({ x, y, width, height }: Box, { background, border }: PictureColours): string {
  return [6, 3]
    .map(shift => {
      const sheet = { x: x + shift, y: y + shift, width: width - shift, height: height - shift + 2 };
      return `<rect ${attributes({ ...sheet, rx: 6, fill: background, stroke: border })}/>`;
    })
    .join('');
}

/** Errors as a filled disc, warnings as an empty one, with their number. */
function problemBadge({ x, y, width, errors, warnings }: SceneNode, colours: PictureColours): string {
  if (errors + warnings === 0) return '';
  const [count, colour] = errors > 0 ? [errors, colours.error] : [warnings, colours.warning];
  return badge(count > 99 ? '99+' : String(count), x + width - 4, y, colour, colours);
}

function badge(text: string, x: number, y: number, colour: string, colours: PictureColours): string {
  const disc = `<circle ${attributes({ cx: x, cy: y, r: 5 + 3 * text.length, fill: colour })}/>`;
  const style = { fill: colours.background, 'font-size': 10, 'font-weight': 600, 'text-anchor': 'middle' };
  return `${disc}${label(text, x, y, style)}`;
}

function legendRow(category: string, index: number, { x, y }: Point, { colours }: Pen): string {
  const top = y + index * legendLine;
  const square = { x, y: top + 4, width: 14, height: 14, rx: 3, fill: colourOf(index, colours) };
  return `<rect ${attributes(square)}/>${label(category, x + 22, top + 11, { fill: colours.text })}`;
}

type Attributes = Readonly<Record<string, string | number>>;

/** Text of unknown direction, kept to itself. */
function label(text: string, x: number, y: number, style: Attributes): string {
  return `<text ${attributes({ x, y, 'dominant-baseline': 'central', 'unicode-bidi': 'isolate', ...style })}>${escaped(text)}</text>`;
}

function corners({ x, y, width, height }: Box): Attributes {
  return { x, y, width, height };
}

function attributes(values: Attributes): string {
  return Object.entries(values)
    .map(([name, value]) => `${name}="${typeof value === 'number' ? rounded(value) : escaped(value)}"`)
    .join(' ');
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}

/** Without what XML cannot hold. */
function escaped(text: string): string {
  return text
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, character => `&#${character.charCodeAt(0)};`);
}
