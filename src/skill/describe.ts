/** Writes what is known of a skill as text: types, signatures, and a call to paste. */

import { isJsonObject } from '../base/json.ts';
import { keyText, literalText, typeKeyText } from './code-text.ts';
import { propertiesOf, requiredOf } from './schema.ts';
import { simplest } from './simplest.ts';
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
  const { additionalProperties } = schema;
  const properties = Object.entries(propertiesOf(schema));
  if (properties.length > 0) {
    const required = new Set(requiredOf(schema));
    const parts = properties.map(
      ([key, value]) => `${typeKeyText(key)}${required.has(key) ? '' : '?'}: ${typeAt(value, depth + 1)}`,
    );
    return `{ ${parts.join(', ')} }`;
  }
  return isJsonObject(additionalProperties)
    ? `Record<string, ${typeAt(additionalProperties, depth + 1)}>`
    : 'object';
}

/** `pythagorean(a: number, b?: number = 2): { hypotenuse: number }` */
export function signature(skill: Skill): string {
  const required = new Set(requiredOf(skill.inputs));
  const rest = new Set(skill.entry?.parameters.filter(({ isRest }) => isRest).map(({ name }) => name));
  const parts = Object.entries(propertiesOf(skill.inputs)).map(([name, schema]) => {
    const value = schema.default;
    const type = typeText(schema);
    const isOptional = !required.has(name) && !rest.has(name);
    const ending = value === undefined ? '' : ` = ${JSON.stringify(value)}`;
    const opening = `${rest.has(name) ? '...' : ''}${typeKeyText(name)}${isOptional ? '?' : ''}`;
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
  const required = new Set(requiredOf(skill.inputs));
  const parts = Object.entries(propertiesOf(skill.inputs))
    .filter(([name]) => required.has(name))
    .map(([name, schema]) => `${keyText(name)}: ${literalText(simplest(schema, skill.inputs))}`);
  return parts.length === 0 ? '{}' : `{ ${parts.join(', ')} }`;
}
