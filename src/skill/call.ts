/** Where a skill calls others, and whether somebody waits for the result. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';
import { Situation } from './circumstance.ts';
import { ReturnedNames } from './handed-on.ts';
import type { Problem } from './problem.ts';
import { awaitProblem, type Fate, fateOf, isTakenForResult } from './promise.ts';
import { ResultUses } from './result-use.ts';
import { insideQuotes, possibleStrings, type Scope } from './scope.ts';
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
  const returned = new ReturnedNames();
  const add = (site: CallSite, { isOpen }: Names, fate: Fate) => {
    calls.push(...(isOpen && site.callees.length > 0 ? divided(site) : [site]));
    if (fate !== 'used') problems.push(awaitProblem(fate, site.range));
  };
  const fateHere = (call: acorn.AnyNode, at: Place): Fate => {
    const fate = fateOf(call, at.around);
    return fate === 'used' && isTakenForResult(call, at, findings, returned) ? 'mistaken' : fate;
  };
  for (const found of findings.skillCalls) {
    if (found.scope.find('callSkill') !== undefined) continue;
    const fate = fateHere(found.node, found);
    const written = names(nameArgument(found.node), found.scope);
    add(callSkillSite(found, written, fate, { situation, uses, fateHere }), written, fate);
  }
  for (const found of findings.skillMembers) {
    if (found.scope.find('skills') !== undefined) continue;
    const written = memberNames(found);
    const [site, fate] = memberSite(found, written, { situation, uses, fateHere });
    add(site, written, fate);
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
  readonly fateHere: (call: acorn.AnyNode, at: Place) => Fate;
}

type Place = Pick<Found<acorn.AnyNode>, 'scope' | 'around'>;

/** What a place says of the callees. */
interface Names extends Pick<CallSite, 'callees' | 'constants'> {
  /** It may be others as well, which only a run knows. */
  readonly isOpen: boolean;
}

/** `callSkill(n ?? 'a')` is two: a call that only the run knows, and the name of a skill that it may be of. */
function divided(site: CallSite): readonly CallSite[] {
  const { nameRange } = site;
  const known = { range: nameRange, argumentRange: undefined, argument: unknown, reads: none };
  return [
    { ...site, callees: [], constants: none },
    { ...site, ...known, isUsed: true, isInBranch: true },
  ];
}

function nameArgument({ arguments: [name] }: acorn.CallExpression): acorn.Expression | undefined {
  return name?.type === 'SpreadElement' ? undefined : name;
}

