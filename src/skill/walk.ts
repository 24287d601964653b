/** One walk over a syntax tree that finds all that the rest of the room asks about: names, calls, forbidden syntax. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';
import { addUnreachable, isAlwaysTrue, type Loop } from './flow.ts';
import { type BindingKind, boundNames, type Reference, Scope } from './scope.ts';

type Node = acorn.AnyNode;
type Maybe<T> = T | null | undefined;

export type FunctionNode =
  | acorn.FunctionDeclaration
  | acorn.AnonymousFunctionDeclaration
  | acorn.FunctionExpression
  | acorn.ArrowFunctionExpression;

type ClassNode = acorn.ClassDeclaration | acorn.AnonymousClassDeclaration | acorn.ClassExpression;

/** An expression that may make a promise. */
export type PromiseSource = acorn.CallExpression | acorn.NewExpression;

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
  /** `callSkill` where it is not called, and `skills` where it is not looked into. */
  readonly skillValues: readonly Found<acorn.Identifier>[];
  /** What may be a promise of the file's own, and is not awaited at once: `f()`, `new Promise(…)`, `Promise.all(…)`. */
  readonly ownCalls: readonly Found<PromiseSource>[];
  /** `Promise.all(…)` and its other methods. */
  readonly joins: readonly Pick<Found<acorn.CallExpression>, 'node' | 'scope'>[];
  /** `globalThis.x` and `globalThis['x']`. */
  readonly globalMembers: readonly acorn.MemberExpression[];
  /** `import`, `export … from`, `import()` and `import.meta`. */
  readonly modules: readonly Node[];
  readonly hasTopLevelAwait: boolean;
  /** The scopes of the functions that stand in no other function. */
  readonly functions: ReadonlyMap<FunctionNode, Scope>;
  /** A function uses `arguments`, and with it whatever it is given. */
  readonly usesArguments: boolean;
  /** Statements after one that always leaves. */
  readonly unreachable: readonly Range[];
  /** Loops whose condition is always true. */
  readonly endless: readonly Found<Loop>[];
  /** `x.y` where it is given a value. */
  readonly assignedMembers: ReadonlySet<acorn.MemberExpression>;
}

/** Walks the program once. Never fails on a tree that acorn or acorn-loose made. */
export function walk(program: acorn.Program): Findings {
  const walker = new Walker();
  walker.path.push(program);
  walker.visitStatements(program.body);
  for (const reference of walker.references) {
    const binding = reference.scope.find(reference.node.name);
    reference.binding = binding;
    if (binding !== undefined && reference.use !== 'write') binding.isRead = true;
  }
  return walker;
}

/** The state of a walk, and how it goes on from each kind of node: what is declared, which names are used. */
class Walker implements Findings {
  readonly top = new Scope(undefined, true);
  readonly references: Reference[] = [];
  readonly skillCalls: Found<acorn.CallExpression>[] = [];
  readonly skillMembers: Found<acorn.MemberExpression>[] = [];
  readonly skillValues: Found<acorn.Identifier>[] = [];
  readonly ownCalls: Found<PromiseSource>[] = [];
  readonly joins: { readonly node: acorn.CallExpression; readonly scope: Scope }[] = [];
  readonly globalMembers: acorn.MemberExpression[] = [];
  readonly modules: Node[] = [];
  hasTopLevelAwait = false;
  readonly functions = new Map<FunctionNode, Scope>();
  usesArguments = false;
  readonly unreachable: Range[] = [];
  readonly endless: Found<Loop>[] = [];
  readonly assignedMembers = new Set<acorn.MemberExpression>();

  scope = this.top;
  /** The nodes from the program down to the one that is visited. */
  readonly path: Node[] = [];
  functionDepth = 0;
  /** Functions around that have `arguments`. */
  argumentsDepth = 0;

  visit(node: Maybe<Node>): void {
    if (node === null || node === undefined || node.type === 'Literal') return;
    this.path.push(node);
    this.visitExpression(node);
    this.path.pop();
  }

  visitAll(nodes: readonly Maybe<Node>[]): void {
    for (let i = 0; i < nodes.length; i++) this.visit(nodes[i]);
  }

