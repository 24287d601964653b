/** How the walk goes on from each kind of node: what it declares, which names it uses, where it descends. */

import type * as acorn from 'acorn';
import type { Walker } from './walk.ts';

type Visitors = {
  readonly [N in acorn.AnyNode as N['type']]: (walker: Walker, node: N) => void;
};

const nothing = () => undefined;

/** Whether a statement declares a name for its block alone. */
function declaresInBlock(statement: acorn.Statement): boolean {
  const { type } = statement;
  return type === 'VariableDeclaration' || type === 'FunctionDeclaration' || type === 'ClassDeclaration';
}

type Loop = acorn.ForInStatement | acorn.ForOfStatement;

function visitForEach(walker: Walker, node: Loop): void {
  walker.inScope(false, () => {
    walker.visit(node.right);
    if (node.left.type === 'VariableDeclaration') walker.visit(node.left);
    else walker.visitPattern(node.left, false);
    walker.visit(node.body);
  });
}

type Member = acorn.MethodDefinition | acorn.Property | acorn.AssignmentProperty;

function visitMember(walker: Walker, node: Member): void {
  if (node.computed) walker.visit(node.key);
  walker.visit(node.value);
}

function visitCallee(walker: Walker, callee: acorn.Expression | acorn.Super): void {
  if (callee.type === 'Identifier') walker.refer(callee, 'call');
  else walker.visit(callee);
}

function visitCall(walker: Walker, node: acorn.CallExpression): void {
  const parent = walker.parent;
  if (node.callee.type === 'Identifier' && node.callee.name === 'callSkill')
    walker.skillCalls.push(walker.found(node));
  else if (parent?.type === 'ExpressionStatement' && node.callee.type !== 'MemberExpression')
    walker.droppedCalls.push(walker.found(node));
  visitCallee(walker, node.callee);
  walker.visitAll(node.arguments);
}

function visitMemberExpression(walker: Walker, node: acorn.MemberExpression): void {
  if (node.object.type === 'Identifier') {
    if (node.object.name === 'skills') walker.skillMembers.push(walker.found(node));
    if (node.object.name === 'globalThis') walker.globalMembers.push(walker.found(node));
    walker.refer(node.object, 'read');
  } else walker.visit(node.object);
  if (node.computed) walker.visit(node.property);
}

function visitIdentifier(walker: Walker, node: acorn.Identifier): void {
  if (node.name === 'callSkill' || node.name === 'skills') walker.skillValues.push(walker.found(node));
  walker.refer(node, 'read');
}

function visitVariables(walker: Walker, node: acorn.VariableDeclaration): void {
  const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
  for (const declarator of node.declarations) {
    walker.declare(declarator.id, kind, declarator.init ?? undefined);
    walker.visit(declarator);
  }
}

function visitAssignment(walker: Walker, node: acorn.AssignmentExpression): void {
  walker.visit(node.right);
  if (node.operator !== '=' && node.left.type === 'Identifier') walker.refer(node.left, 'read');
  walker.visitPattern(node.left, false);
}

function visitImport(walker: Walker, node: acorn.ImportDeclaration): void {
  walker.modules.push(node);
  for (const specifier of node.specifiers) walker.scope.declare(specifier.local, 'import');
}

function visitExports(walker: Walker, node: acorn.ExportNamedDeclaration): void {
  walker.visit(node.declaration);
  if (node.source) walker.modules.push(node);
  else for (const { local } of node.specifiers) if (local.type === 'Identifier') walker.refer(local, 'read');
}

