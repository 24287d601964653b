/** How an author writes: what is inserted looks as if the author had written it. */

import type { AnyNode } from 'acorn';
import { isPlainName, type Quote } from '../code-text.ts';

export interface Style {
  readonly eol: string;
  /** One step of indentation: a tab, or some spaces. */
  readonly indent: string;
  readonly quote: Quote;
  /** `;` or nothing. */
  readonly semicolon: '' | ';';
}

export function styleOf(text: string, program: AnyNode): Style {
  return {
    eol: /\r\n|\n|\r/.exec(text)?.[0] ?? '\n',
    indent: indentOf(text),
    quote: quoteOf(text),
    semicolon: semicolonOf(text, program),
  };
}

/** The first line of code that is indented at all tells; the lines of a comment's frame do not. */
function indentOf(text: string): string {
  const [, found] = /(?:^|[\r\n])(\t| {2,8})(?![\s*])/.exec(text) ?? [];
  return found ?? '  ';
}

function quoteOf(text: string): Quote {
  const single = text.match(/'[^'"\r\n]*'/g)?.length ?? 0;
  const double = text.match(/"[^'"\r\n]*"/g)?.length ?? 0;
  return double > single ? '"' : "'";
}

const ended: ReadonlySet<string> = new Set([
  'ExpressionStatement',
  'VariableDeclaration',
  'ReturnStatement',
  'ThrowStatement',
]);

function semicolonOf(text: string, program: AnyNode): Style['semicolon'] {
  const found = { with: 0, without: 0 };
  const count = (node: AnyNode, depth: number): void => {
    if (depth > 12) return;
    if (ended.has(node.type)) found[text[node.end - 1] === ';' ? 'with' : 'without']++;
    if ('body' in node && node.body)
      for (const child of [node.body].flat()) count(child as AnyNode, depth + 1);
    if ('declaration' in node && node.declaration) count(node.declaration, depth + 1);
  };
  count(program, 0);
  return found.without > found.with ? '' : ';';
}

/** Whether a variable can have this name. */
export function isIdentifier(text: string): boolean {
  return isPlainName(text) && !reserved.has(text);
}

/** Words that a module cannot use as a name. */
const reserved: ReadonlySet<string> = new Set(
  `arguments await break case catch class const continue debugger default delete do else enum eval export extends false
  finally for function if implements import in instanceof interface let new null package private protected public return
  static super switch this throw true try typeof var void while with yield`.split(/\s+/),
);
