/** Writes names and values as the code of JavaScript, or of its types. */

import { isJsonObject, type JsonValue } from '../base/json.ts';

export type Quote = "'" | '"';

/** Whether a property of this name needs no quotes; as a variable's name it may still be reserved. */
export function isPlainName(text: string): boolean {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(text);
}

export function quoted(text: string, quote: Quote = "'"): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"');
  return `${quote}${inner.replaceAll(quote, `\\${quote}`)}${quote}`;
}

/** A text as it is written between quotes that are there already, whichever they are. */
export function betweenQuotes(text: string, quote: string): string {
  if (quote === '"') return quoted(text, quote).slice(1, -1);
  const inner = quoted(text).slice(1, -1);
  return quote === '`' ? inner.replaceAll("\\'", "'").replace(/`|\$\{/g, '\\$&') : inner;
}

/** A property's name as it is written in an object; `__proto__: x` would be no property. */
export function keyText(key: string, quote: Quote = "'"): string {
  if (key === '__proto__') return `[${quoted(key, quote)}]`;
  return isPlainName(key) ? key : quoted(key, quote);
}

/** A property's name as it is written in a type. */
export function typeKeyText(key: string): string {
  return isPlainName(key) ? key : JSON.stringify(key);
}

/** A JSON value as an author writes it, on one line. */
export function literalText(value: JsonValue, quote: Quote = "'"): string {
  if (typeof value === 'string') return quoted(value, quote);
  if (Array.isArray(value))
    return `[${(value as readonly JsonValue[]).map(item => literalText(item, quote)).join(', ')}]`;
  if (!isJsonObject(value)) return String(value);
  const parts = Object.entries(value).map(
    ([key, item]) => `${keyText(key, quote)}: ${literalText(item, quote)}`,
  );
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
