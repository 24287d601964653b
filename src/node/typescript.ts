/** Blanks the types of a TypeScript skill with Node's own stripper, which keeps every offset. */

import * as nodeModule from 'node:module';
import type { StripTypes } from '../skill/skill.ts';

type Stripper = (source: string, options: { readonly mode: 'strip' }) => string;

/** Absent below Node 22.13. */
const nodeStripper: Stripper | undefined = nodeModule.stripTypeScriptTypes;

/** A byte order mark, which the stripper would take away. */
const mark = '\uFEFF';

/** {@link stripTypesWith} over the stripper of the Node that runs this. */
export const stripTypes: StripTypes = source => stripTypesWith(nodeStripper, source);

/** Never throws. The offset of an error is `undefined` when the stripper does not say where it is. */
export function stripTypesWith(stripper: Stripper | undefined, source: string): ReturnType<StripTypes> {
  if (stripper === undefined) {
    const message = `TypeScript skills need Node 22.13 or later; this is Node ${process.versions.node}. Update Node, or write the skill in JavaScript.`;
    return { ok: false, message, offset: undefined };
  }
  if (source.startsWith(mark)) return behindMark(stripTypesWith(stripper, source.slice(mark.length)));
  try {
    return { ok: true, code: withoutExperimentalWarning(() => stripper(source, { mode: 'strip' })) };
  } catch (error) {
    if (!(error instanceof Error)) return { ok: false, message: String(error), offset: undefined };
    return { ok: false, message: error.message, offset: offsetOfFrame(error.stack ?? '', source) };
  }
}

function behindMark(stripped: ReturnType<StripTypes>): ReturnType<StripTypes> {
  if (stripped.ok) return { ok: true, code: `${mark}${stripped.code}` };
  const { message, offset } = stripped;
  return { ok: false, message, offset: offset === undefined ? undefined : offset + mark.length };
}

/** Node announces the stripper as experimental at its first use; other warnings pass. */
function withoutExperimentalWarning<T>(work: () => T): T {
  const emitWarning = process.emitWarning;
  process.emitWarning = ((...warning: Parameters<typeof emitWarning>) => {
    if (String(warning[1]) !== 'ExperimentalWarning') emitWarning.apply(process, warning);
  }) as typeof emitWarning;
  try {
    return work();
  } finally {
    process.emitWarning = emitWarning;
  }
}

/**
 * Reads the place out of the code frame that opens the error's stack: the line's number, then the lines around
 * it, with carets under the culprit or, when it spans lines, `>` before its first and last.
 */
function offsetOfFrame(stack: string, source: string): number | undefined {
  const [head = '', ...frame] = stack.split('\n');
  const line = Number(/:(\d+)$/.exec(head)?.[1]);
  const lines = source.split('\n');
  const text = lines[line - 1];
  if (text === undefined) return undefined;
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  const carets = frame.slice(0, 4).find(one => /^ *\^+$/.test(one));
  const column = carets === undefined ? text.search(/\S|$/) : columnAtWidth(text, carets.indexOf('^'));
  return before + column;
}

/** The frame is laid out for a terminal: a tab is four cells wide, an ideograph or emoji two, a combining mark none. */
function columnAtWidth(text: string, width: number): number {
  let cells = 0;
  let column = 0;
  for (const character of text) {
    if (cells >= width) break;
    cells += cellsOf(character);
    column += character.length;
  }
  return column;
}

function cellsOf(character: string): number {
  if (character === '\t') return 4;
  if (/\p{M}/u.test(character)) return 0;
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\uFF01-\uFF60]/u.test(
    character,
  )
    ? 2
    : 1;
}
