/** Scopes of names: what is declared where, and what a name means at a place. */

import type { AnyNode, Expression, Identifier, Pattern } from 'acorn';

export type BindingKind = 'const' | 'let' | 'var' | 'function' | 'class' | 'parameter' | 'import';

export interface Binding {
  readonly name: string;
  readonly kind: BindingKind;
  /** Where it is named first. */
  readonly node: Identifier;
  /** What a plain `name = value` declaration starts with, or the function or class declaration itself. */
  readonly value: AnyNode | undefined;
  /** Something reads it. Known when the whole tree has been walked. */
  isRead: boolean;
}

/** How a name is used where it is not declared. */
export type ReferenceUse = 'read' | 'write' | 'call' | 'typeof';

export interface Reference {
  readonly node: Identifier;
  readonly scope: Scope;
  readonly use: ReferenceUse;
  /** What the name means there; `undefined` when nothing declares it. Known when all of the tree is walked. */
  binding: Binding | undefined;
}

export class Scope {
  readonly parent: Scope | undefined;
  readonly isFunction: boolean;
  #bindings: Map<string, Binding> | undefined;

  constructor(parent: Scope | undefined, isFunction: boolean) {
    this.parent = parent;
    this.isFunction = isFunction;
  }

  get bindings(): Iterable<Binding> {
    return this.#bindings === undefined ? [] : this.#bindings.values();
  }

  has(name: string): boolean {
    return this.#bindings?.has(name) === true;
  }

  own(name: string): Binding | undefined {
    return this.#bindings?.get(name);
  }

  /** The binding that the name has here; `undefined` when only the global scope could know it. */
  find(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope !== undefined; scope = scope.parent) {
      const binding = scope.#bindings?.get(name);
      if (binding !== undefined) return binding;
    }
    return undefined;
  }

  /** Declares a name, in the nearest function's scope when it is a `var`. Of two declarations the first stays. */
  declare(node: Identifier, kind: BindingKind, value?: AnyNode): void {
    let scope: Scope = this;
    if (kind === 'var') while (!scope.isFunction && scope.parent !== undefined) scope = scope.parent;
    scope.#bindings ??= new Map();
    const present = scope.#bindings.get(node.name);
    if (present !== undefined && !(present.value === undefined && value !== undefined)) return;
    scope.#bindings.set(node.name, { name: node.name, kind, node, value, isRead: false });
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

/** The strings that an expression can only be: of literals, constants and conditions; `undefined` if unknown. */
export function constantStrings(
  node: Expression | undefined,
  scope: Scope,
  depth = 0,
): readonly string[] | undefined {
  if (node === undefined || depth > 8) return undefined;
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [node.value] : undefined;
    case 'TemplateLiteral': {
      const text = node.expressions.length === 0 ? node.quasis[0]?.value.cooked : undefined;
      return typeof text === 'string' ? [text] : undefined;
    }
    case 'ConditionalExpression': {
      const yes = constantStrings(node.consequent, scope, depth + 1);
      const no = constantStrings(node.alternate, scope, depth + 1);
      return yes !== undefined && no !== undefined ? [...new Set([...yes, ...no])] : undefined;
    }
    case 'Identifier': {
      const binding = scope.find(node.name);
      if (binding?.kind !== 'const' || binding.value === undefined) return undefined;
      return constantStrings(binding.value as Expression, scope, depth + 1);
    }
    default:
      return undefined;
  }
}
