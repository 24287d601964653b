/** One walk over a syntax tree that finds all that the rest of the room asks about: names, calls, forbidden syntax. */

import type * as acorn from 'acorn';
import { type BindingKind, boundNames, type Reference, Scope } from './scope.ts';
import { visitors } from './visitors.ts';

type Node = acorn.AnyNode;
type Maybe<T> = T | null | undefined;

export type FunctionNode =
  | acorn.FunctionDeclaration
  | acorn.AnonymousFunctionDeclaration
  | acorn.FunctionExpression
  | acorn.ArrowFunctionExpression;

type ClassNode = acorn.ClassDeclaration | acorn.AnonymousClassDeclaration | acorn.ClassExpression;

/** An expression together with the scope it stands in and the nodes around it, innermost last. */
export interface Found<N extends Node> {
  readonly node: N;
  readonly scope: Scope;
  readonly around: readonly Node[];
}

export interface Findings {
  /** The module's own scope. */
  readonly top: Scope;
  readonly references: readonly Reference[];
  /** `callSkill(…)`, whatever `callSkill` means there. */
  readonly skillCalls: readonly Found<acorn.CallExpression>[];
  /** `skills.x` and `skills[x]`, called or not, and other uses of the two names. */
  readonly skillMembers: readonly Found<acorn.MemberExpression>[];
  /** `callSkill` and `skills` where they are neither called nor looked into. */
  readonly skillValues: readonly Found<acorn.Identifier>[];
  /** Calls whose value is dropped: `f();`, `(async () => {})();`. */
  readonly droppedCalls: readonly Found<acorn.CallExpression>[];
  /** `globalThis.x` and `globalThis['x']`. */
  readonly globalMembers: readonly Found<acorn.MemberExpression>[];
  /** `import`, `export … from`, `import()` and `import.meta`. */
  readonly modules: readonly Node[];
  readonly hasTopLevelAwait: boolean;
}

/** Walks the program once. Never fails on a tree that acorn or acorn-loose made. */
export function walk(program: acorn.Program): Findings {
  const walker = new Walker();
  walker.visitAll(program.body);
  for (const reference of walker.references) {
    const binding = reference.scope.find(reference.node.name);
    reference.binding = binding;
    if (binding !== undefined && reference.use !== 'write') binding.isRead = true;
  }
  return walker;
}

/** The state of a walk: where it is, and what it has found. {@link visitors} says how it goes on from each node. */
export class Walker implements Findings {
  readonly top = new Scope(undefined, true);
  readonly references: Reference[] = [];
  readonly skillCalls: Found<acorn.CallExpression>[] = [];
  readonly skillMembers: Found<acorn.MemberExpression>[] = [];
  readonly skillValues: Found<acorn.Identifier>[] = [];
  readonly droppedCalls: Found<acorn.CallExpression>[] = [];
  readonly globalMembers: Found<acorn.MemberExpression>[] = [];
  readonly modules: Node[] = [];
  hasTopLevelAwait = false;

  scope = this.top;
  readonly #path: Node[] = [];
  #functionDepth = 0;
  /** Functions around that have `arguments`. */
  #argumentsDepth = 0;

  visit(node: Maybe<Node>): void {
    if (node === null || node === undefined) return;
    this.#path.push(node);
    (visitors[node.type] as ((walker: Walker, node: Node) => void) | undefined)?.(this, node);
    this.#path.pop();
  }

  visitAll(nodes: readonly Maybe<Node>[]): void {
    for (const node of nodes) this.visit(node);
  }

  found<N extends Node>(node: N): Found<N> {
    return { node, scope: this.scope, around: this.#path.slice(0, -1) };
  }

  get parent(): Node | undefined {
    return this.#path[this.#path.length - 2];
  }

  inScope(isFunction: boolean, body: () => void): void {
    const outer = this.scope;
    this.scope = new Scope(outer, isFunction);
    body();
    this.scope = outer;
  }

  declare(pattern: acorn.Pattern, kind: BindingKind, value?: Node): void {
    if (pattern.type === 'Identifier') this.scope.declare(pattern, kind, value);
    else for (const name of boundNames(pattern)) this.scope.declare(name, kind);
  }

  /** Visits what a pattern computes: defaults, keys, and members that it assigns to. */
  visitPattern(pattern: Maybe<acorn.Pattern>, declares: boolean): void {
    switch (pattern?.type) {
      case 'Identifier':
        if (!declares) this.refer(pattern, 'write');
        break;
      case 'MemberExpression':
        this.visit(pattern);
        break;
      case 'AssignmentPattern':
        this.visit(pattern.right);
        this.visitPattern(pattern.left, declares);
        break;
      case 'RestElement':
        this.visitPattern(pattern.argument, declares);
        break;
      case 'ArrayPattern':
        for (const element of pattern.elements) this.visitPattern(element, declares);
        break;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.visitPattern(property.argument, declares);
          else {
            if (property.computed) this.visit(property.key);
            this.visitPattern(property.value, declares);
          }
        }
        break;
      default:
        // The tolerant parser leaves expressions where a pattern should be.
        this.visit(pattern);
    }
  }

  refer(node: acorn.Identifier, use: Reference['use']): void {
    if (node.name === '✖' || (node.name === 'arguments' && this.#argumentsDepth > 0)) return;
    this.references.push({ node, scope: this.scope, use, binding: undefined });
  }

  visitFunction(node: FunctionNode): void {
    const isArrow = node.type === 'ArrowFunctionExpression';
    this.#functionDepth++;
    if (!isArrow) this.#argumentsDepth++;
    this.inScope(true, () => {
      for (const parameter of node.params) this.declare(parameter, 'parameter');
      for (const parameter of node.params) this.visitPattern(parameter, true);
      if (node.body.type === 'BlockStatement') this.visitAll(node.body.body);
      else this.visit(node.body);
      if (node.type === 'FunctionExpression' && node.id && !this.scope.has(node.id.name))
        this.scope.declare(node.id, 'function', node);
    });
    if (!isArrow) this.#argumentsDepth--;
    this.#functionDepth--;
  }

  visitClass(node: ClassNode): void {
    this.inScope(false, () => {
      if (node.id) this.scope.declare(node.id, 'class', node);
      this.visit(node.superClass);
      this.visitAll(node.body.body);
    });
  }

  /** Code that runs later or not in the module's own flow: a field's value, a static block. */
  visitDeferred(body: () => void): void {
    this.#functionDepth++;
    this.inScope(true, body);
    this.#functionDepth--;
  }

  awaited(): void {
    if (this.#functionDepth === 0) this.hasTopLevelAwait = true;
  }
}
