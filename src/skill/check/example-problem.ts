/** Examples against the skill that they are of: whether they can be read, call it, and fit its inputs and result. */

import * as acorn from 'acorn';
import type { Range } from '../../base/text.ts';
import type { Doc, DocTag } from '../doc.ts';
import { exampleCode } from '../example-code.ts';
import { childrenOf } from '../flow.ts';
import { type Problem, problem } from '../problem.ts';
import { Scope } from '../scope.ts';
import type { Contract } from '../skill.ts';
import { readWritten } from '../written.ts';
import { argumentFaults } from './call-problem.ts';
import { readLiteral } from './literal.ts';
import { type Misfit, misfitOf } from './misfit.ts';

/** @param names By which the example may call the skill: its own, and the function's. */
export function exampleProblems(doc: Doc, names: readonly string[], contract: Contract): Problem[] {
  const problems: Problem[] = [];
  for (const tag of doc.tags)
    if (tag.tag === 'example' && tag.text !== '') problems.push(...problemsOf(tag, names, contract));
  return problems;
}

/** A comment such as `// => 5`. */
interface Outcome extends Range {
  readonly text: string;
}

/** An example of the usual form: one call with literals, and perhaps what comes out. */
function simpleProblems(tag: DocTag, names: readonly string[], contract: Contract): Problem[] | undefined {
  const { text } = tag;
  const bracket = text.indexOf('(');
  const start = text.startsWith('await ') ? 6 : 0;
  const name = text.slice(start, bracket);
  if (bracket < 0 || name === 'callSkill' || !/^[A-Za-z_$][\w$-]*$/.test(name) || !isOwn(name, names))
    return undefined;
  const inputs = readLiteral(text, bracket + 1);
  const tail = inputs && /^\)\s*;?\s*(?:\/\/\s*=>(.*))?$/.exec(text.slice(inputs.end));
  if (!inputs || !tail) return undefined;
  const problems: Problem[] = [];
  const at = { start, end: bracket };
  for (const { range, message } of argumentFaults(inputs.value, at, {
    name: names[0] ?? name,
    inputs: contract.inputs,
  }))
    problems.push(problem('skill/example-mismatch', placeIn(tag, range), message));
  const { result } = contract;
  if (tail[1] === undefined || result === undefined) return problems;
  const outcome = readLiteral(text, text.length - tail[1].length);
  if (outcome === undefined) return /^\s*[{['"\d-]/.test(tail[1]) ? undefined : problems;
  const found = outcome.end === text.length ? misfitOf(outcome.value, result, result) : undefined;
  if (found !== undefined) problems.push(mismatch(tag, found, names));
  return problems;
}

function mismatch(tag: DocTag, found: Misfit, names: readonly string[]): Problem {
  const message = `The result of \`${names[0]}\`: ${found.message}.`;
  return problem('skill/example-mismatch', placeIn(tag, found), message);
}

function problemsOf(tag: DocTag, names: readonly string[], contract: Contract): Problem[] {
  const simple = simpleProblems(tag, names, contract);
  if (simple !== undefined) return simple;
  const code = programOf(tag.text, names);
  const outcomes: Outcome[] = [];
  let program: acorn.Program;
  try {
    program = acorn.parse(code, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      onComment: (isBlock, text, start, end) => {
        if (!isBlock && /^\s*=>/.test(text)) outcomes.push({ start, end, text });
      },
    });
  } catch (error) {
    return [unreadable(tag, error)];
  }
  const calls = program.body.flatMap(callsIn);
  const own = calls.filter(call => isOwn(call.name, names));
  if (own.length === 0) return [strange(tag, calls[0], names)];
  return [
    ...own.flatMap(call => inputProblems(tag, call, names, contract)),
    ...program.body.flatMap(statement => resultProblems(tag, statement, { code, outcomes, names, contract })),
  ];
}

/** The example's code, with names that no program can have made into some that it can. */
function programOf(text: string, names: readonly string[]): string {
  let code = exampleCode(text);
  for (const name of names)
    if (name.includes('-')) code = code.replaceAll(`${name}(`, `${name.replaceAll('-', '_')}(`);
  return code;
}

function isOwn(name: string, names: readonly string[]): boolean {
  return names.includes(name) || names.some(own => plain(own) === plain(name));
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[-_]/g, '');
}

interface ExampleCall {
  readonly name: string;
  readonly at: Range;
  readonly node: acorn.CallExpression;
  readonly argument: acorn.Expression | acorn.SpreadElement | undefined;
}

