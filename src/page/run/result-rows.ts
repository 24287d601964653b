/** A JSON value as the rows of a tree: opened step by step, long lists by the hundred, long texts by the line. */

import { isJsonObject, type JsonValue, type PathSegment } from '../../base/json.ts';
import type { TreeRow } from '../view/tree-row.ts';
import { wrap } from './wrap.ts';

/** How many children a row shows at once; what has more shows groups of them. */
const pageSize = 100;
/** Text beyond this is cut in its row. */
export const cutAt = 500;

export type ResultRow = TreeRow & { readonly path: readonly PathSegment[] } & (
    | { readonly kind: 'value'; readonly label: PathSegment | undefined; readonly value: JsonValue }
    | { readonly kind: 'group'; readonly value: JsonValue; readonly start: number; readonly end: number }
    | { readonly kind: 'line'; readonly text: string; readonly value: string }
  );

type Container = readonly JsonValue[] | Readonly<Record<string, JsonValue>>;

export interface ResultRowsOptions {
  readonly root: JsonValue;
  readonly expanded: ReadonlySet<string>;
  /** Characters that fit into a row; text that is longer opens. */
  readonly columns: number;
}

/** Only what is open costs anything, whatever the size of the value. */
export function resultRows({ root, expanded, columns }: ResultRowsOptions): readonly ResultRow[] {
  const rows: ResultRow[] = [];
  const place = { level: 1, position: 1, siblings: 1 };
  addValue({ value: root, label: undefined, path: [], ...place });
  return rows;

  function addValue(item: ValueItem): void {
    const id = JSON.stringify(item.path);
    const canOpen = isContainer(item.value)
      ? sizeOf(item.value) > 0
      : typeof item.value === 'string' && isLong(item.value, columns - 2 * item.level - 24);
    const isExpanded = canOpen ? expanded.has(id) : undefined;
    rows.push({ kind: 'value', id, isExpanded, ...item });
    if (isExpanded !== true) return;
    if (isContainer(item.value)) addRange(item, item.value, 0, sizeOf(item.value));
    else if (typeof item.value === 'string') addLines(item, item.value);
  }

  function addRange(parent: Place, value: Container, start: number, end: number): void {
    const step = stepOf(end - start);
    const siblings = Math.ceil((end - start) / step);
    for (let at = start, position = 1; at < end; at += step, position++) {
      const inner = { level: parent.level + 1, position, siblings };
      if (step === 1) addChild({ ...parent, ...inner }, value, at);
      else addGroup({ ...parent, ...inner }, value, at, Math.min(at + step, end));
    }
  }

  function addChild(place: Place, value: Container, at: number): void {
    const key = Array.isArray(value) ? at : (keysOf(value)[at] as string);
    const child = (value as Record<PathSegment, JsonValue>)[key] as JsonValue;
    addValue({ ...place, path: [...place.path, key], label: key, value: child });
  }

  function addGroup(place: Place, value: Container, start: number, end: number): void {
    const id = `${JSON.stringify(place.path)}${start}-${end}`;
    const isExpanded = expanded.has(id);
    rows.push({ kind: 'group', id, isExpanded, value, start, end, ...place });
    if (isExpanded) addRange(place, value, start, end);
  }

  function addLines(parent: ValueItem, text: string): void {
    const lines = wrap(text, Math.max(20, columns - 2 * parent.level - 4));
    const siblings = lines.length;
    lines.forEach((line, at) => {
      rows.push({
        kind: 'line',
        id: `${JSON.stringify(parent.path)}:${at}`,
        isExpanded: undefined,
        path: parent.path,
        level: parent.level + 1,
        position: at + 1,
        siblings,
        text: line,
        value: text,
      });
    });
  }
}

interface Place {
  readonly path: readonly PathSegment[];
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
}

interface ValueItem extends Place {
  readonly value: JsonValue;
  readonly label: PathSegment | undefined;
}

/** What is open at first: as much as fits a screen, the upper levels before the lower ones. */
export function initiallyExpanded(root: JsonValue, limit: number): Set<string> {
  const expanded = new Set<string>();
  let rows = 1;
  let level: { readonly path: readonly PathSegment[]; readonly value: JsonValue }[] = [
    { path: [], value: root },
  ];
  while (level.length > 0) {
    const next: typeof level = [];
    for (const { path, value } of level) {
      if (!isContainer(value) || sizeOf(value) === 0) continue;
      const shown = Math.min(pageSize, sizeOf(value));
      if (path.length > 0 && rows + shown > limit) continue;
      rows += shown;
      expanded.add(JSON.stringify(path));
      if (sizeOf(value) > pageSize) continue;
      for (const [key, child] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
        next.push({ path: [...path, key], value: child });
      }
    }
    level = next;
  }
  return expanded;
}

export function isContainer(value: JsonValue): value is Container {
  return Array.isArray(value) || isJsonObject(value);
}

export function sizeOf(value: Container): number {
  return Array.isArray(value) ? value.length : keysOf(value).length;
}

const keysOfObjects = new WeakMap<object, readonly string[]>();

function keysOf(value: Container): readonly string[] {
  const known = keysOfObjects.get(value) ?? Object.keys(value);
  keysOfObjects.set(value, known);
  return known;
}

function stepOf(length: number): number {
  let step = 1;
  while (length / step > pageSize) step *= pageSize;
  return step;
}

function isLong(text: string, columns: number): boolean {
  return text.length > Math.max(20, Math.min(columns, cutAt)) || /[\n\r]/.test(text);
}

/** A glance at a value in one line, at most about `length` characters, at no cost for what is not shown. */
export function preview(value: JsonValue, length: number): string {
  if (typeof value === 'string')
    return JSON.stringify(value.length > length ? `${value.slice(0, length)}…` : value);
  if (!isContainer(value)) return String(value);
  const parts: string[] = [];
  let used = 0;
  const isArray = Array.isArray(value);
  for (const key of isArray ? value.keys() : keysOf(value)) {
    const child = (value as Record<PathSegment, JsonValue>)[key] as JsonValue;
    const text = isContainer(child) ? (Array.isArray(child) ? '[…]' : '{…}') : preview(child, 24);
    parts.push(isArray ? text : `${key}: ${text}`);
    used += (parts.at(-1) as string).length + 2;
    if (used > length) break;
  }
  if (parts.length < sizeOf(value)) parts.push('…');
  return isArray ? `[${parts.join(', ')}]` : `{ ${parts.join(', ')} }`;
}
