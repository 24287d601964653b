/** Whether anybody would notice that a skill gets and gives copies: what is changed in place after an extraction. */

import type { AnyNode } from 'acorn';
import type { Binding, Reference } from '../scope.ts';
import { changedInPlace, isFresh, mutationsBy, objectOf, rootOf } from './carried.ts';
import { nameOf, typeOfValue } from './kind-of-value.ts';
import type { Selected } from './selection.ts';
import { contains } from './tree.ts';
import type { Workpiece } from './workpiece.ts';

/** What is changed in place afterwards, where two of the variables may have held the same list or object. */
export function changedLater(
  piece: Workpiece,
  { range, path }: Selected,
  given: readonly Binding[],
  outer: readonly Reference[],
): string | undefined {
  const open = given.filter(binding => !isPlain(piece, binding));
  if (open.length === 0) return undefined;
  const captured = outer.flatMap(({ binding }) => (binding && !isPlain(piece, binding) ? [binding] : []));
  const isAlone = open.length === 1 && open.every(({ value }) => value && isFreshObject(piece, value));
  const held = isAlone ? [] : [...open, ...captured];
  const loop = path.find(node => /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type));
  const parts = [{ start: range.end, end: piece.text.length }];
  if (loop !== undefined) parts.push({ start: loop.start, end: range.start });
  return held.find(binding =>
    parts.some(part => changedInPlace(piece, part, one => one === binding) === binding.name),
  )?.name;
}

/** A number, a text or a truth value: nobody can change it in place. */
function isPlain(piece: Workpiece, { kind: declared, value, scope }: Binding): boolean {
  if (declared !== 'const' || value === undefined) return false;
  return ['number', 'string', 'boolean'].includes(typeOfValue(piece, value, scope) ?? '');
}

/** Made of nothing that a variable holds. */
function isFreshObject(piece: Workpiece, value: AnyNode): boolean {
  const isLiteral = /^(?:Array|Object)Expression$|^Literal$|^TemplateLiteral$/.test(value.type);
  return isLiteral && !piece.source.findings.references.some(({ node }) => contains(value, node));
}

/** What is changed through the value of a selected expression: `list.items` in `list.items.push(x)`. */
export function changedValue(
  piece: Workpiece,
  { nodes, path, range }: Selected,
  outer: readonly Reference[],
): string | undefined {
  const [value] = nodes;
  if (value === undefined || isFresh(value)) return undefined;
  for (const around of path)
    for (const { target } of mutationsBy(around))
      if (isReachedFrom(value, target)) return nameOf(rootOf(value)) ?? outer.at(-1)?.node.name ?? 'it';
  const parent = path.at(-2);
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'Identifier') return undefined;
  const { id } = parent;
  const held = piece.source.findings.references.find(({ binding }) => binding?.node === id)?.binding;
  if (held === undefined || isPlain(piece, held)) return undefined;
  const captured = isPart.test(value.type) ? outer.flatMap(({ binding }) => binding ?? []) : [];
  const after = { start: range.end, end: piece.text.length };
  return [held, ...captured].find(
    binding => changedInPlace(piece, after, one => one === binding) === binding.name,
  )?.name;
}

/** Expressions whose value is, or holds, what a variable holds as well. */
const isPart = /^(?:Member|Conditional|Logical|Object|Array|Chain)Expression$/;

/** Whether the target is the value itself or something inside it. */
function isReachedFrom(value: AnyNode, target: AnyNode): boolean {
  for (let at: AnyNode | undefined = target; at !== undefined; at = objectOf(at))
    if (at === value) return true;
  return false;
}
