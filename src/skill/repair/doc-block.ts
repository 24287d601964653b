/** Edits of a skill's JSDoc: tags that come and go, a description, or the whole block where there is none. */

import type { Range } from '../../base/text.ts';
import { readBlock } from '../block.ts';
import type { TextEdit } from '../edit.ts';
import { insert, replace, type Workpiece } from './workpiece.ts';

export interface NewParam {
  readonly name: string;
  /** `undefined`: anything. */
  readonly type: string | undefined;
  readonly isOptional?: boolean;
  /** The parameter whose tag it follows; `undefined` puts it first. */
  readonly after: string | undefined;
}

/** A tag with all of its text: whole lines where it has its lines to itself. */
interface TagPlace extends Range {
  readonly tag: string;
  /** Of the `@`. */
  readonly tagStart: number;
}

export function isOneLine(piece: Workpiece, comment: Range): boolean {
  return !/[\r\n]/.test(piece.slice(comment));
}

/** In the order of the text. */
export function tagPlaces(piece: Workpiece): readonly TagPlace[] {
  const { comment } = piece.source;
  if (comment === undefined) return [];
  const [, ...sections] = readBlock(piece.text, comment);
  const closing = closingOf(piece, comment);
  const starts = sections.map(section => section.tagRange().start);
  return sections.map((section, index) => {
    const tagStart = starts[index] as number;
    const next = starts[index + 1];
    const isInline = isOneLine(piece, comment);
    const start =
      isInline || piece.lineStart(tagStart) < comment.start ? tagStart : piece.lineStart(tagStart);
    const end = next === undefined ? closing : isInline ? next : piece.lineStart(next);
    return { tag: section.tag, tagStart, start, end };
  });
}

/** Where the last line begins when only the closing stands there, else where the closing itself does. */
function closingOf(piece: Workpiece, comment: Range): number {
  const at = comment.end - 2;
  const line = piece.lineStart(at);
  if (line > comment.start && piece.text.slice(line, at).trim() === '') return line;
  const before = piece.text.slice(comment.start, at);
  return comment.start + before.trimEnd().length;
}

export function removeTagEdit(piece: Workpiece, at: number): TextEdit | undefined {
  const place = tagPlaces(piece).find(
    ({ start, end, tagStart }) => (start <= at || tagStart <= at) && at < end,
  );
  return place && replace(place, '');
}

/** What stands at the beginning of each line inside the comment. */
function frame(piece: Workpiece, comment: Range): string {
  return `${piece.indentAt(comment.start)} * `;
}

/** One edit for each place; parameters that come to the same place keep their order. */
export function addParamEdits(piece: Workpiece, params: readonly NewParam[]): readonly TextEdit[] {
  const { comment } = piece.source;
  if (comment === undefined)
    return [
      newBlockEdit(
        piece,
        params.map(param => paramText(piece, param)),
      ),
    ];
  const lines = new Map<number, string[]>();
  for (const param of params) {
    const at = placeFor(piece, param.after, comment);
    lines.set(at, [...(lines.get(at) ?? []), paramText(piece, param)]);
  }
  if (isOneLine(piece, comment)) return unfoldedEdits(piece, comment, lines);
  return [...lines].map(([at, texts]) => linesEdit(piece, comment, at, texts));
}

function paramText(piece: Workpiece, { name, type, isOptional = false }: NewParam): string {
  const whole = piece.source.signature.wholeName;
  const path = whole === undefined ? name : `${whole}.${name}`;
  const shown = isOptional ? `[${path}]` : path;
  const isTyped = piece.skill.language === 'javascript' || piece.source.form.kind === 'script';
  return isTyped ? `@param {${type ?? '*'}} ${shown}` : `@param ${shown}`;
}

