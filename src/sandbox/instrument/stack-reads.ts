/** Where a program reads the property `stack`, and nothing else is done with it, or what a pattern takes it out of. */

import type * as acorn from 'acorn';
import { childrenOf } from './mentions.ts';

type Node = acorn.AnyNode;

/** Not where it is assigned to, deleted or called, nor within an optional chain, which it must not end. */
export function stackReads(root: Node): ReadonlySet<Node> {
  const reads = new Set<Node>();
  collect(root, true);
  return reads;

  function collect(node: Node, isRead: boolean): void {
    if (node.type === 'MemberExpression' && keyOf(node.property, node.computed) === 'stack' && isRead)
      reads.add(node);
    const source = sourceOfStack(node);
    if (source) reads.add(source);
    const targets = targetsOf(node, isRead);
    for (const child of childrenOf(node)) collect(child, !targets.includes(child));
  }
}

/** What a pattern takes the stack out of, or `?.` at the beginning of a chain. */
function sourceOfStack(node: Node): Node | null | undefined {
  if (node.type === 'MemberExpression') {
    const { object, property, computed, optional } = node;
    return optional && keyOf(property, computed) === 'stack' && !isInChain(object) ? object : undefined;
  }
  if (node.type === 'VariableDeclarator') return takesStack(node.id) ? node.init : undefined;
  return node.type === 'AssignmentExpression' && takesStack(node.left) ? node.right : undefined;
}

function takesStack(pattern: Node): boolean {
  return (
    pattern.type === 'ObjectPattern' &&
    pattern.properties.some(
      property => property.type === 'Property' && keyOf(property.key, property.computed) === 'stack',
    )
  );
}

function keyOf(key: Node, isComputed: boolean): unknown {
  if (key.type === 'Literal') return key.value;
  return key.type === 'Identifier' && !isComputed ? key.name : undefined;
}

/** The children that are not simply read. */
function targetsOf(node: Node, isRead: boolean): readonly (Node | null | undefined)[] {
  switch (node.type) {
    case 'AssignmentExpression':
    case 'AssignmentPattern':
    case 'ForInStatement':
    case 'ForOfStatement':
      return [node.left];
    case 'UpdateExpression':
    case 'UnaryExpression':
    case 'RestElement':
      return [node.argument];
    case 'CallExpression':
    case 'NewExpression':
      return [node.callee];
    case 'TaggedTemplateExpression':
      return [node.tag];
    case 'ChainExpression':
      return [node.expression];
    case 'MemberExpression':
      return node.optional || isInChain(node.object) ? [node.object] : [];
    case 'ArrayPattern':
      return node.elements;
    case 'ObjectPattern':
      return node.properties;
    case 'Property':
      return isRead ? [] : [node.value];
    default:
      return [];
  }
}

function isInChain(node: Node): boolean {
  if (node.type === 'MemberExpression') return node.optional || isInChain(node.object);
  return node.type === 'CallExpression' && (node.optional || isInChain(node.callee));
}
