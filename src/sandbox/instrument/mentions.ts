/** Which names each function of a program mentions. */

import type * as acorn from 'acorn';

type Node = acorn.AnyNode;

/**
 * Looks up what stands in a function, and in those inside of it: identifiers of any kind, `this` and `arguments`.
 * `this` and `arguments` of an inner function that has its own are not the outer one's.
 */
export function mentionsOf(root: Node): (node: Node) => ReadonlySet<string> {
  const sets = new Map<Node, Set<string>>();
  collect(root, new Set());
  return node => sets.get(node) ?? new Set();

  function collect(node: Node, into: Set<string>): void {
    if (node.type === 'Identifier') into.add(node.name);
    else if (node.type === 'ThisExpression' || node.type === 'Super') into.add('this');
    else if (isFunction(node)) {
      const own = new Set<string>();
      sets.set(node, own);
      for (const child of childrenOf(node)) collect(child, own);
      const bindsThis = node.type !== 'ArrowFunctionExpression';
      for (const name of own) if (!bindsThis || (name !== 'this' && name !== 'arguments')) into.add(name);
    } else for (const child of childrenOf(node)) collect(child, into);
  }
}

function isFunction(node: Node): node is acorn.Function & Node {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** The nodes right below a node, in the order of its properties. */
export function* childrenOf(node: Node): Iterable<Node> {
  for (const value of Object.values(node) as unknown[]) {
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) yield item;
    } else if (isNode(value)) yield value;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