  visitStatements(nodes: readonly acorn.Program['body'][number][]): void {
    if (nodes.length > 1) addUnreachable(nodes, this.unreachable);
    this.visitAll(nodes);
  }

  /** A switch rather than a table of functions: of all that is done to a tree, this is done most. */
  visitExpression(node: Node): void {
    switch (node.type) {
      case 'Identifier':
        this.visitIdentifier(node);
        break;
      case 'MemberExpression':
        this.visitMemberExpression(node);
        break;
      case 'CallExpression':
        this.visitCall(node);
        break;
      case 'BinaryExpression':
      case 'LogicalExpression':
        this.visit(node.left);
        this.visit(node.right);
        break;
      case 'AwaitExpression':
        this.awaited();
        this.visit(node.argument);
        break;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
        this.visitFunction(node);
        break;
      case 'ObjectExpression':
        this.visitAll(node.properties);
        break;
      case 'Property':
      case 'MethodDefinition':
        if (node.computed) this.visit(node.key);
        this.visit(node.value);
        break;
      case 'ArrayExpression':
        this.visitAll(node.elements);
        break;
      case 'TemplateLiteral':
      case 'SequenceExpression':
        this.visitAll(node.expressions);
        break;
      case 'ConditionalExpression':
      case 'IfStatement':
        this.visit(node.test);
        this.visit(node.consequent);
        this.visit(node.alternate);
        break;
      case 'AssignmentExpression':
        this.visitAssignment(node);
        break;
      case 'SpreadElement':
      case 'YieldExpression':
      case 'ReturnStatement':
      case 'ThrowStatement':
        this.visit(node.argument);
        break;
      case 'UnaryExpression':
        if (node.operator === 'typeof' && node.argument.type === 'Identifier')
          this.refer(node.argument, 'typeof', node);
        else this.visit(node.argument);
        break;
      case 'UpdateExpression':
        this.visitUpdate(node.argument);
        break;
      case 'NewExpression':
        if (isName(node.callee, 'Promise')) this.promiseFrom(node);
        this.visitCallee(node.callee);
        this.visitAll(node.arguments);
        break;
      case 'ChainExpression':
      case 'ParenthesizedExpression':
      case 'ExpressionStatement':
        this.visit(node.expression);
        break;
      case 'TaggedTemplateExpression':
        this.visitCallee(node.tag);
        this.visit(node.quasi);
        break;
      case 'ObjectPattern':
      case 'ArrayPattern':
      case 'RestElement':
      case 'AssignmentPattern':
        this.visitPattern(node, false);
        break;
      default:
        this.visitStatement(node);
        break;
    }
  }

  visitStatement(node: Node): void {
    switch (node.type) {
      case 'BlockStatement':
        this.visitBlock(node.body);
        break;
      case 'VariableDeclaration':
        this.visitVariables(node);
        break;
      case 'FunctionDeclaration':
        if (node.id) this.scope.declare(node.id, 'function', node);
        this.visitFunction(node);
        break;
      case 'ForStatement':
        this.loop(node);
        this.enter(false);
        this.visit(node.init);
        this.visit(node.test);
        this.visit(node.update);
        this.visit(node.body);
        this.leave();
        break;
      case 'ForOfStatement':
        if (node.await) this.awaited();
        this.visitForEach(node);
        break;
      case 'ForInStatement':
        this.visitForEach(node);
        break;
      case 'WhileStatement':
        this.loop(node);
        this.visit(node.test);
        this.visit(node.body);
        break;
      case 'DoWhileStatement':
        this.loop(node);
        this.visit(node.body);
        this.visit(node.test);
        break;
      case 'TryStatement':
        this.visit(node.block);
        this.visit(node.handler);
        this.visit(node.finalizer);
        break;
      case 'CatchClause':
        this.visitCatch(node);
        break;
      case 'SwitchStatement':
        this.visit(node.discriminant);
        this.enter(false);
        this.visitAll(node.cases);
        this.leave();
        break;
      case 'SwitchCase':
        this.visit(node.test);
        this.visitStatements(node.consequent);
        break;
      case 'LabeledStatement':
        this.visit(node.body);
        break;
      case 'WithStatement':
        this.visit(node.object);
        this.visit(node.body);
        break;
      default:
        this.visitDefinition(node);
        break;
    }
  }

