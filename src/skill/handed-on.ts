/** Places where a value has to become JSON: inputs of a call, and what a skill returns. A promise is lost there. */

import type * as acorn from 'acorn';
import { childrenOf, isFunction } from './flow.ts';

type Node = acorn.AnyNode;

/**
 * Whether a value is a part of the inputs of a skill's call, or of a literal that the skill itself returns.
 * @param last Index of the innermost node around the value.
 */
export function becomesJson(value: Node, around: readonly Node[], last: number): boolean {
  let node = value;
  let isPart = false;
  for (let i = last; i >= 0; i--) {
    const parent = around[i] as Node;
    switch (parent.type) {
      case 'Property':
        if (parent.value !== node) return false;
        break;
      case 'ObjectExpression':
      case 'ArrayExpression':
        isPart = true;
        break;
      case 'ParenthesizedExpression':
      case 'ChainExpression':
        break;
      case 'ConditionalExpression':
        if (parent.test === node) return false;
        break;
      case 'CallExpression':
        return isSkillCall(parent) && parent.arguments.at(-1) === node;
      case 'ReturnStatement':
        return isPart && isEntry(around.slice(0, around.findLastIndex(isFunction) + 1));
      case 'ArrowFunctionExpression':
        return isPart && parent.body === node && isEntry(around.slice(0, i + 1));
      default:
        return false;
    }
    node = parent;
  }
  return false;
}

function isSkillCall({ callee, arguments: given }: acorn.CallExpression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'callSkill' && given.length === 2;
  const isMember = callee.type === 'MemberExpression' && callee.object.type === 'Identifier';
  return isMember && (callee.object as acorn.Identifier).name === 'skills' && given.length === 1;
}

/** Whether the path leads to the function that runs: the default export, or the only statement. */
function isEntry(path: readonly Node[]): boolean {
  const [program, statement, inner] = path;
  if (program?.type !== 'Program' || statement === undefined) return false;
  if (statement.type === 'ExportDefaultDeclaration') return path.length === 3 && isFunction(inner as Node);
  return path.length === 2 && statement.type === 'FunctionDeclaration' && program.body.length === 1;
}

/** The names that stand as values in what a skill's own function returns; read once for each file. */
export class ReturnedNames {
  #names: { readonly entry: Node; readonly nodes: ReadonlySet<Node> } | undefined;

  /** @param around Of a place in the function. */
  has(name: Node, around: readonly Node[]): boolean {
    const path = around.slice(0, around.findLastIndex(isFunction) + 1);
    const entry = path.at(-1);
    if (entry === undefined || !isEntry(path)) return false;
    if (this.#names?.entry !== entry) this.#names = { entry, nodes: new Set(returnedNames(entry)) };
    return this.#names.nodes.has(name);
  }
}

function* returnedNames(node: Node): Iterable<Node> {
  for (const child of childrenOf(node)) {
    if (isFunction(child)) continue;
    if (child.type === 'ReturnStatement' && child.argument) yield* namesIn(child.argument);
    else yield* returnedNames(child);
  }
}

function* namesIn(value: Node): Iterable<Node> {
  if (value.type === 'ArrayExpression') for (const item of value.elements) yield* item ? partOf(item) : [];
  if (value.type === 'ObjectExpression')
    for (const property of value.properties) if (property.type === 'Property') yield* partOf(property.value);
}

function* partOf(value: Node): Iterable<Node> {
  if (value.type === 'Identifier') yield value;
  else yield* namesIn(value);
}
