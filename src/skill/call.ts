/** Where a skill calls others, and whether somebody waits for the result. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';
import { Situation } from './circumstance.ts';
import type { Problem } from './problem.ts';
import { awaitProblem, type Fate, fateOf } from './promise.ts';
import { ResultUses } from './result-use.ts';
import { constantStrings, insideQuotes, type Scope } from './scope.ts';
import type { CallSite, Written, WrittenName } from './skill.ts';
import type { Findings, Found } from './walk.ts';
import { readWritten, unknown } from './written.ts';

export interface CallsReading {
  readonly calls: readonly CallSite[];
  readonly problems: readonly Problem[];
}

export function findCalls(findings: Findings): CallsReading {
  const calls: CallSite[] = [];
  const problems: Problem[] = [];
  const situation = new Situation(findings);
  const uses = new ResultUses(findings);
  const add = (site: CallSite, fate: Fate) => {
    calls.push(site);
    if (fate !== 'used') problems.push(awaitProblem(fate, site.range));
  };
  for (const found of findings.skillCalls) {
    if (found.scope.find('callSkill') !== undefined) continue;
    const fate = fateOf(found.node, found.around);
    add(callSkillSite(found, fate, { situation, uses }), fate);
  }
  for (const found of findings.skillMembers) {
    if (found.scope.find('skills') !== undefined) continue;
    const [site, fate] = memberSite(found, { situation, uses });
    add(site, fate);
  }
  for (const found of findings.skillValues)
    if (found.scope.find(found.node.name) === undefined) calls.push(...valueSites(found, situation));
  calls.sort((a, b) => a.range.start - b.range.start);
  return { calls, problems };
}

/** What readings of calls share. */
interface Reading {
  readonly situation: Situation;
  readonly uses: ResultUses;
}

function callSkillSite(
  found: Found<acorn.CallExpression>,
  fate: Fate,
  { situation, uses }: Reading,
): CallSite {
  const { node, scope } = found;
  const [name, argument] = node.arguments;
  const expression = name?.type === 'SpreadElement' ? undefined : name;
  return {
    ...names(expression, scope),
    style: 'callSkill',
    range: rangeOf(node),
    nameRange: insideQuotes(name ?? node),
    argumentRange: argument && rangeOf(argument),
    argument: expression === undefined ? unknown : argumentOf(argument, found),
    reads: uses.of(node, found),
    isUsed: fate !== 'dropped',
    ...situation.of(found),
  };
}

/** No argument is as good as an empty object. */
function argumentOf(
  argument: acorn.Expression | acorn.SpreadElement | undefined,
  { node, scope }: Found<acorn.AnyNode>,
): Written {
  if (argument !== undefined) return readWritten(argument, scope);
  return { kind: 'object', properties: [], isOpen: false, start: node.end, end: node.end };
}

/** `skills.x(…)`, or `skills.x` handed on. */
function memberSite(found: Found<acorn.MemberExpression>, { situation, uses }: Reading): [CallSite, Fate] {
  const { node, scope, around } = found;
  const parent = around.at(-1);
  const isCall = parent?.type === 'CallExpression' && parent.callee === node;
  const { property } = node;
  const named = !node.computed && property.type === 'Identifier' && property.name !== '✖';
  const computed = node.computed && property.type !== 'PrivateIdentifier' ? property : undefined;
  const written = named ? { callees: [property.name], constants: none } : names(computed, scope);
  const argument = isCall ? parent.arguments[0] : undefined;
  const fate = isCall ? fateOf(parent, around.slice(0, -1)) : 'used';
  const site: CallSite = {
    ...written,
    style: 'skills',
    range: rangeOf(isCall ? parent : node),
    nameRange: node.computed ? insideQuotes(property) : rangeOf(property),
    argumentRange: argument && rangeOf(argument),
    argument: isCall ? argumentOf(argument, found) : unknown,
    reads: isCall ? uses.of(parent, { scope, around: around.slice(0, -1) }) : none,
    isUsed: fate !== 'dropped',
    ...situation.of(found),
  };
  return [site, fate];
}

/** `const { square } = skills` names its callees; `callSkill` handed on is a call that only the run knows. */
function valueSites(found: Found<acorn.Identifier>, situation: Situation): CallSite[] {
  const { node, around } = found;
  const parent = around.at(-1);
  const base = {
    constants: none,
    isUsed: true,
    argumentRange: undefined,
    argument: unknown,
    reads: none,
    ...situation.of(found),
  };
  if (node.name === 'callSkill')
    return [{ ...base, callees: [], style: 'callSkill', range: rangeOf(node), nameRange: rangeOf(node) }];
  if (parent?.type !== 'VariableDeclarator' || parent.id.type !== 'ObjectPattern') return [];
  return parent.id.properties.flatMap(property => {
    if (property.type === 'RestElement' || property.computed) return [];
    const { key } = property;
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : undefined;
    if (typeof name !== 'string') return [];
    return [
      {
        ...base,
        callees: [name],
        style: 'skills' as const,
        range: rangeOf(property),
        nameRange: insideQuotes(key),
      },
    ];
  });
}

const none: readonly WrittenName[] = [];

/** The callees that an expression names, and where it does so elsewhere than in one string. */
function names(node: acorn.Expression | undefined, scope: Scope): Pick<CallSite, 'callees' | 'constants'> {
  const written = constantStrings(node, scope) ?? none;
  const [first] = written;
  if (first === undefined) return { callees: [], constants: none };
  if (node !== undefined && isText(node)) return { callees: [first.name], constants: none };
  return { callees: [...new Set(written.map(({ name }) => name))], constants: written };
}

function rangeOf(node: Range): Range {
  return { start: node.start, end: node.end };
}

function isText(node: acorn.AnyNode): boolean {
  if (node.type === 'TemplateLiteral') return node.expressions.length === 0;
  return node.type === 'Literal' && typeof node.value === 'string';
}
