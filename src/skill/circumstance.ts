/** Under which circumstances a call happens: in a loop, on a branch, beside others at the same time. */

import type * as acorn from 'acorn';
import type { CallSite } from './skill.ts';
import type { Findings, Found } from './walk.ts';

type Node = acorn.AnyNode;

export type Circumstances = Pick<CallSite, 'isInLoop' | 'isInBranch' | 'isParallel'>;

/** Methods that call what they are given once for each element. */
const eachMethods: ReadonlySet<string> = new Set(
  'map forEach filter flatMap reduce reduceRight some every find findIndex findLast sort from'.split(' '),
);

/** Those of them that start all calls of an async callback before any of them is over. */
const startingMethods: ReadonlySet<string> = new Set(['map', 'flatMap', 'from']);

const combinators: ReadonlySet<string> = new Set(['all', 'allSettled', 'any', 'race']);

/** Reads the circumstances of all calls of one file. */
export class Situation {
  readonly #joins: Findings['joins'];
  /** For each list of statements, where the first one ends after which the rest may not happen. */
  readonly #exits = new Map<readonly Node[], number>();

  constructor({ joins }: Pick<Findings, 'joins'>) {
    this.#joins = joins;
  }

  of(found: Found<Node>): Circumstances {
    return {
      isInLoop: isInLoop(found),
      isInBranch: this.#isInBranch(found),
      isParallel: this.#isParallel(found),
    };
  }

  #isInBranch({ node: found, around }: Found<Node>): boolean {
    let inner = found;
    for (let index = around.length - 1; index >= 0; index--) {
      const node = around[index] as Node;
      if (isConditional(node, inner) || inner.start > this.#exit(node)) return true;
      inner = node;
    }
    return false;
  }

  /** Infinite where everything inside the node happens once its beginning does. */
  #exit(node: Node): number {
    const statements = statementsOf(node);
    if (statements === undefined) return Number.POSITIVE_INFINITY;
    let end = this.#exits.get(statements);
    if (end === undefined) {
      end = statements.find(statement => leaves(statement, true))?.end ?? Number.POSITIVE_INFINITY;
      this.#exits.set(statements, end);
    }
    return end;
  }

  /** Follows the promise outwards to where several are waited for together. */
  #isParallel({ node: found, around, scope }: Found<Node>): boolean {
    let isRepeated = false;
    for (let index = around.length - 1; index >= 0; index--) {
      const node = around[index] as Node;
      const inner = around[index + 1] ?? found;
      switch (node.type) {
        case 'AwaitExpression':
          // Up to the function around, whose own promise may be one of several.
          while (index > 0 && !isFunction(around[index] as Node)) index--;
          if (!isOwnPromise(around[index] as Node)) return false;
          break;
        case 'CallExpression':
          if (inner !== node.callee && startingMethods.has(methodOf(node) ?? '')) isRepeated = true;
          if (isJoin(node) && inner === node.arguments[0]) return isRepeated || isOneOfSeveral(inner);
          break;
        case 'VariableDeclarator':
          if (node.id.type !== 'Identifier' || inner !== node.init) break;
          return this.#isJoined(node.id.name, scope, isRepeated);
        case 'FunctionDeclaration':
          return false;
      }
    }
    return false;
  }

  /** Whether what a variable holds is later waited for together with others. */
  #isJoined(name: string, scope: Found<Node>['scope'], isRepeated: boolean): boolean {
    const binding = scope.find(name);
    return this.#joins.some(join => {
      const [argument] = join.node.arguments;
      if (argument === undefined || join.scope.find(name) !== binding) return false;
      if (isNamed(argument, name)) return isRepeated;
      if (argument.type !== 'ArrayExpression') return false;
      return argument.elements.some(element =>
        element?.type === 'SpreadElement'
          ? isRepeated && isNamed(element.argument, name)
          : isNamed(element, name) && argument.elements.length > 1,
      );
    });
  }
}

function isInLoop({ node: found, around }: Found<Node>): boolean {
  let inner = found;
  for (let index = around.length - 1; index >= 0; index--) {
    const node = around[index] as Node;
    if (repeats(node, inner)) return true;
    inner = node;
  }
  return false;
}

function repeats(node: Node, inner: Node): boolean {
  switch (node.type) {
    case 'ForInStatement':
    case 'ForOfStatement':
      return inner !== node.right;
    case 'ForStatement':
      return inner !== node.init;
    case 'WhileStatement':
    case 'DoWhileStatement':
      return true;
    case 'CallExpression':
      return inner !== node.callee && eachMethods.has(methodOf(node) ?? '');
    default:
      return false;
  }
}

/** Whether what is inside may be left out when the node itself is reached. */
function isConditional(node: Node, inner: Node): boolean {
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
      return inner !== node.test;
    case 'LogicalExpression':
      return inner === node.right;
    case 'AssignmentExpression':
      return inner === node.right && /^(\|\||&&|\?\?)=$/.test(node.operator);
    case 'SwitchCase':
      return inner !== node.test;
    case 'CatchClause':
      return true;
    case 'CallExpression':
      return inner !== node.callee && methodOf(node) === 'catch';
    default:
      return false;
  }
}

function statementsOf(node: Node): readonly Node[] | undefined {
  if (node.type === 'BlockStatement' || node.type === 'Program') return node.body;
  if (node.type === 'SwitchCase') return node.consequent;
  return isFunction(node) && node.body.type === 'BlockStatement' ? node.body.body : undefined;
}

/** Whether a statement can end the list that it stands in, or the turn of the loop around it. */
function leaves(node: Node | null | undefined, canJump: boolean): boolean {
  switch (node?.type) {
    case 'ReturnStatement':
      return true;
    case 'BreakStatement':
    case 'ContinueStatement':
      return canJump || (node.label !== null && node.label !== undefined);
    case 'IfStatement':
      return leaves(node.consequent, canJump) || leaves(node.alternate, canJump);
    case 'BlockStatement':
      return node.body.some(statement => leaves(statement, canJump));
    case 'TryStatement':
      return leaves(node.block, canJump) || leaves(node.handler?.body, canJump);
    case 'LabeledStatement':
      return leaves(node.body, canJump);
    case 'SwitchStatement':
      return node.cases.some(({ consequent }) => consequent.some(statement => leaves(statement, false)));
    case 'ForStatement':
    case 'ForInStatement':
    case 'ForOfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
      return leaves(node.body, false);
    default:
      return false;
  }
}

function isFunction(
  node: Node,
): node is acorn.FunctionDeclaration | acorn.FunctionExpression | acorn.ArrowFunctionExpression {
  return (
    node.type === 'ArrowFunctionExpression' ||
    node.type === 'FunctionExpression' ||
    node.type === 'FunctionDeclaration'
  );
}

/** A function that stands where its promise may be handed on. */
function isOwnPromise(node: Node): boolean {
  return isFunction(node) && node.type !== 'FunctionDeclaration';
}

/** The name of the method that a call calls; `undefined` for other calls. */
function methodOf({ callee }: acorn.CallExpression): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  return callee.property.type === 'Identifier' ? callee.property.name : undefined;
}

function isJoin(node: acorn.CallExpression): boolean {
  const { callee } = node;
  return (
    callee.type === 'MemberExpression' &&
    isNamed(callee.object, 'Promise') &&
    combinators.has(methodOf(node) ?? '')
  );
}

function isOneOfSeveral(node: Node): boolean {
  return node.type === 'ArrayExpression' && node.elements.length > 1;
}

function isNamed(node: Node | null, name: string): boolean {
  return node?.type === 'Identifier' && node.name === name;
}
