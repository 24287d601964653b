/** What JSON can carry between a piece of code and the rest, and what the code changes in place: copies do not show it. */

import type { AnyNode, ArrayExpression, CallExpression, Expression, ObjectExpression } from 'acorn';
import type { Range } from '../../base/text.ts';
import type { Binding } from '../scope.ts';
import { nameOf } from './kind-of-value.ts';
import { childrenOf, contains, isFunction, nodesOf } from './tree.ts';
import type { Workpiece } from './workpiece.ts';

/** Why a variable's value cannot be an input or a result; `undefined` where nothing speaks against it. */
export function uncarried({ name, kind, value }: Binding): string | undefined {
  if (kind === 'function' || kind === 'class' || kind === 'import')
    return `\`${name}\` is a ${kind === 'import' ? 'module' : kind}, which JSON cannot carry.`;
  const what = value && uncarriedValue(value);
  return what && `\`${name}\` is ${what}, which JSON cannot carry.`;
}

/** `a function`, `a Map`, …: what JSON has no way to write. */
export function uncarriedValue(value: AnyNode): string | undefined {
  switch (value.type) {
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return 'a function';
    case 'ClassExpression':
    case 'ClassDeclaration':
      return 'a class';
    case 'NewExpression': {
      const made = nameOf(value.callee);
      if (made === 'Array' || made === 'Object') return undefined;
      if (made === 'Promise') return promise;
      return `${/^[AEIOU]/.test(made ?? '') ? 'an' : 'a'} ${made ?? 'new object'}`;
    }
    case 'Literal':
      return value.value instanceof RegExp
        ? 'a regular expression'
        : typeof value.value === 'bigint'
          ? 'a BigInt'
          : undefined;
    case 'ObjectExpression':
    case 'ArrayExpression':
      return heldValue(value);
    case 'CallExpression':
      if (isPromise(value)) return promise;
      return nameOf(value.callee) === 'Symbol' || nameOf(value.callee) === 'BigInt'
        ? 'a value of its own kind'
        : undefined;
    default:
      return undefined;
  }
}

const promise = 'a promise';

/** Of the parts of a literal, the first that cannot be carried. */
function heldValue(value: ArrayExpression | ObjectExpression): string | undefined {
  const parts =
    value.type === 'ArrayExpression'
      ? value.elements
      : value.properties.map(one => (one.type === 'Property' && one.kind === 'init' ? one.value : null));
  for (const part of parts) {
    const what = part && uncarriedValue(part);
    if (what)
      return what.includes(' with ')
        ? what
        : `${value.type === 'ArrayExpression' ? 'a list' : 'an object'} with ${what}`;
  }
  return undefined;
}

