/** Names of skills where one is being written, each together with the rest of the call. */

import type { Range } from '../../base/text.ts';
import type { TextEdit } from '../edit.ts';
import type { Skill } from '../skill.ts';
import { needsAwait } from './await.ts';
import type { CompletionItem, CompletionRequest, Completions } from './completion-item.ts';
import type { ExpressionPlace, NamePlace } from './cursor.ts';
import type { DocPlace } from './doc-cursor.ts';
import { reserved } from './entry-name.ts';
import { type Candidate, candidates } from './relevance.ts';
import { argumentSnippet, identifierOf, stop } from './snippet.ts';
import type { Tokens } from './token.ts';

const identifier = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** The last tab stop, behind the call. */
const end = '$0';

function skillItem(
  { skill, sort, isDeprecated, obstacle }: Candidate,
  range: Range,
  snippet: string,
): CompletionItem {
  return {
    kind: 'skill',
    label: skill.name,
    description: obstacle ?? skill.category,
    range,
    snippet,
    filter: skill.name,
    sort,
    isDeprecated,
    edits: [],
    skill,
    detail: '',
    documentation: '',
    goesOn: false,
  };
}

export function nameItems(place: NamePlace, request: CompletionRequest): Completions {
  const { text, offset } = request;
  const { list, isCut } = candidates(text.slice(place.range.start, offset), request);
  const write = writers[place.style](place, text);
  const items = list.flatMap(candidate => {
    const written = write(candidate.skill);
    if (written === undefined) return [];
    const item = skillItem(candidate, written.range, written.snippet);
    return [{ ...item, filter: written.filter ?? item.filter, edits: written.edits }];
  });
  return { items, isIncomplete: isCut };
}

interface Writing {
  readonly range: Range;
  readonly snippet: string;
  readonly filter?: string;
  readonly edits: readonly TextEdit[];
}

/** How a call of a skill is finished at this place; `undefined` for a skill that cannot be named there. */
type Writer = (skill: Skill) => Writing | undefined;

const writers: Readonly<Record<NamePlace['style'], (place: NamePlace, text: string) => Writer>> = {
  callSkill: callSkillWriter,
  member: memberWriter,
  element: elementWriter,
  pattern: patternWriter,
  branch: branchWriter,
};

/** What of the call is there behind the name. */
interface Tail {
  /** Behind what the finished call replaces. */
  readonly end: number;
  /** The rest of the call has to be written. */
  readonly isOpen: boolean;
  /** What closes the call stands on a later line. */
  readonly isClosed: boolean;
  readonly hasQuote: boolean;
}

/** `closing`: what closes the call behind the quote, `\)` of `callSkill('`. */
function tailOf(text: string, { range, quote, tokens }: NamePlace, closing: RegExp): Tail {
  const hasQuote = quote !== '' && text.startsWith(quote, range.end);
  const after = range.end + (hasQuote ? 1 : 0);
  const rest = /^[^\r\n]*/.exec(text.slice(after, after + 200))?.[0] ?? '';
  const closed = closing.exec(rest);
  if (closed !== null) return { end: after + closed[0].length, isOpen: true, isClosed: false, hasQuote };
  const isOpen = /^\s*(?:[;})]|\](?!\s*(?:\?\.)?\()|\/\/|$)/.test(rest);
  const isClosed = isOpen && isClosedLater(tokens, after);
  return { end: isOpen ? after : range.end, isOpen, isClosed, hasQuote };
}

/** Whether the bracket that comes next closes the one that is open here, and not one further out that lacks its own. */
function isClosedLater(tokens: Tokens, offset: number): boolean {
  const next = tokens.before(offset) + 1;
  let group = tokens.partner(next);
  if (!tokens.is(next, ')') || group < 0) return false;
  while (group >= 0 && tokens.partner(group) >= 0) group = tokens.parent(group);
  return group < 0;
}

function awaitEdits({ tokens, word }: NamePlace, text: string, callEnd: number): readonly TextEdit[] {
  const start = tokens.list[word]?.start ?? 0;
  return needsAwait(tokens, word, text.slice(callEnd, callEnd + 40))
    ? [{ start, end: start, text: 'await ' }]
    : [];
}

function callSkillWriter(place: NamePlace, text: string): Writer {
  const tail = tailOf(text, place, /^\s*\)/);
  const quote = place.quote || "'";
  const opening = place.quote === '' ? quote : '';
  const range = { start: place.range.start, end: tail.end };
  const edits = awaitEdits(place, text, tail.end);
  return skill => {
    const closing = tail.isOpen || !tail.hasQuote ? quote : '';
    const close = tail.isClosed ? '' : `)${end}`;
    const rest = tail.isOpen ? `${argumentSnippet(skill, ', ')}${close}` : '';
    return { range, snippet: `${opening}${skill.name}${closing}${rest}`, edits };
  };
}