/** `x(…)`, `callSkill('x', …)`, `skills.x(…)` and `skills['x'](…)`. */
function callsIn(node: acorn.AnyNode): ExampleCall[] {
  const inside = childrenOf(node).flatMap(callsIn);
  const own = node.type === 'CallExpression' ? callOf(node) : undefined;
  return own === undefined ? inside : [own, ...inside];
}

function callOf(node: acorn.CallExpression): ExampleCall | undefined {
  const { callee } = node;
  const [first, second] = node.arguments;
  if (callee.type === 'Identifier') {
    if (callee.name !== 'callSkill') return { name: callee.name, at: callee, node, argument: first };
    const isText = first?.type === 'Literal' && typeof first.value === 'string';
    return isText ? { name: String(first.value), at: first, node, argument: second } : undefined;
  }
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  if (callee.object.name !== 'skills') return undefined;
  const { property } = callee;
  const name = property.type === 'Identifier' ? property.name : property.type === 'Literal' && property.value;
  return typeof name === 'string' ? { name, at: property, node, argument: first } : undefined;
}

function unreadable(tag: DocTag, error: unknown): Problem {
  const isSyntax = error instanceof SyntaxError && 'pos' in error && typeof error.pos === 'number';
  if (!isSyntax && !(error instanceof RangeError)) throw error;
  const at = isSyntax ? Math.min(error.pos as number, tag.text.length - 1) : 0;
  const why = isSyntax ? error.message.replace(/ \(\d+:\d+\)$/, '') : 'it is nested too deeply';
  const message = `This example is not JavaScript: ${why}. Write a call such as \`name({ … }) // => result\`.`;
  return problem('skill/invalid-example', placeIn(tag, { start: at, end: at + 1 }), message);
}

function strange(tag: DocTag, other: ExampleCall | undefined, [name = '']: readonly string[]): Problem {
  const range = other === undefined ? tag.range() : placeIn(tag, other.at);
  const what = other === undefined ? 'This example calls no skill' : `This example calls \`${other.name}\``;
  return problem('skill/invalid-example', range, `${what}: show a call such as \`${name}({ … })\`.`);
}

function placeIn(tag: DocTag, { start, end }: Range): Range {
  return { start: tag.offset(start), end: tag.offset(Math.max(start, end - 1)) + 1 };
}

function inputProblems(
  tag: DocTag,
  { argument, at, node }: ExampleCall,
  [name = '']: readonly string[],
  { inputs }: Contract,
): Problem[] {
  const empty = { kind: 'object', properties: [], isOpen: false, start: node.end, end: node.end } as const;
  const written = argument === undefined ? empty : readWritten(argument, new Scope(undefined, true));
  return argumentFaults(written, at, { name, inputs }).map(({ range, message }) =>
    problem('skill/example-mismatch', placeIn(tag, range), message),
  );
}

interface ResultContext {
  readonly code: string;
  readonly outcomes: readonly Outcome[];
  readonly names: readonly string[];
  readonly contract: Contract;
}

/** What the value after `// =>` has wrong, behind a statement that is a call of the skill and nothing else. */
function resultProblems(
  tag: DocTag,
  statement: acorn.Program['body'][number],
  { code, outcomes, names, contract }: ResultContext,
): Problem[] {
  const { result } = contract;
  if (result === undefined || outcomes.length === 0 || statement.type !== 'ExpressionStatement') return [];
  const { expression } = statement;
  const called = expression.type === 'AwaitExpression' ? expression.argument : expression;
  const call = called.type === 'CallExpression' ? callOf(called) : undefined;
  if (call === undefined || !isOwn(call.name, names)) return [];
  const outcome = outcomes.find(
    ({ start }) => start >= call.node.end && /^[\s;]*$/.test(code.slice(call.node.end, start)),
  );
  const value = outcome && statedValue(code, outcome);
  const found = value && misfitOf(readWritten(value, new Scope(undefined, true)), result, result);
  return found === undefined ? [] : [mismatch(tag, found, names)];
}

/** `undefined` for words, and for what goes on in the next comment. */
function statedValue(code: string, { start, end }: Outcome): acorn.Expression | undefined {
  const from = code.indexOf('=>', start) + 2;
  try {
    // What the parser does not need of the line must be empty: `5 apples` is no value.
    const value = acorn.parseExpressionAt(code.slice(0, end), from, { ecmaVersion: 'latest' });
    return code.slice(value.end, end).trim() === '' ? value : undefined;
  } catch {
    // Not a value: `// => throws`, `// => about 5`.
    return undefined;
  }
}
