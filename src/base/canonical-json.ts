/** One text for one JSON value: the order in which an object's properties were written makes no other. */

import { isJsonObject, type JsonValue } from './json.ts';

/** JSON without white space, the properties of each object in the order of their UTF-16 code units. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  const written = keys.map(key => `${JSON.stringify(key)}:${canonicalJson(value[key] as JsonValue)}`);
  return `{${written.join(',')}}`;
}
