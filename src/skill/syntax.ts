/** Text to syntax tree: acorn where the text parses, its tolerant sibling and one good problem where it does not. */

import * as acorn from 'acorn';
import * as loose from 'acorn-loose';
import { type Problem, problem } from './problem.ts';

/** A `/** … *​/` comment. */
export interface DocComment {
  readonly start: number;
  readonly end: number;
  /** A `@typedef` or a `@callback` may stand in it. */
  readonly declaresTypes: boolean;
}

export interface Syntax {
  readonly program: acorn.Program;
  /** In the order of the text. */
  readonly docs: readonly DocComment[];
  /** Why the text does not parse; `undefined` when it does. */
  readonly problem: Problem | undefined;
}

/** The longest text that is parsed, in UTF-16 units. */
export const maxLength = 1024 * 1024;

export const tooDeep: Problem = problem(
  'skill/syntax',
  { start: 0, end: 1 },
  'The code is nested too deeply to be read: divide it into functions.',
);

export function parseSyntax(code: string): Syntax {
  const docs: DocComment[] = [];
  try {
    return { program: acorn.parse(code, options(docs)), docs, problem: undefined };
  } catch (error) {
    docs.length = 0;
    const program = parseTolerantly(code, docs);
    return { program, docs, problem: explain(code, error) };
  }
}

function options(docs: DocComment[]): acorn.Options {
  return {
    ecmaVersion: 'latest',
    sourceType: 'module',
    allowAwaitOutsideFunction: true,
    onComment: (isBlock, text, start, end) => {
      if (!isBlock || text.charCodeAt(0) !== 42) return;
      docs.push({ start, end, declaresTypes: text.includes('@typedef') || text.includes('@callback') });
    },
  };
}

function parseTolerantly(code: string, docs: DocComment[]): acorn.Program {
  try {
    return loose.parse(code, options(docs));
  } catch {
    // The tolerant parser gives up on text that is nested too deeply for its own stack.
    return { type: 'Program', start: 0, end: code.length, body: [], sourceType: 'module' };
  }
}

function explain(code: string, error: unknown): Problem {
  if (!(error instanceof SyntaxError) || !('pos' in error) || typeof error.pos !== 'number') return tooDeep;
  const at = tokenAt(code, error.pos);
  const message = error.message.replace(/ \(\d+:\d+\)$/, '');
  if (message === "Duplicate export 'default'")
    return problem(
      'skill/several-entries',
      at,
      'A skill has one entry: remove all but one `export default`.',
    );
  if (message === 'Unexpected token') return unexpected(code, error.pos);
  return problem('skill/syntax', at, `${known.get(message) ?? message}.`);
}

const known: ReadonlyMap<string, string> = new Map([
  [
    "'return' outside of function",
    "`return` outside of a function: a script's result is its top-level variables; or write `export default function` around the code",
  ],
  [
    "Cannot use keyword 'await' outside an async function",
    '`await` in a function that is not async: write `async` before the function',
  ],
  ['Unterminated string constant', 'The string is never closed'],
  ['Unterminated template', 'The template string is never closed'],
  ['Unterminated comment', 'The comment is never closed'],
  ['Unterminated regular expression', 'The regular expression is never closed'],
  ["'with' in strict mode", '`with` is not allowed in a module'],
]);

function unexpected(code: string, position: number): Problem {
  const at = tokenAt(code, position);
  if (position < code.trimEnd().length)
    return problem('skill/syntax', at, `Unexpected \`${code.slice(at.start, at.end)}\`.`);
  const open = unclosed(code);
  if (open === undefined) return problem('skill/syntax', at, 'The code ends too early.');
  const bracket = code.slice(open, open + 1) === '$' ? '${' : code.slice(open, open + 1);
  const range = { start: open, end: open + bracket.length };
  return problem('skill/syntax', range, `This \`${bracket}\` is never closed.`);
}

/** The token that starts at the position; at the end of the text, its last character. */
function tokenAt(code: string, position: number): { start: number; end: number } {
  const rest = code.slice(position, position + 200);
  const token = /^(?:[\p{ID_Continue}$]+|["'`][^\r\n]*|=>|[=!]==?|\S)/u.exec(rest);
  if (token !== null) return { start: position, end: position + token[0].length };
  const end = code.trimEnd().length;
  return { start: Math.max(0, end - 1), end };
}

/** The offset of the innermost bracket that nothing closes. */
function unclosed(code: string): number | undefined {
  const open: number[] = [];
  const { tokTypes } = acorn;
  try {
    for (const token of acorn.tokenizer(code, { ecmaVersion: 'latest', sourceType: 'module' })) {
      const type = token.type;
      if (
        type === tokTypes.braceL ||
        type === tokTypes.parenL ||
        type === tokTypes.bracketL ||
        type === tokTypes.dollarBraceL
      )
        open.push(token.start);
      else if (type === tokTypes.braceR || type === tokTypes.parenR || type === tokTypes.bracketR) open.pop();
    }
  } catch {
    // What the tokenizer cannot read does not close anything either.
  }
  return open.at(-1);
}
