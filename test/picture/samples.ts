/** Graphs with hostile names for the tests of pictures and texts. */

import type { GraphData, GraphEdge, GraphNode } from '../../src/skill/graph/model.ts';

/** What breaks out of quotes, tags, labels and lines where nobody takes care. */
export const hostile: readonly string[] = [
  'plain',
  'constructor',
  '__proto__',
  'end',
  '"quoted" \'twice\'',
  '<script>alert(1)</script>',
  '</text></svg>',
  '&amp; & &#0;',
  'back\\slash \\n \\',
  'two\nlines\r\nand a\ttab',
  'a]b[c{d}e(f)g|h',
  '`code` **bold** _em_ # head',
  '1. list',
  '- item',
  '%%{init: {}}%%',
  'graph TD; click n0 "javascript:alert(1)"',
  '😀 emoji 👩‍👩‍👧',
  'עברית ‮override‬',
  '\u0000\u0007\u001b[2J',
  'lone \ud800 surrogate \uffff',
  '-->',
  ']]>',
];

export function node(id: string, more: Partial<GraphNode> = {}): GraphNode {
  return {
    id,
    kind: 'skill',
    name: id,
    category: '',
    form: 'function',
    summary: '',
    signature: `${id}()`,
    tags: [],
    isDeprecated: false,
    problems: { errors: 0, warnings: 0, infos: 0 },
    ...more,
  };
}

export function edge(from: string, to: string, isDynamic = false): GraphEdge {
  const call = { isDynamic, isInLoop: false, isInBranch: false, isParallel: false };
  return { from, to, calls: [{ ...call, place: { line: 1, column: 1 }, offset: 0 }] };
}

/** Every hostile text as a name, a category and a summary, in a circle, with an unknown and the dynamic node. */
export function hostileGraph(): GraphData {
  const ids = hostile.map((_text, index) => `f${index}.js`);
  return {
    nodes: [
      node('*', { kind: 'dynamic', name: 'known only at run time' }),
      ...hostile.map((text, index) =>
        node(`?${text}`, { kind: 'unknown', name: text, tags: [String(index)] }),
      ),
      ...hostile.map((text, index) =>
        node(ids[index] as string, {
          name: text,
          category: index % 2 === 0 ? text : '',
          summary: text,
          problems: { errors: index % 3, warnings: index % 2, infos: 0 },
          isDeprecated: index % 4 === 0,
        }),
      ),
    ],
    edges: [
      ...ids.map((id, index) => edge(id, ids[(index + 1) % ids.length] as string)),
      edge(ids[0] as string, ids[0] as string),
      ...hostile.map((text, index) => edge(ids[index] as string, `?${text}`)),
      edge(ids[1] as string, '*', true),
    ],
    cycles: [
      { path: [ids[0] as string], members: [ids[0] as string] },
      { path: ids, members: [...ids].sort() },
    ],
  };
}
