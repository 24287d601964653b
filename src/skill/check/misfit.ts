/** How a value that is written in the code does not fit a schema. What is not certain fits. */

import { isJsonObject, type JsonValue } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';
import { typeText } from '../describe.ts';
import type { JsonSchema, Written, WrittenObject } from '../skill.ts';

export interface Misfit extends Range {
  /** `expected number, got "12"` */
  readonly message: string;
}

/** `$ref`s lead into the `$defs` of the root. */
interface Frame {
  readonly root: JsonSchema;
  readonly depth: number;
}

type Known = Exclude<Written, { kind: 'unknown' }>;

const maxDepth = 30;

/** The first way in which the value does not fit; `undefined` when it fits or may fit. */
export function misfitOf(value: Written, schema: JsonSchema, root: JsonSchema): Misfit | undefined {
  return misfit(value, schema, { root, depth: 0 });
}

function misfit(value: Written, schema: JsonSchema, frame: Frame): Misfit | undefined {
  if (value.kind === 'unknown' || value.kind === 'missing' || frame.depth > maxDepth) return undefined;
  const inner = { root: frame.root, depth: frame.depth + 1 };
  if (typeof schema.$ref === 'string') {
    const target = resolve(schema.$ref, frame.root);
    return target && misfit(value, target, inner);
  }
  if (schema.const !== undefined) return isOneOf(value, [schema.const]) ? undefined : wrong(value, schema);
  if (Array.isArray(schema.enum))
    return isOneOf(value, schema.enum as readonly JsonValue[]) ? undefined : wrong(value, schema);
  if (Array.isArray(schema.anyOf))
    return noneFits(value, schema.anyOf as readonly JsonSchema[], schema, inner);
  const { type } = schema;
  if (typeof type !== 'string') return undefined;
  switch (value.kind) {
    case 'value':
      return fitsType(value.value, type, schema) ? undefined : wrong(value, schema);
    case 'type': {
      const isNumber = value.type === 'number' && type === 'integer';
      return value.type === type || isNumber ? undefined : wrong(value, schema);
    }
    case 'array':
      return type === 'array' ? inItems(value, schema, inner) : wrong(value, schema);
    case 'object':
      return type === 'object' ? inProperties(value, schema, inner) : wrong(value, schema);
  }
}

/** Of a union: the misfit further in when only one of its branches has the right kind. */
function noneFits(value: Known, branches: readonly JsonSchema[], whole: JsonSchema, frame: Frame) {
  let deepest: Misfit | undefined;
  let count = 0;
  for (const branch of branches) {
    const found = misfit(value, branch, frame);
    if (found === undefined) return undefined;
    if (found.start > value.start) {
      deepest = found;
      count++;
    }
  }
  return count === 1 ? deepest : wrong(value, whole);
}

function inItems(value: Extract<Written, { kind: 'array' }>, schema: JsonSchema, frame: Frame) {
  const { prefixItems, items, minItems } = schema;
  const first = (prefixItems as readonly JsonSchema[] | undefined) ?? [];
  if (!value.isOpen && typeof minItems === 'number' && value.items.length < minItems)
    return wrong(value, schema, `${value.items.length} items`);
  for (const [index, item] of value.items.entries()) {
    const element = first[index] ?? items;
    if (element === false) return wrong(value, schema, `${value.items.length} items`);
    const found = isJsonObject(element) ? misfit(item, element, frame) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function inProperties(value: WrittenObject, schema: JsonSchema, frame: Frame): Misfit | undefined {
  const properties = isJsonObject(schema.properties) ? schema.properties : {};
  const { additionalProperties } = schema;
  for (const property of value.properties) {
    const own = Object.hasOwn(properties, property.name) ? properties[property.name] : additionalProperties;
    if (own === false && property.value.kind !== 'missing')
      return { ...property.key, message: `unknown property ${JSON.stringify(property.name)}` };
    const found = isJsonObject(own) ? misfit(property.value, own as JsonSchema, frame) : undefined;
    if (found !== undefined) return found;
  }
  const absent = missingNames(value, schema);
  if (absent.length === 0) return undefined;
  const names = absent.map(name => `\`${name}\``).join(' and ');
  return { start: value.start, end: value.end, message: `the property ${names} is missing` };
}

/** Required properties that the object certainly does not have. */
export function missingNames(value: WrittenObject, { required }: JsonSchema): readonly string[] {
  if (value.isOpen || !Array.isArray(required)) return [];
  return (required as readonly string[]).filter(
    name => !value.properties.some(one => one.name === name && one.value.kind !== 'missing'),
  );
}

function resolve(ref: string, root: JsonSchema): JsonSchema | undefined {
  const name = /^#\/\$defs\/(.*)$/.exec(ref)?.[1];
  if (ref === '#') return root;
  const definitions = root.$defs;
  if (name === undefined || !isJsonObject(definitions) || !Object.hasOwn(definitions, name)) return undefined;
  return definitions[name] as JsonSchema;
}

function fitsType(value: JsonValue, type: string, { format }: JsonSchema): boolean {
  if (value === null) return type === 'null';
  if (type === 'integer') return typeof value === 'number' && Number.isInteger(value);
  if (type === 'string' && format === 'date-time')
    return typeof value === 'string' && !Number.isNaN(Date.parse(value));
  return typeof value === type;
}

/** Whether the value may be one of these. */
function isOneOf(value: Written, all: readonly JsonValue[]): boolean {
  if (value.kind === 'value') return all.includes(value.value);
  if (value.kind === 'type') return all.some(one => typeof one === value.type);
  return all.some(one => typeof one === 'object' && one !== null);
}

function wrong(value: Known, schema: JsonSchema, got?: string): Misfit {
  const message = `expected ${typeText(schema)}, got ${got ?? shown(value)}`;
  return { start: value.start, end: value.end, message };
}

function shown(value: Known): string {
  switch (value.kind) {
    case 'value': {
      const text = JSON.stringify(value.value);
      return text.length > 60 ? `${text.slice(0, 59)}…` : text;
    }
    case 'type':
      return `a ${value.type}`;
    case 'missing':
      return 'undefined';
    case 'array':
      return 'an array';
    case 'object':
      return 'an object';
  }
}
