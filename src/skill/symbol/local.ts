/** What the code around the cursor declares, and in what kind of function it stands; by tokens, so that it may be broken. */

import type { Range } from '../../base/text.ts';
import type { Tokens } from './token.ts';

/** A declared name and the range of offsets in which it is known. */
export interface Local extends Range {
  readonly name: string;
}

const controls: ReadonlySet<string> = new Set(['if', 'for', 'while', 'switch', 'with', 'await', 'catch']);
const variables: ReadonlySet<string> = new Set(['const', 'let', 'var']);
const beforeName: ReadonlySet<string> = new Set(['(', '{', '[', ',', ':', '...']);
const beforeObject: ReadonlySet<string> = new Set(
  '( , = : [ ? && || ?? ! ... return await yield default typeof in of'.split(' '),
);
const separators: ReadonlySet<string> = new Set([',', ';']);

/** All declarations of the text. */
export function locals(tokens: Tokens): readonly Local[] {
  const found: Local[] = [];
  for (let i = 0; i < tokens.list.length; i++) {
    if (tokens.isOneOf(i, variables)) declareVariables(tokens, i, found);
    else if (tokens.is(i, 'function') || tokens.is(i, 'class') || tokens.is(i, 'import'))
      declareNamed(tokens, i, found);
    else if (tokens.is(i, '=>')) declareArrow(tokens, i, found);
    else if (tokens.is(i, '(')) declareParameters(tokens, i, found);
  }
  return found;
}

/** The names that are declared for a place, each once. */
export function visibleNames(tokens: Tokens, offset: number): ReadonlySet<string> {
  const names = new Set<string>();
  for (const { name, start, end } of locals(tokens)) if (start <= offset && offset <= end) names.add(name);
  return names;
}

function declareVariables(tokens: Tokens, index: number, found: Local[]): void {
  const group = tokens.parent(index);
  const scope = variableScope(tokens, index);
  let isName = true;
  for (let i = index + 1; i < tokens.list.length; i++) {
    if (tokens.parent(i) !== group) continue;
    if (isName) addNames(tokens, i, scope, found);
    isName = tokens.is(i, ',');
    if (tokens.is(i, ';') || tokens.is(i, 'of') || tokens.breaksAfter(i) || isCloser(tokens, i, group))
      return;
  }
}

function isCloser(tokens: Tokens, index: number, group: number): boolean {
  return group >= 0 && tokens.partner(group) === index;
}

/** The block around; for the head of a loop, the loop's body as well; for `var`, the function. */
function variableScope(tokens: Tokens, index: number): Range {
  let group = tokens.parent(index);
  if (tokens.is(group, '(')) return withBody(tokens, group);
  if (tokens.is(index, 'var'))
    while (group >= 0 && functionOf(tokens, group) === undefined) group = tokens.parent(group);
  return groupRange(tokens, group);
}

function groupRange(tokens: Tokens, group: number): Range {
  const end = tokens.list[tokens.partner(group)]?.end ?? tokens.code.length;
  return { start: tokens.list[group]?.start ?? 0, end };
}

/** A group in parentheses together with the block that follows, as parameters go with a body. */
function withBody(tokens: Tokens, paren: number): Range {
  const { start, end } = groupRange(tokens, paren);
  let next = tokens.partner(paren) + 1;
  if (next === 0) return { start, end };
  while (next < tokens.list.length && !tokens.is(next, '{') && !tokens.is(next, ';')) {
    if (!tokens.is(next, ':') && !tokens.is(next, '=>') && tokens.parent(next) !== tokens.parent(paren))
      break;
    next++;
  }
  return tokens.is(next, '{')
    ? { start, end: groupRange(tokens, next).end }
    : { start, end: groupRange(tokens, tokens.parent(paren)).end };
}

/** A name, or the names that a pattern binds. */
function addNames(tokens: Tokens, index: number, { start, end }: Range, found: Local[]): void {
  if (tokens.isWord(index)) found.push({ name: tokens.text(index), start, end });
  if (!tokens.is(index, '{') && !tokens.is(index, '[') && !tokens.is(index, '(')) return;
  const last = tokens.partner(index) < 0 ? tokens.list.length : tokens.partner(index);
  for (let i = index + 1; i < last; i++) {
    if (!tokens.isWord(i) || !tokens.isOneOf(i - 1, beforeName)) continue;
    const isInBraces = tokens.is(tokens.parent(i), '{');
    if (isInBraces ? tokens.is(i + 1, ':') : tokens.is(i - 1, ':')) continue;
    found.push({ name: tokens.text(i), start, end });
  }
}

function declareNamed(tokens: Tokens, index: number, found: Local[]): void {
  const name = index + 1 + (tokens.is(index + 1, '*') ? 1 : 0);
  const isMember = tokens.is(index - 1, '.') || tokens.is(index + 1, '(') || tokens.is(index + 1, '.');
  if (!isMember) addNames(tokens, name, groupRange(tokens, tokens.parent(index)), found);
}

