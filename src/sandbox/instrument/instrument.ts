/**
 * Makes a program stoppable: before each statement the guest looks at one byte, and where that is set it asks whether
 * to stop. Nothing else about the program changes: not its lines, nor the order in which anything is evaluated.
 *
 * What a stop needs of the place is a function that reads and sets the variables that are visible there; it is made
 * only then. (A direct `eval` would see more, but its mere presence makes functions several times slower.) A frame is
 * numbered by a counter of entries and rounds, so that a moment of a run (its call, frame, count and probe) is the
 * same in every replay.
 */

import * as acorn from 'acorn';
import MagicString from 'magic-string';
import { asBlock, Binder, isCrowded } from './binder.ts';
import { childrenOf, mentionsOf } from './mentions.ts';
import { type ProbeNames, probeNames } from './names.ts';
import { originals } from './original.ts';
import type { FunctionShape, Instrumented, Probe, ProbeKind, Span, VisibleName } from './probe.ts';
import { stackReads } from './stack-reads.ts';
import { alwaysLeaves, directivesEnd, isDefinition, kindOf, spanOf } from './statement.ts';

type Node = acorn.AnyNode;
type Maybe<T> = T | null | undefined;
type FunctionNode =
  | acorn.FunctionDeclaration
  | acorn.AnonymousFunctionDeclaration
  | acorn.FunctionExpression
  | acorn.ArrowFunctionExpression;

/** What surrounds a node. */
interface Place {
  /** Index of the function, and of the innermost scope. */
  readonly owner: number;
  readonly scope: number;
  readonly isAsync: boolean;
  /** False where no statement can ask: in parameters, initialisers of fields and static blocks. */
  readonly canAsk: boolean;
}

/**
 * @param source - a program as the sandbox loads it: `[(function (…) { "use strict"; … }), …]`
 * @param bodyStart - where the author's code begins, right after the brace of the function around it
 * @throws SyntaxError when it is no such program
 */
export function instrument(
  source: string,
  bodyStart: number,
  first: FirstNumbers = { probe: 0, function: 0 },
): Instrumented {
  return new Instrumenter(source, bodyStart, first).result();
}

/** Where the numbers begin by which the running program names its probes and functions. */
export interface FirstNumbers {
  readonly probe: number;
  readonly function: number;
}

class Instrumenter {
  readonly #text: MagicString;
  readonly #source: string;
  readonly #names: ProbeNames;
  readonly #binder = new Binder();
  readonly #probes: Probe[] = [];
  readonly #functions: (FunctionShape & { readonly probes: number[] })[] = [];
  readonly #arrows: number[] = [];
  /** Names that a function mentions, by its index; of the program itself none. */
  readonly #mentions: ReadonlySet<string>[] = [];
  readonly #mentionsOf: (node: Node) => ReadonlySet<string>;
  readonly #stackReads: ReadonlySet<Node>;
  /** Declarations of functions that are replaced by later ones before anything can call them. */
  readonly #replaced = new Set<Node>();
  readonly #first: FirstNumbers;
  #own: readonly VisibleName[] = [];

  constructor(source: string, bodyStart: number, first: FirstNumbers) {
    this.#source = source;
    this.#text = new MagicString(source);
    this.#names = probeNames(source);
    this.#first = first;
    const root = acorn.parseExpressionAt(source, 0, {
      ecmaVersion: 'latest',
      onToken: token => {
        if (token.type === acorn.tokTypes.arrow) this.#arrows.push(token.end);
      },
    });
    this.#mentionsOf = mentionsOf(root);
    this.#stackReads = stackReads(root);
    this.#program(root, bodyStart);
  }

