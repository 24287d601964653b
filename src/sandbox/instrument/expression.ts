/** Turns what people type at a stop into code that the guest evaluates in the scope of a frame. */

import * as acorn from 'acorn';
import { childrenOf } from './mentions.ts';

type Node = acorn.AnyNode;

/** A function of the scope, as text, for `this` of the frame. */
export interface Evaluable {
  readonly code: string;
  /** It was `await …`: what is awaited is evaluated, and its promise looked at. */
  readonly isAwaited: boolean;
}

const options: acorn.Options = { ecmaVersion: 'latest', allowAwaitOutsideFunction: true };

/** @throws SyntaxError with a message for people */
export function evaluable(text: string): Evaluable {
  const expression = asExpression(text);
  if (expression === undefined) return { code: scoped(statements(text)), isAwaited: false };
  if (expression.type === 'AwaitExpression') {
    const awaited = text.trim().replace(/^await\b/, '');
    if (!hasAwait(expression.argument)) return { code: scoped(`return (${awaited}\n)`), isAwaited: true };
  }
  if (hasAwait(expression))
    throw new SyntaxError('While the run is stopped, "await" can only stand at the very beginning.');
  return { code: scoped(`return (${text}\n)`), isAwaited: false };
}

/** Whether nothing but looking happens when it is evaluated, unless a getter does something. */
export function isHarmless(text: string): boolean {
  const expression = asExpression(text);
  return expression !== undefined && isLook(expression);
}

function isLook(node: Node): boolean {
  return looks.has(node.type) && [...childrenOf(node)].every(isLook) && !isDelete(node);
}

const looks: ReadonlySet<Node['type']> = new Set([
  'Identifier',
  'Literal',
  'ThisExpression',
  'MemberExpression',
  'ChainExpression',
  'TemplateLiteral',
  'TemplateElement',
  'UnaryExpression',
  'BinaryExpression',
  'LogicalExpression',
  'ConditionalExpression',
]);

function isDelete(node: Node): boolean {
  return node.type === 'UnaryExpression' && node.operator === 'delete';
}

function asExpression(text: string): Node | undefined {
  try {
    const { body } = acorn.parse(`(${text}\n)`, options);
    const [only] = body;
    return body.length === 1 && only?.type === 'ExpressionStatement' ? only.expression : undefined;
  } catch {
    return undefined;
  }
}

/** The last statement gives the value where it is an expression. */
function statements(text: string): string {
  const { body } = parsed(text);
  if (body.some(hasAwait))
    throw new SyntaxError('While the run is stopped, "await" can only stand at the very beginning.');
  const last = body.at(-1);
  if (last?.type !== 'ExpressionStatement') return text;
  const { start, end } = last.expression;
  return `${text.slice(0, last.start)}return (${text.slice(start, end)}\n)`;
}

function parsed(text: string): acorn.Program {
  try {
    return acorn.parse(text, options);
  } catch (error) {
    const message = error instanceof Error ? error.message.replace(/ \(\d+:\d+\)$/, '') : String(error);
    throw new SyntaxError(message);
  }
}

function scoped(body: string): string {
  return `(function($$scope){with($$scope){${body}\n}})`;
}

/** Not in a function of its own. */
function hasAwait(node: Node): boolean {
  if (node.type === 'AwaitExpression') return true;
  if (node.type === 'FunctionDeclaration' || node.type === 'FunctionExpression') return false;
  if (node.type === 'ArrowFunctionExpression') return false;
  return [...childrenOf(node)].some(hasAwait);
}
