/** The free variables of a piece of JavaScript, by its syntax tree. */

import type { AnyNode, Function as FunctionNode, Pattern, VariableDeclaration } from 'acorn';
import { ancestor, full } from 'acorn-walk';

/** Names that the code uses and nothing in it declares. */
export function freeVariables(root: AnyNode): ReadonlySet<string> {
  const declared = new Map<AnyNode, Set<string>>();
  const declare = (scope: AnyNode, names: readonly string[]) => {
    const known = declared.get(scope) ?? new Set();
    for (const name of names) known.add(name);
    declared.set(scope, known);
  };
  full(root, node => declareInner(node as AnyNode, declare));
  const free = new Set<string>();
  ancestor(root, {
    Identifier(node, _state, ancestors) {
      const isKnown = ancestors.some(scope => declared.get(scope as AnyNode)?.has(node.name));
      if (!isKnown) free.add(node.name);
    },
  });
  return free;
}

/** What a node declares, and in which scope: block by block, functions with their parameters. */
function declareInner(node: AnyNode, declare: (scope: AnyNode, names: readonly string[]) => void): void {
  if (isFunction(node)) {
    declare(node, [
      ...node.params.flatMap(namesOf),
      ...(node.type === 'ArrowFunctionExpression' ? [] : ['arguments']),
    ]);
    if (node.type === 'FunctionExpression' && node.id) declare(node, [node.id.name]);
  }
  if (node.type === 'ClassExpression' && node.id) declare(node, [node.id.name]);
  if (node.type === 'CatchClause' && node.param) declare(node, namesOf(node.param));
  if (node.type === 'ForStatement' && node.init?.type === 'VariableDeclaration')
    declare(node, declaredBy(node.init));
  if (
    (node.type === 'ForInStatement' || node.type === 'ForOfStatement') &&
    node.left.type === 'VariableDeclaration'
  ) {
    declare(node, declaredBy(node.left));
  }
  const body =
    node.type === 'BlockStatement' || node.type === 'Program' || node.type === 'StaticBlock' ? node.body : [];
  for (const statement of body) {
    if (statement.type === 'VariableDeclaration') declare(node, declaredBy(statement));
    if (statement.type === 'FunctionDeclaration' || statement.type === 'ClassDeclaration') {
      declare(node, [statement.id.name]);
    }
  }
}

function isFunction(node: AnyNode): node is AnyNode & FunctionNode {
  return /^(Arrow)?Function/.test(node.type);
}

function declaredBy(declaration: VariableDeclaration): string[] {
  return declaration.declarations.flatMap(({ id }) => namesOf(id));
}

function namesOf(pattern: Pattern): string[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap(item =>
        namesOf(item.type === 'Property' ? item.value : item.argument),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap(item => (item === null ? [] : namesOf(item)));
    case 'RestElement':
      return namesOf(pattern.argument);
    case 'AssignmentPattern':
      return namesOf(pattern.left);
    default:
      return [];
  }
}