  result(): Instrumented {
    const { flags, probe, stop, openCall, openBody, beginTask, endTask, suspend, resume } = this.#names;
    const { addCounter, stackText, count, value } = this.#names;
    const tasks = [beginTask, endTask, suspend, resume];
    const parameters = [flags, probe, stop, openCall, openBody, ...tasks, addCounter, stackText];
    const counter = `${addCounter}(${value}=>${value}===undefined?${count}:${count}=${value})`;
    this.#text.prepend(`(function(${parameters.join()}){let ${count}=0;${counter};return `).append('})');
    return {
      code: this.#text.toString(),
      probes: this.#probes,
      functions: this.#functions,
      scopes: this.#binder.scopes,
      own: this.#own,
      original: originals(this.#text, this.#source),
    };
  }

  #program(root: acorn.Expression, bodyStart: number): void {
    const outer = root.type === 'ArrayExpression' ? root.elements[0] : undefined;
    const body = outer ? functionAt(outer, bodyStart) : undefined;
    const last = body?.body.body.at(-1);
    if (outer?.type !== 'FunctionExpression' || body === undefined || last === undefined)
      throw new SyntaxError('This is no program of the sandbox.');
    const { call, openCall, count, frame } = this.#names;
    this.#insert(directivesEnd(outer.body), `const ${call}=${openCall}();`);
    const inputs = this.#inputsOf(outer, body);
    const statements = body.body.body.filter(statement => statement.start < last.start - 1);
    const owner = this.#newFunction('', body, undefined, body.async);
    const scope = this.#binder.program(statements, owner, inputs);
    const place: Place = { owner, scope, isAsync: body.async === true, canAsk: true };
    this.#own = this.#binder.programNames(scope);
    const [open, close] = this.#enclosure(statements, place);
    const begin = `const ${frame}=++${count}${this.#beginTask(place)};${open}`;
    this.#insert(bodyStart, `${begin}${this.#names.openBody}(${call},${this.#accessor(this.#own)});`);
    const end = last.start - 2;
    if (onlyReturn(outer) === body) this.#definitions(statements, place);
    else {
      this.#statements(statements, place);
      this.#insert(end, `;${this.#ask('end', { start: end, end }, place)}`);
    }
    this.#insert(last.end, close);
  }