/** `x => …`; parameters in parentheses are found at the parenthesis. */
function declareArrow(tokens: Tokens, arrow: number, found: Local[]): void {
  if (!tokens.isWord(arrow - 1) || tokens.is(arrow - 2, ':')) return;
  const start = tokens.list[arrow - 1]?.start ?? 0;
  addNames(tokens, arrow - 1, { start, end: bodyEnd(tokens, arrow) }, found);
}

function bodyEnd(tokens: Tokens, arrow: number): number {
  if (tokens.is(arrow + 1, '{')) return groupRange(tokens, arrow + 1).end;
  const group = tokens.parent(arrow);
  for (let i = arrow + 1; i < tokens.list.length; i++) {
    if (tokens.parent(i) !== group) continue;
    if (tokens.isOneOf(i, separators) || isCloser(tokens, i, group)) return tokens.list[i]?.start ?? 0;
    if (tokens.breaksAfter(i)) return tokens.list[i]?.end ?? 0;
  }
  return tokens.code.length;
}

/** The parameters of a function, a method, an arrow or a `catch`. */
function declareParameters(tokens: Tokens, paren: number, found: Local[]): void {
  const close = tokens.partner(paren);
  if (close < 0) return;
  const isCatch = tokens.is(paren - 1, 'catch');
  if (tokens.isOneOf(paren - 1, controls) && !isCatch) return;
  const after = afterReturnType(tokens, close);
  if (tokens.is(after, '=>')) {
    const start = tokens.list[paren]?.start ?? 0;
    addNames(tokens, paren, { start, end: bodyEnd(tokens, after) }, found);
  } else if (tokens.is(after, '{') && (isCatch || tokens.isWord(paren - 1)))
    addNames(
      tokens,
      paren,
      { start: tokens.list[paren]?.start ?? 0, end: groupRange(tokens, after).end },
      found,
    );
}

/** The token behind `)`, or behind the type that is written after it. */
function afterReturnType(tokens: Tokens, close: number): number {
  if (!tokens.is(close + 1, ':')) return close + 1;
  for (let i = close + 2; i < Math.min(tokens.list.length, close + 40); i++) {
    if (tokens.parent(i) !== tokens.parent(close)) continue;
    if (tokens.is(i, '=>') || (tokens.is(i, '{') && !tokens.is(i - 1, ':'))) return i;
    if (tokens.isOneOf(i, separators)) break;
  }
  return close + 1;
}

export interface FunctionKind {
  readonly isAsync: boolean;
}

/** The function whose body this `{` opens; `undefined` when it opens a block, an object or a class. */
export function functionOf(tokens: Tokens, brace: number): FunctionKind | undefined {
  if (!tokens.is(brace, '{')) return undefined;
  if (tokens.is(brace - 1, '=>')) return arrowOf(tokens, brace - 1);
  if (isObject(tokens, brace)) return undefined;
  const close = endOfParameters(tokens, brace - 1);
  const paren = tokens.partner(close);
  if (paren < 0 || tokens.isOneOf(paren - 1, controls)) return undefined;
  let name = paren - 1;
  if (tokens.isWord(name) && !tokens.is(name, 'function')) name--;
  if (tokens.is(name, '*')) name--;
  if (tokens.is(name, 'function')) name--;
  return { isAsync: tokens.is(name, 'async') };
}

function arrowOf(tokens: Tokens, arrow: number): FunctionKind {
  const close = endOfParameters(tokens, arrow - 1);
  const first = tokens.partner(close) < 0 ? close : tokens.partner(close);
  return { isAsync: tokens.is(first - 1, 'async') };
}

/** From the token before a body back over a return type: the `)` of the parameters. */
function endOfParameters(tokens: Tokens, index: number): number {
  if (tokens.is(index, ')')) return index;
  const group = tokens.parent(index + 1);
  for (let i = index; i > Math.max(group, index - 40); i--) {
    if (tokens.parent(i) !== group) continue;
    if (tokens.is(i, ':') && tokens.is(i - 1, ')')) return i - 1;
    if (tokens.isOneOf(i, separators) || tokens.is(i, '=')) break;
  }
  return index;
}

/** The function in which the token at an index stands, or would stand; `undefined` outside of all functions. */
export function enclosingFunction(tokens: Tokens, index: number): FunctionKind | undefined {
  let canBeArrow = true;
  for (let i = index - 1; i >= 0; i--) {
    const partner = tokens.partner(i);
    if (partner >= 0 && partner < i) {
      if (tokens.breaksAfter(i)) canBeArrow = false;
      i = partner;
    } else if (tokens.group(i) === i) {
      const kind = functionOf(tokens, i);
      if (kind !== undefined) return kind;
      canBeArrow = !tokens.is(i, '{') || isObject(tokens, i);
    } else if (tokens.isOneOf(i, separators) || tokens.breaksAfter(i)) canBeArrow = false;
    else if (canBeArrow && tokens.is(i, '=>')) return arrowOf(tokens, i);
  }
  return undefined;
}

/** Whether this `{` opens an object rather than a block. */
export function isObject(tokens: Tokens, brace: number): boolean {
  return tokens.is(brace, '{') && tokens.isOneOf(brace - 1, beforeObject);
}
