/** Quick fixes of a skill's JSDoc: parameters, types, the description, times; and the whole of it at once. */

import type { Range } from '../../base/text.ts';
import { longestCacheTime, longestTimeout, unitMs } from '../doc.ts';
import type { TextEdit } from '../edit.ts';
import type { Problem } from '../problem.ts';
import type { Parameter } from '../skill.ts';
import { closest } from './closest.ts';
import { addParamEdits, insertLines, newBlockEdit, removeTagEdit, tagPlaces } from './doc-block.ts';
import { type Fixer, noChange, quickFix, rangeAfter, refactoring } from './fix.ts';
import { typeOfParameter, typeOfReturns } from './parameter-type.ts';
import type { Repair } from './repair.ts';
import { isSameRange } from './tree.ts';
import { insert, replace, type Workpiece } from './workpiece.ts';

/** The names that `@param` tags give, without what lies inside an input. */
export function documentedNames({ source: { doc, signature } }: Workpiece): ReadonlySet<string> {
  const prefix = signature.wholeName === undefined ? '' : `${signature.wholeName}.`;
  const names = (doc?.typed ?? [])
    .filter(({ tag, name }) => tag === 'param' && name.startsWith(prefix))
    .map(({ name }) => name.slice(prefix.length).replace(/[.[].*$/s, ''));
  return new Set(names);
}

export const fixUnknownParameter: Fixer = (piece, problem) => {
  const { doc, signature } = piece.source;
  const tag = doc?.typed.find(one => one.tag === 'param' && isSameRange(one.nameRange(), problem.range));
  if (tag === undefined) return fixUnknownSecret(piece, problem);
  const prefix = signature.wholeName === undefined ? '' : `${signature.wholeName}.`;
  const wrong = tag.name.slice(prefix.length).replace(/[.[].*$/s, '');
  const documented = documentedNames(piece);
  const free = signature.parameters.map(({ name }) => name).filter(name => !documented.has(name));
  const near = closest(wrong, free);
  const names = near.length > 0 ? near : free.length === 1 ? free : [];
  const renames = names.map((name, index) => {
    const start = problem.range.start + prefix.length;
    return quickFix(piece, problem, {
      title: `Change to \`${name}\``,
      edits: renameTags(piece, wrong, name, { start, end: start + wrong.length }),
      isSafe: near.length === 1,
      isPreferred: index === 0,
    });
  });
  return [...renames, ...removeParam(piece, problem, tag.name, names.length === 0)];
};

/** A name behind `@secret`. */
const fixUnknownSecret: Fixer = (piece, problem) => {
  const wrong = piece.text.slice(problem.range.start, problem.range.end);
  const near = closest(
    wrong,
    piece.source.signature.parameters.map(({ name }) => name),
  );
  return near.map((name, index) =>
    quickFix(piece, problem, {
      title: `Change to \`${name}\``,
      edits: [replace(problem.range, name)],
      isSafe: near.length === 1,
      isPreferred: index === 0,
    }),
  );
};

/** The tag itself and those of what lies inside it: `@param opts`, `@param opts.size`. */
function renameTags(piece: Workpiece, wrong: string, name: string, first: Range): readonly TextEdit[] {
  const { doc, signature } = piece.source;
  const prefix = signature.wholeName === undefined ? '' : `${signature.wholeName}.`;
  const edits = new Map([[first.start, replace(first, name)]]);
  for (const tag of doc?.typed ?? []) {
    if (tag.tag !== 'param' || !new RegExp(`^${escaped(prefix + wrong)}(?:[.[]|$)`).test(tag.name)) continue;
    const start = tag.nameRange().start + prefix.length;
    edits.set(start, replace({ start, end: start + wrong.length }, name));
  }
  return [...edits.values()];
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function removeParam(
  piece: Workpiece,
  problem: Problem,
  name: string,
  isPreferred: boolean,
): readonly Repair[] {
  const top = name.replace(/[.[].*$/s, '');
  const isInside = name !== top;
  const tags = (piece.source.doc?.typed ?? []).filter(
    tag =>
      tag.tag === 'param' &&
      (isSameRange(tag.nameRange(), problem.range) ||
        (!isInside && /^[.[]/.test(tag.name.slice(top.length)) && tag.name.startsWith(top))),
  );
  const edits = tags.flatMap(tag => removeTagEdit(piece, tag.nameRange().start) ?? []);
  if (edits.length === 0) return [];
  const isSafe = isPreferred && tags.every(({ description }) => description === '');
  return [
    quickFix(piece, problem, { title: `Remove the \`@param\` of \`${name}\``, edits, isSafe, isPreferred }),
  ];
}

export const fixUndocumentedParameter: Fixer = (piece, problem) => {
  const { parameters } = piece.source.signature;
  const documented = documentedNames(piece);
  const missing = parameters.filter(({ name }) => !documented.has(name));
  const one = parameters.find(({ range }) => isSameRange(range, problem.range));
  if (one === undefined) return [];
  const [tag] = paramsFor(piece, [one]);
  const fixes = [
    quickFix(piece, problem, {
      title: `Add a \`@param\` for \`${one.name}\``,
      edits: addParamEdits(piece, tag === undefined ? [] : [tag]),
      // A type that the doc did not give may refuse what was accepted before.
      isSafe: tag?.type === undefined,
      isPreferred: true,
    }),
  ];
  if (missing.length > 1)
    fixes.push(
      quickFix(piece, problem, {
        title: 'Add all missing `@param` tags',
        edits: addParamEdits(piece, paramsFor(piece, missing)),
      }),
    );
  return fixes;
};

/** Each after the parameter before it. */
function paramsFor(piece: Workpiece, wanted: readonly Parameter[]) {
  const { parameters } = piece.source.signature;
  return wanted.map(parameter => {
    const after = parameters[parameters.indexOf(parameter) - 1]?.name;
    const type = typeOfParameter(piece, parameter);
    return { name: parameter.name, type, isOptional: parameter.isOptional && !parameter.isRest, after };
  });
}

export const fixMissingDescription: Fixer = (piece, problem) => {
  const sentence = sentenceOf(piece.skill.name);
  const { comment } = piece.source;
  const { path } = piece.skill;
  if (comment === undefined) {
    const edit = newBlockEdit(piece, [sentence, ...tagLines(piece)]);
    const start = edit.text.indexOf(sentence);
    const range = rangeAfter([edit], edit, { start, end: start + sentence.length });
    const title = 'Write a JSDoc comment';
    return [quickFix(piece, problem, { title, edits: [edit], isPreferred: true, select: { path, range } })];
  }
  const [first] = tagPlaces(piece);
  const edits =
    first === undefined
      ? [emptyComment(piece, comment, sentence)]
      : insertLines(piece, comment, first.start, [sentence]);
  const edit = edits.find(({ text }) => text.includes(sentence));
  const start = edit?.text.indexOf(sentence) ?? 0;
  const range = edit && rangeAfter(edits, edit, { start, end: start + sentence.length });
  const select = range && { path, range };
  return [quickFix(piece, problem, { title: 'Add a description', edits, isPreferred: true, select })];
};

function emptyComment(piece: Workpiece, comment: Range, sentence: string): TextEdit {
  return replace(comment, `/** ${sentence} */${piece.slice(comment).endsWith('*/') ? '' : piece.style.eol}`);
}

/** Leads to the description, for the author to say what is different. */
export const fixDuplicateDescription: Fixer = (piece, problem) => {
  const { comment } = piece.source;
  if (comment === undefined) return [];
  const end = tagPlaces(piece)[0]?.tagStart ?? comment.end - 2;
  const inner = piece.text.slice(comment.start + 3, end);
  const start = comment.start + 3 + (/^[\s*]*/.exec(inner)?.[0].length ?? 0);
  const range = { start, end: start + piece.text.slice(start, end).replace(/[\s*]+$/, '').length };
  if (range.start >= range.end) return [];
  const select = { path: piece.skill.path, range };
  const title = 'Write another description';
  return [quickFix(piece, problem, { title, change: noChange, isPreferred: true, select })];
};

/** `circle_area` → `Circle area.` */
function sentenceOf(name: string): string {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter(Boolean)
    .join(' ')
    .toLowerCase();
  return `${words.slice(0, 1).toUpperCase()}${words.slice(1)}.`;
}

/** Tags for all that is not documented yet. */
function tagLines(piece: Workpiece): readonly string[] {
  const isTyped = piece.skill.language === 'javascript' || piece.source.form.kind === 'script';
  const params = paramsFor(piece, piece.source.signature.parameters).map(({ name, type, isOptional }) => {
    const shown = isOptional ? `[${name}]` : name;
    return isTyped ? `@param {${type ?? '*'}} ${shown}` : `@param ${shown}`;
  });
  const returns = isTyped ? typeOfReturns(piece) : undefined;
  return returns === undefined ? params : [...params, `@returns {${returns}}`];
}

/** Writes the JSDoc, or what it lacks: `@param` tags for all inputs, and their types. `undefined` when it is complete. */
export function completeDoc(piece: Workpiece): Repair | undefined {
  const { comment, doc, signature } = piece.source;
  if (piece.skill.entry === undefined) return undefined;
  const kind = 'refactor.rewrite';
  if (comment === undefined) {
    const sentence = sentenceOf(piece.skill.name);
    const edit = newBlockEdit(piece, [sentence, ...tagLines(piece)]);
    const start = edit.text.indexOf(sentence);
    const range = rangeAfter([edit], edit, { start, end: start + sentence.length });
    const select = { path: piece.skill.path, range };
    return refactoring({ title: 'Write a JSDoc comment', kind, change: piece.changeOf([edit]), select });
  }
  const documented = documentedNames(piece);
  const missing = signature.parameters.filter(({ name }) => !documented.has(name));
  const untyped = (doc?.typed ?? []).flatMap((tag): TextEdit[] => {
    if (
      tag.tag !== 'param' ||
      tag.type !== undefined ||
      tag.isBroken ||
      piece.skill.language === 'typescript'
    )
      return [];
    const parameter = signature.parameters.find(({ name }) => name === tag.name);
    const type = parameter && typeOfParameter(piece, parameter);
    if (type === undefined) return [];
    const at = tag.nameRange().start;
    return [insert(piece.text[at - 1] === '[' ? at - 1 : at, `{${type}} `)];
  });
  const isUndescribed = signature.parameters.length > 0 && missing.length === signature.parameters.length;
  const edits = [
    ...untyped,
    ...(isUndescribed && signature.wholeName !== undefined
      ? []
      : addParamEdits(piece, paramsFor(piece, missing))),
  ];
  if (edits.length === 0) return undefined;
  return refactoring({ title: 'Complete the JSDoc', kind, change: piece.changeOf(edits) });
}

const units: ReadonlyMap<string, readonly [unit: string, factor: number]> = new Map([
  ['', ['ms', 1]],
  ['millisecond', ['ms', 1]],
  ['msec', ['ms', 1]],
  ['sec', ['s', 1]],
  ['second', ['s', 1]],
  ['min', ['m', 1]],
  ['mins', ['m', 1]],
  ['minute', ['m', 1]],
  ['hour', ['h', 1]],
  ['hr', ['h', 1]],
  ['day', ['d', 1]],
  ['week', ['d', 7]],
  ['ms', ['ms', 1]],
  ['s', ['s', 1]],
  ['m', ['m', 1]],
  ['h', ['h', 1]],
  ['d', ['d', 1]],
]);

export const fixInvalidTimeout = timeFixer('timeout', longestTimeout, '5m');
export const fixInvalidCache = timeFixer('cache', longestCacheTime, '30d');

/** Writes a tag's time as it can be read; `most` where it is beyond the longest one. */
function timeFixer(name: string, longest: number, most: string): Fixer {
  return (piece, problem) => fixTime({ name, longest, most }, piece, problem);
}

interface TimeTag {
  readonly name: string;
  /** In ms. */
  readonly longest: number;
  /** The same, as it is written. */
  readonly most: string;
}

function fixTime({ name, longest, most }: TimeTag, piece: Workpiece, problem: Problem): ReturnType<Fixer> {
  const tag = piece.source.doc?.tags.find(one => one.tag === name && isSameRange(one.range(), problem.range));
  const remove = removeTagEdit(piece, problem.range.start);
  const removal = remove
    ? [quickFix(piece, problem, { title: `Remove the \`@${name}\``, edits: [remove] })]
    : [];
  const match = /^([\d_]+(?:[.,]\d+)?)\s*([a-z]*)/i.exec(tag?.text.trim() ?? '');
  const written = match?.[2]?.toLowerCase() ?? '';
  const unit = units.get(written) ?? units.get(written.replace(/s$/, ''));
  if (tag === undefined || match?.[1] === undefined || unit === undefined) return removal;
  const value = Number(match[1].replaceAll('_', '').replace(',', '.')) * unit[1];
  const ms = value * (unitMs[unit[0]] as number);
  if (!(ms >= 1)) return removal;
  const text = ms > longest ? most : `${value}${unit[0]}`;
  const start = piece.text.indexOf(tag.text.split('\n')[0] as string, problem.range.end);
  const line = piece.text
    .slice(start, piece.lineEnd(start))
    .replace(/\s*\*\/.*$/s, '')
    .trimEnd();
  const edits = [replace({ start, end: start + line.length }, text)];
  return [
    quickFix(piece, problem, {
      title: `Write \`@${name} ${text}\``,
      edits,
      isSafe: ms <= longest,
      isPreferred: true,
    }),
    ...removal,
  ];
}
