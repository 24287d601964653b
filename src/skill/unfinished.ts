/** TypeScript that is being written: what can be read of its types while a function's body cannot. */

import type { StripTypes } from './skill.ts';

export interface Unfinished {
  /** Without the types that stand before the body; every offset stays the same. */
  readonly code: string;
  /** With them, the body empty: this can be read as a whole, and begins as the text does. */
  readonly typed: string;
}

/** Blocks inside one another that are tried, from the outermost on. */
const mostTries = 3;

/** `offset` is where the text stops making sense; `undefined` where no block is to blame, or the rest is wrong as well. */
export function readUnfinished(
  text: string,
  offset: number | undefined,
  stripTypes: StripTypes,
): Unfinished | undefined {
  const open = openBrackets(text, offset ?? text.length);
  const blocks = open.filter(at => text[at] === '{').slice(0, mostTries);
  for (const block of blocks) {
    const start = block + 1;
    const closing = open
      .filter(at => at <= block)
      .reverse()
      .map(at => partners[text.charAt(at)]);
    const blank = text.slice(start).replace(/[^\r\n]/g, ' ');
    const typed = `${text.slice(0, start)}${blank}${closing.join('')}`;
    const stripped = stripTypes(typed);
    if (stripped.ok) return { code: `${stripped.code.slice(0, start)}${text.slice(start)}`, typed };
  }
  return undefined;
}

const partners: Readonly<Record<string, string>> = { '{': '}', '(': ')', '[': ']' };

/** What may hold brackets that are none: comments and strings, also such that are not closed. */
const opaque = /\/\/.*|\/\*[\s\S]*?(?:\*\/|$)|(["'])(?:\\.|(?!\1).)*\1?|`(?:\\[\s\S]|[^\\`])*`?/y;

/** Where the brackets are that stand open at an offset, the outermost first. */
function openBrackets(text: string, offset: number): readonly number[] {
  const open: number[] = [];
  for (let at = 0; at < offset; at++) {
    const character = text.charAt(at);
    if ('/"\'`'.includes(character)) {
      opaque.lastIndex = at;
      const skipped = opaque.exec(text)?.[0].length ?? 1;
      at += skipped - 1;
    } else if (partners[character] !== undefined) open.push(at);
    else if (partners[text.charAt(open.at(-1) ?? text.length)] === character) open.pop();
  }
  return open;
}
