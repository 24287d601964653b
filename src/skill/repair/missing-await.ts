/** Quick fixes for promises that nobody waits for, or that are taken for the result. */

import type { AnyNode, CallExpression } from 'acorn';
import type { TextEdit } from '../edit.ts';
import { fateOf } from '../promise.ts';
import { type Fixer, quickFix } from './fix.ts';
import { isFunction, isSameRange } from './tree.ts';
import { awaitEdits, waitingEdits } from './waiting.ts';
import { insert, replace, type Workpiece } from './workpiece.ts';

export const fixMissingAwait: Fixer = (piece, problem) => {
  const path = promisePath(piece, problem.range);
  const promise = path?.at(-1);
  if (path === undefined || promise === undefined) return [];
  const fate = fateOf(promise, path.slice(0, -1));
  // What a constant holds may be meant to be awaited later: that is for the author to say.
  const isHeld = fate === 'used' && path.at(-2)?.type === 'VariableDeclarator';
  if (fate === 'used' && !isHeld) return [];
  if (fate === 'dropped-in-each') return waitForEach(piece, problem, path);
  const outer = outermost(path);
  const around = waitingEdits(piece, outer);
  if (around === undefined) return [];
  const edits = [...around, ...awaitEdits(outer.at(-1) as AnyNode, outer.at(-2))];
  const title = around.length === 0 ? 'Add `await`' : 'Add `await`, and make the function around it async';
  return [
    quickFix(piece, problem, { title, edits, isSafe: around.length === 0 && !isHeld, isPreferred: true }),
    ...(fate === 'dropped' ? [letGo(piece, problem, outer.at(-1) as AnyNode)] : []),
  ];
};

/** The path to the call that a problem underlines, whole or by its callee alone. */
function promisePath(
  piece: Workpiece,
  range: { readonly start: number; readonly end: number },
): readonly AnyNode[] | undefined {
  const path = piece.pathTo(range);
  const at = path.findLastIndex(
    node =>
      (node.type === 'CallExpression' || node.type === 'NewExpression') &&
      (isSameRange(node, range) || isSameRange(node.callee, range)),
  );
  return at < 0 ? undefined : path.slice(0, at + 1);
}

/** Out of brackets and over `.then(…)`: the expression whose value is the promise that is lost. */
function outermost(path: readonly AnyNode[]): readonly AnyNode[] {
  let at = path.length - 1;
  for (;;) {
    const node = path[at];
    const parent = path[at - 1];
    const next = path[at - 2];
    if (parent?.type === 'ChainExpression') at--;
    else if (
      parent?.type === 'MemberExpression' &&
      parent.object === node &&
      parent.property.type === 'Identifier' &&
      ['then', 'finally'].includes(parent.property.name) &&
      next?.type === 'CallExpression' &&
      next.callee === parent
    )
      at -= 2;
    else return path.slice(0, at + 1);
  }
}

function letGo(piece: Workpiece, problem: Parameters<Fixer>[1], node: AnyNode) {
  const edits = [insert(node.start, 'void ')];
  return quickFix(piece, problem, { title: 'Write `void`: nobody needs to wait', edits });
}

/** `items.forEach(item => call(item))`: all at once with `Promise.all`. */
function waitForEach(piece: Workpiece, problem: Parameters<Fixer>[1], path: readonly AnyNode[]) {
  const at = path.findLastIndex(node => node.type === 'CallExpression' && isForEach(node));
  const each = path[at];
  if (each?.type !== 'CallExpression' || each.callee.type !== 'MemberExpression') return [];
  const around = waitingEdits(piece, path.slice(0, at + 1));
  const [callback] = each.arguments;
  if (around === undefined || !isFunction(callback)) return [];
  const all: readonly TextEdit[] = [
    ...around,
    insert(each.start, 'await Promise.all('),
    replace(each.callee.property, 'map'),
    insert(each.end, ')'),
  ];
  return [
    quickFix(piece, problem, { title: 'Wait for all with `Promise.all`', edits: all, isPreferred: true }),
  ];
}

function isForEach({ callee }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'forEach'
  );
}
