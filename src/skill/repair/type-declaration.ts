/** Declarations of a TypeScript file that make no code: interfaces, type aliases, `declare const`. */

import type { Range } from '../../base/text.ts';
import type { Workpiece } from './workpiece.ts';

/** Without the space behind it. */
export interface TypeDeclaration extends Range {
  readonly name: string;
  /** `declare const n: number`, rather than a type. */
  readonly isValue: boolean;
}

const declaration =
  /^[ \t]*((?:export[ \t]+)?(?:declare[ \t]+)?(interface|type|const|let|var)[ \t]+([\p{ID_Start}$_][\p{ID_Continue}$]*))/gmu;

/** Those at the beginning of a line, in the order of the text: what types blanked leaves as white space. */
export function typeDeclarations({ skill: { text, code } }: Workpiece): readonly TypeDeclaration[] {
  if (text === code) return [];
  const found = [...text.matchAll(declaration)].flatMap(match => {
    const end = match.index + match[0].length;
    const start = end - (match[1] ?? '').length;
    return code.slice(start, end).trim() === '' ? [{ start, end, word: match[2], name: match[3] ?? '' }] : [];
  });
  return found.map(({ start, end, word, name }, index) => {
    const gap = /^\s*/.exec(code.slice(end))?.[0].length ?? 0;
    const limit = Math.min(end + gap, found[index + 1]?.start ?? text.length);
    const isValue = word !== 'interface' && word !== 'type';
    return { name, isValue, start, end: end + text.slice(end, limit).trimEnd().length };
  });
}

/** The types of the file that a part of it names, directly or through others. */
export function typesNamedIn(piece: Workpiece, part: Range): readonly TypeDeclaration[] {
  const all = typeDeclarations(piece).filter(({ isValue }) => !isValue);
  const needed = new Set<TypeDeclaration>();
  const open: Range[] = [part];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const words = typeWords(piece, next);
    for (const one of all)
      if (words.has(one.name) && !needed.has(one)) {
        needed.add(one);
        open.push(one);
      }
  }
  return all.filter(one => needed.has(one));
}

/** The words that types blanked takes away. */
function typeWords({ skill: { text, code } }: Workpiece, { start, end }: Range): ReadonlySet<string> {
  const words = new Set<string>();
  for (const { 0: word, index } of text.slice(start, end).matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu))
    if (code.slice(start + index, start + index + word.length).trim() === '') words.add(word);
  return words;
}
