/** The callee's inputs while a call's arguments are being written, and which of them the cursor is at. */

import type { Range } from '../../base/text.ts';
import { keyText, literalText } from '../code-text.ts';
import { typeText } from '../describe.ts';
import { type Property, propertiesAt } from '../schema-path.ts';
import type { JsonSchema, Skill } from '../skill.ts';
import { type ArgumentPlace, argumentAt, keysOf } from './call-at.ts';
import { visibleNames } from './local.ts';
import { Tokens } from './token.ts';

export interface SignatureHelp {
  readonly callee: Skill;
  /** `pythagorean({ a: number, b: number }): { hypotenuse: number }` */
  readonly label: string;
  readonly inputs: readonly SignatureInput[];
  /** Index of the input at the cursor; `undefined` when it is at none. */
  readonly active: number | undefined;
}

export interface SignatureInput {
  readonly name: string;
  /** Of the label. */
  readonly range: Range;
  /** From the callee's doc; plain text. */
  readonly description: string;
}

/** `undefined` outside of the arguments of known skills. The text may be half written. */
export function signatureHelpAt(
  text: string,
  offset: number,
  source: { find(name: string): Skill | undefined },
): SignatureHelp | undefined {
  const tokens = new Tokens(text);
  if (tokens.comment(offset) !== undefined) return undefined;
  const typed = tokens.at(offset);
  const index = typed < 0 ? tokens.before(offset) + 1 : typed;
  const place = argumentAt(tokens, index);
  if (place?.call.callee === undefined || isBeforeInputs(place)) return undefined;
  const word = tokens.text(place.call.word);
  const callee = source.find(place.call.callee);
  if (callee === undefined || visibleNames(tokens, offset).has(word)) return undefined;
  const properties = propertiesAt(callee.inputs, []);
  return { callee, ...drawn(callee, properties), active: activeInput(tokens, place, properties, typed) };
}

/** At the name that is the first argument of `callSkill`. */
function isBeforeInputs({ slot, position, call }: ArgumentPlace): boolean {
  return slot === 'argument' && position !== call.argument;
}

function drawn(callee: Skill, properties: readonly Property[]): Pick<SignatureHelp, 'label' | 'inputs'> {
  let label = `${callee.name}(`;
  const inputs: SignatureInput[] = [];
  properties.forEach(({ name, schema, isRequired }, index) => {
    label += index === 0 ? '{ ' : ', ';
    const start = label.length;
    label += `${keyText(name)}${isRequired ? '' : '?'}: ${typeText(schema)}${defaultText(schema)}`;
    const description = typeof schema.description === 'string' ? schema.description : '';
    inputs.push({ name, range: { start, end: label.length }, description });
  });
  label += properties.length > 0 ? ' })' : ')';
  return { label: callee.result === undefined ? label : `${label}: ${typeText(callee.result)}`, inputs };
}

function defaultText(schema: JsonSchema): string {
  return schema.default === undefined ? '' : ` = ${literalText(schema.default)}`;
}

/** The input whose value or name the cursor is at; where a name is yet to come, the first that begins so. */
function activeInput(
  tokens: Tokens,
  { path, slot, group }: ArgumentPlace,
  properties: readonly Property[],
  typed: number,
): number | undefined {
  const [top] = path;
  const named = (name: string) => properties.findIndex(property => property.name === name);
  if (top !== undefined) return known(named(String(top)));
  if (slot === 'argument') return known(properties.length === 0 ? -1 : 0);
  const written = tokens.isWord(typed) ? tokens.text(typed) : '';
  const whole = known(named(written));
  if (whole !== undefined) return whole;
  const taken = keysOf(tokens, group, typed);
  return known(properties.findIndex(({ name }) => !taken.has(name) && name.startsWith(written)));
}

function known(index: number): number | undefined {
  return index < 0 ? undefined : index;
}