  /** Classes and modules. What is not named here has nothing inside that matters. */
  visitDefinition(node: Node): void {
    switch (node.type) {
      case 'ExportDefaultDeclaration':
        this.visit(node.declaration);
        break;
      case 'ExportNamedDeclaration':
        this.visitExports(node);
        break;
      case 'ClassDeclaration':
        if (node.id) this.scope.declare(node.id, 'class', node);
        this.visitClass(node);
        break;
      case 'ClassExpression':
        this.visitClass(node);
        break;
      case 'PropertyDefinition':
        if (node.computed) this.visit(node.key);
        if (node.value) this.visitDeferred(() => this.visit(node.value));
        break;
      case 'StaticBlock':
        this.visitDeferred(() => this.visitStatements(node.body));
        break;
      case 'ImportDeclaration':
        this.modules.push(node);
        for (const { local } of node.specifiers) this.scope.declare(local, 'import');
        break;
      case 'ImportExpression':
        this.modules.push(node);
        this.visit(node.source);
        break;
      case 'ExportAllDeclaration':
        this.modules.push(node);
        break;
      case 'MetaProperty':
        if (node.meta.name === 'import') this.modules.push(node);
    }
  }

  found<N extends Node>(node: N): Found<N> {
    return { node, scope: this.scope, around: this.path.slice(0, -1) };
  }

  get parent(): Node | undefined {
    return this.path[this.path.length - 2];
  }

  visitIdentifier(node: acorn.Identifier): void {
    if (node.name === 'callSkill' || node.name === 'skills') this.skillValues.push(this.found(node));
    this.refer(node, 'read', this.parent);
  }

  loop(node: Loop): void {
    if (isAlwaysTrue(node)) this.endless.push(this.found(node));
  }

  visitMemberExpression(node: acorn.MemberExpression): void {
    const { object } = node;
    if (object.type === 'Identifier') {
      if (object.name === 'skills') this.skillMembers.push(this.found(node));
      else if (object.name === 'callSkill')
        this.skillValues.push({ node: object, scope: this.scope, around: [...this.path] });
      else if (object.name === 'globalThis') this.globalMembers.push(node);
      this.refer(object, 'read', node);
    } else this.visit(object);
    if (node.computed) this.visit(node.property);
  }

  visitCall(node: acorn.CallExpression): void {
    const { callee } = node;
    if (isName(callee, 'callSkill')) this.skillCalls.push(this.found(node));
    else if (callee.type !== 'MemberExpression') this.promiseFrom(node);
    else if (isName(callee.object, 'Promise')) {
      this.joins.push({ node, scope: this.scope });
      this.promiseFrom(node);
    }
    this.visitCallee(callee);
    this.visitAll(node.arguments);
  }

  /** Notes what may be a promise, unless it is awaited, returned, stored or handed on, as nearly all are. */
  promiseFrom(node: PromiseSource): void {
    const type = this.parent?.type;
    if (type === 'AwaitExpression' || type === 'CallExpression' || type === 'ReturnStatement') return;
    this.ownCalls.push(this.found(node));
  }

  visitCallee(callee: acorn.Expression | acorn.Super): void {
    if (callee.type === 'Identifier') this.refer(callee, 'call', this.path.at(-1));
    else this.visit(callee);
  }

  visitUpdate(argument: acorn.Expression): void {
    if (argument.type === 'Identifier') {
      this.refer(argument, 'read', this.path.at(-1));
      this.refer(argument, 'write', this.path.at(-1));
    } else this.visit(argument);
  }

  visitBlock(body: readonly acorn.Statement[]): void {
    const hasNames = body.some(declaresInBlock);
    if (hasNames) this.enter(false);
    this.visitStatements(body);
    if (hasNames) this.leave();
  }

  visitAssignment(node: acorn.AssignmentExpression): void {
    this.visit(node.right);
    if (node.operator !== '=' && node.left.type === 'Identifier') this.refer(node.left, 'read', node);
    this.visitPattern(node.left, false);
  }

