/** Reads and changes JSON values by path without touching the original, whatever their keys are called. */

import { isJsonObject, type JsonObject, type JsonValue, type PathSegment } from '../../base/json.ts';

export type Path = readonly PathSegment[];

/** `undefined` where there is nothing; inherited properties do not count. */
function childOf(value: JsonValue | undefined, segment: PathSegment): JsonValue | undefined {
  if (Array.isArray(value)) return typeof segment === 'number' ? (value[segment] as JsonValue) : undefined;
  return isJsonObject(value) && Object.hasOwn(value, segment) ? value[segment] : undefined;
}

export function valueAt(root: JsonValue, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(childOf, root);
}

/** `undefined` removes a property; an item of an array, which cannot be missing, becomes `null`. */
export function withValue(root: JsonValue | undefined, path: Path, value: JsonValue | undefined): JsonValue {
  const [segment, ...rest] = path;
  if (segment === undefined) return value ?? null;
  const child = rest.length === 0 ? value : withValue(childOf(root, segment), rest, value);
  return typeof segment === 'number' ? withItem(root, segment, child) : withProperty(root, segment, child);
}

function withItem(root: JsonValue | undefined, index: number, value: JsonValue | undefined): JsonValue {
  const items: JsonValue[] = Array.isArray(root) ? [...root] : [];
  while (items.length < index) items.push(null);
  items[index] = value ?? null;
  return items;
}

function withProperty(root: JsonValue | undefined, key: string, value: JsonValue | undefined): JsonObject {
  const entries = isJsonObject(root) ? Object.entries(root) : [];
  const at = entries.findIndex(([name]) => name === key);
  if (value === undefined) return Object.fromEntries(entries.filter((_, index) => index !== at));
  if (at === -1) entries.push([key, value]);
  else entries[at] = [key, value];
  return Object.fromEntries(entries);
}

export function withoutItem(items: readonly JsonValue[], index: number): readonly JsonValue[] {
  return items.filter((_, at) => at !== index);
}

/** The property keeps its place among the others. */
export function withRenamedProperty(object: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(Object.entries(object).map(([key, value]) => [key === from ? to : key, value]));
}

/** Equal as JSON; the order of properties does not matter. */
export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((item, index) => isSame(item, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every(key => Object.hasOwn(b, key) && isSame(a[key], b[key]))
  );
}

/** One text per path, for maps and attributes. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}

export function startsWith(path: Path, prefix: Path): boolean {
  return prefix.length <= path.length && prefix.every((segment, index) => segment === path[index]);
}
