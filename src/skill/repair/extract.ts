/** Extracts statements or an expression to a skill of its own: what they use become inputs, what they make the result. */

import type { AnyNode } from 'acorn';
import type { Range } from '../../base/text.ts';
import { forbiddenGlobals, knownGlobals } from '../check/globals.ts';
import { propertiesOf, requiredOf } from '../schema.ts';
import { type Binding, boundNames, type Reference } from '../scope.ts';
import { changedInPlace, uncarried } from './carried.ts';
import { changedLater, changedValue } from './copied.ts';
import { callText, type Input, newText, type Plan } from './extracted.ts';
import { refactoring } from './fix.ts';
import { isEntryParameter, schemaType, typeOfValue } from './kind-of-value.ts';
import { newDescription } from './new-text.ts';
import type { Refused, Repair } from './repair.ts';
import { scopeAt } from './scope-at.ts';
import { expressionReason, itselfReason, leavingReason, ownReason, type Selected } from './selection.ts';
import { contains, isSameRange, ownNodes, statementsIn } from './tree.ts';
import { waitingEdits } from './waiting.ts';
import { replace, type Workpiece } from './workpiece.ts';

const title = 'Extract to a skill';
const kind = 'refactor.extract';

/** `undefined` where nothing is selected. `name` is the new skill's; one that is free when absent. */
export function extraction(
  piece: Workpiece,
  selection: Range,
  name = freeSkillName(piece),
): Repair | Refused | undefined {
  const range = trimmed(piece.text, selection);
  if (range.start >= range.end) return undefined;
  const found = selectedStatements(piece, range) ?? selectedExpression(piece, range);
  if (found === undefined)
    return { title, kind, reason: 'Select whole statements, or one whole expression.' };
  const plan = planOf(piece, found);
  if (typeof plan === 'string') return { title, kind, reason: plan };
  const extension = /\.\w+$/.exec(piece.skill.path)?.[0] ?? '.js';
  const { category } = piece.skill;
  const path = `${category === '' ? '' : `${category}/`}${name}${extension}`;
  const text = newText(piece, plan, name);
  const edits = [replace(plan.range, callText(piece, plan, name)), ...plan.waiting];
  const start = text.lastIndexOf(` * ${newDescription}`) + 3;
  const change = { edits: [{ path: piece.skill.path, edits }], creates: [{ path, text }], renames: [] };
  const select = { path, range: { start, end: start + newDescription.length } };
  return refactoring({ title, kind, change, select });
}

/** `checkout_part`, or with a number. */
export function freeSkillName({ catalogue, skill }: Workpiece): string {
  const base = `${skill.name.slice(0, 50)}_part`;
  for (let number = 1; ; number++) {
    const name = number === 1 ? base : `${base}${number}`;
    if (catalogue.find(name) === undefined && catalogue.obstacle(name) === undefined) return name;
  }
}

function trimmed(text: string, { start, end }: Range): Range {
  const inner = text.slice(start, end);
  const from = start + inner.length - inner.trimStart().length;
  return { start: from, end: Math.max(from, start + inner.trimEnd().length) };
}

