/** Where a skill calls others, and whether somebody waits for the result. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';
import { type Problem, problem } from './problem.ts';
import { constantStrings } from './scope.ts';
import type { CallSite } from './skill.ts';
import type { Findings, Found } from './walk.ts';

export interface CallsReading {
  readonly calls: readonly CallSite[];
  readonly problems: readonly Problem[];
}

/** What becomes of the promise of a call. */
type Fate = 'used' | 'dropped' | 'mistaken';

const loops: ReadonlySet<string> = new Set(['WhileStatement', 'DoWhileStatement']);

/** Methods that call what they are given once for each element. */
const eachMethods: ReadonlySet<string> = new Set(
  'map forEach filter flatMap reduce reduceRight some every find findIndex findLast sort from'.split(' '),
);

export function findCalls(findings: Findings): CallsReading {
  const calls: CallSite[] = [];
  const problems: Problem[] = [];
  const add = (site: CallSite, fate: Fate, found: Found<acorn.AnyNode>) => {
    calls.push(site);
    const item = awaitProblem(fate, site.range, found);
    if (item !== undefined) problems.push(item);
  };
  for (const found of findings.skillCalls) {
    if (found.scope.find('callSkill') !== undefined) continue;
    const fate = fateOf(found.node, found.around);
    add(callSkillSite(found, fate), fate, found);
  }
  for (const found of findings.skillMembers) {
    if (found.scope.find('skills') !== undefined) continue;
    const [site, fate] = memberSite(found);
    add(site, fate, found);
  }
  for (const found of findings.skillValues)
    if (found.scope.find(found.node.name) === undefined) calls.push(...valueSites(found));
  problems.push(...droppedAsync(findings));
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

/** Follows the promise outwards until something takes it, drops it or mistakes it for the result. */
function fateOf(call: acorn.AnyNode, around: readonly acorn.AnyNode[]): Fate {
  let node = call;
  for (let i = around.length - 1; i >= 0; i--) {
    const parent = around[i] as acorn.AnyNode;
    switch (parent.type) {
      case 'ChainExpression':
      case 'ParenthesizedExpression':
        break;
      case 'ExpressionStatement':
        return 'dropped';
      case 'SequenceExpression':
        if (parent.expressions.at(-1) !== node) return 'dropped';
        break;
      case 'ConditionalExpression':
        if (parent.test === node) return 'mistaken';
        break;
      case 'LogicalExpression':
        if (parent.left === node) return 'mistaken';
        break;
      case 'MemberExpression': {
        const next = around[i - 1];
        const { property } = parent;
        const method = !parent.computed && property.type === 'Identifier' ? property.name : undefined;
        if (parent.object !== node) return 'used';
        if (method !== 'then' && method !== 'catch' && method !== 'finally') return 'mistaken';
        if (next?.type !== 'CallExpression' || next.callee !== parent) return 'used';
        // Who handles its failure means to let it go.
        if (method === 'catch' || (method === 'then' && next.arguments.length > 1)) return 'used';
        i--;
        node = next;
        continue;
      }
      case 'ArrowFunctionExpression':
        return parent.body === node && isForEach(around[i - 1], parent) ? 'dropped' : 'used';
      default:
        return isMistaken(parent, node) ? 'mistaken' : 'used';
    }
    node = parent;
  }
  return 'used';
}

function isForEach(call: acorn.AnyNode | undefined, callback: acorn.AnyNode): boolean {
  return (
    call?.type === 'CallExpression' &&
    call.arguments[0] === callback &&
    call.callee.type === 'MemberExpression' &&
    call.callee.property.type === 'Identifier' &&
    call.callee.property.name === 'forEach'
  );
}

/** Places where a promise makes no sense, but a result would. */
function isMistaken(parent: acorn.AnyNode, node: acorn.AnyNode): boolean {
  switch (parent.type) {
    case 'BinaryExpression':
    case 'TemplateLiteral':
      return true;
    case 'UnaryExpression':
      return parent.operator !== 'void';
    case 'IfStatement':
    case 'WhileStatement':
    case 'DoWhileStatement':
    case 'ForStatement':
      return parent.test === node;
    case 'SwitchStatement':
      return parent.discriminant === node;
    case 'ForInStatement':
      return parent.right === node;
    case 'ForOfStatement':
      return parent.right === node && !parent.await;
    case 'VariableDeclarator':
      return parent.id.type === 'ObjectPattern' || parent.id.type === 'ArrayPattern';
    case 'AssignmentExpression':
      return parent.operator !== '=' && parent.right === node && !/^(?:\?\?|\|\||&&)=$/.test(parent.operator);
    case 'SpreadElement':
      return true;
    case 'CallExpression':
      return parent.callee === node;
    default:
      return false;
  }
}

function awaitProblem(fate: Fate, range: Range, found: Found<acorn.AnyNode>): Problem | undefined {
  if (fate === 'used') return undefined;
  if (fate === 'mistaken') {
    const message = 'This is a promise, not the result: write `(await …)` around the call.';
    return problem('skill/missing-await', range, message);
  }
  const inForEach = found.around.some(
    node => node.type === 'ArrowFunctionExpression' && node.body === found.node,
  );
  const repair = inForEach
    ? '`forEach` does not wait: use `for … of` with `await`, or `await Promise.all(items.map(…))`.'
    : 'write `await` before it (or `void`, when nobody needs to wait).';
  return problem('skill/missing-await', range, `Nobody waits for this call: ${repair}`);
}

/** Calls of the file's own async functions whose promise is dropped. */
function droppedAsync(findings: Findings): Problem[] {
  const problems: Problem[] = [];
  for (const { node, scope } of findings.droppedCalls) {
    const { callee } = node;
    const value = callee.type === 'Identifier' ? scope.find(callee.name)?.value : callee;
    const isAsync = value !== undefined && 'async' in value && value.async;
    if (!isAsync || ('generator' in value && value.generator)) continue;
    const what = callee.type === 'Identifier' ? `\`${callee.name}\` is async and nobody` : 'Nobody';
    const message = `${what} waits for it: write \`await\` before the call (or \`void\`, when nobody needs to wait).`;
    problems.push(problem('skill/missing-await', callee.type === 'Identifier' ? callee : node, message));
  }
  return problems;
}
