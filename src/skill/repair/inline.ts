/** Inlines a call: what the callee does, where the call stands and what it gives, or why that does not go together. */

import type { AnyNode, ObjectExpression, Statement } from 'acorn';
import type { JsonValue } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';
import { literalText } from '../code-text.ts';
import type { TextEdit } from '../edit.ts';
import type { Binding } from '../scope.ts';
import type { CallSite, Skill } from '../skill.ts';
import { keyOf } from '../written.ts';
import { changedInPlace, givesPromise, uncarriedValue } from './carried.ts';
import { refactoring } from './fix.ts';
import { type Body, type Bound, Inliner, type Place } from './inliner.ts';
import type { Refused, Repair } from './repair.ts';
import { scopeAt } from './scope-at.ts';
import { contains, isSameRange, nodesOf, ownNodes, statementsIn, usesItself } from './tree.ts';
import { Workpiece } from './workpiece.ts';

const kind = 'refactor.inline';

/** `undefined` where the selection is on no call of a known skill. */
export function inlining(piece: Workpiece, selection: Range): Repair | Refused | undefined {
  const call = piece.skill.calls.find(
    ({ range, nameRange, callees }) =>
      callees.length > 0 &&
      (contains(nameRange, selection) ||
        isSameRange(range, selection) ||
        (contains(range, selection) && isOnHead(selection, range, nameRange))),
  );
  const [name, other] = call?.callees ?? [];
  const callee = name === undefined ? undefined : piece.catalogue.find(name);
  if (call === undefined || callee === undefined) return undefined;
  const title = `Inline the call of "${callee.name}"`;
  const refused = (reason: string): Refused => ({ title, kind, reason });
  if (other !== undefined) return refused('The call may be of several skills.');
  const edits = inlineEdits(piece, call, callee);
  if (typeof edits === 'string') return refused(edits);
  return refactoring({ title, kind, change: piece.changeOf(edits) });
}

function isOnHead({ end }: Range, range: Range, nameRange: Range): boolean {
  return end <= Math.max(nameRange.end + 1, range.start);
}

function inlineEdits(piece: Workpiece, call: CallSite, callee: Skill): readonly TextEdit[] | string {
  if (callee.path === piece.skill.path) return 'A skill cannot be inlined into itself.';
  if (!callee.isComplete) return 'The skill’s own code cannot be read: repair it first.';
  if (callee.language !== piece.skill.language && callee.language === 'typescript')
    return 'The skill is TypeScript, and this file is JavaScript.';
  const other = new Workpiece(piece.catalogue, callee);
  const body = bodyOf(other);
  if (typeof body === 'string') return body;
  const place = placeOf(piece, call);
  if (typeof place === 'string') return place;
  const inputs = inputsOf(piece, place.argument, other);
  if (typeof inputs === 'string') return inputs;
  const hidden = hiddenGlobal(piece, place.waiting, other);
  if (hidden !== undefined) return `\`${hidden}\` is something else where the call is.`;
  return new Inliner(piece, other, { body, place, inputs }).edits();
}

/** A global of the callee's that a variable of the caller's hides. */
function hiddenGlobal(piece: Workpiece, place: AnyNode, other: Workpiece): string | undefined {
  const scope = scopeAt(piece, place);
  const hidden = other.source.findings.references.find(
    ({ binding, node }) => binding === undefined && scope.find(node.name) !== undefined,
  );
  return hidden?.node.name;
}

/** What the callee does, where that can stand elsewhere; a sentence says why it cannot. */
function bodyOf(other: Workpiece): Body | string {
  const { node, kind: form } = other.source.form;
  if (node === undefined || form === 'script')
    return 'The skill is a script: convert it to a function first.';
  const { top, references } = other.source.findings;
  const isOwn = (binding: Binding) => contains(node, binding.node);
  if (references.some(({ binding, node: use }) => contains(node.body, use) && binding && !isOwn(binding)))
    return 'The skill uses what stands beside its function.';
  if (other.program.body.length > 1 && top.bindings.length > 1)
    return 'Other code stands beside the skill’s function.';
  if (node.id && references.some(({ binding }) => binding?.node === node.id))
    return 'The skill’s function calls itself.';
  if (usesItself(node)) return 'The skill uses `this` or `arguments`.';
  if (
    changedInPlace(
      other,
      node.body,
      binding =>
        binding.kind === 'parameter' && contains(node, binding.node) && !contains(node.body, binding.node),
    ) !== undefined
  )
    return 'The skill changes its inputs, of which it has copies.';
  if (node.body.type !== 'BlockStatement') return checkedValue({ statements: [], value: node.body });
  const statements = node.body.body;
  const last = statements.at(-1);
  const rest = last?.type === 'ReturnStatement' ? statements.slice(0, -1) : statements;
  const hasReturn = rest.some(statement =>
    [...ownNodes(statement)].some(({ type }) => type === 'ReturnStatement'),
  );
  if (hasReturn) return 'The skill returns in more than one place.';
  if (rest.some(statement => 'directive' in statement && statement.directive))
    return 'The skill begins with a directive.';
  return checkedValue({
    statements: rest,
    value: last?.type === 'ReturnStatement' ? (last.argument ?? undefined) : undefined,
  });
}

