/** Which properties of a call's result the code reads: at the call, or from the constant that holds the result. */

import type * as acorn from 'acorn';
import type { Binding, Reference, Scope } from './scope.ts';
import type { WrittenName } from './skill.ts';
import type { Findings, Found } from './walk.ts';
import { keyOf } from './written.ts';

type Node = acorn.AnyNode;

const none: readonly WrittenName[] = [];

/** Where a value goes that is only looked at: nothing there can give it another property. */
const harmless: ReadonlySet<string> = new Set(
  'ReturnStatement SpreadElement Property ArrayExpression TemplateLiteral LogicalExpression ConditionalExpression IfStatement UnaryExpression ExpressionStatement ForOfStatement'.split(
    ' ',
  ),
);

export class ResultUses {
  readonly #findings: Findings;
  #uses: Map<Binding, Reference[]> | undefined;
  #lookUps = 0;

  constructor(findings: Findings) {
    this.#findings = findings;
  }

  /** In the order of the text; empty where the result goes where nobody can follow it. */
  of(
    call: acorn.CallExpression,
    { scope, around }: Pick<Found<Node>, 'scope' | 'around'>,
  ): readonly WrittenName[] {
    const taken = awaited(call, around);
    if (taken === undefined) return none;
    const { value, parent, pattern } = taken;
    if (pattern !== undefined) return this.#fromPattern(pattern, scope);
    if (parent?.type === 'MemberExpression' && parent.object === value)
      return this.#fromMember(parent) ?? none;
    if (parent?.type !== 'VariableDeclarator' || parent.init !== value) return none;
    return this.#fromPattern(parent.id, scope);
  }

  /** `undefined` for a name that is computed. */
  #fromMember(member: acorn.MemberExpression): readonly WrittenName[] | undefined {
    const { property, computed } = member;
    if (!computed && property.type === 'Identifier')
      return property.name === '✖' ? none : [written(property.name, property)];
    if (property.type !== 'Literal' || typeof property.value !== 'string') return undefined;
    return [written(property.value, property)];
  }

  #fromPattern(pattern: acorn.Pattern, scope: Scope): readonly WrittenName[] {
    if (pattern.type === 'ObjectPattern') return keysOf(pattern);
    const binding = pattern.type === 'Identifier' ? scope.find(pattern.name) : undefined;
    return binding === undefined ? none : this.#fromBinding(binding);
  }

  #fromBinding(binding: Binding): readonly WrittenName[] {
    const reads: WrittenName[] = [];
    const given = new Set<string>();
    for (const { node, parent, use } of this.#referencesTo(binding)) {
      if (use === 'write') return none;
      if (parent?.type === 'MemberExpression' && parent.object === node) {
        const names = this.#fromMember(parent);
        if (!this.#findings.assignedMembers.has(parent)) reads.push(...(names ?? none));
        else if (names === undefined) return none;
        else for (const { name } of names) given.add(name);
      } else if (parent?.type === 'VariableDeclarator' && parent.init === node) {
        if (parent.id.type !== 'ObjectPattern') return none;
        reads.push(...keysOf(parent.id));
      } else if (parent === undefined || !(harmless.has(parent.type) || isLookedAt(parent))) return none;
    }
    return given.size === 0 ? reads : reads.filter(({ name }) => !given.has(name));
  }

  #referencesTo(binding: Binding): readonly Reference[] {
    // Most files ask once or twice, which is not worth a table.
    if (this.#lookUps++ < 4) return this.#findings.references.filter(one => one.binding === binding);
    if (this.#uses === undefined) {
      this.#uses = new Map();
      for (const reference of this.#findings.references) {
        if (reference.binding === undefined) continue;
        const known = this.#uses.get(reference.binding);
        if (known === undefined) this.#uses.set(reference.binding, [reference]);
        else known.push(reference);
      }
    }
    return this.#uses.get(binding) ?? [];
  }
}

/** What the result of a call is, once it is there: an `await` and what is around it, or a part of what all bring. */
function awaited(call: Node, around: readonly Node[]) {
  let at = around.length - 1;
  let value = call;
  const isWrapping = (node: Node | undefined) =>
    node?.type === 'ParenthesizedExpression' || node?.type === 'ChainExpression';
  while (isWrapping(around[at])) value = around[at--] as Node;
  const next = around[at];
  if (next?.type === 'AwaitExpression') {
    value = next;
    while (isWrapping(around[at - 1])) value = around[--at] as Node;
    return { value, parent: around[at - 1], pattern: undefined };
  }
  const [all, wait, declarator] = [around[at - 1], around[at - 2], around[at - 3]];
  if (next?.type !== 'ArrayExpression' || all?.type !== 'CallExpression' || !isPromiseAll(all.callee))
    return undefined;
  if (wait?.type !== 'AwaitExpression' || declarator?.type !== 'VariableDeclarator') return undefined;
  const index = next.elements.indexOf(value as acorn.Expression);
  const pattern = declarator.id.type === 'ArrayPattern' ? declarator.id.elements[index] : undefined;
  const isSpread = next.elements.slice(0, index).some(element => element?.type === 'SpreadElement');
  return pattern && !isSpread ? { value, parent: undefined, pattern } : undefined;
}

function isPromiseAll(callee: Node): boolean {
  if (callee.type !== 'MemberExpression' || callee.computed) return false;
  const { object, property } = callee;
  return (
    object.type === 'Identifier' &&
    object.name === 'Promise' &&
    property.type === 'Identifier' &&
    property.name === 'all'
  );
}

function keysOf(pattern: acorn.ObjectPattern): WrittenName[] {
  return pattern.properties.flatMap(property => {
    const name = property.type === 'RestElement' ? undefined : keyOf(property);
    return property.type === 'RestElement' || name === undefined ? [] : [written(name, property.key)];
  });
}

/** A call that is known to leave what it is given as it is. */
function isLookedAt(parent: Node): boolean {
  if (parent.type === 'BinaryExpression') return parent.operator !== 'in';
  if (parent.type !== 'CallExpression') return false;
  const { callee } = parent;
  if (callee.type === 'Identifier') return callee.name === 'callSkill' || callee.name === 'print';
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
  const { name } = callee.object;
  if (name === 'skills' || name === 'console' || name === 'JSON') return true;
  return (
    name === 'Object' &&
    callee.property.type === 'Identifier' &&
    /^(?:keys|values|entries)$/.test(callee.property.name)
  );
}

function written(name: string, { start, end }: WrittenName['range']): WrittenName {
  return { name, range: { start, end } };
}
