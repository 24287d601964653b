/** Checks inputs against a schema (zod compiles and decides) and says in people's words what does not fit. */

import * as z from 'zod';
import { formatPath, isJsonObject, type JsonObject, type JsonValue, type PathSegment } from '../base/json.ts';
import { suggestName } from './name.ts';
import type { InputIssue, JsonSchema } from './skill.ts';

type ZodIssue = z.core.$ZodIssue;

/** At most this many issues are reported. */
const maxIssues = 100;

/**
 * zod stumbles over two keys: it leaves `__proto__` out, as it would set a prototype, and takes anything with a
 * `length` for something to measure. Behind a mark they are keys like any other.
 */
const mark = '\u0000';

const compiled = new WeakMap<JsonSchema, z.ZodType>();

/** All ways in which the inputs do not fit, outermost and first keys first; empty when they fit. */
export function validateInputs(schema: JsonSchema, inputs: unknown): readonly InputIssue[] {
  let validator = compiled.get(schema);
  if (validator === undefined) {
    validator = z.fromJSONSchema(bare(schema) as Parameters<typeof z.fromJSONSchema>[0]);
    compiled.set(schema, validator);
  }
  try {
    const outcome = validator.safeParse(withSafeKeys(inputs));
    if (outcome.success) return [];
    const names = Object.keys((schema.properties as JsonObject | undefined) ?? {});
    return distinct(
      outcome.error.issues.slice(0, maxIssues).flatMap(issue => explain(issue, inputs, [], names)),
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ path: [], message: 'the inputs are nested too deeply' }];
  }
}

/** `items[2].price: expected number, got "12"` */
export function formatIssue({ path, message }: InputIssue): string {
  return path.length === 0 ? message : `${formatPath(path)}: ${message}`;
}

/** Every kind of JSON value: unlike "any" it does not include that there is none. */
const present = ['object', 'array', 'string', 'number', 'boolean', 'null'].map(type => ({ type }));

const annotations: ReadonlySet<string> = new Set([
  'description',
  'default',
  'title',
  'examples',
  'deprecated',
]);

/** The schema without what only informs, and ready for zod: required anything must be something. */
function bare(schema: JsonSchema): JsonSchema {
  const entries = Object.entries(schema).flatMap(([key, value]): [string, JsonValue][] => {
    if (annotations.has(key)) return [];
    if (key === 'properties') return [[key, bareProperties(schema)]];
    if (key === '$defs') return [[key, mapObject(value as JsonObject, bare)]];
    if (key === 'required') return [[key, (value as readonly string[]).map(safeName)]];
    if (key === 'items' || key === 'additionalProperties')
      return [[key, isJsonObject(value) ? bare(value as JsonSchema) : (value as JsonValue)]];
    if (key === 'anyOf' || key === 'prefixItems') return [[key, (value as readonly JsonSchema[]).map(bare)]];
    return [[key, value as JsonValue]];
  });
  return Object.fromEntries(entries);
}

function bareProperties(schema: JsonSchema): JsonObject {
  const required = new Set((schema.required as readonly string[] | undefined) ?? []);
  return mapObject(schema.properties as JsonObject, (value, key) => {
    const property = bare(value);
    return required.has(key) && Object.keys(property).length === 0 ? { anyOf: present } : property;
  });
}

function mapObject(object: JsonObject, change: (value: JsonSchema, key: string) => JsonValue): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, value]) => [safeName(key), change(value as JsonSchema, key)]),
  );
}

function safeName(key: string): string {
  return key === '__proto__' || key === 'length' || key.startsWith(mark) ? mark + key : key;
}

/** The value itself unless a key in it needs another name. */
function withSafeKeys(value: unknown): unknown {
  if (Array.isArray(value)) {
    let copy: unknown[] | undefined;
    for (let i = 0; i < value.length; i++) {
      const item: unknown = withSafeKeys(value[i]);
      if (item !== value[i]) copy ??= [...(value as unknown[])];
      if (copy !== undefined) copy[i] = item;
    }
    return copy ?? value;
  }
  if (!isJsonObject(value)) return value;
  let isSame = true;
  const entries = Object.entries(value).map(([key, item]): [string, unknown] => {
    const safe: [string, unknown] = [safeName(key), withSafeKeys(item)];
    isSame &&= safe[0] === key && safe[1] === item;
    return safe;
  });
  return isSame ? value : Object.fromEntries(entries);
}

type Path = readonly PathSegment[];

function explain(issue: ZodIssue, inputs: unknown, base: Path, names: readonly string[]): InputIssue[] {
  const path = [...base, ...issue.path.map(toSegment)];
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map(key => ({ path, message: unknownInput(String(toSegment(key)), path, names) }));
  const { value, isPresent } = at(inputs, path);
  if (!isPresent) return [{ path, message: 'required, but missing' }];
  if (issue.code === 'invalid_union') {
    const inner = closestBranch(issue.errors);
    if (inner !== undefined) return inner.flatMap(one => explain(one, inputs, path, []));
  }
  return [{ path, message: `expected ${listed(expectations(issue))}, got ${shown(value)}` }];
}