function checkedValue(body: Body): Body | string {
  const what = body.value && uncarriedValue(body.value);
  return what === undefined || givesPromise(body.value as AnyNode) ? body : `The skill returns ${what}.`;
}

function placeOf(piece: Workpiece, call: CallSite): Place | string {
  const path = piece.pathTo(call.range);
  const at = path.findLastIndex(node => isSameRange(node, call.range));
  const node = path[at];
  const waiting = path[at - 1];
  if (waiting?.type !== 'AwaitExpression' || node?.type !== 'CallExpression')
    return 'Only a call that is awaited where it stands can be inlined.';
  const argument = call.argumentRange && piece.pathTo(call.argumentRange).at(-1);
  if (argument !== undefined && argument.type !== 'ObjectExpression')
    return 'The inputs are not written as an object at the call.';
  return { waiting, statement: statementAround(path.slice(0, at)), argument };
}

/** Where nothing else of the statement is evaluated before the call. */
function statementAround(path: readonly AnyNode[]): AnyNode | undefined {
  const waiting = path.at(-1);
  let inner = waiting;
  for (let at = path.length - 2; at >= 0; at--) {
    const node = path[at] as AnyNode;
    if (statementsIn(node)?.includes(inner as Statement))
      return node.type === 'SwitchCase' ? undefined : inner;
    const isFirst =
      node.type === 'ExpressionStatement' ||
      (node.type === 'VariableDeclaration' &&
        node.declarations.length === 1 &&
        node.declarations[0] === inner) ||
      (node.type === 'VariableDeclarator' && node.init === inner && !hasCode(node.id)) ||
      (node.type === 'ReturnStatement' && node.argument === inner) ||
      (node.type === 'MemberExpression' && node.object === inner) ||
      (node.type === 'AssignmentExpression' &&
        node.operator === '=' &&
        node.right === inner &&
        node.left.type === 'Identifier');
    if (!isFirst) return undefined;
    inner = node;
  }
  return undefined;
}

function hasCode(pattern: AnyNode): boolean {
  return [...nodesOf(pattern)].some(({ type }) => type === 'AssignmentPattern');
}

/** The value of each parameter, in the order of the call. */
function inputsOf(
  piece: Workpiece,
  argument: ObjectExpression | undefined,
  other: Workpiece,
): readonly Bound[] | string {
  const { entry } = other.skill;
  const node = other.source.form.node;
  const scope = node && other.source.findings.functions.get(node);
  const given = new Map<string, AnyNode>();
  for (const property of argument?.properties ?? []) {
    const key = property.type === 'Property' ? keyOf(property) : undefined;
    if (property.type !== 'Property' || key === undefined)
      return 'The inputs are not all written at the call.';
    given.set(key, property.value);
  }
  const bound: Bound[] = [];
  for (const parameter of entry?.parameters ?? []) {
    if (parameter.isRest) return 'The skill takes a rest of inputs.';
    const binding = scope?.bindings.find(one => isSameRange(one.node, parameter.range));
    if (binding === undefined) return 'The skill takes its inputs apart in its parameters.';
    const value = given.get(parameter.name);
    if (value === undefined && !parameter.isOptional) return `The call leaves out \`${parameter.name}\`.`;
    given.delete(parameter.name);
    const isOpen = value !== undefined && mayBeMissing(value);
    const isComputed = parameter.default === undefined && hasCodeDefault(other, binding);
    if (isOpen && (parameter.default !== undefined || isComputed))
      return `\`${parameter.name}\` has a default, and the call may leave it out.`;
    if (value === undefined && isComputed) return `The default of \`${parameter.name}\` is no plain value.`;
    bound.push({ parameter, binding, ...textOf(piece, value, parameter.default) });
  }
  if (given.size > 0) return `The skill has no input \`${[...given.keys()][0]}\`.`;
  const order = [...(argument?.properties ?? [])].map(one =>
    one.type === 'Property' ? keyOf(one) : undefined,
  );
  return bound.sort((a, b) => order.indexOf(a.parameter.name) - order.indexOf(b.parameter.name));
}

function mayBeMissing(value: AnyNode): boolean {
  return !/^(?:Literal|TemplateLiteral|ObjectExpression|ArrayExpression|BinaryExpression)$/.test(value.type);
}

function hasCodeDefault(other: Workpiece, { node }: Binding): boolean {
  return other
    .pathTo(node)
    .some(
      one =>
        one.type === 'AssignmentPattern' ||
        (one.type === 'Property' && one.shorthand && one.value.type === 'AssignmentPattern'),
    );
}

function textOf(
  piece: Workpiece,
  value: AnyNode | undefined,
  fallback: JsonValue | undefined,
): Pick<Bound, 'text' | 'isSimple'> {
  if (value === undefined)
    return {
      text: fallback === undefined ? 'undefined' : literalText(fallback, piece.style.quote),
      isSimple: typeof fallback !== 'object',
    };
  const isFixed =
    value.type === 'Identifier' &&
    piece.source.findings.references.find(({ node }) => node.start === value.start)?.binding?.kind ===
      'const';
  return {
    text: value.type === 'SequenceExpression' ? `(${piece.slice(value)})` : piece.slice(value),
    isSimple:
      isFixed ||
      value.type === 'Literal' ||
      (value.type === 'UnaryExpression' && value.argument.type === 'Literal'),
  };
}
