/** Quick fixes for names that nothing declares: declare them, write what was meant, or take them as an input. */

import type { AnyNode } from 'acorn';
import { forbiddenGlobals, suggestedGlobals } from '../check/globals.ts';
import type { Problem } from '../problem.ts';
import type { Reference, Scope } from '../scope.ts';
import { closest } from './closest.ts';
import { type Fixer, quickFix } from './fix.ts';
import { newInputEdits } from './new-input.ts';
import type { Repair } from './repair.ts';
import { contains, isSameRange, statementsIn } from './tree.ts';
import { insert, replace, type Workpiece } from './workpiece.ts';

export const fixUndefinedVariable: Fixer = (piece, problem) => {
  const { references } = piece.source.findings;
  const here = references.filter(({ node }) => isSameRange(node, problem.range));
  const [reference] = here;
  if (reference === undefined) return [];
  const { name } = reference.node;
  const same = references.filter(({ node, binding }) => node.name === name && binding === undefined);
  const isAssigned = same.some(({ use }) => use === 'write');
  if (isAssigned) return declare(piece, problem, same);
  return [...meant(piece, problem, reference), ...takeAsInput(piece, problem, same)];
};

/** `let` at the first assignment where all uses can see it, else in a line of its own before them. */
function declare(piece: Workpiece, problem: Problem, uses: readonly Reference[]): readonly Repair[] {
  const starts = uses.map(({ node }) => node.start);
  const range = { start: Math.min(...starts), end: Math.max(...uses.map(({ node }) => node.end)) };
  const path = piece.pathTo(range);
  const block = path.findLast(node => statementsIn(node) !== undefined && node.type !== 'SwitchCase');
  const first = block && statementsIn(block)?.find(statement => contains(statement, first0(uses)));
  const name = uses[0]?.node.name;
  if (first === undefined || name === undefined) return [];
  const isPlain =
    first.type === 'ExpressionStatement' &&
    first.expression.type === 'AssignmentExpression' &&
    first.expression.operator === '=' &&
    first.expression.left.type === 'Identifier' &&
    first.expression.left.name === name &&
    !uses.some(({ node, use }) => use !== 'write' && contains(first, node));
  const { eol, semicolon } = piece.style;
  const text = isPlain ? 'let ' : `let ${name}${semicolon}${eol}${piece.indentAt(first.start)}`;
  const edits = [insert(first.start, text)];
  return [
    quickFix(piece, problem, {
      title: `Declare \`${name}\` with \`let\``,
      edits,
      isSafe: isPlain,
      isPreferred: true,
    }),
  ];
}

function first0(uses: readonly Reference[]): AnyNode {
  return uses.map(({ node }) => node).reduce((a, b) => (a.start <= b.start ? a : b));
}

function meant(piece: Workpiece, problem: Problem, { node, scope, use }: Reference): readonly Repair[] {
  const inputs = piece.skill.entry?.parameters.map(({ name }) => name) ?? [];
  return closest(node.name, [...visibleNames(scope), ...inputs, ...suggestedGlobals(use === 'call')])
    .filter(name => !forbiddenGlobals.has(name))
    .map((name, index) =>
      quickFix(piece, problem, {
        title: `Change to \`${name}\``,
        edits: [replace(node, shorthandAt(piece, node) ? `${node.name}: ${name}` : name)],
        isPreferred: index === 0,
      }),
    );
}

/** `{ x }`: a property and its value by one name. */
export function shorthandAt(piece: Workpiece, node: AnyNode): boolean {
  const parent = piece.pathTo(node).at(-2);
  return parent?.type === 'Property' && parent.shorthand;
}

function* visibleNames(from: Scope): Iterable<string> {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent)
    for (const { name } of scope.bindings) yield name;
}

function takeAsInput(piece: Workpiece, problem: Problem, uses: readonly Reference[]): readonly Repair[] {
  const [first] = uses;
  if (first === undefined || uses.some(({ use }) => use === 'call')) return [];
  const { name } = first.node;
  const edits = newInputEdits(
    piece,
    name,
    uses.map(({ node }) => node),
  );
  return edits === undefined
    ? []
    : [quickFix(piece, problem, { title: `Take \`${name}\` as an input`, edits })];
}
