/** Reads a JSON Schema as a form does: which control shows it, and which values that control can hold. */

import { isJsonObject, type JsonObject, type JsonPrimitive, type JsonValue } from '../../base/json.ts';
import { isSame } from './data.ts';

export interface Property {
  readonly name: string;
  readonly schema: JsonObject;
  readonly isRequired: boolean;
}

/** What a schema looks like in a form. */
export type Shape =
  | { readonly kind: 'text' }
  | { readonly kind: 'date' }
  | { readonly kind: 'date-time' }
  | { readonly kind: 'number' }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'null' }
  | { readonly kind: 'choice'; readonly options: readonly JsonPrimitive[] }
  | { readonly kind: 'list'; readonly item: JsonObject }
  | { readonly kind: 'tuple'; readonly items: readonly JsonObject[]; readonly rest: JsonObject | undefined }
  | {
      readonly kind: 'object';
      readonly properties: readonly Property[];
      /** Schema of further properties; `undefined` where there may be none. */
      readonly rest: JsonObject | undefined;
    }
  | { readonly kind: 'union'; readonly variants: readonly JsonObject[] }
  | { readonly kind: 'any' };

const any: Shape = { kind: 'any' };

/** Follows `$ref` within the root schema; a reference that leads nowhere, or in a circle, is "any". */
export function resolve(root: JsonObject, schema: JsonObject): JsonObject {
  let at = schema;
  for (let hops = 0; hops < 32; hops++) {
    if (typeof at.$ref !== 'string') return at;
    const target = at.$ref
      .replace(/^#\/?/, '')
      .split('/')
      .filter(part => part !== '')
      .map(part => decodeURIComponent(part).replaceAll('~1', '/').replaceAll('~0', '~'))
      .reduce<unknown>(
        (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : 0),
        root,
      );
    if (!isJsonObject(target)) return {};
    const { $ref: _, ...beside } = at;
    at = { ...target, ...beside };
  }
  return {};
}

export function shapeOf(root: JsonObject, unresolved: JsonObject): Shape {
  const schema = resolve(root, unresolved);
  if (isPrimitive(schema.const)) return { kind: 'choice', options: [schema.const] };
  const values = schemaList(schema.enum as JsonValue);
  if (Array.isArray(schema.enum)) return schema.enum.every(isPrimitive) ? choice(schema.enum) : any;
  const variants = schemaList(schema.anyOf ?? schema.oneOf);
  if (variants.length > 0) return unionOf(root, variants);
  if (Array.isArray(schema.allOf)) return allOf(root, schema, schemaList(schema.allOf));
  if (Array.isArray(schema.type)) {
    return unionOf(
      root,
      schema.type.map(type => ({ ...schema, type })),
    );
  }
  return values.length > 0 ? any : shapeOfType(schema);
}

function shapeOfType(schema: JsonObject): Shape {
  switch (schema.type) {
    case 'string':
      return schema.format === 'date' || schema.format === 'date-time'
        ? { kind: schema.format }
        : { kind: 'text' };
    case 'number':
    case 'integer':
      return { kind: 'number' };
    case 'boolean':
    case 'null':
      return { kind: schema.type };
    case 'array':
      return arrayShape(schema);
    case 'object':
      return objectShape(schema);
    default:
      return any;
  }
}

function arrayShape(schema: JsonObject): Shape {
  const items = schemaList(schema.prefixItems);
  const rest = isJsonObject(schema.items) ? schema.items : schema.items === false ? undefined : {};
  return items.length > 0 ? { kind: 'tuple', items, rest } : { kind: 'list', item: rest ?? {} };
}

function objectShape(schema: JsonObject): Shape {
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties = Object.entries(isJsonObject(schema.properties) ? schema.properties : {}).map(
    ([name, value]) => ({ name, schema: isJsonObject(value) ? value : {}, isRequired: required.has(name) }),
  );
  const more = schema.additionalProperties;
  const rest = isJsonObject(more) ? more : more === false ? undefined : {};
  // An open object with known properties shows those; what else the data holds is shown beside them.
  return {
    kind: 'object',
    properties,
    rest: properties.length > 0 && !isJsonObject(more) ? undefined : rest,
  };
}

/** Unions of single values become one list to choose from. */
function unionOf(root: JsonObject, variants: readonly JsonObject[]): Shape {
  if (variants.length === 1) return shapeOf(root, variants[0] as JsonObject);
  const options: JsonPrimitive[] = [];
  for (const variant of variants) {
    const shape = shapeOf(root, variant);
    if (shape.kind === 'choice') options.push(...shape.options);
    else if (shape.kind === 'null') options.push(null);
    else return { kind: 'union', variants };
  }
  return choice(options);
}

function allOf(root: JsonObject, schema: JsonObject, parts: readonly JsonObject[]): Shape {
  const { allOf: _, ...own } = schema;
  const shapes = [...parts, ...(own.type === undefined ? [] : [own])].map(part => shapeOf(root, part));
  if (shapes.length === 1) return shapes[0] as Shape;
  if (!shapes.every(shape => shape.kind === 'object')) return any;
  const properties = new Map(shapes.flatMap(shape => shape.properties).map(item => [item.name, item]));
  return {
    kind: 'object',
    properties: [...properties.values()],
    rest: shapes.find(shape => shape.rest !== undefined)?.rest,
  };
}

function choice(options: readonly JsonValue[]): Shape {
  return { kind: 'choice', options: [...new Set(options.filter(isPrimitive))] };
}

function schemaList(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

function isPrimitive(value: unknown): value is JsonPrimitive {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** Whether a value fits a schema as far as the form needs to know: to pick the kind of a union. */
export function accepts(root: JsonObject, schema: JsonObject, value: JsonValue): boolean {
  const shape = shapeOf(root, schema);
  switch (shape.kind) {
    case 'text':
      return typeof value === 'string';
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value);
    case 'date-time':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    case 'number':
    case 'boolean':
      return typeof value === shape.kind;
    case 'null':
      return value === null;
    case 'choice':
      return shape.options.some(option => isSame(option, value));
    case 'list':
      return Array.isArray(value) && value.every(item => accepts(root, shape.item, item));
    case 'tuple':
      return Array.isArray(value) && shape.items.every((item, at) => accepts(root, item, value[at] ?? null));
    case 'object':
      return isJsonObject(value) && acceptsProperties(root, shape, value);
    case 'union':
      return shape.variants.some(variant => accepts(root, variant, value));
    case 'any':
      return true;
  }
}

function acceptsProperties(
  root: JsonObject,
  shape: Extract<Shape, { kind: 'object' }>,
  value: JsonObject,
): boolean {
  const known = new Set(shape.properties.map(property => property.name));
  return (
    shape.properties.every(({ name, schema, isRequired }) => {
      if (!Object.hasOwn(value, name)) return !isRequired;
      return accepts(root, schema, value[name] as JsonValue);
    }) && Object.keys(value).every(key => known.has(key) || shape.rest !== undefined)
  );
}

/** Whether the control of a shape can show a value as it is; what it cannot is shown as JSON, so nothing is lost. */
export function canShow(shape: Shape, value: JsonValue | undefined): boolean {
  if (value === undefined || value === null) return true;
  switch (shape.kind) {
    case 'text':
    case 'date':
    case 'date-time':
      return typeof value === 'string';
    case 'number':
      return typeof value === 'number' || typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'null':
      return false;
    case 'choice':
      return isPrimitive(value);
    case 'list':
    case 'tuple':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    case 'union':
    case 'any':
      return true;
  }
}

/** The kind of a union that a value is of; `undefined` when none fits. */
export function variantOf(
  root: JsonObject,
  variants: readonly JsonObject[],
  value: JsonValue,
): number | undefined {
  const exact = variants.findIndex(variant => accepts(root, variant, value));
  if (exact !== -1) return exact;
  const near = variants.findIndex(variant => {
    const shape = shapeOf(root, variant);
    return value === null ? shape.kind === 'null' : typeof value !== 'string' && canShow(shape, value);
  });
  return near === -1 ? undefined : near;
}
