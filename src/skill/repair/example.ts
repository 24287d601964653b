/** Quick fix for an `@example` that does not fit: the call written anew from the signature. */

import { parseExpressionAt } from 'acorn';
import { readBlock, type Section } from '../block.ts';
import { misfitOf } from '../check/misfit.ts';
import { keyText, literalText } from '../code-text.ts';
import { propertiesOf, requiredOf } from '../schema.ts';
import { Scope } from '../scope.ts';
import { simplest } from '../simplest.ts';
import type { Written } from '../skill.ts';
import { readWritten } from '../written.ts';
import { type Fixer, quickFix } from './fix.ts';
import { contains } from './tree.ts';
import { replace, type Workpiece } from './workpiece.ts';

export const fixExample: Fixer = (piece, problem) => {
  const section = exampleAt(piece, problem.range.start);
  if (section === undefined) return [];
  const { text } = section;
  const start = text === '' ? section.tagRange().end : section.offset(0);
  const end = text === '' ? start : section.offset(text.length - 1) + 1;
  const { call, isKept } = newCall(piece, text);
  if (call === text) return [];
  // What the example says it returns is kept where the inputs are still the same.
  const ending = isKept ? (/\s*\/\/\s*(?:=>|→).*$/s.exec(text)?.[0] ?? '') : '';
  const written = `${text === '' ? ' ' : ''}${call}${problem.code === 'skill/invalid-example' ? '' : ending}`;
  if (written === text) return dropResult(piece, problem, start, end, call);
  const edits = [replace({ start, end }, written)];
  return [quickFix(piece, problem, { title: `Write \`${shortened(call)}\``, edits, isPreferred: true })];
};

function dropResult(
  piece: Workpiece,
  problem: Parameters<Fixer>[1],
  start: number,
  end: number,
  call: string,
) {
  const edits = [replace({ start, end }, call)];
  return [quickFix(piece, problem, { title: 'Remove the result of the example', edits, isPreferred: true })];
}

function shortened(text: string): string {
  return text.length > 50 ? `${text.slice(0, 49)}…` : text;
}

function exampleAt(piece: Workpiece, offset: number): Section | undefined {
  const { comment } = piece.source;
  if (comment === undefined) return undefined;
  const sections = readBlock(piece.text, comment).slice(1);
  const at = sections.findLastIndex(section => section.tagRange().start <= offset);
  const section = sections[at];
  return section?.tag === 'example' && contains(comment, { start: offset, end: offset })
    ? section
    : undefined;
}

/** With the values that the example has and that fit, and the simplest ones for what is required. */
function newCall(piece: Workpiece, text: string): { readonly call: string; readonly isKept: boolean } {
  const { skill, style } = piece;
  const required = new Set(requiredOf(skill.inputs));
  const given = givenValues(text);
  let isKept = true;
  const parts = Object.entries(propertiesOf(skill.inputs)).flatMap(([name, schema]) => {
    const one = given.get(name);
    if (one !== undefined && misfitOf(one.value, schema, skill.inputs) === undefined)
      return [`${keyText(name, style.quote)}: ${one.text}`];
    if (one !== undefined) isKept = false;
    if (!required.has(name)) return [];
    isKept = false;
    return [`${keyText(name, style.quote)}: ${literalText(simplest(schema, skill.inputs), style.quote)}`];
  });
  for (const name of given.keys()) if (!Object.hasOwn(propertiesOf(skill.inputs), name)) isKept = false;
  const call = parts.length === 0 ? `${skill.name}()` : `${skill.name}({ ${parts.join(', ')} })`;
  return { call, isKept };
}

interface Given {
  readonly value: Written;
  readonly text: string;
}

/** The properties of the first object literal that the example has; none where it cannot be read. */
function givenValues(text: string): ReadonlyMap<string, Given> {
  const values = new Map<string, Given>();
  const start = text.indexOf('{');
  if (start < 0) return values;
  try {
    const node = parseExpressionAt(text, start, { ecmaVersion: 'latest' });
    const written = readWritten(node, new Scope(undefined, true));
    if (node.type !== 'ObjectExpression' || written.kind !== 'object') return values;
    for (const property of written.properties) {
      const source = node.properties.find(
        one => one.type === 'Property' && one.key.start === property.key.start,
      );
      const value = source?.type === 'Property' ? source.value : undefined;
      if (value !== undefined && property.value.kind !== 'unknown')
        values.set(property.name, { value: property.value, text: text.slice(value.start, value.end) });
    }
  } catch {
    // An example that cannot be read gives no values: all are made anew.
  }
  return values;
}
