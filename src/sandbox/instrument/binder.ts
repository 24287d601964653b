/** Which names the scopes of a program bind. */

import type * as acorn from 'acorn';
import type { ScopeKind, ScopeShape, VisibleName } from './probe.ts';

type Node = acorn.AnyNode;

interface Names {
  readonly names: string[];
  readonly constants: Set<string>;
}

export class Binder {
  readonly #scopes: ScopeShape[] = [];

  get scopes(): readonly ScopeShape[] {
    return this.#scopes;
  }

  /** The program's own scope, inside that of the inputs that are variables of it. */
  program(body: readonly Node[], owner: number, inputs: readonly acorn.Pattern[]): number {
    const given = newNames();
    for (const input of inputs) addPattern(input, given.names);
    const around = inputs.length > 0 ? this.#add('inputs', given, owner, undefined) : undefined;
    const names = newNames();
    addLexical(body, names);
    addVars(body, names.names);
    return this.#add('program', names, owner, around);
  }

  function(node: acorn.Function, owner: number, parent: number): number {
    const names = newNames();
    for (const parameter of node.params) addPattern(parameter, names.names);
    if (node.body.type === 'BlockStatement') {
      addLexical(node.body.body, names);
      addVars(node.body.body, names.names);
    }
    return this.#add('function', names, owner, parent);
  }

  /**
   * What can be read in a scope, innermost first: all that the function around it binds, what it mentions of the
   * functions around that, and `this` and `arguments` where it mentions them. The program's own names are read
   * elsewhere: see {@link programNames}. What a crowded function binds is all there, in order, shadowed or not.
   */
  visible(scope: number, mentions: ReadonlySet<string>): readonly VisibleName[] {
    const list: VisibleName[] = [];
    const found = new Set<string>();
    const owner = this.#scopes[scope]?.owner;
    let local = scope;
    for (const [index, shape] of this.#around(scope)) {
      const isOwn = shape.owner === owner;
      if (shape.kind === 'program' || shape.kind === 'inputs') break;
      if (isOwn) local = index;
      for (const name of shape.names) {
        const isWanted = isOwn || mentions.has(name);
        if (!(isOwn && isCrowded(shape)) && (!isWanted || found.has(name))) continue;
        found.add(name);
        list.push({ name, scope: index, isConstant: shape.constants.has(name) });
      }
    }
    for (const name of ['this', 'arguments'])
      if (mentions.has(name) && owner !== 0) list.push({ name, scope: local, isConstant: true });
    return list;
  }

  /** What the program itself binds, its inputs included. */
  programNames(scope: number): readonly VisibleName[] {
    const found = new Map<string, VisibleName>();
    for (const [index, { names, constants }] of this.#around(scope))
      for (const name of names)
        if (!found.has(name)) found.set(name, { name, scope: index, isConstant: constants.has(name) });
    return [...found.values()];
  }

  *#around(scope: number): Iterable<readonly [index: number, shape: ScopeShape]> {
    for (let at: number | undefined = scope; at !== undefined; ) {
      const shape: ScopeShape | undefined = this.#scopes[at];
      if (shape === undefined) return;
      yield [at, shape];
      at = shape.parent;
    }
  }

  /** The place inside of a block: the same one when the block binds nothing. */
  block<P extends { readonly owner: number; readonly scope: number }>(body: readonly Node[], place: P): P {
    const names = newNames();
    addLexical(body, names);
    if (names.names.length === 0) return place;
    return { ...place, scope: this.#add('block', names, place.owner, place.scope) };
  }

  caught<P extends { readonly owner: number; readonly scope: number }>(
    { param }: acorn.CatchClause,
    place: P,
  ): P {
    if (!param) return place;
    const names = newNames();
    addPattern(param, names.names);
    return { ...place, scope: this.#add('catch', names, place.owner, place.scope) };
  }

  #add(kind: ScopeKind, { names, constants }: Names, owner: number, parent: number | undefined): number {
    return this.#scopes.push({ kind, names: [...new Set(names)], constants, owner, parent }) - 1;
  }
}

/** Whether a function binds so much that its probes share what reads and sets it. */
export function isCrowded({ kind, names }: ScopeShape): boolean {
  return kind === 'function' && names.length > 20;
}

/**
 * Whether the body of a function can stand in a block: not where a function that it declares has the name of a `var`.
 * `undefined`: it cannot. Otherwise its declarations that a later one of the same name replaces, which a block forbids.
 */
export function asBlock(body: readonly Node[]): readonly acorn.FunctionDeclaration[] | undefined {
  const vars: string[] = [];
  addVars(body, vars);
  const last = new Map<string, acorn.FunctionDeclaration>();
  for (const node of body) if (node.type === 'FunctionDeclaration' && node.id) last.set(node.id.name, node);
  if (vars.some(name => last.has(name))) return undefined;
  return body.filter(
    node => node.type === 'FunctionDeclaration' && node.id !== null && last.get(node.id.name) !== node,
  ) as acorn.FunctionDeclaration[];
}

function newNames(): Names {
  return { names: [], constants: new Set() };
}

/** What `let`, `const`, classes and functions bind right here. */
function addLexical(body: readonly Node[], { names, constants }: Names): void {
  for (const node of body) {
    if (node.type === 'VariableDeclaration' && node.kind !== 'var') {
      const own: string[] = [];
      for (const { id } of node.declarations) addPattern(id, own);
      names.push(...own);
      if (node.kind !== 'let') for (const name of own) constants.add(name);
    } else if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node.id)
      names.push(node.id.name);
    else if (node.type === 'LabeledStatement') addLexical([node.body], { names, constants });
  }
}

/** What `var` binds, anywhere below that is no function of its own. */
function addVars(body: readonly (Node | null | undefined)[], names: string[]): void {
  for (const node of body) {
    switch (node?.type) {
      case 'VariableDeclaration':
        if (node.kind === 'var') for (const { id } of node.declarations) addPattern(id, names);
        break;
      case 'BlockStatement':
        addVars(node.body, names);
        break;
      case 'IfStatement':
        addVars([node.consequent, node.alternate], names);
        break;
      case 'ForStatement':
        addVars([node.init, node.body], names);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        addVars([node.left, node.body], names);
        break;
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'LabeledStatement':
        addVars([node.body], names);
        break;
      case 'SwitchStatement':
        for (const { consequent } of node.cases) addVars(consequent, names);
        break;
      case 'TryStatement':
        addVars([node.block, node.handler?.body, node.finalizer], names);
        break;
    }
  }
}

function addPattern(pattern: Node | null, names: string[]): void {
  switch (pattern?.type) {
    case 'Identifier':
      names.push(pattern.name);
      break;
    case 'AssignmentPattern':
      addPattern(pattern.left, names);
      break;
    case 'RestElement':
      addPattern(pattern.argument, names);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) addPattern(element, names);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties)
        addPattern(property.type === 'Property' ? property.value : property, names);
      break;
  }
}
