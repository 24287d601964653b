/** Waits for several calls at once: a loop of awaited calls, or one awaited statement after another. */

import type { AnyNode, AwaitExpression, ForOfStatement, ForStatement, Statement } from 'acorn';
import type { Range } from '../../base/text.ts';
import type { Problem } from '../problem.ts';
import { boundNames } from '../scope.ts';
import { rootOf } from './carried.ts';
import { type Fixer, quickFix, refactoring } from './fix.ts';
import { isEntryParameter, nameOf, typeOfValue } from './kind-of-value.ts';
import type { Refused, Repair } from './repair.ts';
import { scopeAt } from './scope-at.ts';
import { contains, isSameRange, nodesOf, ownNodes, statementsIn } from './tree.ts';
import { replace, type Workpiece } from './workpiece.ts';

type Loop = ForOfStatement | ForStatement;

export const fixSequentialCalls: Fixer = (piece, problem) => {
  const path = piece.pathTo(problem.range);
  const at = path.findLastIndex(node => node.type === 'ForOfStatement' || node.type === 'ForStatement');
  const loop = path[at];
  if (loop?.type !== 'ForOfStatement' && loop?.type !== 'ForStatement') return [];
  const text = parallelLoop(piece, loop);
  if (text === undefined) return [];
  return [fixOf(piece, problem, loop, text)];
};

function fixOf(piece: Workpiece, problem: Problem, loop: Range, text: string): Repair {
  const edits = [replace(loop, text)];
  return quickFix(piece, problem, { title: 'Run in parallel with `Promise.all`', edits, isPreferred: true });
}

/** What each turn is for, and the list of turns: `items` and `item`. */
interface Turns {
  readonly list: string;
  readonly item: string;
}

function parallelLoop(piece: Workpiece, loop: Loop): string | undefined {
  const turns = loop.type === 'ForOfStatement' ? turnsOfEach(piece, loop) : turnsOfCount(piece, loop);
  if (turns === undefined || !staysInside(piece, loop)) return undefined;
  const { semicolon } = piece.style;
  const body = loop.body.type === 'BlockStatement' ? loop.body.body : [loop.body];
  const collected = collectedBy(piece, loop, body);
  const mapped = (callback: string) => `await Promise.all(${turns.list}(${callback}))`;
  if (collected === undefined) {
    const [only] = body;
    const isSingle =
      body.length === 1 && only?.type === 'ExpressionStatement' && only.expression.type === 'AwaitExpression';
    const awaited = isSingle ? (only.expression as AwaitExpression).argument : undefined;
    if (
      awaited &&
      !hasComment(piece, loop.body, only as Range) &&
      ![...ownNodes(awaited)].some(({ type }) => type === 'AwaitExpression')
    )
      return `${mapped(`${turns.item} => ${arrowBody(piece.slice(awaited))}`)}${semicolon}`;
    const block =
      loop.body.type === 'BlockStatement' ? piece.slice(loop.body) : `{ ${piece.slice(loop.body)} }`;
    return `${mapped(`async ${turns.item} => ${block}`)}${semicolon}`;
  }
  const { list, push, value } = collected;
  const isAlone = body.length === 1 && !hasComment(piece, loop.body, value);
  const waits =
    value.type === 'AwaitExpression' &&
    ![...ownNodes(value.argument)].some(({ type }) => type === 'AwaitExpression');
  const result =
    isAlone && waits
      ? `${turns.item} => ${arrowBody(piece.slice(value.argument))}`
      : isAlone
        ? `async ${turns.item} => ${arrowBody(piece.slice(value))}`
        : `async ${turns.item} => ${blockWith(piece, loop, push, `return ${piece.slice(value)}${semicolon}`)}`;
  return `${list}.push(...(${mapped(result)}))${semicolon}`;
}

