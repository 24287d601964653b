/** JSDoc types as JSON Schema. What has no schema becomes "any", with a note on exactly the part that has none. */

import { parse, type RootResult } from 'jsdoc-type-pratt-parser';
import { LRUCache } from 'lru-cache';
import type { JsonValue } from '../base/json.ts';
import type { Range } from '../base/text.ts';
import { suggestName } from './name.ts';
import type { JsonSchema } from './skill.ts';
import { typeFault } from './type-fault.ts';

/** Something about a type that its reader should know; the range counts from the type's first character. */
export interface TypeNote extends Range {
  readonly kind: 'invalid' | 'inexpressible';
  readonly message: string;
}

export interface ReadType {
  readonly schema: JsonSchema;
  /** `T=`, or a union with `undefined`. */
  readonly isOptional: boolean;
  /** `...T`; the schema is then that of the whole array. */
  readonly isRest: boolean;
  readonly notes: readonly TypeNote[];
}

/** The types that a file declares with `@typedef`, by name. */
export interface TypeNames {
  /** The schema of a declared type; `undefined` when the file declares none of that name. */
  schema(name: string): JsonSchema | 'callback' | undefined;
  names(): Iterable<string>;
}

const anything: JsonSchema = {};
/** The reading of a type depends on its text alone while the file declares no types: worth remembering. */
const memory = new LRUCache<string, ReadType>({ max: 4_000 });

export function readType(text: string, declared?: TypeNames): ReadType {
  if (declared !== undefined) return new TypeReader(declared).read(text);
  const known = memory.get(text);
  if (known !== undefined) return known;
  const read = new TypeReader(undefined).read(text);
  memory.set(text, read);
  return read;
}

const simple: ReadonlyMap<string, JsonSchema> = new Map<string, JsonSchema>([
  ['string', { type: 'string' }],
  ['number', { type: 'number' }],
  ['integer', { type: 'integer' }],
  ['int', { type: 'integer' }],
  ['boolean', { type: 'boolean' }],
  ['bool', { type: 'boolean' }],
  ['true', { const: true }],
  ['false', { const: false }],
  ['null', { type: 'null' }],
  ['undefined', { type: 'null' }],
  ['void', { type: 'null' }],
  ['any', anything],
  ['unknown', anything],
  ['object', { type: 'object' }],
  ['array', { type: 'array' }],
  ['date', { type: 'string', format: 'date-time' }],
]);

/** What authors mean, in the spelling that TypeScript prefers; JSON can carry all of them. */
export const usualTypes: readonly string[] =
  'string number boolean null any object unknown Array Record Partial Required Pick Omit Date'.split(' ');

/** Types that JSON cannot carry, and what to write instead. */
export const alternatives: ReadonlyMap<string, string> = new Map([
  ['map', 'use `Record<string, T>`'],
  ['set', 'use `T[]`'],
  ['bigint', 'use a string'],
  ['regexp', 'use a string'],
  ['promise', 'inputs are values: leave `Promise` out'],
  ['uint8array', 'use `number[]` or a base64 string'],
]);

class TypeReader {
  readonly #declared: TypeNames | undefined;
  readonly #notes: TypeNote[] = [];
  #text = '';

  constructor(declared: TypeNames | undefined) {
    this.#declared = declared;
  }

