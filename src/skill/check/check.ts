/** Names that nothing declares, and what the sandbox refuses: imports, globals, code made from text. */

import type * as acorn from 'acorn';
import { didYouMean } from '../name.ts';
import { type Problem, problem } from '../problem.ts';
import type { Reference, Scope } from '../scope.ts';
import type { SkillForm } from '../skill.ts';
import type { Findings } from '../walk.ts';
import { forbiddenGlobals, knownGlobals, suggestedGlobals } from './globals.ts';

export interface Names {
  readonly form: SkillForm | undefined;
  /** The inputs that are in scope as variables. */
  readonly inputs: readonly string[];
}

export function checkNames(findings: Findings, names: Names): Problem[] {
  const problems = findings.modules.map(importProblem);
  const assigned = new Set<string>();
  for (const reference of findings.references) {
    if (reference.binding !== undefined || reference.use === 'typeof') continue;
    const { name } = reference.node;
    if (knownGlobals.has(name) || names.inputs.includes(name)) continue;
    const reason = forbiddenGlobals.get(name);
    if (reason !== undefined) {
      // Who asks first whether there is such a thing can do without.
      if (findings.references.some(({ use, node }) => use === 'typeof' && node.name === name)) continue;
      if (name !== 'Function' || reference.use === 'call')
        problems.push(forbidden(reference.node, name, reason));
      continue;
    }
    if (reference.use === 'write') assigned.add(name);
    problems.push(undefinedVariable(reference, assigned.has(name), names));
  }
  for (const node of findings.globalMembers) {
    const item = globalMember(node, findings.top);
    if (item !== undefined) problems.push(item);
  }
  if (names.form === 'script') problems.push(...uncalled(findings));
  return distinct(problems);
}

function forbidden(at: acorn.AnyNode, name: string, reason: string): Problem {
  return problem('skill/forbidden-global', at, `\`${name}\` is not available: ${reason}.`);
}

function importProblem(node: acorn.AnyNode): Problem {
  const repair = 'A skill is one file: call another skill with `await callSkill(name, inputs)`';
  switch (node.type) {
    case 'ImportExpression':
      return problem(
        'skill/forbidden-import',
        { start: node.start, end: node.start + 6 },
        `\`import()\` is not available. ${repair}.`,
      );
    case 'MetaProperty':
      return problem(
        'skill/forbidden-import',
        node,
        '`import.meta` is not available: a skill does not know where its file is.',
      );
    default:
      return problem(
        'skill/forbidden-import',
        node,
        `A skill cannot import anything. ${repair}, or write the function into this file.`,
      );
  }
}

function undefinedVariable({ node, scope, use }: Reference, isAssigned: boolean, names: Names): Problem {
  if (isAssigned) {
    const message = `\`${node.name}\` is assigned but never declared: write \`let ${node.name}\` where it begins.`;
    return problem('skill/undefined-variable', node, message);
  }
  const hint =
    didYouMean(node.name, [...visibleNames(scope), ...names.inputs, ...suggestedGlobals(use === 'call')]) ||
    '.';
  const what = use === 'call' ? `There is no function \`${node.name}\`` : `\`${node.name}\` is not defined`;
  return problem('skill/undefined-variable', node, `${what}${hint}`);
}

function* visibleNames(from: Scope): Iterable<string> {
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent)
    for (const { name } of scope.bindings) yield name;
}

/** `globalThis.process`, `globalThis['eval']`. */
function globalMember(node: acorn.MemberExpression, top: Scope): Problem | undefined {
  if (top.has('globalThis')) return undefined;
  const { property } = node;
  const name = node.computed
    ? property.type === 'Literal' && property.value
    : property.type === 'Identifier' && property.name;
  const reason = typeof name === 'string' ? forbiddenGlobals.get(name) : undefined;
  return reason === undefined ? undefined : forbidden(property, name as string, reason);
}

/** Functions of a script that nothing uses: perhaps the author meant one of them to be the entry. */
function uncalled(findings: Findings): Problem[] {
  const problems: Problem[] = [];
  for (const { name, kind, node, value, isRead } of findings.top.bindings) {
    if (kind !== 'function' || isRead || name.startsWith('_') || value?.type !== 'FunctionDeclaration')
      continue;
    const message = `Nothing calls \`${name}\`. If it is what should run, write \`export default\` before it.`;
    problems.push(problem('skill/unused-function', node, message));
  }
  return problems;
}

/** `x += 1` refers to `x` twice, at one place. */
function distinct(problems: Problem[]): Problem[] {
  if (problems.length < 2) return problems;
  const seen = new Map<string, Problem>();
  for (const item of problems) seen.set(`${item.code} ${item.range.start} ${item.range.end}`, item);
  return [...seen.values()];
}
