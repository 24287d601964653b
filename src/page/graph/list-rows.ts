/** The picture as rows of a tree: categories, their skills, and below each its callers and callees. */

import type { TreeRow } from '../view/tree-row.ts';
import { plural } from '../view/units.ts';
import type { GraphStore } from './graph-store.ts';
import type { Shown } from './shown.ts';

export interface ListRow extends TreeRow {
  readonly kind: 'category' | 'skill' | 'caller' | 'callee';
  /** Of the skill that the row stands for; empty for a category. */
  readonly nodeId: string;
  readonly label: string;
  readonly detail: string;
}

const outside = 'Without a file';

export function listRows(shown: Shown, store: GraphStore, expanded: ReadonlySet<string>): readonly ListRow[] {
  const byCategory = new Map<string, string[]>();
  for (const id of shown.places.keys()) {
    const node = store.nodes.get(id);
    const key = node?.kind === 'skill' ? `c:${node.category}` : 'outside';
    const known = byCategory.get(key);
    if (known === undefined) byCategory.set(key, [id]);
    else known.push(id);
  }
  const rows: ListRow[] = [];
  const categories = [...byCategory].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [index, [key, ids]] of categories.entries()) {
    const isExpanded = !expanded.has(`closed:${key}`);
    rows.push({
      id: key,
      kind: 'category',
      nodeId: '',
      label: key === 'outside' ? outside : key.slice(2) || '(no category)',
      detail: String(ids.length),
      level: 1,
      isExpanded,
      position: index + 1,
      siblings: categories.length,
    });
    if (isExpanded) addSkills(rows, ids, { store, shown, expanded });
  }
  return rows;
}

interface Around {
  readonly store: GraphStore;
  readonly shown: Shown;
  readonly expanded: ReadonlySet<string>;
}

function addSkills(rows: ListRow[], ids: readonly string[], around: Around): void {
  const { store, expanded } = around;
  const name = (id: string) => store.nodes.get(id)?.name ?? id;
  const sorted = [...ids].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : a < b ? -1 : 1));
  for (const [index, id] of sorted.entries()) {
    const others = othersOf(id, around);
    const isExpanded = others.length === 0 ? undefined : expanded.has(id);
    rows.push({
      id,
      kind: 'skill',
      nodeId: id,
      label: name(id),
      detail: detailOf(store, id),
      level: 2,
      isExpanded,
      position: index + 1,
      siblings: sorted.length,
    });
    if (isExpanded === true) rows.push(...others);
  }
}

function othersOf(id: string, { store, shown }: Around): readonly ListRow[] {
  const callers = store.callers(id).map(edge => ({ kind: 'caller' as const, edge, other: edge.from }));
  const callees = store.callees(id).map(edge => ({ kind: 'callee' as const, edge, other: edge.to }));
  const others = [...callers, ...callees].filter(({ other }) => shown.places.has(other));
  return others.map(({ kind, edge, other }, index) => ({
    id: `${id}\0${kind}\0${other}`,
    kind,
    nodeId: other,
    label: store.nodes.get(other)?.name ?? other,
    detail: [
      edge.calls.length === 1 ? '1 call' : `${edge.calls.length} calls`,
      ...(store.isCyclic(edge) ? ['in a cycle'] : []),
      ...(edge.calls.every(call => call.isDynamic) ? ['dynamic'] : []),
    ].join(', '),
    level: 3,
    isExpanded: undefined,
    position: index + 1,
    siblings: others.length,
  }));
}

function detailOf(store: GraphStore, id: string): string {
  const node = store.nodes.get(id);
  if (node === undefined) return '';
  const { errors, warnings } = node.problems;
  return [
    ...(node.kind === 'unknown' ? ['unknown skill'] : []),
    ...(store.cycleOf(id) === undefined ? [] : ['in a cycle']),
    ...(errors > 0 ? [`${errors} ${errors === 1 ? 'error' : 'errors'}`] : []),
    ...(warnings > 0 ? [`${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`] : []),
    plural(store.callers(id).length, 'caller'),
    plural(store.callees(id).length, 'callee'),
    ...(node.summary === '' ? [] : [node.summary]),
  ].join(', ');
}
