/** What becomes of promises: which are dropped, and which are taken for the result that they will bring. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';
import { becomesJson, type ReturnedNames } from './handed-on.ts';
import { type Problem, problem } from './problem.ts';
import type { Reference, Scope } from './scope.ts';
import type { Findings, Found, PromiseSource } from './walk.ts';

/** `'dropped-in-each'`: by `forEach`, which waits for nothing that its callback returns. */
export type Fate = 'used' | 'dropped' | 'dropped-in-each' | 'mistaken';

/** Follows the promise outwards until something takes it, drops it or mistakes it for the result. */
export function fateOf(call: acorn.AnyNode, around: readonly acorn.AnyNode[]): Fate {
  let node = call;
  for (let i = around.length - 1; i >= 0; i--) {
    const parent = around[i] as acorn.AnyNode;
    switch (parent.type) {
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        break;
      case 'ExpressionStatement':
        return 'dropped';
      case 'SequenceExpression':
        if (parent.expressions.at(-1) !== node) return 'dropped';
        break;
      case 'ConditionalExpression':
        if (parent.test === node) return 'mistaken';
        break;
      case 'LogicalExpression':
        if (parent.left === node) return 'mistaken';
        break;
      case 'MemberExpression': {
        const next = around[i - 1];
        const method = promiseMethod(parent);
        if (parent.object !== node) return 'used';
        if (method === undefined) return 'mistaken';
        if (next?.type !== 'CallExpression' || next.callee !== parent) return 'used';
        // Who handles its failure means to let it go.
        if (method === 'catch' || (method === 'then' && next.arguments.length > 1)) return 'used';
        i--;
        node = next;
        continue;
      }
      case 'ArrowFunctionExpression':
        return parent.body === node && isForEach(around[i - 1], parent) ? 'dropped-in-each' : 'used';
      default:
        return isMistaken(parent, node) || becomesJson(node, around, i) ? 'mistaken' : 'used';
    }
    node = parent;
  }
  return 'used';
}

function promiseMethod({ computed, property }: acorn.MemberExpression): string | undefined {
  const name = !computed && property.type === 'Identifier' ? property.name : '';
  return name === 'then' || name === 'catch' || name === 'finally' ? name : undefined;
}

/** Whether a constant that holds the promise is taken for the result somewhere, and is awaited nowhere. */
export function isTakenForResult(
  call: acorn.AnyNode,
  { scope, around }: Pick<Found<acorn.AnyNode>, 'scope' | 'around'>,
  { references }: Findings,
  returned: ReturnedNames,
): boolean {
  const declarator = around.at(-1);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier') return false;
  const binding = scope.find(declarator.id.name);
  if (binding?.kind !== 'const' || binding.value !== call) return false;
  const uses = references.filter(reference => reference.binding === binding);
  if (uses.some(({ parent }) => parent?.type === 'AwaitExpression')) return false;
  return uses.some(use => isMistakenUse(use) || (isPart(use) && returned.has(use.node, around)));
}

function isPart({ parent }: Reference): boolean {
  return parent?.type === 'Property' || parent?.type === 'ArrayExpression';
}

function isMistakenUse({ node, parent, use }: Reference): boolean {
  if (parent === undefined || use === 'typeof') return false;
  if (parent.type === 'MemberExpression')
    return parent.object === node && promiseMethod(parent) === undefined;
  return isMistaken(parent, node);
}

function isForEach(call: acorn.AnyNode | undefined, callback: acorn.AnyNode): boolean {
  return (
    call?.type === 'CallExpression' &&
    call.arguments[0] === callback &&
    call.callee.type === 'MemberExpression' &&
    call.callee.property.type === 'Identifier' &&
    call.callee.property.name === 'forEach'
  );
}

/** Places where a promise makes no sense, but a result would. */
function isMistaken(parent: acorn.AnyNode, node: acorn.AnyNode): boolean {
  switch (parent.type) {
    case 'BinaryExpression':
      return parent.operator !== 'instanceof';
    case 'TemplateLiteral':
      return true;
    case 'UnaryExpression':
      return parent.operator !== 'void';
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parent.test === node;
    case 'SwitchStatement':
      return parent.discriminant === node;
    case 'ForInStatement':
      return parent.right === node;
    case 'ForOfStatement':
      return parent.right === node && !parent.await;
    case 'VariableDeclarator':
      return parent.id.type === 'ObjectPattern' || parent.id.type === 'ArrayPattern';
    case 'AssignmentExpression':
      return parent.operator !== '=' && parent.right === node && !/^(?:\?\?|\|\||&&)=$/.test(parent.operator);
    case 'SpreadElement':
      return true;
    case 'CallExpression':
      return parent.callee === node || (parent.arguments[0] === node && takesValue(parent.callee));
    default:
      return false;
  }
}