function toSegment(key: PropertyKey): PathSegment {
  if (typeof key === 'number') return key;
  const text = String(key);
  return text.startsWith(mark) ? text.slice(mark.length) : text;
}

function unknownInput(key: string, path: Path, names: readonly string[]): string {
  const meant = path.length === 0 ? suggestName(key, names) : undefined;
  const what = path.length === 0 ? 'input' : 'property';
  return `unknown ${what} ${JSON.stringify(key)}${meant === undefined ? '' : `: did you mean ${JSON.stringify(meant)}?`}`;
}

function at(inputs: unknown, path: Path): { readonly value: unknown; readonly isPresent: boolean } {
  let value = inputs;
  for (const segment of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, segment))
      return { value: undefined, isPresent: false };
    value = (value as Readonly<Record<PathSegment, unknown>>)[segment];
  }
  return { value, isPresent: value !== undefined || path.length === 0 };
}

/** Of a union's branches the one that fits from outside and fails only further in. */
function closestBranch(branches: readonly (readonly ZodIssue[])[]): readonly ZodIssue[] | undefined {
  const inner = branches.filter(issues => issues.length > 0 && issues.every(({ path }) => path.length > 0));
  return inner.sort((a, b) => a.length - b.length)[0];
}

/** What would have fitted, in words: `number`, `"add"`. */
function expectations(issue: ZodIssue): string[] {
  switch (issue.code) {
    case 'invalid_type':
      return [issue.expected === 'int' ? 'integer' : issue.expected === 'tuple' ? 'array' : issue.expected];
    case 'invalid_value':
      return issue.values.map(value => shown(value));
    case 'invalid_union':
      return issue.errors.flatMap(branch => branch.slice(0, 1).flatMap(expectations));
    case 'invalid_format':
      return [issue.format === 'datetime' ? 'date and time such as "2026-11-21T09:30:00Z"' : issue.format];
    case 'too_small':
      return [issue.origin === 'array' ? `at least ${items(issue.minimum)}` : `at least ${issue.minimum}`];
    case 'too_big':
      return [issue.origin === 'array' ? `at most ${items(issue.maximum)}` : `at most ${issue.maximum}`];
    case 'unrecognized_keys':
      return ['no other keys'];
    default:
      return ['another value'];
  }
}

function items(count: number | bigint): string {
  return `${count} ${Number(count) === 1 ? 'item' : 'items'}`;
}

function listed(all: readonly string[]): string {
  const words = [...new Set(all)];
  return words.length < 3
    ? words.join(' or ')
    : `${words.slice(0, 12).join(', ')}${words.length > 12 ? ', …' : ''}`.replace(/, ([^,]*)$/, ' or $1');
}

/** A value short enough for a message. */
function shown(value: unknown): string {
  if (typeof value === 'string') {
    const text = JSON.stringify(value.slice(0, 60));
    return value.length > 60 ? `${text.slice(0, -1)}…"` : text;
  }
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `an array of ${items(value.length)}`;
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value);
    return keys.length === 0
      ? '{}'
      : `an object with ${keys
          .slice(0, 3)
          .map(key => JSON.stringify(key))
          .join(', ')}${keys.length > 3 ? ', …' : ''}`;
  }
  return typeof value === 'function' ? 'a function' : String(value);
}

function distinct(issues: readonly InputIssue[]): readonly InputIssue[] {
  const seen = new Map<string, InputIssue>();
  for (const issue of issues) seen.set(formatIssue(issue), issue);
  return [...seen.values()];
}

/** The inputs with the schema's defaults where they have nothing; the given object stays as it is. */
export function withDefaults(schema: JsonSchema, inputs: JsonObject): JsonObject {
  const entries = new Map(Object.entries(inputs));
  for (const [key, property] of Object.entries((schema.properties as JsonObject | undefined) ?? {})) {
    if (!isJsonObject(property)) continue;
    const value = entries.get(key);
    if (value !== undefined) entries.set(key, fill(property, value));
    else if (property.default !== undefined) entries.set(key, property.default);
  }
  return Object.fromEntries(entries);
}

function fill(schema: JsonSchema, value: JsonValue): JsonValue {
  if (isJsonObject(value)) return schema.properties === undefined ? value : withDefaults(schema, value);
  const { items: element } = schema;
  if (!Array.isArray(value) || !isJsonObject(element) || !JSON.stringify(element).includes('"default"'))
    return value;
  return (value as readonly JsonValue[]).map(item => fill(element, item));
}
