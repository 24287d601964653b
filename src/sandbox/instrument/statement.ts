/** What the statements of a program are to one who wants to stop before them. */

import type * as acorn from 'acorn';
import type { ProbeKind, Span } from './probe.ts';

type Node = acorn.AnyNode;

/** What a statement's probe is; `undefined` for those that do nothing themselves, or ask within. */
export function kindOf(node: Node): ProbeKind | undefined {
  switch (node.type) {
    case 'EmptyStatement':
    case 'FunctionDeclaration':
    case 'BlockStatement':
    case 'TryStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return undefined;
    case 'LabeledStatement':
      return kindOf(node.body);
    case 'ForStatement':
      return node.init ? 'statement' : undefined;
    case 'ExpressionStatement':
      return node.directive === undefined ? 'statement' : undefined;
    case 'DebuggerStatement':
      return 'debugger';
    case 'ThrowStatement':
      return 'throw';
    default:
      return 'statement';
  }
}

/** What is shown when it stops there: of a statement with a body, the part before that. */
export function spanOf(node: Node): Span {
  switch (node.type) {
    case 'LabeledStatement':
      return spanOf(node.body);
    case 'IfStatement':
      return { start: node.start, end: node.test.end };
    case 'ForStatement':
      return node.init ?? node;
    case 'ForInStatement':
    case 'ForOfStatement':
      return { start: node.start, end: node.right.end };
    case 'SwitchStatement':
      return { start: node.start, end: node.discriminant.end };
    default:
      return node;
  }
}

/** It only names functions. */
export function isDefinition(node: Node): boolean {
  if (node.type !== 'VariableDeclaration') return false;
  return node.declarations.every(
    ({ init }) => init?.type === 'ArrowFunctionExpression' || init?.type === 'FunctionExpression',
  );
}

/** Nothing that follows is reached. */
export function alwaysLeaves(node: Node | undefined): boolean {
  return node?.type === 'ReturnStatement' || node?.type === 'ThrowStatement';
}

/** Where the directives of a body end, or its brace. */
export function directivesEnd(body: acorn.BlockStatement): number {
  let end = body.start + 1;
  for (const statement of body.body) {
    if (statement.type !== 'ExpressionStatement' || statement.directive === undefined) break;
    end = statement.end;
  }
  return end;
}
