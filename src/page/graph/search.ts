/** Which skills a search finds: by name first, then by category, tag and description. */

import type { GraphNode } from '../../message/graph.ts';

/** Ids, the best first: the name, what begins with it, what holds it, then the rest; each sorted by name. */
export function search(nodes: Iterable<GraphNode>, pattern: string): readonly string[] {
  const words = pattern.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: { readonly node: GraphNode; readonly rank: number }[] = [];
  for (const node of nodes) {
    const rank = rankOf(node, words);
    if (rank !== undefined) found.push({ node, rank });
  }
  found.sort((a, b) => a.rank - b.rank || compare(a.node.name, b.node.name) || compare(a.node.id, b.node.id));
  return found.map(({ node }) => node.id);
}

function rankOf(node: GraphNode, words: readonly string[]): number | undefined {
  const name = node.name.toLowerCase();
  const rest = `${node.category} ${node.tags.join(' ')} ${node.summary}`.toLowerCase();
  if (!words.every(word => name.includes(word) || rest.includes(word))) return undefined;
  const whole = words.join(' ');
  if (name === whole) return 0;
  if (name.startsWith(whole)) return 1;
  return words.every(word => name.includes(word)) ? 2 : 3;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