  read(text: string): ReadType {
    this.#text = text;
    const plain = simple.get(text);
    if (plain !== undefined && this.#declared?.schema(text) === undefined)
      return { schema: plain, isOptional: text === 'undefined', isRest: false, notes: [] };
    const root = this.#parse(text);
    let schema = anything;
    let isOptional = false;
    let isRest = false;
    if (root !== undefined) {
      const inner = unwrapOptional(root);
      isOptional = inner !== root || (root.type === 'JsdocTypeUnion' && root.elements.some(isUndefined));
      isRest = inner.type === 'JsdocTypeVariadic';
      schema = this.#schema(inner);
    }
    return { schema, isOptional, isRest, notes: this.#notes };
  }

  #parse(text: string): RootResult | undefined {
    let fault: unknown;
    for (const mode of ['typescript', 'closure', 'jsdoc'] as const) {
      if (text === '') break;
      try {
        return parse(text, mode);
      } catch (error) {
        if (mode === 'typescript') fault = error;
      }
    }
    const message = `The type cannot be read, so any value is accepted: ${typeFault(text, fault)}`;
    this.#notes.push({ kind: 'invalid', start: 0, end: text.length, message });
    return undefined;
  }

  /** A note on the part that has no schema: the name with its type arguments, or else the whole type. */
  #inexpressible(why: string, name?: string): JsonSchema {
    this.#notes.push({
      kind: 'inexpressible',
      ...placeOf(this.#text, name),
      message: `JSON Schema cannot express ${why}, so any value is accepted.`,
    });
    return anything;
  }

  #schema(node: RootResult): JsonSchema {
    switch (node.type) {
      case 'JsdocTypeName':
        return this.#name(node.value);
      case 'JsdocTypeAny':
      case 'JsdocTypeUnknown':
        return anything;
      case 'JsdocTypeNull':
      case 'JsdocTypeUndefined':
        return { type: 'null' };
      case 'JsdocTypeStringValue':
      case 'JsdocTypeNumber':
        return { const: node.value };
      case 'JsdocTypeUnion':
        return this.#union(node.elements);
      case 'JsdocTypeNullable':
        return oneOf([this.#schema(node.element), { type: 'null' }]);
      case 'JsdocTypeNotNullable':
      case 'JsdocTypeOptional':
      case 'JsdocTypeParenthesis':
      case 'JsdocTypeReadonlyArray':
        return this.#schema(node.element);
      case 'JsdocTypeVariadic':
        return { type: 'array', items: node.element ? this.#schema(node.element) : anything };
      case 'JsdocTypeGeneric':
        return this.#generic(node);
      case 'JsdocTypeTuple':
        return this.#tuple(node);
      case 'JsdocTypeObject':
        return this.#object(node);
      case 'JsdocTypeIntersection':
        return this.#intersection(node);
      case 'JsdocTypePredicate':
        return { type: 'boolean' };
      case 'JsdocTypeTemplateLiteral':
        return node.interpolations.length === 0 ? { const: node.literals.join('') } : { type: 'string' };
      case 'JsdocTypeFunction':
        return this.#inexpressible('a function');
      case 'JsdocTypeImport':
      case 'JsdocTypeNamePath':
        return this.#inexpressible('a type of another module (declare it here with `@typedef`)');
      default:
        return this.#inexpressible('this type');
    }
  }

  #name(name: string): JsonSchema {
    const declared = this.#declared?.schema(name);
    if (declared === 'callback') return this.#inexpressible('a function', name);
    if (declared !== undefined) return declared;
    const known = simple.get(name) ?? simple.get(name.toLowerCase());
    if (known !== undefined && (simple.has(name) || /^[A-Z][a-z]+$/.test(name))) return known;
    const alternative = alternatives.get(name.toLowerCase());
    if (alternative !== undefined) return this.#inexpressible(`\`${name}\` (${alternative})`, name);
    if (name === 'Function' || name === 'function') return this.#inexpressible('a function', name);
    const meant = suggestName(name, [...simple.keys(), ...(this.#declared?.names() ?? [])]);
    const hint =
      meant === undefined ? 'declare it in this file with `@typedef`' : `did you mean \`${meant}\`?`;
    return this.#inexpressible(`\`${name}\` (${hint})`, name);
  }

  #generic(node: Extract<RootResult, { type: 'JsdocTypeGeneric' }>): JsonSchema {
    const name = node.left.type === 'JsdocTypeName' ? node.left.value : '';
    const [first, second] = node.elements;
    if (first === undefined) return this.#schema(node.left);
    switch (name) {
      case 'Array':
      case 'array':
      case 'ReadonlyArray':
        return { type: 'array', items: this.#schema(first) };
      case 'Promise':
      case 'PromiseLike':
      case 'Readonly':
        return this.#schema(first);
      case 'Record':
      case 'Object':
      case 'object':
        return second === undefined
          ? { type: 'object', additionalProperties: this.#schema(first) }
          : this.#record(first, second);
      case 'Partial': {
        const { required: _, ...rest } = this.#schema(first) as { required?: JsonValue };
        return rest;
      }
      case 'Required': {
        const whole = this.#schema(first);
        const names = Object.keys((whole.properties as JsonSchema | undefined) ?? {});
        return names.length > 0 ? { ...whole, required: names } : whole;
      }
      default:
        return name === '' ? this.#inexpressible('this type') : this.#name(name);
    }
  }

  #record(key: RootResult, value: RootResult): JsonSchema {
    const keys = this.#schema(key);
    const values = this.#schema(value);
    const names = 'const' in keys ? [keys.const] : (keys.enum as readonly JsonValue[] | undefined);
    if (names === undefined) return { type: 'object', additionalProperties: values };
    const required = names.map(String);
    return { type: 'object', properties: Object.fromEntries(required.map(name => [name, values])), required };
  }

  #tuple(node: Extract<RootResult, { type: 'JsdocTypeTuple' }>): JsonSchema {
    const items: JsonSchema[] = [];
    let required = 0;
    let rest: JsonSchema | undefined;
    for (const element of node.elements) {
      const isNamed = element.type === 'JsdocTypeKeyValue';
      const type = isNamed ? element.right : element;
      if (type === undefined) continue;
      if (type.type === 'JsdocTypeVariadic' || (isNamed && element.variadic)) {
        const schema = this.#schema(type);
        rest = (schema.items as JsonSchema | undefined) ?? schema;
        if (type.type === 'JsdocTypeVariadic' && rest.type === 'array' && rest.items !== undefined)
          rest = rest.items as JsonSchema;
        continue;
      }
      // In a tuple, unlike anywhere else, `T?` means that the element may be missing.
      const mayMiss =
        type.type === 'JsdocTypeOptional' ||
        (type.type === 'JsdocTypeNullable' && type.meta.position === 'suffix');
      const isOptional = mayMiss || (isNamed && element.optional);
      items.push(this.#schema(mayMiss ? type.element : type));
      if (!isOptional) required = items.length;
    }
    return { type: 'array', prefixItems: items, items: rest ?? false, minItems: required };
  }

  #object(node: Extract<RootResult, { type: 'JsdocTypeObject' }>): JsonSchema {
    const properties: [string, JsonSchema][] = [];
    const required: string[] = [];
    let additional: JsonSchema | undefined;
    for (const field of node.elements) {
      if (field.type === 'JsdocTypeObjectField' && typeof field.key !== 'string') {
        if (field.key.type === 'JsdocTypeIndexSignature')
          additional = field.right ? this.#schema(field.right) : anything;
        else return this.#inexpressible('computed keys');
      } else if (field.type === 'JsdocTypeObjectField' && typeof field.key === 'string') {
        const type = field.right === undefined ? undefined : unwrapOptional(field.right);
        properties.push([field.key, type === undefined ? anything : this.#schema(type)]);
        const mayMiss = field.optional || type !== field.right || (type !== undefined && allowsMissing(type));
        if (!mayMiss) required.push(field.key);
      } else this.#inexpressible('methods');
    }
    return {
      type: 'object',
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(required.length > 0 && { required }),
      ...(additional !== undefined && { additionalProperties: additional }),
    };
  }

  #union(elements: readonly RootResult[]): JsonSchema {
    const present = elements.filter(element => !isUndefined(element));
    const schemas = present.map(element => this.#schema(element));
    if (present.length === 0) return { type: 'null' };
    return oneOf(schemas);
  }

  #intersection(node: Extract<RootResult, { type: 'JsdocTypeIntersection' }>): JsonSchema {
    const parts = node.elements.map(element => this.#schema(element));
    if (!parts.every(part => part.type === 'object'))
      return this.#inexpressible('an intersection of anything but objects');
    const properties = parts.flatMap(part => Object.entries((part.properties as JsonSchema) ?? {}));
    const required = [...new Set(parts.flatMap(part => (part.required as readonly string[]) ?? []))];
    return {
      type: 'object',
      ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
      ...(required.length > 0 && { required }),
    };
  }
}

/** Where a type's name stands in the text, with its arguments. (The type parser's own ranges are not exact.) */
function placeOf(text: string, name: string | undefined): Range {
  const whole = { start: 0, end: text.length };
  if (name === undefined || !/^[\w$]+$/.test(name)) return whole;
  const found = new RegExp(`(?<![\\w$.'"])${name.replaceAll('$', '\\$')}(?![\\w$'"])`).exec(text);
  if (found === null) return whole;
  const start = found.index;
  let end = start + name.length;
  const opening = /^\.?</.exec(text.slice(end))?.[0].length;
  if (opening === undefined) return { start, end };
  let depth = 0;
  for (end += opening - 1; end < text.length; end++) {
    if (text[end] === '<') depth++;
    else if (text[end] === '>' && text[end - 1] !== '=' && --depth === 0) break;
  }
  return { start, end: Math.min(end + 1, text.length) };
}

function unwrapOptional(node: RootResult): RootResult {
  return node.type === 'JsdocTypeOptional' ? node.element : node;
}

function isUndefined(node: RootResult): boolean {
  return (
    node.type === 'JsdocTypeUndefined' ||
    (node.type === 'JsdocTypeName' && (node.value === 'undefined' || node.value === 'void'))
  );
}

function allowsMissing(node: RootResult): boolean {
  return node.type === 'JsdocTypeUnion' && node.elements.some(isUndefined);
}

/** A union: literals as one `enum`, anything as anything, the rest as `anyOf`. */
export function oneOf(schemas: readonly JsonSchema[]): JsonSchema {
  if (schemas.some(schema => Object.keys(schema).length === 0)) return anything;
  const flat = schemas.flatMap(schema => (schema.anyOf as readonly JsonSchema[] | undefined) ?? [schema]);
  const values = new Set<JsonValue>();
  const others = new Map<string, JsonSchema>();
  for (const schema of flat) {
    if (schema.const !== undefined) values.add(schema.const);
    else if (schema.enum !== undefined) for (const one of schema.enum as JsonValue[]) values.add(one);
    else others.set(JSON.stringify(schema), schema);
  }
  if (values.size > 0 && others.delete('{"type":"null"}')) values.add(null);
  const literals: JsonSchema[] = values.size > 0 ? [{ enum: [...values] }] : [];
  const all = [...literals, ...others.values()];
  return all.length === 1 ? (all[0] as JsonSchema) : { anyOf: all };
}
