/** The inputs of a run, wherever they come from: one JSON object, or an error that says where it goes wrong. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isJsonObject, type JsonObject } from '../base/json.ts';
import { parseJson } from '../base/json-text.ts';
import type { InputSource } from './run-arguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError */
export async function readInputs(source: InputSource, terminal: Terminal): Promise<JsonObject> {
  const text = (await textOf(source, terminal)).replace(/^\uFEFF/, '');
  const parsed = parseJson(text);
  if (!parsed.ok) {
    const { line, column } = parsed.place;
    const place = text.includes('\n') ? `line ${line}, column ${column}` : `column ${column}`;
    throw new UsageError(
      `${nameOf(source)} is not JSON: ${parsed.message} (${place}).${excerpt(text, parsed.offset)}`,
    );
  }
  if (!isJsonObject(parsed.value)) {
    throw new UsageError(
      `${nameOf(source)} must be a JSON object such as {"a": 3}, got ${kindOf(parsed.value)}.`,
    );
  }
  return parsed.value;
}

async function textOf(source: InputSource, terminal: Terminal): Promise<string> {
  if (source.from === 'arguments') return source.text;
  if (source.from === 'standard-input') return terminal.readInput();
  try {
    return await readFile(resolve(terminal.currentFolder, source.path), 'utf8');
  } catch (error) {
    throw new UsageError(
      `${nameOf(source)} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

function nameOf(source: InputSource): string {
  if (source.from === 'file') return source.path;
  return source.from === 'arguments' ? '--inputs' : 'Standard input';
}

/** The line that is wrong, with a caret below the place. */
function excerpt(text: string, offset: number): string {
  const start = Math.max(text.lastIndexOf('\n', offset - 1) + 1, offset - 40);
  const line = text.slice(start, offset + 30).split(/[\r\n]/, 1)[0] ?? '';
  if (line.trim() === '') return '';
  return `\n\n  ${line.replaceAll('\t', ' ')}\n  ${' '.repeat(offset - start)}^`;
}

function kindOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}
