/** Reads any text, however broken, as the words, strings and brackets of JavaScript: what typing aids look at. */

import type { Range } from '../../base/text.ts';

export interface Token extends Range {
  readonly kind: 'word' | 'string' | 'template' | 'number' | 'regex' | 'mark';
  /** Of a string or template: its closing quote is there. A string ends with its line at the latest. */
  readonly isClosed: boolean;
}

const parts =
  /(\s+)|(\/\/[^\r\n]*|\/\*.*?(?:\*\/|$))|([\p{ID_Start}$_#][\p{ID_Continue}$]*)|(\d[\w.]*|\.\d\w*)|("(?:\\.|[^"\\\r\n])*"?|'(?:\\.|[^'\\\r\n])*'?)|`|=>|\?\.(?!\d)|\.{3}|[=!]==?|[<>]=?|&&|\|\||\?\?|./suy;
const regex = /\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\r\n])*\]?|[^/\\[\r\n])+\/[a-z]*/uy;
const templatePart = /(?:\\.|\$(?!\{)|[^\\`$])*(`|\$\{)/suy;
const line = /[^\r\n]*/uy;

const closers: ReadonlyMap<string, readonly string[]> = new Map([
  [')', ['(']],
  [']', ['[']],
  ['}', ['{', '${']],
]);
const openers: ReadonlySet<string> = new Set(['(', '[', '{', '${']);

/** Words after which an expression begins, so that `/` opens a regular expression. */
const operators: ReadonlySet<string> = new Set(
  'return typeof instanceof in of new delete void throw case do else yield await'.split(' '),
);

/** The tokens of a text by their index; -1 stands for "none". Comments are kept apart. */
export class Tokens {
  readonly code: string;
  readonly list: Token[] = [];
  readonly comments: Range[] = [];
  readonly #parents: number[] = [];
  readonly #partners = new Map<number, number>();
  readonly #open: number[] = [];

  constructor(code: string) {
    this.code = code;
    for (let at = 0; at < code.length; ) at = this.#read(at);
  }

  #read(at: number): number {
    parts.lastIndex = at;
    const found = parts.exec(this.code);
    if (found === null) return this.code.length;
    const [text, space, comment, word, number, string] = found;
    const end = at + text.length;
    if (space !== undefined) return end;
    if (comment !== undefined) this.comments.push({ start: at, end });
    else if (word !== undefined) this.#add('word', at, end);
    else if (number !== undefined) this.#add('number', at, end);
    else if (string !== undefined) this.#add('string', at, end, string.length > 1 && isQuoted(string));
    else if (text === '`') return this.#readTemplate(at, at + 1);
    else if (text === '/' && this.#isRegexNext()) return this.#readRegex(at);
    else return this.#readMark(text, at, end);
    return end;
  }

  #add(kind: Token['kind'], start: number, end: number, isClosed = true): void {
    this.#parents.push(this.#open.at(-1) ?? -1);
    this.list.push({ kind, start, end, isClosed });
  }

  #readMark(text: string, at: number, end: number): number {
    const index = this.list.length;
    const expected = closers.get(text);
    const opener = expected === undefined ? -1 : this.#close(expected);
    this.#add('mark', at, end);
    if (openers.has(text)) this.#open.push(index);
    if (opener < 0) return end;
    this.#partners.set(index, opener).set(opener, index);
    return this.is(opener, '${') ? this.#readTemplate(end, end) : end;
  }

  /** The innermost open bracket that this one can close; those inside it stay open for good. */
  #close(expected: readonly string[]): number {
    for (let depth = this.#open.length - 1; depth >= 0; depth--) {
      const opener = this.#open[depth] as number;
      if (!expected.includes(this.text(opener))) continue;
      this.#open.length = depth;
      return opener;
    }
    return -1;
  }

  /** Up to the closing backtick or the next `${`; a template that never ends is taken to end with its line. */
  #readTemplate(start: number, from: number): number {
    templatePart.lastIndex = from;
    const found = templatePart.exec(this.code);
    if (found === null) {
      line.lastIndex = from;
      const end = from + (line.exec(this.code)?.[0].length ?? 0);
      this.#add('template', start, end, false);
      return end;
    }
    const end = from + found[0].length;
    if (found[1] === '`') this.#add('template', start, end);
    else {
      this.#add('template', start, end - 2);
      this.#readMark('${', end - 2, end);
    }
    return end;
  }

  #isRegexNext(): boolean {
    const last = this.list.length - 1;
    const kind = this.list[last]?.kind;
    if (kind === undefined) return true;
    if (kind === 'word') return operators.has(this.text(last));
    return kind === 'mark' && ![')', ']'].includes(this.text(last));
  }

  #readRegex(at: number): number {
    regex.lastIndex = at;
    const found = regex.exec(this.code);
    const end = at + (found?.[0].length ?? 1);
    this.#add(found === null ? 'mark' : 'regex', at, end);
    return end;
  }

  /** As written; empty where there is no such token. */
  text(index: number): string {
    const token = this.list[index];
    return token === undefined ? '' : this.code.slice(token.start, token.end);
  }

  /** Whether the token is this word or mark. */
  is(index: number, text: string): boolean {
    const token = this.list[index];
    if (token === undefined || token.end - token.start !== text.length) return false;
    return (token.kind === 'word' || token.kind === 'mark') && this.code.startsWith(text, token.start);
  }

  isWord(index: number): boolean {
    return this.list[index]?.kind === 'word';
  }

  isOneOf(index: number, texts: ReadonlySet<string>): boolean {
    const kind = this.list[index]?.kind;
    return (kind === 'word' || kind === 'mark') && texts.has(this.text(index));
  }

  /** What a string, or a template without `${`, says between its quotes; `undefined` for any other token. */
  string(index: number): string | undefined {
    const token = this.list[index];
    if (token?.kind !== 'string' && !(token?.kind === 'template' && this.code[token.start] === '`'))
      return undefined;
    if (this.is(index + 1, '${') && this.list[index + 1]?.start === token.end) return undefined;
    return this.code.slice(token.start + 1, token.isClosed ? token.end - 1 : token.end);
  }

  /** The bracket that opens the group in which the token stands; of a bracket, that around its own group. */
  parent(index: number): number {
    return this.#parents[index] ?? -1;
  }

  /** The other bracket of a pair; -1 when it is missing, or the token is none. */
  partner(index: number): number {
    return this.#partners.get(index) ?? -1;
  }

  /** The last token that ends at the offset or before it. */
  before(offset: number): number {
    let low = 0;
    let high = this.list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle] as Token).end <= offset) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The token that the cursor is in, or directly behind; strings only from the inside, marks and brackets never. */
  at(offset: number): number {
    const before = this.before(offset);
    const next = this.list[before + 1];
    if (next !== undefined && next.start < offset) return before + 1;
    const token = this.list[before];
    if (token === undefined || token.end !== offset || token.kind === 'mark') return -1;
    const isText = token.kind === 'string' || token.kind === 'template';
    return isText && token.isClosed ? -1 : before;
  }

  /** The comment that the cursor is inside of. */
  comment(offset: number): Range | undefined {
    return this.comments.find(({ start, end }) => {
      if (start + 1 >= offset) return false;
      const isBlock = this.code[start + 1] === '*';
      const isOpen = isBlock ? !this.code.startsWith('*/', end - 2) || end - start < 4 : true;
      return isOpen ? offset <= end : offset <= end - 2 + 1 && offset < end;
    });
  }

  /** The bracket that is open after this token: the token itself, or its parent. */
  group(index: number): number {
    return this.isOneOf(index, openers) ? index : this.parent(index);
  }

  /** Whether a statement may have ended between two neighbours without a semicolon. */
  breaksAfter(index: number): boolean {
    const token = this.list[index];
    const next = this.list[index + 1];
    if (token === undefined || next === undefined) return false;
    if (!/[\r\n]/.test(this.code.slice(token.end, next.start))) return false;
    const canEnd =
      token.kind === 'mark' ? /^[)\]}]$/.test(this.text(index)) : !operators.has(this.text(index));
    return canEnd && next.kind !== 'mark' && next.kind !== 'template';
  }
}

function isQuoted(string: string): boolean {
  return string.endsWith(string[0] as string) && !/^.(?:\\.|[^\\])*\\.$/su.test(string);
}
