/** Loops that wait for one call after another although none needs what another brings. When in doubt, they do. */

import type * as acorn from 'acorn';
import { childrenOf, isFunction } from '../flow.ts';
import { type Problem, problem } from '../problem.ts';
import type { Binding, Reference } from '../scope.ts';
import type { Findings } from '../walk.ts';

type Node = acorn.AnyNode;
type EachLoop = acorn.ForOfStatement | acorn.ForInStatement | acorn.ForStatement;

export function sequentialCalls(findings: Findings): Problem[] {
  const first = new Map<EachLoop, Node>();
  for (const { node, around, scope } of findings.skillCalls)
    if (scope.find('callSkill') === undefined) note(node, around, first);
  for (const { node, around, scope } of findings.skillMembers) {
    const call = around.at(-1);
    if (call?.type === 'CallExpression' && call.callee === node && scope.find('skills') === undefined)
      note(call, around.slice(0, -1), first);
  }
  if (first.size === 0) return [];
  const problems: Problem[] = [];
  for (const [loop, call] of first)
    if (new LoopReading(loop, findings).isIndependent()) {
      const message =
        'This loop waits for each call before it begins the next, though none needs another’s result: `await Promise.all(items.map(…))` makes them at once.';
      problems.push(problem('skill/sequential-calls', call, message));
    }
  return problems;
}

function note(call: Node, around: readonly Node[], first: Map<EachLoop, Node>): void {
  if (around.at(-1)?.type !== 'AwaitExpression') return;
  for (let i = around.length - 1; i >= 0; i--) {
    const node = around[i] as Node;
    if (isFunction(node) || node.type === 'WhileStatement' || node.type === 'DoWhileStatement') return;
    if (node.type !== 'ForOfStatement' && node.type !== 'ForInStatement' && node.type !== 'ForStatement')
      continue;
    if (around[i + 1] === node.body && !first.has(node)) first.set(node, call);
    return;
  }
}

/** Methods that add to what they are called on; their results are not looked at. */
const adders: ReadonlySet<string> = new Set('push add set unshift append'.split(' '));

/** Methods that leave what they are called on as it is. */
const readers: ReadonlySet<string> = new Set(
  'at concat endsWith entries every filter find findIndex flat flatMap get has includes indexOf join keys map padEnd padStart reduce replace replaceAll slice some split startsWith toFixed toISOString toLowerCase toString toUpperCase trim values'.split(
    ' ',
  ),
);

const globals: ReadonlySet<string> = new Set(
  'Array BigInt Boolean Date JSON Math Number Object Promise String console encodeURIComponent decodeURIComponent parseFloat parseInt print structuredClone'.split(
    ' ',
  ),
);

class LoopReading {
  readonly #loop: EachLoop;
  readonly #references: ReadonlyMap<Node, Reference>;
  /** Names from around the loop that an iteration changes. */
  readonly #changed = new Set<Binding | string>();
  /** Where they are named only to be changed. */
  readonly #targets = new Set<Node>();
  #isClear = true;

  constructor(loop: EachLoop, findings: Findings) {
    this.#loop = loop;
    const inside = findings.references.filter(({ node }) => loop.start <= node.start && node.end <= loop.end);
    this.#references = new Map(inside.map(reference => [reference.node, reference]));
  }