function selectedStatements(piece: Workpiece, range: Range): Selected | undefined {
  const path = piece
    .pathTo(range)
    .filter(node => !isSameRange(node, range) || statementsIn(node) === undefined);
  const at = path.findLastIndex(node => statementsIn(node) !== undefined && node.type !== 'SwitchCase');
  const list = statementsIn(path[at] ?? piece.program) ?? [];
  const nodes = list.filter(node => node.start < range.end && range.start < node.end);
  const [first, last] = [nodes[0], nodes.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  const endsWith = piece.text[range.end] === ';' && last.end === range.end + 1 ? last.end : range.end;
  if (first.start < range.start || last.end > endsWith) return undefined;
  const outside = piece.text.slice(range.start, first.start) + piece.text.slice(last.end, endsWith);
  if (/\S/.test(outside.replace(/\/\/[^\r\n]*|\/\*[\s\S]*?\*\//g, ''))) return undefined;
  return {
    range: { start: range.start, end: endsWith },
    path: [...path.slice(0, at + 1), first],
    nodes,
    isExpression: false,
  };
}

function selectedExpression(piece: Workpiece, range: Range): Selected | undefined {
  const path = piece.pathTo(range);
  const at = path.findIndex(node => isSameRange(node, range));
  const node = path[at];
  if (node === undefined || !/Expression$|^Literal$|^TemplateLiteral$|^Identifier$/.test(node.type))
    return undefined;
  return { range, path: path.slice(0, at + 1), nodes: [node], isExpression: true };
}

/** A sentence says why there is none. */
function planOf(piece: Workpiece, selected: Selected): Plan | string {
  const { range, nodes, path, isExpression } = selected;
  const returns = nodes.at(-1)?.type === 'ReturnStatement';
  const reason =
    (isExpression ? expressionReason(selected) : itselfReason(piece, selected)) ??
    leavingReason(piece, selected, returns) ??
    ownReason(nodes);
  if (reason !== undefined) return reason;
  const references = piece.source.findings.references.filter(({ node }) => contains(range, node));
  const outer = references.filter(({ binding }) => binding === undefined || !contains(range, binding.node));
  const problem = outerReason(piece, outer, selected);
  if (problem !== undefined) return problem;
  const twice = redeclared(piece, selected);
  if (twice !== undefined) return `\`${twice}\` is declared inside and outside.`;
  const captured = capturedBy(piece, outer, selected);
  const changed = distinct(
    outer.flatMap(({ use, binding }) => (use === 'write' && binding ? [binding] : [])),
  );
  const made = madeBy(piece, selected);
  const lost = [...made, ...changed].map(uncarried).find(text => text !== undefined);
  if (lost !== undefined) return lost;
  const isShared = (binding: Binding) => !contains(range, binding.node);
  const inPlace =
    changedInPlace(piece, range, isShared) ??
    (isExpression ? changedValue(piece, selected, outer) : undefined) ??
    changedLater(piece, selected, [...made, ...changed], outer);
  if (inPlace !== undefined)
    return `The code changes what is in \`${inPlace}\`; a skill gets and gives copies.`;
  const waiting = waitingEdits(piece, path);
  if (waiting === undefined) return 'The function around it cannot wait for a skill.';
  if (waiting.some(edit => contains(range, edit))) return 'The code is part of a function that calls itself.';
  const value = isExpression ? nodes[0] : undefined;
  const type = value && typeOfValue(piece, value, scopeAt(piece, value));
  return {
    ...selected,
    ...captured,
    made,
    changed,
    declaration: declarationOf(piece, range, made),
    returns,
    isWrapped: isExpression && type === undefined,
    isAsync: nodes.some(waits),
    waiting,
  };
}

function waits(node: AnyNode): boolean {
  return [...ownNodes(node)].some(
    one => one.type === 'AwaitExpression' || (one.type === 'ForOfStatement' && one.await),
  );
}

/** A `var` whose name another one outside declares, too. */
function redeclared(piece: Workpiece, { nodes, range }: Selected): string | undefined {
  for (const node of nodes.flatMap(one => [...ownNodes(one)])) {
    if (node.type !== 'VariableDeclaration' || node.kind !== 'var') continue;
    for (const { name } of node.declarations.flatMap(({ id }) => boundNames(id))) {
      const binding = scopeAt(piece, node).find(name);
      if (binding !== undefined && !contains(range, binding.node)) return name;
    }
  }
  return undefined;
}

function outerReason(piece: Workpiece, outer: readonly Reference[], { range }: Selected): string | undefined {
  for (const { binding, node, use } of outer) {
    if (binding === undefined) continue;
    if (use !== 'write') {
      const reason = uncarried(binding) ?? caughtReason(piece, binding);
      if (reason !== undefined) return reason;
    }
    if (use !== 'write') continue;
    const inner = piece.functionAround(piece.pathTo(node));
    if (inner !== undefined && contains(range, inner))
      return `A function inside assigns \`${binding.name}\`, which is declared outside.`;
  }
  const lost = outer.find(({ binding, node }) => binding === undefined && forbiddenGlobals.has(node.name));
  return lost && `The sandbox has no \`${lost.node.name}\`.`;
}

/** Inside of what was caught it may be anything; the error itself is what nobody can hand on. */
function caughtReason(piece: Workpiece, { name, node }: Binding): string | undefined {
  const around = piece.pathTo(node).at(-2);
  const isCaught = around?.type === 'CatchClause' && around.param === node;
  return isCaught ? `\`${name}\` is an Error, which JSON cannot carry.` : undefined;
}

function capturedBy(
  piece: Workpiece,
  outer: readonly Reference[],
  { nodes }: Selected,
): Pick<Plan, 'inputs' | 'locals'> {
  const inputs = new Map<string, Input>();
  const locals: string[] = [];
  for (const reference of outer) {
    const { name } = reference.node;
    const isGlobal = reference.binding === undefined && knownGlobals.has(name);
    if (isGlobal || inputs.has(name) || locals.includes(name)) continue;
    if (reference.binding && isFirstSet(reference, nodes)) locals.push(name);
    else inputs.set(name, inputOf(piece, name, reference));
  }
  return { inputs: [...inputs.values()], locals };
}

/** `x = value` as a statement of its own, before anything inside reads `x`. */
function isFirstSet({ node, use }: Reference, nodes: readonly AnyNode[]): boolean {
  return (
    use === 'write' &&
    nodes.some(
      one =>
        one.type === 'ExpressionStatement' &&
        one.expression.type === 'AssignmentExpression' &&
        one.expression.operator === '=' &&
        one.expression.left === node,
    )
  );
}

function inputOf(piece: Workpiece, name: string, { binding }: Reference): Input {
  const isInput = binding === undefined || isEntryParameter(piece, binding);
  if (isInput) {
    const required = requiredOf(piece.skill.inputs);
    const isWritten = binding !== undefined && piece.referencesTo(binding).some(({ use }) => use === 'write');
    const type = isWritten ? undefined : schemaType(propertiesOf(piece.skill.inputs)[name]);
    return { name, type, isOptional: isWritten || !required.includes(name) };
  }
  const isFixed = binding.kind === 'const' && binding.value !== undefined;
  const known = isFixed ? typeOfValue(piece, binding.value as AnyNode, binding.scope) : undefined;
  // A property that may be `undefined` is left out on the way, and must not be required there.
  const type = known !== undefined && /\{.*\bany\b/.test(known) ? 'object' : known;
  return { name, type, isOptional: type === undefined };
}

/** Declared inside and used outside; of a script's own variables also those that are its result. */
function madeBy(piece: Workpiece, { range, nodes, isExpression }: Selected): readonly Binding[] {
  if (isExpression) return [];
  const outside = piece.source.findings.references.filter(
    ({ node, binding }) => binding && contains(range, binding.node) && !contains(range, node),
  );
  const isTop = nodes.some(node => (piece.program.body as readonly AnyNode[]).includes(node));
  const outputs = isTop && piece.source.form.kind === 'script' ? outputsIn(piece, nodes) : [];
  return distinct([...outside.flatMap(({ binding }) => binding ?? []), ...outputs]).sort(
    (a, b) => a.node.start - b.node.start,
  );
}

function outputsIn({ source }: Workpiece, nodes: readonly AnyNode[]): readonly Binding[] {
  return nodes.flatMap(node => {
    if (node.type !== 'VariableDeclaration') return [];
    const names = node.declarations.flatMap(({ id }) => boundNames(id));
    return names.flatMap(({ name }) => (name.startsWith('_') ? [] : (source.findings.top.own(name) ?? [])));
  });
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Set(items)];
}

function declarationOf(piece: Workpiece, range: Range, made: readonly Binding[]): Plan['declaration'] {
  if (made.some(binding => binding.kind === 'var')) return 'var';
  const isWritten = (binding: Binding) =>
    piece.referencesTo(binding).some(({ node, use }) => use === 'write' && !contains(range, node));
  return made.some(isWritten) ? 'let' : 'const';
}
