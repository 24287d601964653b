/** Scopes of names: what is declared where, and what a name means at a place. */

import type { AnyNode, Expression, Identifier, Pattern } from 'acorn';
import type { Range } from '../base/text.ts';
import type { WrittenName } from './skill.ts';

export type BindingKind = 'const' | 'let' | 'var' | 'function' | 'class' | 'parameter' | 'import';

export interface Binding {
  readonly name: string;
  readonly scope: Scope;
  kind: BindingKind;
  /** Where it is named first, or where it is given its value. */
  node: Identifier;
  /** What a plain `name = value` declaration starts with, or the function or class declaration itself. */
  value: AnyNode | undefined;
  /** Something reads it. Known when the whole tree has been walked. */
  isRead: boolean;
}

/** How a name is used where it is not declared. */
export type ReferenceUse = 'read' | 'write' | 'call' | 'typeof';

export interface Reference {
  readonly node: Identifier;
  readonly scope: Scope;
  readonly use: ReferenceUse;
  /** What the name is a part of there: the member expression, the call, the declarator, … */
  readonly parent: AnyNode | undefined;
  /** What the name means there; `undefined` when nothing declares it. Known when all of the tree is walked. */
  binding: Binding | undefined;
}

/** A part of a file in which names are declared. All scopes of a file share one table of names: most have few. */
export class Scope {
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  /** In the order of declaration. */
  readonly bindings: Binding[] = [];
  /** The bindings of each name, in whatever scope of the file. */
  readonly #named: Map<string, Binding[]>;

  constructor(parent: Scope | undefined, isFunction: boolean) {
    this.parent = parent;
    this.isFunction = isFunction;
    this.#named = parent === undefined ? new Map() : parent.#named;
  }

  has(name: string): boolean {
    return this.own(name) !== undefined;
  }

  own(name: string): Binding | undefined {
    return this.#named.get(name)?.find(binding => binding.scope === this);
  }

  /** The binding that the name has here; `undefined` when only the global scope could know it. */
  find(name: string): Binding | undefined {
    const candidates = this.#named.get(name);
    if (candidates === undefined) return undefined;
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent)
      for (const binding of candidates) if (binding.scope === scope) return binding;
    return undefined;
  }

  /** Declares a name, in the nearest function's scope when it is a `var`. Of two declarations the first stays. */
  declare(node: Identifier, kind: BindingKind, value?: AnyNode): void {
    let scope: Scope = this;
    if (kind === 'var') while (!scope.isFunction && scope.parent !== undefined) scope = scope.parent;
    const candidates = this.#named.get(node.name);
    const present = candidates?.find(binding => binding.scope === scope);
    if (present === undefined) {
      const binding: Binding = { name: node.name, kind, node, value, scope, isRead: false };
      scope.bindings.push(binding);
      if (candidates === undefined) this.#named.set(node.name, [binding]);
      else candidates.push(binding);
    } else if (present.value === undefined && value !== undefined) {
      present.kind = kind;
      present.node = node;
      present.value = value;
    }
  }
}

/** The identifiers that a pattern binds, in order. */
export function boundNames(pattern: Pattern): Identifier[] {
  const names: Identifier[] = [];
  collectNames(pattern, names);
  return names;
}

function collectNames(pattern: Pattern, into: Identifier[]): void {
  switch (pattern.type) {
    case 'Identifier':
      into.push(pattern);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        collectNames(property.type === 'RestElement' ? property.argument : property.value, into);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) collectNames(element, into);
      break;
    case 'AssignmentPattern':
      collectNames(pattern.left, into);
      break;
    case 'RestElement':
      collectNames(pattern.argument, into);
      break;
    case 'MemberExpression':
      break;
  }
}

/** The strings that an expression can be. */
export interface PossibleStrings {
  readonly written: readonly WrittenName[];
  /** It may be others as well, which only a run knows. */
  readonly isOpen: boolean;
}

const anyString: PossibleStrings = { written: [], isOpen: true };

/** Of literals, constants and choices between them. */
export function possibleStrings(node: Expression | undefined, scope: Scope, depth = 0): PossibleStrings {
  if (node === undefined || depth > 8) return anyString;
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? one(node.value, node) : anyString;
    case 'TemplateLiteral': {
      const text = node.expressions.length === 0 ? node.quasis[0]?.value.cooked : undefined;
      return typeof text === 'string' ? one(text, node) : anyString;
    }
    case 'ConditionalExpression':
      return either(node.consequent, node.alternate, scope, depth);
    case 'LogicalExpression':
      return either(node.left, node.right, scope, depth);
    case 'Identifier': {
      const binding = scope.find(node.name);
      if (binding?.kind !== 'const' || binding.value === undefined) return anyString;
      return possibleStrings(binding.value as Expression, scope, depth + 1);
    }
    default:
      return anyString;
  }
}

function one(name: string, node: Expression): PossibleStrings {
  return { written: [{ name, range: insideQuotes(node) }], isOpen: false };
}

function either(a: Expression, b: Expression, scope: Scope, depth: number): PossibleStrings {
  const [first, second] = [possibleStrings(a, scope, depth + 1), possibleStrings(b, scope, depth + 1)];
  return { written: [...first.written, ...second.written], isOpen: first.isOpen || second.isOpen };
}

/** A string's text without its quotes, of which the last may be missing; any other expression as it is. */
export function insideQuotes(node: AnyNode): Range {
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0) {
    const { start, end } = node.quasis[0] ?? node;
    return { start, end };
  }
  const { start, end } = node;
  if (node.type !== 'Literal' || typeof node.value !== 'string' || end === start) return { start, end };
  const isClosed = end - start > 1 && node.raw?.at(-1) === node.raw?.[0];
  return { start: start + 1, end: isClosed ? end - 1 : end };
}