/** After the tag of the parameter before, else before the first tag, else at the end. */
function placeFor(piece: Workpiece, after: string | undefined, comment: Range): number {
  const places = tagPlaces(piece);
  const whole = piece.source.signature.wholeName;
  const previous = after === undefined ? undefined : whole === undefined ? after : `${whole}.${after}`;
  const typed = piece.source.doc?.typed ?? [];
  const tag = typed.findLast(
    ({ tag, name }) =>
      tag === 'param' && (name === previous || (previous && name.startsWith(`${previous}.`))),
  );
  const lastParam = typed.findLast(one => one.tag === 'param');
  const known = tag ?? (after === undefined ? undefined : lastParam);
  if (known !== undefined) {
    const at = known.nameRange().start;
    const place = places.find(({ tagStart, end }) => tagStart <= at && at < end);
    if (place !== undefined) return trimmedEnd(piece, place);
  }
  const first = places.find(({ tag: name }) => !['description', 'summary'].includes(name));
  return first?.start ?? closingOf(piece, comment);
}

/** Before empty lines of the frame that end the tag's text. */
function trimmedEnd(piece: Workpiece, place: Range): number {
  const text = piece.slice(place);
  const kept = text.replace(/(?:[ \t]*\*?[ \t]*(?:\r\n|\n|\r))+$/, '');
  if (kept === text) return place.end;
  const firstBreak = /^(?:\r\n|\n|\r)/.exec(text.slice(kept.length));
  return (
    place.start +
    kept.length +
    (firstBreak?.[0].length ?? piece.lineEnd(place.start + kept.length) - place.start - kept.length)
  );
}

/** New lines of the comment, before one of its tags or after its last text. */
export function insertLines(
  piece: Workpiece,
  comment: Range,
  at: number,
  texts: readonly string[],
): readonly TextEdit[] {
  return isOneLine(piece, comment)
    ? unfoldedEdits(piece, comment, new Map([[at, texts]]))
    : [linesEdit(piece, comment, at, texts)];
}

function linesEdit(piece: Workpiece, comment: Range, at: number, texts: readonly string[]): TextEdit {
  const { eol } = piece.style;
  const start = frame(piece, comment);
  if (piece.lineStart(at) === at) return insert(at, texts.map(text => `${start}${text}${eol}`).join(''));
  const isClosing = at >= closingOf(piece, comment);
  const text = texts.map(line => `${eol}${start}${line}`).join('');
  if (!isClosing) return insert(at, `${text.slice(eol.length + start.length)}${eol}${start}`);
  return { start: at, end: comment.end - 2, text: `${text}${eol}${start.slice(0, -2)}` };
}

/** A comment of one line as one of several, with new lines at places of it; its own words stay as they are. */
function unfoldedEdits(
  piece: Workpiece,
  comment: Range,
  lines: ReadonlyMap<number, readonly string[]>,
): readonly TextEdit[] {
  const { eol } = piece.style;
  const start = frame(piece, comment);
  const inner = { start: comment.start + 3, end: comment.end - 2 };
  const first = inner.end - piece.text.slice(inner.start, inner.end).trimStart().length;
  const closing = closingOf(piece, comment);
  const tags = tagPlaces(piece).map(({ tagStart }) => tagStart);
  const places = first >= closing || tags[0] === first ? tags : [first, ...tags];
  const broken = (at: number, rest: string): TextEdit => {
    const before = piece.text.slice(inner.start, at);
    const from = inner.start + before.trimEnd().length;
    const texts = (lines.get(at) ?? []).map(text => `${eol}${start}${text}`);
    return { start: from, end: at === closing ? inner.end : at, text: `${texts.join('')}${eol}${rest}` };
  };
  return [...places.map(at => broken(at, start)), broken(closing, start.slice(0, -2))];
}

/** Before the entry, or at the top of a script. */
export function newBlockEdit(piece: Workpiece, lines: readonly string[]): TextEdit {
  const at = blockPlace(piece);
  const { eol } = piece.style;
  const indent = piece.indentAt(at);
  const text = ['/**', ...lines.map(line => `${indent} * ${line}`.trimEnd()), `${indent} */`].join(eol);
  return insert(at, `${text}${eol}${indent}`);
}

function blockPlace(piece: Workpiece): number {
  const { body } = piece.program;
  const [anchor] = piece.source.form.anchors;
  const statement = body.find(({ start, end }) => anchor !== undefined && start <= anchor && anchor < end);
  const first = body.find(({ type }) => type !== 'ImportDeclaration') ?? body[0];
  return (statement ?? first)?.start ?? 0;
}
