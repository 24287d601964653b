/** Text with tab stops, as editors insert it: calls with a placeholder for each required input. */

import { isJsonObject, type JsonValue } from '../../base/json.ts';
import { keyText, literalText } from '../code-text.ts';
import { literalsOf, propertiesAt } from '../schema-path.ts';
import type { JsonSchema, Skill } from '../skill.ts';

const mostChoices = 12;

/** Text that is to stand as it is. */
export function snippetText(text: string): string {
  return text.replace(/[\\$}]/g, '\\$&');
}

/** A tab stop with the text that it selects. */
export function stop(number: number, text: string): string {
  return `\${${number}:${snippetText(text)}}`;
}

/** `, { a: ${1:a}, b: ${2:b} }`, or nothing for a skill that needs no inputs. */
export function argumentSnippet(skill: Skill, separator = ''): string {
  const required = propertiesAt(skill.inputs, []).filter(({ isRequired }) => isRequired);
  if (required.length === 0) return '';
  const parts = required.map(
    ({ name, schema }, index) => `${snippetText(keyText(name))}: ${placeholder(name, schema, index + 1)}`,
  );
  return `${separator}{ ${parts.join(', ')} }`;
}

/** A tab stop: a choice of literals, or the name as what is to be replaced. */
function placeholder(name: string, schema: JsonSchema, number: number): string {
  return choiceSnippet(literalsOf(schema), number) ?? stop(number, identifierOf(name));
}

/** `undefined` when there is nothing to choose from, or too much. */
function choiceSnippet(values: readonly JsonValue[], number: number): string | undefined {
  const texts = values
    .filter(value => !isJsonObject(value) && !Array.isArray(value))
    .map(value => literalText(value));
  if (texts.length === 0 || texts.length > mostChoices) return undefined;
  if (texts.length === 1) return stop(number, texts[0] as string);
  return `\${${number}|${texts.map(text => text.replace(/[\\,|]/g, '\\$&')).join(',')}|}`;
}

/** What a property's value begins as: quotes for a text, brackets for a list. */
export function valueSnippet(schemas: readonly JsonSchema[]): string {
  const [schema, ...others] = schemas;
  if (schema === undefined || others.length > 0) return '$1';
  const choice = choiceSnippet(literalsOf(schema), 1);
  if (choice !== undefined) return choice;
  if (schema.type === 'string') return "'$1'";
  if (schema.type === 'array') return '[$1]';
  return schema.type === 'object' ? '{ $1 }' : '$1';
}

/** A name that could be a variable's: `first-name` becomes `firstName`. */
export function identifierOf(name: string): string {
  const text = name.replace(
    /[^\p{ID_Continue}$]+(.)?/gu,
    (_all, next: string | undefined) => next?.toUpperCase() ?? '',
  );
  return /^[\p{ID_Start}$_]/u.test(text) ? text : `_${text}`;
}
