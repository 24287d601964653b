/** Why a selection cannot become a skill of its own: what leaves it, and what belongs to the function around it. */

import type { AnyNode } from 'acorn';
import type { Range } from '../../base/text.ts';
import { uncarriedValue } from './carried.ts';
import { isFunction, nodesOf, ownNodes } from './tree.ts';
import { isEntry } from './waiting.ts';
import type { Workpiece } from './workpiece.ts';

export interface Selected {
  readonly range: Range;
  /** Around the selected nodes, innermost last. */
  readonly path: readonly AnyNode[];
  readonly nodes: readonly AnyNode[];
  readonly isExpression: boolean;
}

export function expressionReason({ nodes, path }: Selected): string | undefined {
  const [node] = nodes;
  const parent = path.at(-2);
  if (node === undefined) return undefined;
  if (node.type === 'Identifier')
    return 'A name alone is nothing to extract: select the expression or the statements around it.';
  const what = uncarriedValue(node);
  if (what !== undefined) return `The expression is ${what}, which JSON cannot carry.`;
  const isTarget =
    (parent?.type === 'AssignmentExpression' && parent.left === node) ||
    parent?.type === 'UpdateExpression' ||
    (parent?.type === 'UnaryExpression' && parent.operator === 'delete') ||
    /Pattern$|^RestElement$/.test(parent?.type ?? '') ||
    (parent?.type === 'VariableDeclarator' && parent.id === node) ||
    (isFunction(parent) && parent.body !== node) ||
    (parent?.type === 'CallExpression' && parent.callee === node) ||
    (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed) ||
    (parent?.type === 'Property' && parent.key === node && !parent.computed && !parent.shorthand) ||
    ((parent?.type === 'MethodDefinition' || parent?.type === 'PropertyDefinition') && parent.key === node) ||
    (parent?.type === 'TaggedTemplateExpression' && parent.quasi === node) ||
    parent?.type === 'ChainExpression' ||
    isInChain(path);
  if (isTarget || (parent?.type === 'Property' && parent.shorthand))
    return 'This is no value of its own: select the expression around it.';
  const writes = [...nodesOf(node)].some(
    one => one.type === 'AssignmentExpression' || one.type === 'UpdateExpression',
  );
  return writes ? 'The expression assigns variables: select the statement.' : undefined;
}

/** A part of `a?.b.c`, of which nothing after `?.` happens when `a` is missing. */
function isInChain(path: readonly AnyNode[]): boolean {
  let at = path.length - 1;
  const isInner = (outer: AnyNode | undefined, node: AnyNode | undefined) =>
    (outer?.type === 'MemberExpression' && outer.object === node) ||
    (outer?.type === 'CallExpression' && outer.callee === node);
  while (isInner(path[at - 1], path[at])) at--;
  const isPart = at < path.length - 1 && path[at - 1]?.type === 'ChainExpression';
  return isPart && hasOptional(path.at(-1));
}

function hasOptional(node: AnyNode | undefined): boolean {
  if (node?.type === 'MemberExpression') return node.optional || hasOptional(node.object);
  return node?.type === 'CallExpression' && (node.optional || hasOptional(node.callee));
}

/** A bare function's declaration is what runs: without it there is nothing to extract from. */
export function itselfReason(piece: Workpiece, { nodes }: Selected): string | undefined {
  const isItself = nodes.some(node => isEntry(piece, node));
  return isItself ? 'The selection is the skill itself: select statements inside.' : undefined;
}

/** What leaves the selection on another way than its end. */
export function leavingReason(
  piece: Workpiece,
  { nodes, path }: Selected,
  returns: boolean,
): string | undefined {
  const around = piece.functionAround(path);
  for (const node of nodes) {
    if (node === nodes.at(-1) && returns) {
      if (around === undefined || !isEntry(piece, around))
        return 'A `return` of a local function cannot be extracted.';
      continue;
    }
    const found = [...ownNodes(node)].find(
      one => one.type === 'ReturnStatement' || one.type === 'YieldExpression',
    );
    if (found !== undefined)
      return `The selection has a \`${found.type === 'ReturnStatement' ? 'return' : 'yield'}\` that leaves it.`;
    const jump = jumpOut(node, 0, 0, new Set());
    if (jump !== undefined) return `The selection has a \`${jump}\` that leaves it.`;
  }
  return undefined;
}

function jumpOut(
  node: AnyNode,
  loops: number,
  breakable: number,
  labels: ReadonlySet<string>,
): string | undefined {
  if (isFunction(node)) return undefined;
  if (node.type === 'BreakStatement' || node.type === 'ContinueStatement') {
    const word = node.type === 'BreakStatement' ? 'break' : 'continue';
    if (node.label) return labels.has(node.label.name) ? undefined : word;
    return (word === 'break' ? breakable : loops) > 0 ? undefined : word;
  }
  const isLoop = /^(?:For|ForIn|ForOf|While|DoWhile)Statement$/.test(node.type);
  const isSwitch = node.type === 'SwitchStatement';
  const inner = node.type === 'LabeledStatement' ? new Set([...labels, node.label.name]) : labels;
  for (const child of Object.values(node).flat() as unknown[]) {
    if (typeof child !== 'object' || child === null || !('type' in child) || !('start' in child)) continue;
    const found = jumpOut(
      child as AnyNode,
      loops + (isLoop ? 1 : 0),
      breakable + (isLoop || isSwitch ? 1 : 0),
      inner,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What belongs to the function around: `this`, `arguments` and the like; declarations that cannot move. */
export function ownReason(nodes: readonly AnyNode[]): string | undefined {
  for (const node of nodes) {
    if (/^(?:Import|Export)/.test(node.type)) return 'An import or export cannot be extracted.';
    for (const one of nodesOf(node)) {
      if (one.type === 'ThisExpression' || one.type === 'Super')
        return `The selection uses \`${one.type === 'Super' ? 'super' : 'this'}\`.`;
      if (one.type === 'MetaProperty') return 'The selection uses a property of the function around it.';
      if (one.type === 'Identifier' && one.name === 'arguments') return 'The selection uses `arguments`.';
    }
  }
  return undefined;
}