/** Functions that make something of a value, and of a promise nothing: `JSON.stringify`, `Object.keys`, `Number`. */
function takesValue(callee: acorn.AnyNode): boolean {
  if (callee.type === 'Identifier') return /^(?:Number|String|parseInt|parseFloat|print)$/.test(callee.name);
  if (callee.type !== 'MemberExpression' || callee.computed || callee.object.type !== 'Identifier')
    return false;
  const method = callee.property.type === 'Identifier' ? callee.property.name : '';
  return /^(?:JSON\.stringify|Object\.(?:keys|values|entries)|Array\.from|Math\.\w+|console\.(?:log|info|warn|error|debug|table))$/.test(
    `${callee.object.name}.${method}`,
  );
}

const repairs: Readonly<Record<Exclude<Fate, 'used'>, string>> = {
  dropped: 'write `await` before it (or `void`, when nobody needs to wait).',
  'dropped-in-each':
    '`forEach` does not wait: use `for … of` with `await`, or `await Promise.all(items.map(…))`.',
  mistaken: 'write `(await …)` around the call.',
};

/** @param what The function that is called, where it is the file's own. */
export function awaitProblem(fate: Exclude<Fate, 'used'>, range: Range, what?: string): Problem {
  const named = what === undefined ? 'Nobody waits for this call' : `${what}, and nobody waits for it`;
  const fault = fate === 'mistaken' ? 'This is a promise, not the result' : named;
  return problem('skill/missing-await', range, `${fault}: ${repairs[fate]}`);
}

interface LostPromise extends Found<PromiseSource> {
  /** What makes it a promise, in words. */
  readonly what: string;
  readonly fate: Exclude<Fate, 'used'>;
}

function* lostPromises(findings: Findings): Iterable<LostPromise> {
  for (const found of findings.ownCalls) {
    const what = promiseOf(found.node, found.scope);
    const fate = what === undefined ? 'used' : fateOf(found.node, found.around);
    if (what !== undefined && fate !== 'used') yield { ...found, what, fate };
  }
}

/** Promises that the file itself makes, and that are certain to be some: of its async functions and of globals. */
export function ownPromises(findings: Findings): Problem[] {
  const problems: Problem[] = [];
  for (const { node, what, fate } of lostPromises(findings)) {
    const isNamed = node.callee.type === 'Identifier' && fate !== 'mistaken';
    problems.push(awaitProblem(fate, isNamed ? node.callee : node, what));
  }
  return problems;
}

/** Where the statements end whose last value is a promise of the file's own that nobody takes; no place twice. */
export function droppedPromises(findings: Findings): readonly number[] {
  const ends = new Set<number>();
  for (const { around, fate } of lostPromises(findings)) {
    const statement = around.findLast(parent => parent.type === 'ExpressionStatement');
    if (statement !== undefined && fate === 'dropped') ends.add(statement.expression.end);
  }
  return [...ends].sort((a, b) => a - b);
}

/** Methods of `Promise` that return one. */
const makers: ReadonlySet<string> = new Set('all allSettled any race reject resolve try'.split(' '));

/** What makes a promise here, in words; `undefined` when it is not certain that anything does. */
function promiseOf({ type, callee }: PromiseSource, scope: Scope): string | undefined {
  if (callee.type === 'MemberExpression') {
    const { object, property, computed } = callee;
    if (object.type !== 'Identifier' || scope.find(object.name) !== undefined) return undefined;
    const isMaker = !computed && property.type === 'Identifier' && makers.has(property.name);
    return isMaker ? `\`Promise.${property.name}\` makes a promise` : undefined;
  }
  if (callee.type !== 'Identifier') return isAsync(callee) ? 'This function is async' : undefined;
  const binding = scope.find(callee.name);
  if (binding !== undefined) {
    const isFixed = binding.kind === 'function' || binding.kind === 'const';
    return isFixed && binding.value && isAsync(binding.value) ? `\`${callee.name}\` is async` : undefined;
  }
  if (type === 'NewExpression') return 'This is a promise';
  return callee.name === 'sleep' ? '`sleep` only waits when it is awaited' : undefined;
}

function isAsync(node: acorn.AnyNode): boolean {
  return 'async' in node && node.async && !node.generator;
}
