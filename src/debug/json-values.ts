/** JSON values as trees of variables: what a run came to, which stays when the run is over. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import { formatPath, isJsonObject, type JsonValue } from '../base/json.ts';
import { Handles } from './handles.ts';

export interface Page {
  readonly filter?: 'indexed' | 'named';
  readonly start?: number;
  readonly count?: number;
}

/** Far above what a run's own values are numbered with. */
const firstHandle = 1_000_000_000;
/** Characters of a value on one line. */
const longestLine = 1000;

type Parts = { readonly [name: string]: JsonValue } | readonly JsonValue[];

export class JsonValues {
  readonly #parts = new Handles<Parts>(firstHandle);

  /** A reference whose only part is the value. */
  wrap(name: string, value: JsonValue): number {
    return this.#parts.add({ [name]: value });
  }

  /** `undefined` when the reference is none of ours. */
  variables(reference: number, page: Page): DebugProtocol.Variable[] | undefined {
    const parts = this.#parts.get(reference);
    if (parts === undefined) return undefined;
    return entriesOf(parts, page).map(([name, value]) => this.#variable(name, value));
  }

  #variable(name: string, value: JsonValue): DebugProtocol.Variable {
    const isTree = typeof value === 'object' && value !== null;
    const count = isTree ? sizeOf(value) : 0;
    return {
      name,
      value: lineOf(value),
      type: typeOf(value),
      variablesReference: isTree && count > 0 ? this.#parts.add(value) : 0,
      ...(isTree && (Array.isArray(value) ? { indexedVariables: count } : { namedVariables: count })),
    };
  }
}

function sizeOf(parts: Parts): number {
  return Array.isArray(parts) ? parts.length : Object.keys(parts).length;
}

function entriesOf(
  parts: Parts,
  { filter, start = 0, count }: Page,
): readonly (readonly [string, JsonValue])[] {
  const end = count === undefined ? undefined : start + count;
  if (Array.isArray(parts)) {
    const items: readonly JsonValue[] = parts;
    if (filter === 'named') return [];
    return items.slice(start, end).map((item, at) => [String(start + at), item]);
  }
  return filter === 'indexed' ? [] : Object.entries(parts).slice(start, end);
}

function typeOf(value: JsonValue): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'Array' : typeof value === 'object' ? 'Object' : typeof value;
}

/** `{ name: "Ada", tags: [ … ] }`, cut where it grows too long. */
export function lineOf(value: JsonValue): string {
  const writer = new LineWriter();
  writer.value(value);
  return writer.text;
}

/** Stops to look into a value once the line is full, however large the value is. */
class LineWriter {
  text = '';

  value(value: JsonValue): void {
    if (typeof value === 'string') this.#add(JSON.stringify(value.slice(0, longestLine)));
    else if (Array.isArray(value))
      this.#list('[', ']', value.values(), item => this.value(item as JsonValue));
    else if (isJsonObject(value))
      this.#list('{ ', ' }', Object.entries(value).values(), ([key, item]) => {
        this.#add(`${formatPath([key])}: `);
        this.value(item);
      });
    else this.#add(String(value));
  }

  #list<T>(open: string, close: string, items: Iterator<T>, write: (item: T) => void): void {
    let next = items.next();
    if (next.done) {
      this.#add((open + close).replaceAll(' ', ''));
      return;
    }
    this.#add(open);
    for (let isFirst = true; !next.done; next = items.next(), isFirst = false) {
      if (!isFirst) this.#add(', ');
      if (this.text.length >= longestLine) {
        this.text += '…';
        break;
      }
      write(next.value);
    }
    this.#add(close);
  }

  #add(text: string): void {
    this.text += text;
  }
}
