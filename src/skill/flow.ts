/** Where control goes: statements that always leave, what stands after them, and loops that nothing ends. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';

type Node = acorn.AnyNode;
type Statement = acorn.Program['body'][number];

export type Loop = acorn.WhileStatement | acorn.DoWhileStatement | acorn.ForStatement;

/** `while (true)`, `for (;;)` and the like. */
export function isAlwaysTrue({ test }: Loop): boolean {
  if (test === null || test === undefined) return true;
  return test.type === 'Literal' && Boolean(test.value);
}

/** Adds the ranges of statements that can never run: after one of the list that always leaves. */
export function addUnreachable(list: readonly Statement[], into: Range[]): void {
  const last = list.length - 1;
  let at = 0;
  while (at < last && !leaves(list[at] as Statement)) at++;
  if (at >= last) return;
  let start: number | undefined;
  let end = 0;
  for (const statement of list.slice(at + 1)) {
    if (isHoisted(statement)) {
      if (start !== undefined) into.push({ start, end });
      start = undefined;
    } else {
      start ??= statement.start;
      end = statement.end;
    }
  }
  if (start !== undefined) into.push({ start, end });
}

/** What has its effect, or none, wherever it stands. */
function isHoisted(statement: Statement): boolean {
  switch (statement.type) {
    case 'FunctionDeclaration':
    case 'EmptyStatement':
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
      return true;
    case 'ExportNamedDeclaration':
    case 'ExportDefaultDeclaration':
      return statement.declaration?.type === 'FunctionDeclaration' || !statement.declaration;
    case 'VariableDeclaration':
      return statement.kind === 'var' && statement.declarations.every(({ init }) => !init);
    default:
      return false;
  }
}

/** Whether control never comes to what stands after the statement. When in doubt, no. */
function leaves(statement: Statement): boolean {
  switch (statement.type) {
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return true;
    case 'BlockStatement':
      return statement.body.some(leaves);
    case 'IfStatement':
      return (
        Boolean(statement.alternate) &&
        leaves(statement.consequent) &&
        leaves(statement.alternate as Statement)
      );
    case 'TryStatement':
      if (statement.finalizer && leaves(statement.finalizer)) return true;
      return leaves(statement.block) && (!statement.handler || leaves(statement.handler.body));
    case 'LabeledStatement':
      return !mentions(statement.body, { label: statement.label.name }, breaksTo) && leaves(statement.body);
    case 'WhileStatement':
    case 'ForStatement':
    case 'DoWhileStatement':
      return isAlwaysTrue(statement) && !mentions(statement.body, { depth: 0 }, breaksOut);
    default:
      return false;
  }
}

/**
 * Whether nothing inside an always true loop can end it: no `break`, `return`, `throw`, and no jump to a loop
 * around it; nothing is awaited or yielded; and no `try` around it could catch what a call in it throws.
 */
export function isEndless(loop: Loop, around: readonly Node[]): boolean {
  const inside = [loop.body, 'update' in loop ? loop.update : undefined];
  if (inside.some(node => node && (mentions(node, { depth: 0 }, breaksOut) || mentions(node, {}, ends))))
    return false;
  const labels = new Set(around.flatMap(node => (node.type === 'LabeledStatement' ? [node.label.name] : [])));
  for (const label of labels) if (mentions(loop.body, { label }, jumpsTo)) return false;
  const innermost = around.findLastIndex(isFunction);
  return !around.slice(innermost + 1).some(node => node.type === 'TryStatement');
}

interface Target {
  readonly label?: string;
  /** Loops and switches that a plain `break` inside would end instead. */
  readonly depth?: number;
}

type Sees = (node: Node, target: Target) => boolean;

const breaksTo: Sees = (node, { label }) => node.type === 'BreakStatement' && node.label?.name === label;

const jumpsTo: Sees = (node, { label }) =>
  (node.type === 'BreakStatement' || node.type === 'ContinueStatement') && node.label?.name === label;

/** A plain `break` of this loop; one with a label may lead anywhere, so it counts as well. */
const breaksOut: Sees = (node, { depth = 0 }) =>
  node.type === 'BreakStatement' && (depth === 0 || Boolean(node.label));

const ends: Sees = node =>
  node.type === 'ReturnStatement' ||
  node.type === 'ThrowStatement' ||
  node.type === 'AwaitExpression' ||
  node.type === 'YieldExpression' ||
  (node.type === 'ForOfStatement' && node.await);

/** Whether the test holds of a node or of anything in it that belongs to the same function. */
function mentions(node: Node, target: Target, sees: Sees): boolean {
  if (sees(node, target)) return true;
  const inner = endsAtBreak(node) ? { ...target, depth: (target.depth ?? 0) + 1 } : target;
  return childrenOf(node).some(child => !isFunction(child) && mentions(child, inner, sees));
}

function endsAtBreak({ type }: Node): boolean {
  return /^(?:For|ForIn|ForOf|While|DoWhile|Switch)Statement$/.test(type);
}

export function isFunction({ type }: Node): boolean {
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}

/** The nodes directly inside another, in no order that matters. */
export function childrenOf(node: Node): Node[] {
  return Object.values(node).flat().filter(isNode);
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
