/** The properties of the object that a skill is called with, and their values. */

import type { JsonValue, PathSegment } from '../../base/json.ts';
import { betweenQuotes, keyText, literalText } from '../code-text.ts';
import { typeText } from '../describe.ts';
import { literalsAt, type Property, propertiesAt, propertyAt, schemasAt } from '../schema-path.ts';
import type { JsonSchema, Skill } from '../skill.ts';
import type { CompletionItem, CompletionRequest } from './completion-item.ts';
import type { InputPlace } from './cursor.ts';
import { exampleValues } from './example-value.ts';
import { snippetText, valueSnippet } from './snippet.ts';

export function inputItems(place: InputPlace, { source }: CompletionRequest): readonly CompletionItem[] {
  const skill = source.find(place.callee);
  if (skill === undefined) return [];
  return place.kind === 'key' ? keyItems(place, skill) : valueItems(place, skill);
}

/** Required ones first, in the order of their declaration; those that are written already are left out. */
function keyItems(place: InputPlace, skill: Skill): readonly CompletionItem[] {
  const open = propertiesAt(skill.inputs, place.path).filter(({ name }) => !place.taken.has(name));
  return open.flatMap((property, index) => {
    const { name, isRequired } = property;
    const sort = `${isRequired ? 0 : 1}${String(index).padStart(4, '0')}`;
    const base = { ...inputItem(place, skill, property), label: isRequired ? name : `${name}?`, sort };
    const isWhole = place.hasColon || place.quote !== '';
    const comma = place.needsComma && !place.hasColon ? ',' : '';
    if (isWhole) {
      const text = place.quote === '' ? keyText(name) : betweenQuotes(name, place.quote);
      return [{ ...base, snippet: snippetText(text) }];
    }
    const value = valueSnippet(schemasAt(skill.inputs, [...place.path, name]));
    const long = {
      ...base,
      snippet: `${snippetText(keyText(name))}: ${value}${comma}`,
      goesOn: value === '$1',
    };
    if (!place.variables.has(name)) return [long];
    const short = { ...base, snippet: `${snippetText(name)}${comma}`, sort: `${sort}a` };
    return [short, { ...long, label: `${base.label}: …`, sort: `${sort}b` }];
  });
}

function inputItem(place: InputPlace, skill: Skill, { name, schema, isRequired }: Property): CompletionItem {
  const type = typeText(schema);
  return {
    kind: 'property',
    label: name,
    description: type,
    range: place.range,
    snippet: '',
    filter: name,
    sort: '',
    isDeprecated: false,
    edits: [],
    skill,
    detail: `${keyText(name)}${isRequired ? '' : '?'}: ${type}${defaultText(schema)}`,
    documentation: typeof schema.description === 'string' ? schema.description : '',
    goesOn: false,
  };
}

function defaultText(schema: JsonSchema): string {
  return schema.default === undefined ? '' : ` = ${literalText(schema.default)}`;
}

/** Variables of the same name, literals, the default, values of the doc's examples. */
function valueItems(place: InputPlace, skill: Skill): readonly CompletionItem[] {
  const { path, quote, variables } = place;
  const property = propertyAt(skill.inputs, path);
  const schemas = schemasAt(skill.inputs, path);
  if (schemas.length === 0 && property === undefined) return [];
  const base = property
    ? inputItem(place, skill, property)
    : inputItem(place, skill, { name: '', schema: schemas[0] ?? {}, isRequired: true });
  const name = nearestName(path);
  const items: CompletionItem[] = [];
  if (quote === '' && name !== undefined && variables.has(name))
    items.push({
      ...base,
      kind: 'variable',
      label: name,
      filter: name,
      snippet: snippetText(name),
      sort: '0',
    });
  for (const { value, note } of valuesAt(skill, path, property?.schema)) {
    if (quote !== '' && typeof value !== 'string') continue;
    const text = literalText(value);
    const inner = typeof value === 'string' && quote !== '' ? betweenQuotes(value, quote) : text;
    items.push({
      ...base,
      kind: 'value',
      label: text,
      filter: inner,
      description: note,
      snippet: snippetText(inner),
      sort: `1${String(items.length).padStart(4, '0')}`,
    });
  }
  return items;
}

/** The property's name, also for the elements of a list in it. */
function nearestName(path: readonly PathSegment[]): string | undefined {
  const last = path.at(-1);
  return typeof last === 'string' ? last : undefined;
}

interface Value {
  readonly value: JsonValue;
  /** Where it comes from; empty for what the type allows. */
  readonly note: string;
}

function valuesAt(
  skill: Skill,
  path: readonly PathSegment[],
  schema: JsonSchema | undefined,
): readonly Value[] {
  const found = new Map<string, Value>();
  const add = (value: JsonValue, note: string) => {
    const key = JSON.stringify(value);
    if (!found.has(key)) found.set(key, { value, note });
  };
  if (schema?.default !== undefined) add(schema.default, 'default');
  for (const value of literalsAt(skill.inputs, path)) add(value, '');
  for (const value of exampleValues(skill, path)) add(value, 'example');
  return [...found.values()];
}
