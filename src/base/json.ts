/** The values that may cross a boundary: what JSON can carry, and nothing else. */

export type JsonPrimitive = string | number | boolean | null;
export type JsonValue = JsonPrimitive | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** One step into a value: a property name, or an index of an array. */
export type PathSegment = string | number;

/**
 * Writes a path as an author would: `items[2].price`, `["odd key"]`.
 * The empty path is the empty string.
 */
export function formatPath(path: readonly PathSegment[]): string {
  let text = '';
  for (const segment of path) {
    if (typeof segment === 'number') text += `[${segment}]`;
    else if (!/^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(segment)) text += `[${JSON.stringify(segment)}]`;
    else text += text === '' ? segment : `.${segment}`;
  }
  return text;
}

/** A copy with another value at a path; objects that are not there are made. `undefined` where there is no such place. */
export function withValueAt(
  value: JsonValue | undefined,
  [step, ...rest]: readonly PathSegment[],
  put: JsonValue,
): JsonValue | undefined {
  if (step === undefined) return put;
  if (typeof step === 'number') {
    if (!Array.isArray(value) || step > value.length) return undefined;
    const item = withValueAt(value[step] as JsonValue | undefined, rest, put);
    return item === undefined ? undefined : value.toSpliced(step, 1, item);
  }
  if (value !== undefined && !isJsonObject(value)) return undefined;
  const known = value !== undefined && Object.hasOwn(value, step) ? value[step] : undefined;
  const inner = withValueAt(known, rest, put);
  // Entries, as a plain `__proto__` would set the prototype.
  return inner === undefined
    ? undefined
    : Object.fromEntries([...Object.entries(value ?? {}), [step, inner]]);
}
