/** Where in a JSDoc comment the cursor is: at a tag, in a type, in a link, in the code of an example. */

import type { Range } from '../../base/text.ts';

/**
 * - `link`: a skill's name in `{@link …}` or behind `@see`
 * - `example`: the code of an `@example`
 * - `tag`: behind an `@` that opens a tag; its range includes the `@`
 * - `type`: between the braces of a tag's type
 * - `parameter`: where `@param` names what it describes
 * - `text`: behind another tag that Skillsmith knows
 * - `block`: between the asterisks of a comment that says nothing yet
 */
export interface DocPlace {
  readonly kind: 'link' | 'example' | 'tag' | 'type' | 'parameter' | 'text' | 'block';
  /** Of the word that is being written, also what stands behind the cursor. */
  readonly range: Range;
  /** The tag that it belongs to, without `@`. */
  readonly tag: string;
  /** The tag's text before the word. */
  readonly before: string;
  readonly comment: Range;
  /** Of an example: the whole text with all blanked that is not the example; offsets are the same. */
  readonly code: string;
}

const tagStart = /(?:^|\n)[ \t]*(?:\/\*\*|\*)?[ \t]*@(\w+)(?=\s|\{|$)/g;

/** `undefined` in prose. */
export function docPlace(code: string, comment: Range, offset: number): DocPlace | undefined {
  const written = code.slice(comment.start, offset);
  const make = (kind: DocPlace['kind'], word: RegExp, rest: Partial<DocPlace> = {}): DocPlace => ({
    kind,
    range: wordRange(code, offset, word),
    tag: '',
    before: '',
    comment,
    code: '',
    ...rest,
  });
  if (/\{@link(?:code|plain)?\s+[\w-]*$/.test(written)) return make('link', /[\w-]/);
  if (/^\/\*\*\s*(?:\*\s*)?$/.test(written) && isBlank(code, comment, offset)) return make('block', /$./);
  if (/(?:^\/\*\*|\n[ \t]*\*?)[ \t]*@\w*$/.test(written)) return make('tag', /[@\w]/);
  const last = [...written.matchAll(tagStart)].at(-1);
  if (last === undefined) return undefined;
  const tag = aliases.get(last[1] ?? '') ?? last[1] ?? '';
  const before = written.slice(last.index + last[0].length);
  if (tag === 'example')
    return make('example', /[\w-]/, { tag, before, code: example(code, comment, offset - before.length) });
  if (tag === 'see')
    return /^\s+(?:[\w-]+\s*,\s*)*[\w-]*$/.test(before) ? make('link', /[\w-]/, { tag }) : undefined;
  if (typed.has(tag) && isInBraces(before)) return make('type', /[\w$]/, { tag, before });
  if (tag === 'param' && /^\s*(?:\{.*\}\s*)?\[?[\w$]*$/.test(before))
    return make('parameter', /[\w$]/, { tag, before });
  const isOneLine = !before.includes('\n');
  return texts.has(tag) && isOneLine ? make('text', /[\w-]/, { tag, before }) : undefined;
}

const aliases: ReadonlyMap<string, string> = new Map([
  ['arg', 'param'],
  ['argument', 'param'],
  ['return', 'returns'],
  ['tag', 'tags'],
]);
const typed: ReadonlySet<string> = new Set(['param', 'returns', 'property', 'prop', 'typedef', 'type']);
const texts: ReadonlySet<string> = new Set(['tags', 'timeout', 'cache', 'secret']);

function wordRange(code: string, offset: number, letter: RegExp): Range {
  let start = offset;
  let end = offset;
  while (start > 0 && letter.test(code.charAt(start - 1))) start--;
  while (end < code.length && letter.test(code.charAt(end))) end++;
  return { start, end };
}

function isBlank(code: string, comment: Range, offset: number): boolean {
  return /^[\s*]*\*?\/?$/.test(code.slice(offset, comment.end));
}

/** More braces are open than closed; those in strings do not count. */
function isInBraces(text: string): boolean {
  let depth = 0;
  for (const [brace] of text.replace(/'[^'\n]*'|"[^"\n]*"/g, '').matchAll(/[{}]/g)) {
    depth += brace === '{' ? 1 : -1;
    if (depth <= 0 && brace === '}') return false;
  }
  return depth > 0;
}

/** The text with only the example left in it: the frame of asterisks is blanked, too. */
function example(code: string, comment: Range, start: number): string {
  const closing =
    code.startsWith('*/', comment.end - 2) && comment.end - 2 >= start ? comment.end - 2 : comment.end;
  const text = code.slice(start, closing);
  const next = text.search(/\n[ \t]*\*?[ \t]*@\w/);
  const body = (next < 0 ? text : text.slice(0, next)).replace(/\n[ \t]*\*/g, frame =>
    frame.replace('*', ' '),
  );
  return code.slice(0, start).replace(/[^\r\n]/g, ' ') + body;
}
