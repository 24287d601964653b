/** The entry function's own name, and all that refers to it in its file. */

import type * as acorn from 'acorn';
import type { Range } from '../../base/text.ts';
import type { TextEdit } from '../edit.ts';
import { isSkillName } from '../name.ts';
import { nodesOf } from '../repair/tree.ts';
import type { Skill } from '../skill.ts';
import { parseSyntax } from '../syntax.ts';
import { walk } from '../walk.ts';

/** What no variable of a skill can be called. */
export const reserved: ReadonlySet<string> = new Set(
  'arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield callSkill skills'.split(
    ' ',
  ),
);

/** Whether a skill's name can stand after `skills.`. */
export function isPropertyName(name: string): boolean {
  return isSkillName(name) && !name.includes('-');
}

/**
 * Renames the entry function along with its skill. None where it has another name than the skill, and where the new
 * name is no identifier or means something in the file already.
 */
export function entryNameEdits(skill: Skill, to: string): readonly TextEdit[] {
  const { entry, name, code } = skill;
  if (entry === undefined || entry.form === 'script' || entry.expression !== name) return [];
  if (!isPropertyName(to) || reserved.has(to) || to === name) return [];
  const { program } = parseSyntax(code);
  const { references, top } = walk(program);
  const binding = top.own(name);
  if (binding === undefined) return [];
  const isTaken = names(program).has(to);
  if (isTaken) return [];
  const shorthands = shorthandStarts(program);
  const places = [binding.node, ...references.filter(one => one.binding === binding).map(({ node }) => node)];
  const edits = new Map<number, TextEdit>();
  for (const { start, end } of places) {
    const text = shorthands.has(start) ? `${name}: ${to}` : to;
    edits.set(start, { start, end, text });
  }
  for (const { start, end } of namesInTypes(skill)) edits.set(start, { start, end, text: to });
  return [...edits.values()].sort((a, b) => a.start - b.start);
}

/** `typeof name`, and the overloads of the function: the program is without TypeScript's types. */
function namesInTypes({ name, text, code }: Skill): readonly Range[] {
  if (text === code) return [];
  const found = text.matchAll(new RegExp(`\\b(?:typeof|function)\\s+${name}(?![\\w$-])`, 'g'));
  return [...found].flatMap(({ 0: words, index }) => {
    const end = index + words.length;
    const start = end - name.length;
    return code.slice(start, end).trim() === '' ? [{ start, end }] : [];
  });
}

/** Every name of a program that stands for a value or declares one. */
function names(program: acorn.Program): ReadonlySet<string> {
  const found = new Set<acorn.Identifier>();
  const keys = new Set<acorn.AnyNode>();
  for (const node of nodesOf(program)) {
    if (node.type === 'Identifier') found.add(node);
    if (node.type === 'MemberExpression' && !node.computed) keys.add(node.property);
    if (node.type === 'Property' && !node.computed && !node.shorthand) keys.add(node.key);
  }
  return new Set([...found].filter(node => !keys.has(node)).map(({ name }) => name));
}

/** Where `{ name }` makes a property of a variable. */
function shorthandStarts(program: acorn.Program): ReadonlySet<number> {
  const starts = new Set<number>();
  for (const node of nodesOf(program)) if (node.type === 'Property' && node.shorthand) starts.add(node.start);
  return starts;
}