function callSkillSite(
  found: Found<acorn.CallExpression>,
  { callees, constants }: Names,
  fate: Fate,
  { situation, uses }: Reading,
): CallSite {
  const { node } = found;
  const [name, argument] = node.arguments;
  return {
    callees,
    constants,
    style: 'callSkill',
    range: rangeOf(node),
    nameRange: insideQuotes(name ?? node),
    argumentRange: argument && rangeOf(argument),
    argument: nameArgument(node) === undefined ? unknown : argumentOf(argument, found),
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

function memberNames({ node: { computed, property }, scope }: Found<acorn.MemberExpression>): Names {
  if (!computed && property.type === 'Identifier' && property.name !== '✖')
    return { callees: [property.name], constants: none, isOpen: false };
  return names(computed && property.type !== 'PrivateIdentifier' ? property : undefined, scope);
}

/** `skills.x(…)`, or `skills.x` handed on. */
function memberSite(
  found: Found<acorn.MemberExpression>,
  { callees, constants }: Names,
  { situation, uses, fateHere }: Reading,
): [CallSite, Fate] {
  const { node, scope, around } = found;
  const parent = around.at(-1);
  const isCall = parent?.type === 'CallExpression' && parent.callee === node;
  const { property } = node;
  const argument = isCall ? parent.arguments[0] : undefined;
  const outside = { scope, around: around.slice(0, -1) };
  const fate = isCall ? fateHere(parent, outside) : 'used';
  const site: CallSite = {
    callees,
    constants,
    style: 'skills',
    range: rangeOf(isCall ? parent : node),
    nameRange: node.computed ? insideQuotes(property) : rangeOf(property),
    argumentRange: argument && rangeOf(argument),
    argument: isCall ? argumentOf(argument, found) : unknown,
    reads: isCall ? uses.of(parent, outside) : none,
    isUsed: fate !== 'dropped',
    ...situation.of(found),
  };
  return [site, fate];
}

/** `const { square } = skills` names its callees; handed on, `skills` and `callSkill` are calls that only the run knows. */
function valueSites(found: Found<acorn.Identifier>, situation: Situation): CallSite[] {
  const { node, around, scope } = found;
  const parent = around.at(-1);
  const base = {
    style: node.name === 'skills' ? ('skills' as const) : ('callSkill' as const),
    callees: [],
    constants: none,
    isUsed: true,
    argumentRange: undefined,
    argument: unknown,
    reads: none,
    ...situation.of(found),
  };
  const pattern = node.name === 'skills' ? takenApart(node, parent) : undefined;
  if (pattern === undefined) {
    const isHarmless =
      parent !== undefined && (node.name === 'skills' ? onlyLooks : isProperty)(node, parent);
    return isHarmless ? [] : [{ ...base, range: rangeOf(node), nameRange: rangeOf(node) }];
  }
  return pattern.properties.flatMap(property => {
    const range = rangeOf(property);
    if (property.type === 'RestElement') return [{ ...base, range, nameRange: range }];
    const { key, computed } = property;
    const nameRange = insideQuotes(key);
    if (computed) {
      const { callees, constants, isOpen } = names(key, scope);
      const site = { ...base, range, nameRange };
      const known = { ...site, callees, constants: constants.length > 0 ? constants : written(key, callees) };
      return [...(isOpen ? [site] : []), ...(callees.length > 0 ? [known] : [])];
    }
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? key.value : undefined;
    return typeof name === 'string' ? [{ ...base, callees: [name], range, nameRange }] : [];
  });
}

/** In brackets, a name stays the string that it is, whatever it becomes. */
function written(key: acorn.Expression, names: readonly string[]): readonly WrittenName[] {
  return names.map(name => ({ name, range: insideQuotes(key) }));
}

/** `const { a } = skills` and `({ a } = skills)`. */
function takenApart(
  node: acorn.Identifier,
  parent: acorn.AnyNode | undefined,
): acorn.ObjectPattern | undefined {
  const pattern =
    parent?.type === 'VariableDeclarator'
      ? parent.id
      : parent?.type === 'AssignmentExpression' && parent.right === node
        ? parent.left
        : undefined;
  return pattern?.type === 'ObjectPattern' ? pattern : undefined;
}

/** Where `skills` is looked at, and nobody can call any by it: `'a' in skills`, `Object.keys(skills)`. */
function onlyLooks(node: acorn.Identifier, parent: acorn.AnyNode): boolean {
  switch (parent.type) {
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'ExpressionStatement':
    case 'ForInStatement':
    case 'IfStatement':
    case 'ExportSpecifier':
      return true;
    case 'LogicalExpression':
      return parent.left === node && parent.operator === '&&';
    case 'ConditionalExpression':
      return parent.test === node;
    case 'CallExpression': {
      const { callee } = parent;
      if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return false;
      const { object, property } = callee;
      if (property.type !== 'Identifier') return false;
      return object.name === 'console' || (object.name === 'Object' && property.name === 'keys');
    }
    default:
      return false;
  }
}

/** `callSkill.name`, but not `callSkill.bind(…)`. */
function isProperty(node: acorn.Identifier, parent: acorn.AnyNode): boolean {
  if (parent.type !== 'MemberExpression' || parent.object !== node) return false;
  const { property } = parent;
  return property.type !== 'Identifier' || !['bind', 'call', 'apply'].includes(property.name);
}

const none: readonly WrittenName[] = [];

/** The callees that an expression names, and where it does so elsewhere than in one string. */
function names(node: acorn.Expression | undefined, scope: Scope): Names {
  const { written, isOpen } = possibleStrings(node, scope);
  const callees = [...new Set(written.map(({ name }) => name))];
  return { callees, constants: node !== undefined && isText(node) ? none : written, isOpen };
}

function rangeOf(node: Range): Range {
  return { start: node.start, end: node.end };
}

function isText(node: acorn.AnyNode): boolean {
  if (node.type === 'TemplateLiteral') return node.expressions.length === 0;
  return node.type === 'Literal' && typeof node.value === 'string';
}