  visitVariables({ kind, declarations }: acorn.VariableDeclaration): void {
    const binding = kind === 'var' || kind === 'let' ? kind : 'const';
    for (const declarator of declarations) {
      this.declare(declarator.id, binding, declarator.init ?? undefined);
      this.path.push(declarator);
      this.visit(declarator.init);
      this.visitPattern(declarator.id, true);
      this.path.pop();
    }
  }

  visitForEach(node: acorn.ForInStatement | acorn.ForOfStatement): void {
    this.enter(false);
    this.visit(node.right);
    if (node.left.type === 'VariableDeclaration') this.visit(node.left);
    else this.visitPattern(node.left, false);
    this.visit(node.body);
    this.leave();
  }

  visitCatch({ param, body }: acorn.CatchClause): void {
    this.enter(false);
    if (param) {
      this.declare(param, 'let');
      this.visitPattern(param, true);
    }
    this.visit(body);
    this.leave();
  }

  visitExports(node: acorn.ExportNamedDeclaration): void {
    this.visit(node.declaration);
    if (node.source) this.modules.push(node);
    else
      for (const { local } of node.specifiers)
        if (local.type === 'Identifier') this.refer(local, 'read', node);
  }

  enter(isFunction: boolean): void {
    this.scope = new Scope(this.scope, isFunction);
  }

  leave(): void {
    this.scope = this.scope.parent ?? this.top;
  }

  declare(pattern: acorn.Pattern, kind: BindingKind, value?: Node): void {
    if (pattern.type === 'Identifier') this.scope.declare(pattern, kind, value);
    else for (const name of boundNames(pattern)) this.scope.declare(name, kind);
  }

  /** Visits what a pattern computes: defaults, keys, and members that it assigns to. */
  visitPattern(pattern: Maybe<acorn.Pattern>, declares: boolean): void {
    switch (pattern?.type) {
      case 'Identifier':
        if (!declares) this.refer(pattern, 'write', this.path.at(-1));
        break;
      case 'MemberExpression':
        this.assignedMembers.add(pattern);
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

  refer(node: acorn.Identifier, use: Reference['use'], parent: Maybe<Node>): void {
    if (node.name === '✖') return;
    if (node.name === 'arguments' && this.argumentsDepth > 0) this.usesArguments = true;
    else
      this.references.push({ node, scope: this.scope, use, parent: parent ?? undefined, binding: undefined });
  }

  visitFunction(node: FunctionNode): void {
    const isArrow = node.type === 'ArrowFunctionExpression';
    this.functionDepth++;
    if (!isArrow) this.argumentsDepth++;
    this.enter(true);
    if (this.functionDepth === 1) this.functions.set(node, this.scope);
    for (const parameter of node.params) this.declare(parameter, 'parameter');
    for (const parameter of node.params) this.visitPattern(parameter, true);
    if (node.body.type === 'BlockStatement') this.visitStatements(node.body.body);
    else this.visit(node.body);
    if (node.type === 'FunctionExpression' && node.id && !this.scope.has(node.id.name))
      this.scope.declare(node.id, 'function', node);
    this.leave();
    if (!isArrow) this.argumentsDepth--;
    this.functionDepth--;
  }

  visitClass(node: ClassNode): void {
    this.enter(false);
    if (node.id) this.scope.declare(node.id, 'class', node);
    this.visit(node.superClass);
    this.visitAll(node.body.body);
    this.leave();
  }

  /** Code that runs later or not in the module's own flow: a field's value, a static block. */
  visitDeferred(body: () => void): void {
    this.functionDepth++;
    this.enter(true);
    body();
    this.leave();
    this.functionDepth--;
  }

  awaited(): void {
    if (this.functionDepth === 0) this.hasTopLevelAwait = true;
  }
}

function isName(node: Node, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

/** Whether a statement declares a name for its block alone. */
function declaresInBlock({ type }: acorn.Statement): boolean {
  return type === 'VariableDeclaration' || type === 'FunctionDeclaration' || type === 'ClassDeclaration';
}
