/** The graph in Mermaid's words: a flowchart that Markdown pages draw. */

import type { GraphData, GraphNode } from '../skill/graph/model.ts';
import { cyclicEdges, isDynamic } from './view.ts';

const opening = [
  'flowchart TD',
  '  classDef unknown stroke-dasharray:4 4,color:#9a6700,stroke:#9a6700',
  '  classDef dynamic stroke-dasharray:4 4',
  '  classDef problem stroke:#d1242f,stroke-width:2px',
];

/** Names stand only in quoted labels; nodes are numbered. */
export function mermaid(graph: GraphData): string {
  const keys = new Map(graph.nodes.map(({ id }, index) => [id, `n${index}`]));
  const lines = [...opening, ...nodeLines(graph, keys)];
  const cyclic = cyclicEdges(graph);
  const heavy: number[] = [];
  let count = 0;
  for (const edge of graph.edges) {
    const from = keys.get(edge.from);
    const to = keys.get(edge.to);
    if (from === undefined || to === undefined) continue;
    const arrow = cyclic.has(edge) ? '==>' : isDynamic(edge) ? '-.->' : '-->';
    lines.push(`  ${from} ${arrow}${cyclic.has(edge) ? '|cycle|' : ''} ${to}`);
    if (cyclic.has(edge)) heavy.push(count);
    count++;
  }
  if (heavy.length > 0) lines.push(`  linkStyle ${heavy.join(',')} stroke:#d1242f,stroke-width:3px`);
  return `${lines.join('\n')}\n`;
}

function nodeLines({ nodes }: GraphData, keys: ReadonlyMap<string, string>): readonly string[] {
  const line = (node: GraphNode) => `${keys.get(node.id)}${shape(node)}${classOf(node)}`;
  const categories = new Map<string, string[]>();
  const loose: string[] = [];
  for (const node of nodes) {
    if (node.category === '') loose.push(`  ${line(node)}`);
    else categories.set(node.category, [...(categories.get(node.category) ?? []), `    ${line(node)}`]);
  }
  const groups = [...categories]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([category, inside], index) => [`  subgraph c${index}[${label(category)}]`, ...inside, '  end']);
  return [...groups, ...loose];
}

function shape({ kind, name }: GraphNode): string {
  switch (kind) {
    case 'skill':
      return `[${label(name)}]`;
    case 'unknown':
      return `[${label(`${name} ?`)}]`;
    case 'dynamic':
      return `([${label(name)}])`;
  }
}

function classOf({ kind, problems }: GraphNode): string {
  if (kind !== 'skill') return `:::${kind}`;
  return problems.errors > 0 ? ':::problem' : '';
}

/** Quoted; what Mermaid, its Markdown or HTML could take for more than text is written by its number. */
function label(text: string): string {
  const safe = text
    .replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu, '')
    .replace(/[^\p{L}\p{M}\p{N}\p{So}_ /-]|-(?= )|^[-\d]/gu, character => `#${character.codePointAt(0)};`);
  return `"${safe === '' ? ' ' : safe}"`;
}
