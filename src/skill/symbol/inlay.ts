/** The types of awaited results, to be shown behind the variables that receive them. */

import type { Range } from '../../base/text.ts';
import { typeText } from '../describe.ts';
import type { CallSite, Skill } from '../skill.ts';
import { Tokens } from './token.ts';

export interface ResultType {
  /** Behind the variable's name. */
  readonly offset: number;
  /** `{ hypotenuse: number }`, in full. */
  readonly type: string;
  readonly callee: Skill;
}

const mostChars = 40;
const declarations: ReadonlySet<string> = new Set(['const', 'let', 'var']);

/** Those of the calls in a range of the text, in the order of the text. */
export function resultTypes(
  skill: Skill,
  within: Range,
  source: { find(name: string): Skill | undefined },
): readonly ResultType[] {
  const calls = skill.calls.filter(({ range }) => range.start <= within.end && within.start <= range.end);
  if (calls.length === 0) return [];
  const tokens = new Tokens(skill.text);
  return calls.flatMap(call => {
    const [name, ...others] = call.callees;
    const callee = name === undefined || others.length > 0 ? undefined : source.find(name);
    if (callee?.result === undefined) return [];
    const type = typeText(callee.result);
    const offset = type === 'any' ? undefined : receiver(tokens, call);
    return offset === undefined ? [] : [{ offset, type, callee }];
  });
}

/** `{ total: number, notes: string… }` */
export function shortType(type: string): string {
  return type.length <= mostChars ? type : `${type.slice(0, mostChars - 1).trimEnd()}…`;
}

/** The end of the name that is declared with the awaited result; `undefined` where none is, or it has a type already. */
function receiver(tokens: Tokens, { range }: CallSite): number | undefined {
  const first = tokens.before(range.start) + 1;
  const last = tokens.before(range.end);
  if (tokens.list[first]?.start !== range.start) return undefined;
  return awaitedName(tokens, first, last) ?? elementName(tokens, first, last);
}

/** `const r = await callSkill('x')` */
function awaitedName(tokens: Tokens, first: number, last: number): number | undefined {
  const isWhole = endsExpression(tokens, last);
  const isDeclared =
    tokens.is(first - 1, 'await') && tokens.is(first - 2, '=') && isDeclaredName(tokens, first - 3);
  return isWhole && isDeclared ? tokens.list[first - 3]?.end : undefined;
}

function isDeclaredName(tokens: Tokens, name: number): boolean {
  if (!tokens.isWord(name)) return false;
  return tokens.isOneOf(name - 1, declarations) || (tokens.is(name - 1, ',') && isDeclaration(tokens, name));
}

/** Whether the statement that a name stands in declares variables: `const a = 1, b = 2`. */
function isDeclaration(tokens: Tokens, name: number): boolean {
  const group = tokens.parent(name);
  for (let i = name - 1; i > group; i--) {
    if (tokens.parent(i) !== group) continue;
    if (tokens.isOneOf(i, declarations)) return true;
    if (tokens.is(i, ';') || tokens.breaksAfter(i)) return false;
  }
  return false;
}

function endsExpression(tokens: Tokens, last: number): boolean {
  const next = last + 1;
  if (next >= tokens.list.length || tokens.breaksAfter(last)) return true;
  return [';', ',', ')', '}', ']'].some(mark => tokens.is(next, mark));
}

/** `const [a, b] = await Promise.all([callSkill('x'), callSkill('y')])` */
function elementName(tokens: Tokens, first: number, last: number): number | undefined {
  const list = tokens.parent(first);
  const isAll = ['(', 'all', '.', 'Promise', 'await', '=', ']'].every((text, back) =>
    tokens.is(list - 1 - back, text),
  );
  if (!tokens.is(list, '[') || !isAll || !endsExpression(tokens, last)) return undefined;
  if (!tokens.is(first - 1, '[') && !tokens.is(first - 1, ',')) return undefined;
  const pattern = tokens.partner(list - 7);
  if (!tokens.isOneOf(pattern - 1, declarations)) return undefined;
  const name = elementAt(tokens, pattern, commasBefore(tokens, list, first));
  return name !== undefined && tokens.isWord(name) ? tokens.list[name]?.end : undefined;
}

function commasBefore(tokens: Tokens, group: number, index: number): number {
  let commas = 0;
  for (let i = group + 1; i < index; i++) if (tokens.parent(i) === group && tokens.is(i, ',')) commas++;
  return commas;
}

/** The one token of a list's element; `undefined` when it has more. */
function elementAt(tokens: Tokens, group: number, position: number): number | undefined {
  const end = tokens.partner(group);
  let commas = 0;
  for (let i = group + 1; i < end; i++) {
    if (commas === position) return tokens.is(i + 1, ',') || i + 1 === end ? i : undefined;
    if (tokens.parent(i) === group && tokens.is(i, ',')) commas++;
  }
  return undefined;
}
