/** Lets code wait: makes the function around a place async, and lets those who call that function wait for it. */

import type { AnyNode } from 'acorn';
import type { TextEdit } from '../edit.ts';
import type { Reference } from '../scope.ts';
import type { FunctionNode } from '../walk.ts';
import { isFunction, pathTo } from './tree.ts';
import { insert, isDeferred, type Workpiece } from './workpiece.ts';

/**
 * What has to change so that `await` may stand at the end of the path; `undefined` where it cannot: in a generator, a
 * getter, a constructor, a function that is handed on to someone who does not wait.
 */
export function waitingEdits(piece: Workpiece, path: readonly AnyNode[]): readonly TextEdit[] | undefined {
  const edits = new Map<number, TextEdit>();
  return makeAsync(piece, path, { edits, seen: new Set() }) ? [...edits.values()] : undefined;
}

interface State {
  /** By where they begin: no place gets two. */
  readonly edits: Map<number, TextEdit>;
  readonly seen: Set<AnyNode>;
}

function makeAsync(piece: Workpiece, path: readonly AnyNode[], state: State): boolean {
  const at = path.findLastIndex(
    (node, index) => index < path.length - 1 && (isFunction(node) || isDeferred(node)),
  );
  const around = path[at];
  if (around === undefined) return true;
  if (!isFunction(around)) return false;
  if (isParameter(around, path[at + 1])) return false;
  if (around.generator && !around.async) return false;
  if (around.async || state.seen.has(around)) return true;
  state.seen.add(around);
  const start = insert(around.start, 'async ');
  state.edits.set(start.start, start);
  const parent = path[at - 1];
  return isEntry(piece, around) || callersWait(piece, around, parent, path.slice(0, at + 1), state);
}

/** `await` may not stand in the defaults of an async function's parameters. */
function isParameter(around: FunctionNode, inner: AnyNode | undefined): boolean {
  return around.params.some(parameter => parameter === inner);
}

export function isEntry(piece: Workpiece, node: AnyNode): boolean {
  return piece.source.form.node === node;
}

function callersWait(
  piece: Workpiece,
  around: FunctionNode,
  parent: AnyNode | undefined,
  path: readonly AnyNode[],
  state: State,
): boolean {
  if (parent?.type === 'CallExpression' && parent.callee === around)
    return waitFor(piece, parent, path.slice(0, -1), state);
  if (parent?.type === 'CallExpression') return handlesPromises(parent);
  const name =
    around.type === 'FunctionDeclaration'
      ? around.id
      : parent?.type === 'VariableDeclarator' && parent.id.type === 'Identifier'
        ? parent.id
        : undefined;
  if (name === undefined || name === null) return false;
  const references = piece.source.findings.references.filter(
    ({ binding }) => binding?.node.start === name.start && binding.node.name === name.name,
  );
  return references.every(reference => callerWaits(piece, reference, state));
}

/** `then` and its like wait for what their callback returns. */
function handlesPromises({ callee }: Extract<AnyNode, { type: 'CallExpression' }>): boolean {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  return ['then', 'catch', 'finally'].includes(callee.property.name);
}

function callerWaits(piece: Workpiece, { node, use }: Reference, state: State): boolean {
  if (use !== 'call') return false;
  const path = pathTo(piece.program, node);
  const at = path.findLastIndex(one => one.type === 'CallExpression' && one.callee === node);
  const call = path[at];
  return call !== undefined && waitFor(piece, call, path.slice(0, at + 1), state);
}

/** Writes `await` before a call whose result has become a promise. */
function waitFor(piece: Workpiece, call: AnyNode, path: readonly AnyNode[], state: State): boolean {
  const parent = path.at(-2);
  if (parent?.type === 'AwaitExpression') return true;
  if (parent?.type === 'TaggedTemplateExpression') return false;
  if (!makeAsync(piece, path, state)) return false;
  for (const edit of awaitEdits(call, parent)) state.edits.set(edit.start, edit);
  return true;
}

/** `await` before an expression, in brackets where the place wants them. */
export function awaitEdits(node: AnyNode, parent: AnyNode | undefined): readonly TextEdit[] {
  if (!needsBrackets(node, parent)) return [insert(node.start, 'await ')];
  return [insert(node.start, '(await '), insert(node.end, ')')];
}

function needsBrackets(node: AnyNode, parent: AnyNode | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node;
    case 'CallExpression':
      return parent.callee === node;
    case 'TaggedTemplateExpression':
      return true;
    case 'BinaryExpression':
      return parent.operator === '**' && parent.left === node;
    default:
      return false;
  }
}