function elementWriter(place: NamePlace, text: string): Writer {
  const tail = tailOf(text, place, /^\s*\](?!\s*(?:\?\.)?\()/);
  const quote = place.quote || "'";
  const opening = place.quote === '' ? quote : '';
  const range = { start: place.range.start, end: tail.end };
  const edits = awaitEdits(place, text, tail.end);
  return skill => {
    const closing = tail.isOpen || !tail.hasQuote ? quote : '';
    const rest = tail.isOpen ? `](${argumentSnippet(skill)})${end}` : '';
    return { range, snippet: `${opening}${skill.name}${closing}${rest}`, edits };
  };
}

/** Names that cannot stand behind a dot take its place: `['a-b']`. */
function memberWriter(place: NamePlace, text: string): Writer {
  const { tokens, word, range } = place;
  const hasCall = /^\s*(?:\?\.)?\(/.test(text.slice(range.end, range.end + 40));
  const dot = tokens.list[word + 1];
  const edits = awaitEdits(place, text, range.end);
  return skill => {
    const rest = hasCall ? '' : `(${argumentSnippet(skill)})${end}`;
    if (identifier.test(skill.name)) return { range, snippet: `${skill.name}${rest}`, edits };
    const chain = tokens.is(word + 1, '?.') ? '?.' : '';
    if (
      dot === undefined ||
      !(chain || tokens.is(word + 1, '.')) ||
      /[\r\n]/.test(text.slice(dot.start, range.end))
    )
      return undefined;
    const whole = { start: dot.start, end: range.end };
    const filter = `${text.slice(dot.start, range.start)}${skill.name}`;
    return { range: whole, snippet: `${chain}['${skill.name}']${rest}`, filter, edits };
  };
}

/** The name alone; one that no variable can have gets another. */
function patternWriter({ range, tokens }: NamePlace): Writer {
  const isNamed = tokens.is(tokens.before(range.end) + 1, ':');
  return ({ name }) => {
    const key = identifier.test(name) ? name : `'${name}'`;
    const isVariable = key === name && !reserved.has(name);
    const variable =
      isVariable || isNamed ? '' : `: ${stop(1, key === name ? `${name}_` : identifierOf(name))}`;
    return { range, snippet: `${key}${variable}`, edits: [] };
  };
}

/** The name alone, and the quote where it is missing. */
function branchWriter({ range, quote }: NamePlace, text: string): Writer {
  const closing = text.startsWith(quote, range.end) ? '' : quote;
  return ({ name }) => ({ range, snippet: `${name}${closing}`, edits: [] });
}

/** How many skills are offered where any expression may stand. */
const mostBeside = 12;

/** A skill as if it were a function: `pyth` becomes `await callSkill('pythagorean', …)`. Below all that is declared. */
export function expressionItems(place: ExpressionPlace, request: CompletionRequest): Completions {
  const { tokens, word, range, prefix, variables } = place;
  if (variables.has('callSkill')) return { items: [], isIncomplete: false };
  const sought = prefix.toLowerCase();
  const { list, isCut } = candidates(prefix, request);
  const fitting = list.filter(
    ({ skill, obstacle }) =>
      obstacle === undefined && !variables.has(skill.name) && beginsWord(skill.name.toLowerCase(), sought),
  );
  const before = needsAwait(tokens, word, request.text.slice(range.end, range.end + 40)) ? 'await ' : '';
  const items = fitting.slice(0, mostBeside).map(candidate => {
    const { skill, sort } = candidate;
    const snippet = `${before}callSkill('${skill.name}'${argumentSnippet(skill, ', ')})${end}`;
    const item = skillItem(candidate, range, snippet);
    return { ...item, description: `skill${skill.category && ` in ${skill.category}`}`, sort: `~${sort}` };
  });
  return { items, isIncomplete: isCut || fitting.length > mostBeside };
}

function beginsWord(name: string, sought: string): boolean {
  return name.split(/[-_]/).some((_part, index, parts) => parts.slice(index).join('-').startsWith(sought));
}

/** In `{@link …}` and `@see`: the name alone. */
export function linkItems({ range }: DocPlace, request: CompletionRequest): Completions {
  const { list, isCut } = candidates(request.text.slice(range.start, request.offset), request);
  return { items: list.map(one => skillItem(one, range, one.skill.name)), isIncomplete: isCut };
}

/** In an `@example`: a call as examples write it, of the skill itself first. */
export function exampleItems({ range, before, code }: DocPlace, request: CompletionRequest): Completions {
  const isCallee = /(?:^|[\n=(,;]|\bawait)[\s*]*[\w-]*$/.test(before);
  if (!isCallee) return { items: [], isIncomplete: false };
  const { list, isCut } = candidates(request.text.slice(range.start, request.offset), request);
  const hasCall = /^\s*\(/.test(code.slice(range.end, range.end + 20));
  const items = list.map(one => {
    const isSelf = one.skill.path === request.path;
    const call = hasCall ? one.skill.name : `${one.skill.name}(${argumentSnippet(one.skill)})${end}`;
    const item = skillItem(one, range, call);
    return isSelf ? { ...item, description: 'this skill', sort: ` ${one.sort}` } : item;
  });
  return { items, isIncomplete: isCut };
}