export const visitors: Visitors = {
  Program: (walker, node) => walker.visitAll(node.body),
  ExpressionStatement: (walker, node) => walker.visit(node.expression),
  BlockStatement: (walker, node) => {
    if (node.body.some(declaresInBlock)) walker.inScope(false, () => walker.visitAll(node.body));
    else walker.visitAll(node.body);
  },
  EmptyStatement: nothing,
  DebuggerStatement: nothing,
  WithStatement: (walker, node) => {
    walker.visit(node.object);
    walker.visit(node.body);
  },
  ReturnStatement: (walker, node) => walker.visit(node.argument),
  LabeledStatement: (walker, node) => walker.visit(node.body),
  BreakStatement: nothing,
  ContinueStatement: nothing,
  IfStatement: (walker, node) => {
    walker.visit(node.test);
    walker.visit(node.consequent);
    walker.visit(node.alternate);
  },
  SwitchStatement: (walker, node) => {
    walker.visit(node.discriminant);
    walker.inScope(false, () => walker.visitAll(node.cases));
  },
  SwitchCase: (walker, node) => {
    walker.visit(node.test);
    walker.visitAll(node.consequent);
  },
  ThrowStatement: (walker, node) => walker.visit(node.argument),
  TryStatement: (walker, node) => {
    walker.visit(node.block);
    walker.visit(node.handler);
    walker.visit(node.finalizer);
  },
  CatchClause: (walker, node) =>
    walker.inScope(false, () => {
      if (node.param) {
        walker.declare(node.param, 'let');
        walker.visitPattern(node.param, true);
      }
      walker.visit(node.body);
    }),
  WhileStatement: (walker, node) => {
    walker.visit(node.test);
    walker.visit(node.body);
  },
  DoWhileStatement: (walker, node) => {
    walker.visit(node.body);
    walker.visit(node.test);
  },
  ForStatement: (walker, node) =>
    walker.inScope(false, () => {
      walker.visit(node.init);
      walker.visit(node.test);
      walker.visit(node.update);
      walker.visit(node.body);
    }),
  ForInStatement: visitForEach,
  ForOfStatement: (walker, node) => {
    if (node.await) walker.awaited();
    visitForEach(walker, node);
  },
  FunctionDeclaration: (walker, node) => {
    if (node.id) walker.scope.declare(node.id, 'function', node);
    walker.visitFunction(node);
  },
  VariableDeclaration: visitVariables,
  VariableDeclarator: (walker, node) => {
    walker.visit(node.init);
    walker.visitPattern(node.id, true);
  },
  ClassDeclaration: (walker, node) => {
    if (node.id) walker.scope.declare(node.id, 'class', node);
    walker.visitClass(node);
  },
  ThisExpression: nothing,
  Super: nothing,
  Identifier: visitIdentifier,
  Literal: nothing,
  PrivateIdentifier: nothing,
  ArrayExpression: (walker, node) => walker.visitAll(node.elements),
  ObjectExpression: (walker, node) => walker.visitAll(node.properties),
  Property: visitMember,
  FunctionExpression: (walker, node) => walker.visitFunction(node),
  ArrowFunctionExpression: (walker, node) => walker.visitFunction(node),
  UnaryExpression: (walker, node) => {
    if (node.operator === 'typeof' && node.argument.type === 'Identifier')
      walker.refer(node.argument, 'typeof');
    else walker.visit(node.argument);
  },
  UpdateExpression: (walker, node) => {
    if (node.argument.type === 'Identifier') {
      walker.refer(node.argument, 'read');
      walker.refer(node.argument, 'write');
    } else walker.visit(node.argument);
  },
  BinaryExpression: (walker, node) => {
    walker.visit(node.left);
    walker.visit(node.right);
  },
  LogicalExpression: (walker, node) => {
    walker.visit(node.left);
    walker.visit(node.right);
  },
  AssignmentExpression: visitAssignment,
  MemberExpression: visitMemberExpression,
  ConditionalExpression: (walker, node) => {
    walker.visit(node.test);
    walker.visit(node.consequent);
    walker.visit(node.alternate);
  },
  CallExpression: visitCall,
  NewExpression: (walker, node) => {
    visitCallee(walker, node.callee);
    walker.visitAll(node.arguments);
  },
  SequenceExpression: (walker, node) => walker.visitAll(node.expressions),
  YieldExpression: (walker, node) => walker.visit(node.argument),
  AwaitExpression: (walker, node) => {
    walker.awaited();
    walker.visit(node.argument);
  },
  SpreadElement: (walker, node) => walker.visit(node.argument),
  TemplateLiteral: (walker, node) => walker.visitAll(node.expressions),
  TaggedTemplateExpression: (walker, node) => {
    visitCallee(walker, node.tag);
    walker.visit(node.quasi);
  },
  TemplateElement: nothing,
  ChainExpression: (walker, node) => walker.visit(node.expression),
  ImportExpression: (walker, node) => {
    walker.modules.push(node);
    walker.visit(node.source);
  },
  ParenthesizedExpression: (walker, node) => walker.visit(node.expression),
  MetaProperty: (walker, node) => {
    if (node.meta.name === 'import') walker.modules.push(node);
  },
  ObjectPattern: (walker, node) => walker.visitPattern(node, false),
  ArrayPattern: (walker, node) => walker.visitPattern(node, false),
  RestElement: (walker, node) => walker.visitPattern(node, false),
  AssignmentPattern: (walker, node) => walker.visitPattern(node, false),
  ClassExpression: (walker, node) => walker.visitClass(node),
  ClassBody: (walker, node) => walker.visitAll(node.body),
  MethodDefinition: visitMember,
  PropertyDefinition: (walker, node) => {
    if (node.computed) walker.visit(node.key);
    if (node.value) walker.visitDeferred(() => walker.visit(node.value));
  },
  StaticBlock: (walker, node) => walker.visitDeferred(() => walker.visitAll(node.body)),
  ImportDeclaration: visitImport,
  ImportSpecifier: nothing,
  ImportDefaultSpecifier: nothing,
  ImportNamespaceSpecifier: nothing,
  ImportAttribute: nothing,
  ExportNamedDeclaration: visitExports,
  ExportSpecifier: nothing,
  ExportDefaultDeclaration: (walker, node) => walker.visit(node.declaration),
  ExportAllDeclaration: (walker, node) => {
    walker.modules.push(node);
  },
};