  /** Whether no iteration depends on what an earlier one did, and none ends the loop. */
  isIndependent(): boolean {
    if (this.#loop.type === 'ForOfStatement' && this.#loop.await) return false;
    this.#read(this.#loop.body, this.#loop);
    if (!this.#isClear) return false;
    for (const reference of this.#references.values())
      if (!this.#targets.has(reference.node) && this.#changed.has(keyOf(reference))) return false;
    return true;
  }

  #read(node: Node, parent: Node): void {
    if (!this.#isClear) return;
    this.#isClear = this.#take(node, parent);
    if (this.#isClear) for (const child of childrenOf(node)) this.#read(child, node);
  }

  /** Takes note of what one node changes; false for what cannot be judged. */
  #take(node: Node, parent: Node): boolean {
    switch (node.type) {
      case 'BreakStatement':
      case 'ReturnStatement':
      case 'ThrowStatement':
      case 'YieldExpression':
      case 'ThisExpression':
      case 'TaggedTemplateExpression':
        return false;
      case 'ContinueStatement':
        return !node.label;
      case 'ForOfStatement':
        return !node.await;
      case 'VariableDeclaration':
        return node.kind !== 'var';
      case 'UnaryExpression':
        return node.operator !== 'delete';
      case 'AwaitExpression':
        return this.#isSkillCall(node.argument);
      case 'CallExpression':
        return this.#isSkillCall(node) || this.#takeCall(node, parent);
      case 'NewExpression':
        return node.callee.type === 'Identifier' && this.#isGlobal(node.callee);
      case 'UpdateExpression':
        return parent.type === 'ExpressionStatement' && this.#change(node.argument);
      case 'AssignmentExpression':
        return parent.type === 'ExpressionStatement' && this.#change(node.left);
      default:
        return true;
    }
  }

  #isSkillCall(node: Node): boolean {
    if (node.type !== 'CallExpression') return false;
    const { callee } = node;
    const name = callee.type === 'MemberExpression' ? callee.object : callee;
    if (name.type !== 'Identifier' || this.#references.get(name)?.binding !== undefined) return false;
    return name.name === (callee.type === 'MemberExpression' ? 'skills' : 'callSkill');
  }

  #takeCall({ callee }: acorn.CallExpression, parent: Node): boolean {
    if (callee.type === 'Identifier') return this.#isGlobal(callee);
    if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
      return false;
    const root = rootOf(callee.object);
    const method = callee.property.name;
    if (root === undefined) return true;
    if (this.#isGlobal(root)) return method !== 'assign' && !method.startsWith('define');
    if (readers.has(method) || this.#isMadeHere(root)) return true;
    return (
      adders.has(method) && parent.type === 'ExpressionStatement' && this.#change(callee.object, 'inside')
    );
  }

  #isGlobal(name: acorn.Identifier): boolean {
    return globals.has(name.name) && this.#references.get(name)?.binding === undefined;
  }

  /** Whether each iteration has its own. */
  #isOwn(name: Node): boolean {
    const declared = this.#references.get(name)?.binding?.node;
    const { body } = this.#loop;
    return declared !== undefined && body.start <= declared.start && declared.end <= body.end;
  }

  /** Whether each iteration has its own, and what it holds is its own as well. */
  #isMadeHere(name: Node): boolean {
    if (!this.#isOwn(name)) return false;
    const value = this.#references.get(name)?.binding?.value;
    return value !== undefined && /^(?:Object|Array|New|Await)Expression$|Literal$/.test(value.type);
  }

  #change(target: Node, what: 'itself' | 'inside' = 'itself'): boolean {
    const root = rootOf(target);
    const reference = root && this.#references.get(root);
    if (root === undefined || reference === undefined) return false;
    if (this.#isOwn(root)) return (target === root && what === 'itself') || this.#isMadeHere(root);
    const declared = reference.binding?.node;
    // The loop's own variable decides what comes next.
    if (declared !== undefined && this.#loop.start <= declared.start && declared.end <= this.#loop.end)
      return false;
    this.#changed.add(keyOf(reference));
    this.#targets.add(root);
    return true;
  }
}

function keyOf({ binding, node }: Reference): Binding | string {
  return binding ?? node.name;
}

/** The name at the beginning of `a.b[c].d`; `undefined` where something else stands there. */
function rootOf(node: Node): acorn.Identifier | undefined {
  let at = node;
  while (at.type === 'MemberExpression') at = at.object;
  return at.type === 'Identifier' ? at : undefined;
}