  /** A script's inputs are the parameters of a function between the two. */
  #inputsOf(outer: acorn.FunctionExpression, body: acorn.FunctionExpression): readonly acorn.Pattern[] {
    const between = onlyReturn(outer);
    return between === undefined || between === body ? [] : between.params;
  }

  #newFunction(name: string, node: FunctionNode, parent: number | undefined, isAsync = false): number {
    const { start, end } = node;
    this.#mentions.push(this.#mentionsOf(node));
    return this.#functions.push({ name, span: { start, end }, isAsync, parent, probes: [] }) - 1;
  }

  #insert(at: number, text: string): void {
    this.#text.appendLeft(at, text);
  }

  /** An expression that stops there when that is wanted. */
  #question(
    kind: ProbeKind,
    { start, end }: Span,
    { owner, scope }: Place,
    frame = this.#names.frame,
  ): string {
    const { flags, probe, count, call, stop } = this.#names;
    const visible = this.#binder.visible(scope, this.#mentions[owner] as ReadonlySet<string>);
    const index = this.#newProbe(kind, { start, end }, owner, scope, visible);
    const accessor = this.#accessor(visible, owner);
    return `${flags}[${index}]&&${probe}(${index},${count},${frame},${call})&&${stop}(${accessor})`;
  }

  /** `(index)` reads a variable, `(index, [value])` sets it. */
  #accessor(names: readonly VisibleName[], sharedBy?: number): string {
    const { which, value, shared } = this.#names;
    const isShared = ({ scope }: VisibleName) => {
      const shape = this.#binder.scopes[scope];
      return shape !== undefined && shape.owner === sharedBy && isCrowded(shape);
    };
    const first = names.findIndex(isShared);
    const cases = names.map(({ name, scope, isConstant }, index) => {
      if (first >= 0 && isShared({ name, scope, isConstant }) && name !== 'this' && name !== 'arguments')
        return '';
      const set = isConstant ? '' : `${value}?${name}=${value}[0]:`;
      return `case ${index}:return ${set}${name};`;
    });
    const rest = first < 0 ? '' : `default:return ${shared}(${which}-${first},${value})`;
    return `(${which},${value})=>{switch(${which}){${cases.join('')}${rest}}}`;
  }

  /** What the probes of a function share, where it binds much. */
  #shared({ owner, scope }: Place): string {
    const shape = this.#binder.scopes[scope];
    if (shape === undefined || shape.owner !== owner || !isCrowded(shape)) return '';
    const { names, constants } = shape;
    const own = names.map(name => ({ name, scope, isConstant: constants.has(name) }));
    return `const ${this.#names.shared}=${this.#accessor(own)};`;
  }

  #ask(kind: ProbeKind, span: Span, place: Place): string {
    return place.canAsk ? `${this.#question(kind, span, place)};` : '';
  }

  #newProbe(
    kind: ProbeKind,
    span: Span,
    owner: number,
    scope: number,
    visible: readonly VisibleName[],
  ): number {
    const index = this.#probes.push({ kind, span, owner, scope, visible }) - 1;
    this.#functions[owner]?.probes.push(index);
    return this.#first.probe + index;
  }

  #beginTask({ isAsync, owner }: Place): string {
    const { task, beginTask, frame, call } = this.#names;
    return isAsync ? `,${task}=${beginTask}(${frame},${call},${this.#first.function + owner})` : '';
  }

  #endTask(): string {
    return `${this.#names.endTask}(${this.#names.task})`;
  }

  /** The top level of a skill that is a function: what only names functions is no step on the way into it. */
  #definitions(list: readonly Node[], place: Place): void {
    for (const statement of list)
      if (isDefinition(statement)) this.#visit(statement, place);
      else this.#statement(statement, place);
  }

  #statements(list: readonly Node[], place: Place): void {
    for (const statement of list) this.#statement(statement, place);
  }

  #statement(node: Node, place: Place): void {
    const kind = kindOf(node);
    if (kind !== undefined) this.#insert(node.start, this.#ask(kind, spanOf(node), place));
    this.#visit(node, place);
  }

  #visit(node: Maybe<Node>, place: Place): void {
    if (!node) return;
    // A stack that is read as a text has the columns of this program in it.
    const isStack = this.#stackReads.has(node);
    if (isStack) this.#insert(node.start, `${this.#names.stackText}(`);
    this.#node(node, place);
    if (isStack) this.#insert(node.end, ')');
  }

  #node(node: Node, place: Place): void {
    switch (node.type) {
      case 'BlockStatement':
        this.#statements(node.body, this.#binder.block(node.body, place));
        return;
      case 'LabeledStatement':
        this.#visit(node.body, place);
        return;
      case 'IfStatement':
        this.#visit(node.test, place);
        this.#branches(node, place);
        return;
      case 'ForStatement':
        this.#for(node, place);
        return;
      case 'ForInStatement':
      case 'ForOfStatement':
        this.#forEach(node, place);
        return;
      case 'WhileStatement':
        this.#test(node.test, place);
        this.#body(node.body, place, 'round');
        return;
      case 'DoWhileStatement':
        this.#body(node.body, place, 'round');
        this.#test(node.test, place);
        return;
      case 'SwitchStatement':
        this.#switch(node, place);
        return;
      case 'TryStatement':
        this.#try(node, place);
        return;
      case 'FunctionDeclaration':
        if (this.#replaced.has(node)) this.#insert(node.start, 'void ');
        this.#function(node, place, node.id?.name ?? '');
        if (this.#replaced.has(node)) this.#insert(node.end, ';');
        return;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        this.#function(node, place, node.type === 'ArrowFunctionExpression' ? '' : (node.id?.name ?? ''));
        return;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.#class(node, place);
        return;
      default:
        this.#expression(node, place);
        return;
    }
  }

  #expression(node: Node, place: Place): void {
    switch (node.type) {
      case 'AwaitExpression':
        this.#await(node, place);
        return;
      case 'VariableDeclarator':
        this.#visit(node.id, place);
        this.#named(node.init, place, node.id);
        return;
      case 'AssignmentExpression':
        this.#visit(node.left, place);
        this.#named(node.right, place, node.left);
        return;
      case 'MemberExpression':
        this.#visit(node.object, place);
        if (node.computed) this.#visit(node.property, place);
        return;
      case 'Property':
        if (node.computed) this.#visit(node.key, place);
        this.#named(node.value, place, node.key);
        return;
      case 'MetaProperty':
      case 'BreakStatement':
      case 'ContinueStatement':
        return;
      case 'Identifier':
        return;
      default:
        for (const child of childrenOf(node)) this.#visit(child, place);
    }
  }

  /** A function that is given to a variable is known by its name. */
  #named(node: Maybe<Node>, place: Place, target: Node): void {
    const name = target.type === 'Identifier' ? target.name : memberName(target);
    if (node?.type === 'ArrowFunctionExpression') this.#function(node, place, name);
    else if (node?.type === 'FunctionExpression') this.#function(node, place, node.id?.name ?? name);
    else this.#visit(node, place);
  }

  #await(node: acorn.AwaitExpression, place: Place): void {
    if (!place.canAsk) {
      this.#visit(node.argument, place);
      return;
    }
    const { resume, suspend, task } = this.#names;
    const index = this.#newProbe('await', spanOf(node), place.owner, place.scope, []);
    this.#insert(node.start, `${resume}(${task},`);
    this.#insert(node.argument.start, `${suspend}(${task},${index},(`);
    this.#visit(node.argument, place);
    this.#insert(node.argument.end, '))');
    this.#insert(node.end, ')');
  }

  /** A long chain of `else if` does not become a deep one. */
  #branches({ consequent, alternate }: acorn.IfStatement, place: Place): void {
    this.#body(consequent, place);
    if (alternate?.type === 'IfStatement') {
      this.#test(alternate.test, place, { kind: 'statement', span: spanOf(alternate) });
      this.#branches(alternate, place);
    } else if (alternate) this.#body(alternate, place);
  }

  /** The body of a branch or a loop, which gets braces where it has none. */
  #body(node: acorn.Statement, place: Place, round?: 'round' | 'resumed round'): void {
    const { count, resume, task } = this.#names;
    const resumed = round === 'resumed round' && place.canAsk ? `${resume}(${task});` : '';
    const begin = round !== undefined && place.canAsk ? `++${count};${resumed}` : '';
    if (node.type === 'BlockStatement') {
      this.#insert(node.start + 1, begin);
      this.#visit(node, place);
      return;
    }
    this.#insert(node.start, `{${begin}`);
    this.#statement(node, place);
    this.#insert(node.end, '}');
  }

  /** Asks before it is evaluated. */
  #test(
    test: acorn.Expression,
    place: Place,
    { kind, span }: { readonly kind: ProbeKind; readonly span: Span } = { kind: 'test', span: test },
  ): void {
    if (place.canAsk) this.#insert(test.start, `${this.#question(kind, span, place)},(`);
    this.#visit(test, place);
    if (place.canAsk) this.#insert(test.end, ')');
  }

  #for(node: acorn.ForStatement, place: Place): void {
    const inner = this.#binder.block(node.init ? [node.init] : [], place);
    this.#visit(node.init, inner);
    if (node.test) this.#test(node.test, inner);
    if (node.update) this.#test(node.update, inner);
    this.#body(node.body, inner, 'round');
  }

  #forEach(node: acorn.ForInStatement | acorn.ForOfStatement, place: Place): void {
    const inner = this.#binder.block([node.left], place);
    this.#visit(node.left, inner);
    this.#visit(node.right, place);
    this.#body(node.body, inner, node.type === 'ForOfStatement' && node.await ? 'resumed round' : 'round');
  }

  #switch(node: acorn.SwitchStatement, place: Place): void {
    this.#visit(node.discriminant, place);
    const inner = this.#binder.block(
      node.cases.flatMap(one => one.consequent),
      place,
    );
    for (const { test, consequent } of node.cases) {
      this.#visit(test, inner);
      this.#statements(consequent, inner);
    }
  }

  #try({ block, handler, finalizer }: acorn.TryStatement, place: Place): void {
    this.#visit(block, place);
    const resumed = place.isAsync && place.canAsk ? `${this.#names.resume}(${this.#names.task});` : '';
    if (handler) {
      const inner = this.#binder.caught(handler, place);
      if (handler.param) this.#visit(handler.param, { ...inner, canAsk: false });
      const span = { start: handler.start, end: handler.body.start };
      this.#insert(handler.body.start + 1, resumed + this.#ask('catch', span, inner));
      this.#visit(handler.body, inner);
    }
    if (finalizer) {
      this.#insert(finalizer.start + 1, resumed);
      this.#visit(finalizer, place);
    }
  }

  #function(node: FunctionNode, around: Place, name: string): void {
    const owner = this.#newFunction(name, node, around.owner, node.async);
    const scope = this.#binder.function(node, owner, around.scope);
    const { canAsk } = around;
    const place: Place = { owner, scope, isAsync: node.async === true, canAsk };
    for (const parameter of node.params) this.#visit(parameter, { ...place, canAsk: false });
    if (node.body.type !== 'BlockStatement') this.#arrowBody(node.body, node, place);
    else this.#functionBody(node.body, place);
  }

  #functionBody(body: acorn.BlockStatement, place: Place): void {
    if (!place.canAsk) {
      this.#statements(body.body, place);
      return;
    }
    const { frame, count } = this.#names;
    const [open, close] = this.#enclosure(body.body, place);
    const begin = `const ${frame}=++${count}${this.#beginTask(place)};${open}${this.#shared(place)}`;
    const start = directivesEnd(body);
    const isOpen = start > body.start + 1 && this.#source[start - 1] !== ';';
    this.#insert(start, isOpen ? `;${begin}` : begin);
    this.#statements(body.body, place);
    const end = body.end - 1;
    if (!alwaysLeaves(body.body.at(-1)))
      this.#insert(end, `;${this.#ask('end', { start: end, end: body.end }, place)}`);
    this.#insert(end, close);
  }

  /** What makes an asynchronous function say when it ends, however it does, before and after its body. */
  #enclosure(body: readonly Node[], { isAsync }: Place): readonly [open: string, close: string] {
    if (!isAsync) return ['', ''];
    const replaced = asBlock(body);
    if (replaced === undefined) return ['', `;${this.#endTask()}`];
    for (const node of replaced) this.#replaced.add(node);
    return ['try{', `}finally{${this.#endTask()}}`];
  }

  #arrowBody(body: acorn.Expression, arrow: FunctionNode, place: Place): void {
    if (!place.canAsk) {
      this.#visit(body, place);
      return;
    }
    const { frame, count } = this.#names;
    const after = this.#arrowBefore(body.start);
    if (!place.isAsync) {
      // No `return`: the engine would take that for the place of a call in the expression.
      this.#insert(after, `(++${count},${this.#question('expression', body, place, count)},`);
      this.#visit(body, place);
      this.#insert(arrow.end, ')');
      return;
    }
    const begin = `{const ${frame}=++${count}${this.#beginTask(place)};try{`;
    this.#insert(after, `${begin}${this.#ask('expression', body, place)}return(`);
    this.#visit(body, place);
    this.#insert(arrow.end, `)}finally{${this.#endTask()}}}`);
  }

  /** The end of the last `=>` before an offset. */
  #arrowBefore(offset: number): number {
    const at = this.#arrows.findLastIndex(end => end <= offset);
    return this.#arrows[at] ?? offset;
  }

  #class(node: acorn.Class, place: Place): void {
    this.#visit(node.superClass, place);
    for (const member of node.body.body) {
      if (member.type === 'StaticBlock') {
        this.#statements(member.body, { ...place, canAsk: false });
        continue;
      }
      if (member.computed) this.#visit(member.key, place);
      if (member.type === 'MethodDefinition') this.#function(member.value, place, methodName(node, member));
      else this.#visit(member.value, { ...place, canAsk: false });
    }
  }
}

function onlyReturn(outer: acorn.FunctionExpression): acorn.FunctionExpression | undefined {
  const last = outer.body.body.at(-1);
  const value = last?.type === 'ReturnStatement' ? last.argument : undefined;
  return value?.type === 'FunctionExpression' ? value : undefined;
}

/** The function whose body begins right before an offset, at most one function further in. */
function functionAt(outer: acorn.AnyNode, bodyStart: number): acorn.FunctionExpression | undefined {
  for (let at = outer.type === 'FunctionExpression' ? onlyReturn(outer) : undefined; at; at = onlyReturn(at))
    if (at.body.start + 1 === bodyStart) return at;
  return undefined;
}

function memberName(node: Node): string {
  if (node.type === 'MemberExpression') return memberName(node.property);
  if (node.type === 'Identifier') return node.name;
  return node.type === 'Literal' ? String(node.value) : '';
}

function methodName(owner: acorn.Class, method: acorn.MethodDefinition): string {
  const name = method.computed ? '' : memberName(method.key as Node);
  return owner.id ? `${owner.id.name}.${name}` : name;
}
