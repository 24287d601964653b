/** Adds an input to a skill: its parameter, and its place in the doc where the doc speaks of inputs. */

import type { AnyNode } from 'acorn';
import type { TextEdit } from '../edit.ts';
import { addParamEdits } from './doc-block.ts';
import { typeOfUses } from './kind-of-value.ts';
import { contains } from './tree.ts';
import { insert, type Workpiece } from './workpiece.ts';

/** `undefined` where the skill's form takes no further input, or the uses stand outside of its entry. */
export function newInputEdits(
  piece: Workpiece,
  name: string,
  uses: readonly AnyNode[],
): readonly TextEdit[] | undefined {
  const { form, signature } = piece.source;
  const type = typeOfUses(piece, uses);
  if (form.kind === 'script') {
    const hasParams = piece.source.doc?.typed.some(({ tag }) => tag === 'param') ?? false;
    return hasParams ? addParamEdits(piece, [{ name, type, after: undefined }]) : undefined;
  }
  const entry = form.node;
  if (entry === undefined || !uses.every(use => contains(entry.body, use))) return undefined;
  if (signature.binding === 'whole') return undefined;
  const parameter = parameterEdits(piece, entry, typedName(piece, name, type));
  if (parameter === undefined) return undefined;
  const documents = piece.source.doc?.typed.some(({ tag }) => tag === 'param') ?? false;
  const last = signature.parameters.at(-1)?.name;
  return documents ? [...parameter, ...addParamEdits(piece, [{ name, type, after: last }])] : parameter;
}

function typedName(piece: Workpiece, name: string, type: string | undefined): string {
  return piece.skill.language === 'typescript' ? `${name}: ${type ?? 'unknown'}` : name;
}

/** At the end of the parameters, before a rest; in brackets where the only one had none. */
function parameterEdits(
  piece: Workpiece,
  entry: NonNullable<Workpiece['source']['form']['node']>,
  text: string,
): readonly TextEdit[] | undefined {
  const last = entry.params.at(-1);
  if (last?.type === 'RestElement') return [insert(last.start, `${text}, `)];
  if (last !== undefined) {
    const isTyped = piece.skill.language === 'typescript';
    const end = isTyped ? annotatedEnd(piece, last.end, entry.body.start) : last.end;
    if (end === undefined) return undefined;
    const isBare = /^\s*=>/.test(piece.text.slice(last.end)) && last.type === 'Identifier';
    return isBare ? [insert(last.start, '('), insert(end, `, ${text})`)] : [insert(end, `, ${text}`)];
  }
  const open = piece.text.indexOf('(', 'id' in entry && entry.id ? entry.id.end : entry.start);
  return open < 0 || open > entry.body.start ? undefined : [insert(open + 1, text)];
}

/** The end of a parameter with its type: before the bracket that closes the list, or the comma before that. */
function annotatedEnd({ text, skill }: Workpiece, from: number, limit: number): number | undefined {
  for (let at = from; at < limit; at++) {
    if (skill.code[at] === ',') return at;
    if (skill.code[at] === ')') return from + text.slice(from, at).trimEnd().length;
  }
  return undefined;
}
