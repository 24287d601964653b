/** The services behind `URL` and `URLSearchParams`: pure, by Node's own implementation. */

import { asArray, asString, readArgument, readObject } from './service-argument.ts';
import type { Service } from './service-world.ts';

const parts = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
] as const;
const settable: ReadonlySet<string> = new Set(parts.filter(part => part !== 'origin'));

/**
 * `url.parse` {url, base} and `url.set` {href, name, value} answer all parts of the URL, or null when it is none;
 * `url.query` takes the text of a query and answers pairs; `url.form` takes pairs and answers their text.
 */
export function urlServices(): [string, Service][] {
  return [
    ['url.parse', parseUrl],
    ['url.set', setPart],
    ['url.query', argument => JSON.stringify([...new URLSearchParams(asString(readArgument(argument)))])],
    ['url.form', writeForm],
  ];
}

function parseUrl(argument: string): string {
  const { url, base } = readObject(argument);
  return describe(URL.parse(asString(url), base === null ? undefined : asString(base)));
}

function setPart(argument: string): string {
  const { href, name, value } = readObject(argument);
  const part = asString(name);
  const text = asString(value);
  if (!settable.has(part)) throw new TypeError(`A URL has no part "${part}" that can be set`);
  if (part === 'href') return describe(URL.parse(text));
  const url = URL.parse(asString(href));
  if (url === null) return 'null';
  Reflect.set(url, part, text);
  return describe(url);
}

function writeForm(argument: string): string {
  const params = new URLSearchParams();
  for (const pair of asArray(readArgument(argument), 1_000_000)) {
    const [name, value] = asArray(pair, 2);
    params.append(asString(name), asString(value));
  }
  return JSON.stringify(params.toString());
}

function describe(url: URL | null): string {
  return url === null ? 'null' : JSON.stringify(Object.fromEntries(parts.map(part => [part, url[part]])));
}
