/** Where a skill calls others, and whether somebody waits for the result. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';
import type { Problem } from './problem.ts';
import { awaitProblem, type Fate, fateOf } from './promise.ts';
import { constantStrings } from './scope.ts';
import type { CallSite } from './skill.ts';
import type { Findings, Found } from './walk.ts';

export interface CallsReading {
  readonly calls: readonly CallSite[];
  readonly problems: readonly Problem[];
}

const loops: ReadonlySet<string> = new Set(['WhileStatement', 'DoWhileStatement']);

/** Methods that call what they are given once for each element. */
const eachMethods: ReadonlySet<string> = new Set(
  'map forEach filter flatMap reduce reduceRight some every find findIndex findLast sort from'.split(' '),
);

export function findCalls(findings: Findings): CallsReading {
  const calls: CallSite[] = [];
  const problems: Problem[] = [];
  const add = (site: CallSite, fate: Fate) => {
    calls.push(site);
    if (fate !== 'used') problems.push(awaitProblem(fate, site.range));
  };
  for (const found of findings.skillCalls) {
    if (found.scope.find('callSkill') !== undefined) continue;
    const fate = fateOf(found.node, found.around);
    add(callSkillSite(found, fate), fate);
  }
  for (const found of findings.skillMembers) {
    if (found.scope.find('skills') !== undefined) continue;
    const [site, fate] = memberSite(found);
    add(site, fate);
  }
  for (const found of findings.skillValues)
    if (found.scope.find(found.node.name) === undefined) calls.push(...valueSites(found));
  calls.sort((a, b) => a.range.start - b.range.start);
  return { calls, problems };
}

function callSkillSite(found: Found<acorn.CallExpression>, fate: Fate): CallSite {
  const { node, scope } = found;
  const [name, argument] = node.arguments;
  const expression = name?.type === 'SpreadElement' ? undefined : name;
  return {
    callees: constantStrings(expression, scope) ?? [],
    style: 'callSkill',
    range: rangeOf(node),
    nameRange: nameRange(name ?? node),
    argumentRange: argument && rangeOf(argument),
    isUsed: fate !== 'dropped',
    isInLoop: isInLoop(found),
  };
}

/** `skills.x(…)`, or `skills.x` handed on. */
function memberSite(found: Found<acorn.MemberExpression>): [CallSite, Fate] {
  const { node, scope, around } = found;
  const parent = around.at(-1);
  const isCall = parent?.type === 'CallExpression' && parent.callee === node;
  const { property } = node;
  const named = !node.computed && property.type === 'Identifier' && property.name !== '✖';
  const computed = node.computed && property.type !== 'PrivateIdentifier' ? property : undefined;
  const callees = named ? [property.name] : (constantStrings(computed, scope) ?? []);
  const argument = isCall ? parent.arguments[0] : undefined;
  const fate = isCall ? fateOf(parent, around.slice(0, -1)) : 'used';
  const site: CallSite = {
    callees,
    style: 'skills',
    range: rangeOf(isCall ? parent : node),
    nameRange: node.computed ? nameRange(property) : rangeOf(property),
    argumentRange: argument && rangeOf(argument),
    isUsed: fate !== 'dropped',
    isInLoop: isInLoop(found),
  };
  return [site, fate];
}

/** `const { square } = skills` names its callees; `callSkill` handed on is a call that only the run knows. */
function valueSites(found: Found<acorn.Identifier>): CallSite[] {
  const { node, around } = found;
  const parent = around.at(-1);
  const base = { isUsed: true, isInLoop: isInLoop(found), argumentRange: undefined };
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
        nameRange: nameRange(key),
      },
    ];
  });
}

function rangeOf(node: Range): Range {
  return { start: node.start, end: node.end };
}

/** A string literal's text without its quotes; anything else as it is. */
function nameRange(node: acorn.AnyNode): Range {
  const isText =
    (node.type === 'Literal' && typeof node.value === 'string') ||
    (node.type === 'TemplateLiteral' && node.expressions.length === 0);
  return isText && node.end - node.start >= 2 ? { start: node.start + 1, end: node.end - 1 } : rangeOf(node);
}

function isInLoop({ node: found, around }: Found<acorn.AnyNode>): boolean {
  return around.some((node, index) => {
    const inner = around[index + 1] ?? found;
    if (node.type === 'ForInStatement' || node.type === 'ForOfStatement') return inner !== node.right;
    if (node.type === 'ForStatement') return inner !== node.init;
    if (loops.has(node.type)) return true;
    if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
    const method = node.callee.property;
    return method.type === 'Identifier' && eachMethods.has(method.name) && inner !== node.callee;
  });
}