/** Whether comments stand around what alone would be kept. */
function hasComment(piece: Workpiece, whole: Range, part: Range): boolean {
  const around = piece.text.slice(whole.start, part.start) + piece.text.slice(part.end, whole.end);
  return /\/[/*]/.test(around);
}

function arrowBody(text: string): string {
  return text.startsWith('{') ? `(${text})` : text;
}

/** The loop's block with another statement in the place of one of its own. */
function blockWith(piece: Workpiece, { body }: Loop, statement: Range, text: string): string {
  const code =
    piece.text.slice(body.start, statement.start) + text + piece.text.slice(statement.end, body.end);
  return body.type === 'BlockStatement' ? code : `{ ${code} }`;
}

function turnsOfEach(piece: Workpiece, { left, right, await: waits }: ForOfStatement): Turns | undefined {
  if (waits || left.type !== 'VariableDeclaration' || left.kind === 'var') return undefined;
  const [declarator] = left.declarations;
  if (declarator === undefined) return undefined;
  const pattern = piece.slice(declarator.id);
  const item =
    declarator.id.type === 'Identifier' && piece.skill.language === 'javascript' ? pattern : `(${pattern})`;
  const text = piece.slice(right);
  const object = /^(?:Identifier|MemberExpression|CallExpression|ArrayExpression)$/.test(right.type)
    ? text
    : `(${text})`;
  return { list: isList(piece, right) ? `${object}.map` : `[...${text}].map`, item };
}

const iterators: ReadonlySet<string> = new Set(['entries', 'keys', 'values', 'matchAll', 'get']);

/** Inputs and results are JSON: what can be iterated there is a list. All that is not sure to be one is spread first. */
function isList(piece: Workpiece, node: AnyNode): boolean {
  const scope = scopeAt(piece, node);
  if (typeOfValue(piece, node, scope) === 'string') return false;
  switch (node.type) {
    case 'Identifier': {
      const binding = scope.find(node.name);
      if (binding === undefined || isEntryParameter(piece, binding)) return true;
      return binding.kind === 'const' && binding.value !== undefined && isListValue(binding.value);
    }
    case 'MemberExpression': {
      const root = rootOf(node);
      const binding = root.type === 'Identifier' ? scope.find(root.name) : undefined;
      if (root.type === 'Identifier' && (binding === undefined || isEntryParameter(piece, binding)))
        return true;
      const value = binding?.kind === 'const' ? binding.value : root;
      return value?.type === 'AwaitExpression' || value?.type === 'ParenthesizedExpression';
    }
    default:
      return isListValue(node);
  }
}

function isListValue(value: AnyNode): boolean {
  if (value.type === 'ArrayExpression' || value.type === 'AwaitExpression') return true;
  if (value.type === 'LogicalExpression') return isListValue(value.right);
  if (value.type !== 'CallExpression' || value.callee.type !== 'MemberExpression') return false;
  const method = nameOf(value.callee.property) ?? '';
  return nameOf(value.callee.object) === 'Object' || !iterators.has(method);
}

/** `for (let i = 0; i < n; i++)` */
function turnsOfCount(piece: Workpiece, { init, test, update, body }: ForStatement): Turns | undefined {
  if (init?.type !== 'VariableDeclaration' || init.kind !== 'let' || init.declarations.length !== 1)
    return undefined;
  const [declarator] = init.declarations;
  const name = declarator && nameOf(declarator.id);
  const isZero = declarator?.init?.type === 'Literal' && declarator.init.value === 0;
  if (name === undefined || !isZero || test?.type !== 'BinaryExpression' || test.operator !== '<')
    return undefined;
  const isCounting =
    update?.type === 'UpdateExpression' && update.operator === '++' && nameOf(update.argument) === name;
  const writes = piece.source.findings.references.some(
    ({ node, use, binding }) => use === 'write' && binding?.node === declarator?.id && contains(body, node),
  );
  if (nameOf(test.left) !== name || !isCounting || writes) return undefined;
  const count = piece.slice(test.right);
  return { list: `Array.from({ length: ${count} }, (_, ${name}) => ${name}).map`, item: name };
}

interface Collected {
  readonly list: string;
  readonly push: Statement;
  readonly value: AnyNode;
}

/** `results.push(value)` as the last statement, of a list that the loop uses for nothing else. */
function collectedBy(piece: Workpiece, loop: Loop, body: readonly Statement[]): Collected | undefined {
  const push = body.at(-1);
  const list = pushedTo(piece, loop, push);
  if (list === undefined || push?.type !== 'ExpressionStatement' || push.expression.type !== 'CallExpression')
    return undefined;
  const [value] = push.expression.arguments;
  return value === undefined ? undefined : { list, push, value };
}

function pushedTo(piece: Workpiece, loop: Loop, statement: Statement | undefined): string | undefined {
  if (statement?.type !== 'ExpressionStatement' || statement.expression.type !== 'CallExpression')
    return undefined;
  const { callee, arguments: given } = statement.expression;
  if (callee.type !== 'MemberExpression' || nameOf(callee.property) !== 'push' || given.length !== 1)
    return undefined;
  const name = nameOf(callee.object);
  const binding = name === undefined ? undefined : scopeAt(piece, callee.object).find(name);
  if (binding === undefined || contains(loop, binding.node) || given[0]?.type === 'SpreadElement')
    return undefined;
  const uses = piece.referencesTo(binding).filter(({ node }) => contains(loop, node));
  return uses.length === 1 ? name : undefined;
}

/** Nothing leaves the loop but its last `push`: no jump, and no variable around it that a turn changes. */
function staysInside(piece: Workpiece, loop: Loop): boolean {
  const jumps = new Set(['BreakStatement', 'ContinueStatement', 'ReturnStatement', 'YieldExpression']);
  if ([...ownNodes(loop.body)].some(({ type }) => jumps.has(type))) return false;
  const body = loop.body.type === 'BlockStatement' ? loop.body.body : [loop.body];
  const collected = collectedBy(piece, loop, body);
  const writes = piece.source.findings.references.filter(
    ({ node, use, binding }) =>
      contains(loop.body, node) && use === 'write' && !(binding && contains(loop, binding.node)),
  );
  if (writes.length > 0) return false;
  return ![...nodesOf(loop.body)].some(
    node => changes(piece, loop, node) && !(collected && contains(collected.push, node)),
  );
}

const changing = /^(?:push|pop|shift|unshift|splice|sort|reverse|set|add|delete|clear|fill)$/;

/** Whether a node changes what lives outside of the loop, by a method that is known to. */
function changes(piece: Workpiece, loop: Loop, node: AnyNode): boolean {
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  if (!changing.test(nameOf(node.callee.property) ?? '')) return false;
  const name = nameOf(node.callee.object);
  const binding = name === undefined ? undefined : scopeAt(piece, node.callee.object).find(name);
  return binding === undefined || !contains(loop, binding.node);
}

const title = 'Wait for these calls in parallel';

/** Two or more awaited calls in a row, of which none needs what another brings. */
export function parallelStatements(piece: Workpiece, selection: Range): Repair | Refused | undefined {
  const list = piece
    .pathTo(selection)
    .flatMap(node => {
      const statements = statementsIn(node);
      return statements && node.type !== 'SwitchCase' ? [statements] : [];
    })
    .at(-1);
  const touched = (list ?? []).filter(({ start, end }) => start <= selection.end && selection.start <= end);
  const waits = touched.map(statement => waitingOf(piece, statement));
  const known = waits.filter(one => one !== undefined);
  if (known.length < 2) return undefined;
  const kind = 'refactor.rewrite';
  if (known.length < waits.length)
    return { title, kind, reason: 'Not all selected statements are awaited calls of skills.' };
  const names = new Set<string>();
  for (const { call, declared } of known) {
    const needed = piece.source.findings.references.find(
      ({ node }) => contains(call, node) && names.has(node.name),
    );
    if (needed)
      return {
        title,
        kind,
        reason: `A later call needs \`${needed.node.name}\`, which an earlier one brings.`,
      };
    for (const name of declared) names.add(name);
  }
  const [first, last] = [known[0]!, known.at(-1)!];
  const whole = { start: first.statement.start, end: last.statement.end };
  if (
    known
      .slice(1)
      .some(
        ({ statement }, index) =>
          piece.text.slice(known[index]!.statement.end, statement.start).trim() !== '',
      )
  )
    return { title, kind, reason: 'There are comments between the calls: move them first.' };
  const change = piece.changeOf([replace(whole, joined(piece, known))]);
  return refactoring({ title, kind, change });
}

interface Waiting {
  readonly statement: AnyNode;
  readonly call: AnyNode;
  readonly pattern: AnyNode | undefined;
  readonly kind: string | undefined;
  readonly declared: readonly string[];
}

function waitingOf(piece: Workpiece, statement: AnyNode): Waiting | undefined {
  const declarator = statement.type === 'VariableDeclaration' ? statement.declarations[0] : undefined;
  if (statement.type === 'VariableDeclaration' && statement.declarations.length !== 1) return undefined;
  const value =
    declarator?.init ?? (statement.type === 'ExpressionStatement' ? statement.expression : undefined);
  if (value?.type !== 'AwaitExpression') return undefined;
  const call = value.argument;
  const isCall = piece.skill.calls.some(({ range }) => isSameRange(range, call));
  const hasMore = [...nodesOf(call)].some(
    ({ type }) =>
      type === 'AwaitExpression' || type === 'AssignmentExpression' || type === 'UpdateExpression',
  );
  if (!isCall || hasMore) return undefined;
  return {
    statement,
    call,
    pattern: declarator?.id,
    kind: statement.type === 'VariableDeclaration' ? statement.kind : undefined,
    declared: declarator === undefined ? [] : boundNames(declarator.id).map(({ name }) => name),
  };
}

function joined(piece: Workpiece, all: readonly Waiting[]): string {
  const { eol, indent, semicolon } = piece.style;
  const start = piece.indentAt(all[0]?.statement.start ?? 0);
  const calls = all.map(({ call }) => piece.slice(call));
  const kinds = all.flatMap(({ kind }) => kind ?? []);
  const kind = kinds.includes('var') ? 'var' : kinds.includes('let') ? 'let' : 'const';
  const patterns = all.map(({ pattern }) => (pattern ? piece.slice(pattern) : ''));
  while (patterns.at(-1) === '') patterns.pop();
  const target = patterns.length === 0 ? '' : `${kind} [${patterns.join(', ')}] = `;
  const short = `${target}await Promise.all([${calls.join(', ')}])${semicolon}`;
  if (short.length + start.length <= 100 && !/[\r\n]/.test(short)) return short;
  const lines = calls.map(call => `${start}${indent}${call},${eol}`).join('');
  return `${target}await Promise.all([${eol}${lines}${start}])${semicolon}`;
}
