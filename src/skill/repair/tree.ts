/** Finds nodes of a syntax tree by where they stand. */

import type { AnyNode } from 'acorn';
import type { Range } from '../../base/text.ts';
import type { FunctionNode } from '../walk.ts';

/** In the order of the text. */
export function childrenOf(node: AnyNode): AnyNode[] {
  const children = Object.values(node).flatMap((value: unknown) =>
    Array.isArray(value) ? value.filter(isNode) : isNode(value) ? [value] : [],
  );
  return children.sort((a, b) => a.start - b.start);
}

function isNode(value: unknown): value is AnyNode {
  return (
    typeof value === 'object' &&
    value !== null &&
    'type' in value &&
    typeof value.type === 'string' &&
    'start' in value
  );
}

/** The node itself and all below it. */
export function* nodesOf(node: AnyNode): Iterable<AnyNode> {
  yield node;
  for (const child of childrenOf(node)) yield* nodesOf(child);
}

/** As above, without what stands in functions and classes: they run at another time. */
export function* ownNodes(node: AnyNode): Iterable<AnyNode> {
  yield node;
  if (isFunction(node) || node.type === 'ClassBody') return;
  for (const child of childrenOf(node)) yield* ownNodes(child);
}

/** Whether a function speaks of how it was called: `this`, `new.target`, `arguments`. */
export function usesItself({ body }: FunctionNode): boolean {
  return [...nodesOf(body)].some(
    one =>
      one.type === 'ThisExpression' ||
      one.type === 'MetaProperty' ||
      (one.type === 'Identifier' && one.name === 'arguments'),
  );
}

/** The nodes around a range, outermost first, the last one the smallest that holds it all. */
export function pathTo(program: AnyNode, range: Range): readonly AnyNode[] {
  const path: AnyNode[] = [program];
  for (;;) {
    const inner = childrenOf(path.at(-1) as AnyNode).find(child => contains(child, range));
    if (inner === undefined) return path;
    path.push(inner);
  }
}

export function contains(outer: Range, inner: Range): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

export function isSameRange(a: Range, b: Range): boolean {
  return a.start === b.start && a.end === b.end;
}

export function isFunction(node: AnyNode | undefined): node is FunctionNode {
  return (
    node?.type === 'FunctionDeclaration' ||
    node?.type === 'FunctionExpression' ||
    node?.type === 'ArrowFunctionExpression'
  );
}

/** The statements that stand in a list of their own directly in the node; `undefined` where there is no such list. */
export function statementsIn(node: AnyNode): readonly AnyNode[] | undefined {
  if (node.type === 'Program' || node.type === 'BlockStatement' || node.type === 'StaticBlock')
    return node.body;
  return node.type === 'SwitchCase' ? node.consequent : undefined;
}
