/** Writes what is known of a skill as text: types, signatures, and a call to paste. */

import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import type { JsonSchema, Skill } from './skill.ts';

const maxDepth = 6;

/** A schema as a JSDoc type: `{ a: number, b?: string[] }`. */
export function typeText(schema: JsonSchema | boolean | undefined): string {
  return typeAt(schema, 0);
}

function typeAt(schema: JsonSchema | boolean | undefined, depth: number): string {
  if (schema === undefined || typeof schema === 'boolean') return 'any';
  if (depth > maxDepth) return '…';
  if (typeof schema.$ref === 'string') return schema.$ref.replace(/^.*\//, '');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (Array.isArray(schema.enum)) return schema.enum.map(value => JSON.stringify(value)).join(' | ');
  if (Array.isArray(schema.anyOf))
    return (schema.anyOf as readonly JsonSchema[]).map(one => typeAt(one, depth + 1)).join(' | ');
  switch (schema.type) {
    case 'array':
      return arrayText(schema, depth);
    case 'object':
      return objectText(schema, depth);
    case 'string':
      return schema.format === 'date-time' ? 'Date' : 'string';
    default:
      return typeof schema.type === 'string' ? schema.type : 'any';
  }
}

function arrayText(schema: JsonSchema, depth: number): string {
  const { prefixItems, items, minItems } = schema;
  if (Array.isArray(prefixItems)) {
    const parts = (prefixItems as readonly JsonSchema[]).map((item, index) => {
      const text = typeAt(item, depth + 1);
      return typeof minItems === 'number' && index >= minItems ? `${text}?` : text;
    });
    const rest = isJsonObject(items) ? [`...${wrapped(typeAt(items, depth + 1))}[]`] : [];
    return `[${[...parts, ...rest].join(', ')}]`;
  }
  return isJsonObject(items) ? `${wrapped(typeAt(items, depth + 1))}[]` : 'any[]';
}

function wrapped(text: string): string {
  return / \| /.test(text) && !/^[{[]/.test(text) ? `(${text})` : text;
}

function objectText(schema: JsonSchema, depth: number): string {
  const { properties, additionalProperties } = schema;
  if (isJsonObject(properties) && Object.keys(properties).length > 0) {
    const required = new Set((schema.required as readonly string[] | undefined) ?? []);
    const parts = Object.entries(properties).map(
      ([key, value]) =>
        `${keyText(key)}${required.has(key) ? '' : '?'}: ${typeAt(value as JsonSchema, depth + 1)}`,
    );
    return `{ ${parts.join(', ')} }`;
  }
  return isJsonObject(additionalProperties)
    ? `Record<string, ${typeAt(additionalProperties, depth + 1)}>`
    : 'object';
}

function keyText(key: string): string {
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? key : JSON.stringify(key);
}

/** `pythagorean(a: number, b?: number = 2): { hypotenuse: number }` */
export function signature(skill: Skill): string {
  const properties = (skill.inputs.properties as JsonObject | undefined) ?? {};
  const required = new Set((skill.inputs.required as readonly string[] | undefined) ?? []);
  const rest = new Set(skill.entry?.parameters.filter(({ isRest }) => isRest).map(({ name }) => name));
  const parts = Object.entries(properties).map(([name, property]) => {
    const schema = property as JsonSchema;
    const value = schema.default;
    const type = typeText(schema);
    const isOptional = !required.has(name) && !rest.has(name);
    const ending = value === undefined ? '' : ` = ${JSON.stringify(value)}`;
    const opening = `${rest.has(name) ? '...' : ''}${keyText(name)}${isOptional ? '?' : ''}`;
    return type === 'any' ? `${opening}${ending}` : `${opening}: ${type}${ending}`;
  });
  if (skill.inputs.additionalProperties !== false) parts.push('…');
  const result = skill.result === undefined ? '' : `: ${typeText(skill.result)}`;
  return `${skill.name}(${parts.join(', ')})${result}`;
}

/** A call to paste into another skill: `await callSkill('pythagorean', { a: 3, b: 4 })`. */
export function callText(skill: Skill): string {
  const inputs = exampleInputs(skill) ?? requiredInputs(skill);
  return inputs === '{}' ? `await callSkill('${skill.name}')` : `await callSkill('${skill.name}', ${inputs})`;
}

/** The object that the doc's first example passes, as written on one line. */
function exampleInputs(skill: Skill): string | undefined {
  for (const example of skill.doc.examples) {
    const start = example.search(/\(\s*\{/);
    if (start < 0) continue;
    const end = closing(example, example.indexOf('{', start));
    if (end !== undefined) return example.slice(example.indexOf('{', start), end).replace(/\s*\n\s*/g, ' ');
  }
  return undefined;
}

/** The offset after the bracket that closes the one at `start`; brackets in strings do not count. */
function closing(text: string, start: number): number | undefined {
  let depth = 0;
  for (const token of text
    .slice(start)
    .matchAll(/"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|[{}[\]()]/gs)) {
    if (/^[{[(]$/.test(token[0])) depth++;
    else if (/^[}\])]$/.test(token[0]) && --depth === 0) return start + token.index + 1;
  }
  return undefined;
}

function requiredInputs(skill: Skill): string {
  const properties = (skill.inputs.properties as JsonObject | undefined) ?? {};
  const required = new Set((skill.inputs.required as readonly string[] | undefined) ?? []);
  const parts = Object.entries(properties)
    .filter(([name]) => required.has(name))
    .map(([name, schema]) => `${keyText(name)}: ${literal(placeholder(schema as JsonSchema, 0))}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}

/** The simplest value that fits a schema; what has no type gets `null`. */
function placeholder(schema: JsonSchema, depth: number): JsonValue {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] as JsonValue;
  if (Array.isArray(schema.anyOf)) return placeholder(schema.anyOf[0] as JsonSchema, depth + 1);
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? '2026-01-01T00:00:00Z' : '';
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return placeholderItems(schema, depth);
    case 'object':
      return placeholderObject(schema, depth);
    default:
      return null;
  }
}

function placeholderItems(schema: JsonSchema, depth: number): JsonValue {
  const items = (schema.prefixItems as readonly JsonSchema[] | undefined) ?? [];
  const count = typeof schema.minItems === 'number' ? schema.minItems : 0;
  return items.slice(0, count).map(item => placeholder(item, depth + 1));
}

function placeholderObject(schema: JsonSchema, depth: number): JsonValue {
  const properties = (schema.properties as Readonly<Record<string, JsonSchema>> | undefined) ?? {};
  const required = (schema.required as readonly string[] | undefined) ?? [];
  if (depth > maxDepth) return {};
  return Object.fromEntries(required.map(name => [name, placeholder(properties[name] ?? {}, depth + 1)]));
}

/** A JSON value as an author writes it: single quotes, keys without quotes. */
function literal(value: JsonValue): string {
  if (typeof value === 'string')
    return `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(literal).join(', ')}]`;
  if (!isJsonObject(value)) return String(value);
  const parts = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${literal(item)}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
