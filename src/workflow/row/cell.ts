/** Turns the text of a cell into the value that the schema wants there, and says so where it cannot. */

import { isJsonObject, type JsonValue } from '../../base/json.ts';
import { literalsOf } from '../../skill/schema-path.ts';
import type { JsonSchema } from '../../skill/skill.ts';

export type CellValue =
  | { readonly value: JsonValue }
  /** The input is left out. */
  | { readonly value: undefined }
  | { readonly issue: string };

export interface CellKind {
  /** The alternatives that the value may fit; none where anything may stand. */
  readonly schemas: readonly JsonSchema[];
  readonly isRequired: boolean;
}

const number = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?$/i;

/**
 * What fits none of the alternatives is handed on as text: the check of the inputs then says what was expected.
 * @param text - `undefined` where nothing is written
 */
export function cellValue(text: string | undefined, { schemas, isRequired }: CellKind): CellValue {
  if (text === undefined) return emptyValue(schemas, isRequired);
  const trimmed = text.trim();
  const literal = schemas.flatMap(literalsOf).find(one => String(one) === trimmed);
  if (literal !== undefined) return { value: literal };
  const types = new Set(schemas.map(typeOf));
  if (schemas.length === 0 || types.has('any')) return { value: anyValue(text) };
  if (types.has('number') && number.test(trimmed)) {
    const read = exactNumber(trimmed);
    const isOther = types.has('string') && ('issue' in read || String(read.value) !== text);
    if (!isOther) return read;
  }
  if (types.has('boolean')) {
    const truth = truthOf(trimmed);
    if (truth !== undefined) return { value: truth };
  }
  if (trimmed === 'null' && !types.has('string') && !isRequired) return { value: undefined };
  if ((types.has('object') || types.has('array')) && /^[[{]/.test(trimmed)) {
    const parsed = parsedJson(trimmed);
    if (parsed !== undefined) return { value: parsed };
    if (!types.has('string')) return { issue: `expected JSON text, got ${shown(text)}` };
  }
  return { value: text };
}

/** Nothing is written: the input is left out where it may be, or is the emptiest that it may be. */
function emptyValue(schemas: readonly JsonSchema[], isRequired: boolean): CellValue {
  if (!isRequired) return { value: undefined };
  const types = new Set(schemas.map(typeOf));
  if (types.has('string')) return { value: '' };
  const canBeNull = schemas.some(schema => literalsOf(schema).includes(null));
  return { value: canBeNull ? null : undefined };
}

/** A value of which nothing is known: what JSON reads as anything but text, else the text. */
function anyValue(text: string): JsonValue {
  const trimmed = text.trim();
  if (number.test(trimmed)) {
    const read = exactNumber(trimmed);
    return 'value' in read && read.value !== undefined && String(read.value) === trimmed ? read.value : text;
  }
  if (!/^(?:[[{]|true$|false$|null$)/.test(trimmed)) return text;
  const parsed = parsedJson(trimmed);
  return parsed === undefined ? text : parsed;
}

function typeOf({ type, enum: values, const: constant }: JsonSchema): string {
  if (values !== undefined || constant !== undefined) return 'literal';
  if (type === 'integer') return 'number';
  return typeof type === 'string' ? type : 'any';
}

/** A whole number that JavaScript would round is refused, never changed. */
function exactNumber(text: string): CellValue {
  const value = Number(text);
  if (!Number.isFinite(value)) return { issue: `${text} is too large for a number` };
  const digits = /^\+?(-?\d+)$/.exec(text)?.[1];
  const isRounded = digits !== undefined && digits !== String(value) && BigInt(digits) !== BigInt(value);
  if (isRounded) return { issue: `${text} has too many digits to be exact as a number` };
  return { value };
}

function truthOf(text: string): boolean | undefined {
  if (/^(?:true|yes|1)$/i.test(text)) return true;
  return /^(?:false|no|0)$/i.test(text) ? false : undefined;
}

function parsedJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function shown(text: string): string {
  return text.length > 60 ? `${JSON.stringify(text.slice(0, 60)).slice(0, -1)}…"` : JSON.stringify(text);
}

/** The text of a cell that is read back as this value, by a schema that says what it is. */
export function cellText(value: JsonValue | undefined): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string') return value;
  return isJsonObject(value) || Array.isArray(value) ? JSON.stringify(value) : String(value);
}
