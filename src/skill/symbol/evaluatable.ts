/** What a debugger can be asked about a place in code: the expression under the pointer, and the names whose values count. */

import type * as acorn from 'acorn';
import type { Range } from '../../base/text.ts';
import { parseSyntax } from '../syntax.ts';

type Node = acorn.AnyNode;

/** A variable where it stands in the code. */
export interface NamedRange extends Range {
  readonly name: string;
}

/**
 * The expression at an offset that can be evaluated without doing anything: a name, `this`, or a chain of members up
 * to where the offset is. `undefined` on all else.
 */
export function evaluatableAt(code: string, offset: number): Range | undefined {
  const path = pathTo(parseSyntax(code).program, offset);
  const node = path.at(-1);
  const parent = path.at(-2);
  if (node === undefined) return undefined;
  if (node.type === 'ThisExpression') return rangeOf(node);
  if (node.type !== 'Identifier' && node.type !== 'PrivateIdentifier') return undefined;
  if (parent?.type === 'MemberExpression' && parent.property === node && !parent.computed)
    return isPure(parent) ? rangeOf(parent) : undefined;
  return node.type === 'Identifier' && isVariable(node, parent) ? rangeOf(node) : undefined;
}

/**
 * The variables that stand in the functions around an offset, up to it, in the order of the text: what a stop there
 * has values for. Functions that end before it have variables of their own; names of functions say nothing new.
 */
export function variablesUpTo(code: string, offset: number): readonly NamedRange[] {
  const found: NamedRange[] = [];
  const visit = (node: Node, parent: Node | undefined) => {
    if (node.start >= offset) return;
    if (isFunction(node) && node.end < offset) return;
    if (node.type === 'Identifier' && isVariable(node, parent) && !isFunctionName(node, parent))
      found.push({ ...rangeOf(node), name: node.name });
    for (const child of childrenOf(node)) visit(child, node);
  };
  visit(parseSyntax(code).program, undefined);
  return found.sort((a, b) => a.start - b.start);
}

function pathTo(root: Node, offset: number): readonly Node[] {
  const path: Node[] = [root];
  for (let node: Node | undefined = root; node !== undefined; ) {
    node = childrenOf(node).find(({ start, end }) => start <= offset && offset <= end);
    if (node !== undefined) path.push(node);
  }
  return path;
}

/** Reading it runs nothing but getters, which the debugger does not run on its own. */
function isPure(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
    case 'ThisExpression':
    case 'Literal':
    case 'PrivateIdentifier':
      return true;
    case 'ChainExpression':
      return isPure(node.expression);
    case 'MemberExpression':
      return isPure(node.object) && isPure(node.property);
    default:
      return false;
  }
}

/** Not the name of a property, a method, a label or an import. */
function isVariable(node: acorn.Identifier, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return parent.computed || parent.value === node || parent.shorthand;
    case 'MethodDefinition':
    case 'PropertyDefinition':
      return parent.computed || parent.value === node;
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
    case 'ExportSpecifier':
    case 'ImportSpecifier':
    case 'MetaProperty':
      return false;
    default:
      return true;
  }
}

/** Where it is declared, or called. */
function isFunctionName(node: acorn.Identifier, parent: Node | undefined): boolean {
  if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression') return parent.callee === node;
  return parent !== undefined && isFunction(parent) && 'id' in parent && parent.id === node;
}

function isFunction(node: Node): boolean {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

function childrenOf(node: Node): readonly Node[] {
  return Object.values(node)
    .flat()
    .filter((value): value is Node => typeof value === 'object' && value !== null && 'type' in value);
}

function rangeOf({ start, end }: Node): Range {
  return { start, end };
}
