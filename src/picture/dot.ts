/** The graph in the words of Graphviz. */

import type { GraphData, GraphNode } from '../skill/graph/model.ts';
import { cyclicEdges, isDynamic } from './view.ts';

/** Ids are the graph's own, quoted; names stand in labels. */
export function dot(graph: GraphData): string {
  const categories = [...new Set(graph.nodes.map(({ category }) => category))].filter(Boolean).sort();
  const cyclic = cyclicEdges(graph);
  const lines = [
    'digraph skills {',
    '  rankdir=TB;',
    '  node [shape=box, style=rounded, fontname="sans-serif"];',
    ...categories.flatMap((category, index) => [
      `  subgraph cluster_${index} {`,
      `    label=${quoted(category)};`,
      ...graph.nodes.filter(node => node.category === category).map(node => `    ${nodeLine(node)}`),
      '  }',
    ]),
    ...graph.nodes.filter(({ category }) => category === '').map(node => `  ${nodeLine(node)}`),
    ...graph.edges.map(edge => {
      const marks = [
        ...(edge.calls.length > 1 ? [`label="×${edge.calls.length}"`] : []),
        ...(isDynamic(edge) ? ['style=dashed'] : []),
        ...(cyclic.has(edge) ? ['color="#d1242f"', 'penwidth=3', 'xlabel="cycle"'] : []),
      ];
      return `  ${quoted(edge.from)} -> ${quoted(edge.to)}${marks.length === 0 ? '' : ` [${marks.join(', ')}]`};`;
    }),
    '}',
  ];
  return `${lines.join('\n')}\n`;
}

function nodeLine({ id, kind, name, summary, problems }: GraphNode): string {
  const marks = [
    `label=${quoted(kind === 'unknown' ? `${name} ?` : name)}`,
    ...(summary === '' ? [] : [`tooltip=${quoted(summary)}`]),
    ...(kind === 'skill' ? [] : ['style="rounded,dashed"']),
    ...(problems.errors > 0 ? ['color="#d1242f"'] : []),
  ];
  return `${quoted(id)} [${marks.join(', ')}];`;
}

/** In quotes; a backslash would begin an escape of Graphviz's own, an ampersand one of HTML's. */
function quoted(text: string): string {
  const safe = text
    .replace(/[\p{Cc}\p{Cs}]/gu, ' ')
    .replaceAll('&', '&amp;')
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"');
  return `"${safe}"`;
}