/** A call of a skill, or of `Promise.all` and the like, that nobody awaits. */
function isPromise({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression') return nameOf(callee) === 'callSkill';
  return ['skills', 'Promise'].includes(nameOf(callee.object) ?? '');
}

/** Whether an expression may give a promise that somebody has to wait for. */
export function givesPromise(value: AnyNode): boolean {
  if (value.type === 'AwaitExpression' || isFunction(value)) return false;
  return uncarriedValue(value) === promise || childrenOf(value).some(givesPromise);
}

const changing: ReadonlySet<string> = new Set(
  'push pop shift unshift splice sort reverse fill copyWithin set add delete clear'.split(' '),
);

/** Methods whose result is a new list, with the same elements. */
const copying: ReadonlySet<string> = new Set(
  'map filter slice concat flat flatMap split toSorted toReversed'.split(' '),
);

interface Mutation {
  readonly target: Expression | AnyNode;
  /** The list or object itself is changed, nothing inside it. */
  readonly isShallow: boolean;
}

/** The variable whose value the code changes in place, so that a copy would not do; `undefined` when there is none. */
export function changedInPlace(
  piece: Workpiece,
  code: Range,
  isShared: (binding: Binding) => boolean,
): string | undefined {
  for (const node of nodesOf(piece.program)) {
    if (!contains(code, node)) continue;
    for (const { target, isShallow } of mutationsBy(node)) {
      const binding = bindingOf(piece, rootOf(target));
      if (binding === undefined) continue;
      const depth = target === rootOf(target) && isShallow ? 'self' : 'inside';
      if (mayBeShared(piece, binding, code, isShared, depth)) return binding.name;
    }
  }
  return undefined;
}

/** What one node changes in place. */
export function* mutationsBy(node: AnyNode): Iterable<Mutation> {
  if (node.type === 'AssignmentExpression' && node.left.type === 'MemberExpression')
    yield { target: node.left.object, isShallow: true };
  if (
    (node.type === 'UpdateExpression' || (node.type === 'UnaryExpression' && node.operator === 'delete')) &&
    node.argument.type === 'MemberExpression'
  )
    yield { target: node.argument.object, isShallow: true };
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return;
  const method = nameOf(node.callee.property) ?? '';
  if (changing.has(method)) yield { target: node.callee.object, isShallow: true };
  const [first] = node.arguments;
  const isAssign =
    nameOf(node.callee.object) === 'Object' &&
    /^(?:assign|definePropert\w+|freeze|setPrototypeOf)$/.test(method);
  if (isAssign && first !== undefined) yield { target: first, isShallow: true };
}

/** What a chain of members and method calls begins with. */
export function rootOf(node: AnyNode): AnyNode {
  const inner = objectOf(node);
  return inner === undefined ? node : rootOf(inner);
}

/** `a.b` of `a.b.c` and of `a.b.c()`. */
export function objectOf(node: AnyNode): AnyNode | undefined {
  if (node.type === 'MemberExpression') return node.object;
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') return node.callee.object;
  return node.type === 'ChainExpression' ? node.expression : undefined;
}

function bindingOf(piece: Workpiece, node: AnyNode): Binding | undefined {
  if (node.type !== 'Identifier') return undefined;
  return piece.source.findings.references.find(reference => reference.node === node)?.binding;
}

/** Whether the value, or something inside it, is also what a variable outside holds. */
function mayBeShared(
  piece: Workpiece,
  binding: Binding,
  code: Range,
  isShared: (binding: Binding) => boolean,
  depth: 'self' | 'inside',
  seen = new Set<Binding>(),
): boolean {
  if (isShared(binding)) return true;
  if (!contains(code, binding.node) || seen.has(binding)) return false;
  seen.add(binding);
  if (binding.kind === 'parameter') return true;
  const { value } = binding;
  if (value === undefined) return isDrawnFrom(piece, binding, code);
  if (depth === 'self' && isFresh(value)) return false;
  if (isFunction(value)) return false;
  return piece.source.findings.references.some(
    ({ node, binding: used }) =>
      used !== undefined && contains(value, node) && mayBeShared(piece, used, code, isShared, 'inside', seen),
  );
}

/** Whether a value is made where it stands, so that nothing else holds it; what is inside may be held. */
export function isFresh(value: AnyNode): boolean {
  if (value.type === 'AwaitExpression')
    return value.argument.type === 'CallExpression' && isPromise(value.argument);
  if (value.type === 'ArrayExpression' || value.type === 'ObjectExpression') return true;
  if (value.type !== 'CallExpression' || value.callee.type !== 'MemberExpression')
    return value.type === 'NewExpression';
  const method = nameOf(value.callee.property) ?? '';
  const isMaker = makers.has(nameOf(value.callee.object) ?? '') && method !== 'assign' && method !== 'freeze';
  return isMaker || copying.has(method);
}

/** `Object.keys(…)`, `Array.from(…)`, `JSON.parse(…)`: their methods return what they made. */
const makers: ReadonlySet<string> = new Set(['Object', 'Array', 'JSON']);

/** Taken out of a pattern, or one of a list in a loop. */
function isDrawnFrom(piece: Workpiece, { node }: Binding, code: Range): boolean {
  const path = piece.pathTo(node);
  return path.some(
    around =>
      contains(code, around) &&
      (around.type === 'ForOfStatement' || around.type === 'ObjectPattern' || around.type === 'ArrayPattern'),
  );
}
