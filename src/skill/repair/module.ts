/** Quick fixes for what a module of Node or a page would do: imports of other skills, globals that the sandbox lacks. */

import type { AnyNode, CallExpression, ImportDeclaration } from 'acorn';
import { keyText, quoted } from '../code-text.ts';
import type { TextEdit } from '../edit.ts';
import type { Problem } from '../problem.ts';
import type { Skill } from '../skill.ts';
import { type Fixer, quickFix } from './fix.ts';
import { newInputEdits } from './new-input.ts';
import type { Repair } from './repair.ts';
import { isIdentifier } from './style.ts';
import { isFunction, isSameRange, nodesOf } from './tree.ts';
import { awaitEdits, waitingEdits } from './waiting.ts';
import { replace, type Workpiece } from './workpiece.ts';

export const fixForbiddenImport: Fixer = (piece, problem) => {
  const statement = piece.program.body.find(one => isSameRange(one, problem.range));
  if (statement?.type !== 'ImportDeclaration') return [];
  const edits = importEdits(piece, statement);
  if (edits === undefined) return [];
  const title = 'Call the skill instead of importing it';
  return [quickFix(piece, problem, { title, edits, isPreferred: true })];
};

/** Every use of what is imported is a call of a function of a skill's file; `undefined` where it is anything else. */
function importEdits(piece: Workpiece, statement: ImportDeclaration): readonly TextEdit[] | undefined {
  const [specifier, other] = statement.specifiers;
  const callee = skillOfImport(piece, String(statement.source.value));
  if (specifier === undefined || other !== undefined || callee === undefined) return undefined;
  if (specifier.type === 'ImportNamespaceSpecifier') return undefined;
  const uses = piece.source.findings.references.filter(
    ({ binding }) => binding?.node.start === specifier.local.start,
  );
  const edits = new Map<number, TextEdit>();
  for (const { node } of uses) {
    const path = piece.pathTo(node);
    const call = path.at(-2);
    if (call?.type !== 'CallExpression' || call.callee.start !== node.start) return undefined;
    const callPath = path.slice(0, -1);
    const waiting = waitingEdits(piece, callPath);
    const argument = argumentText(piece, call, callee);
    if (waiting === undefined || argument === undefined) return undefined;
    for (const edit of waiting) edits.set(edit.start, edit);
    const text = `callSkill(${quoted(callee.name, piece.style.quote)}${argument})`;
    for (const edit of calledEdits(call, path.at(-3), text)) edits.set(edit.start, edit);
  }
  const { start, end } = piece.wholeLines(statement);
  return [{ start, end, text: '' }, ...edits.values()];
}

function calledEdits(call: CallExpression, parent: AnyNode | undefined, text: string): readonly TextEdit[] {
  if (parent?.type === 'AwaitExpression') return [replace(call, text)];
  const [before, after] = awaitEdits(call, parent);
  return [replace(call, `${before?.text ?? ''}${text}${after?.text ?? ''}`)];
}

function skillOfImport({ catalogue, skill }: Workpiece, source: string): Skill | undefined {
  if (!source.startsWith('.')) return undefined;
  const name = /([^/]+?)(?:\.m?[jt]s)?$/.exec(source)?.[1] ?? '';
  const found = catalogue.find(name);
  return found?.path === skill.path ? undefined : found;
}

/** Arguments by position become inputs by name. */
function argumentText(piece: Workpiece, call: CallExpression, { entry }: Skill): string | undefined {
  const given = call.arguments;
  if (entry === undefined || given.some(({ type }) => type === 'SpreadElement')) return undefined;
  if (entry.binding === 'whole')
    return given.length > 1 ? undefined : given.map(one => `, ${piece.slice(one)}`).join('');
  if (given.length > entry.parameters.length || entry.parameters.some(({ isRest }) => isRest))
    return undefined;
  if (given.length === 0) return '';
  const parts = given.map((argument, index) => {
    const name = entry.parameters[index]?.name ?? '';
    const value = piece.slice(argument);
    return value === name && isIdentifier(name) ? name : `${keyText(name, piece.style.quote)}: ${value}`;
  });
  return `, { ${parts.join(', ')} }`;
}

export const fixForbiddenGlobal: Fixer = (piece, problem) => {
  const name = piece.slice(problem.range);
  const path = piece.pathTo(problem.range);
  switch (name) {
    case 'global':
    case 'self':
    case 'window':
      return path.at(-2)?.type === 'MemberExpression'
        ? [
            quickFix(piece, problem, {
              title: 'Write `globalThis`',
              edits: [replace(problem.range, 'globalThis')],
              isSafe: name === 'global',
              isPreferred: true,
            }),
          ]
        : [];
    case 'process':
      return environmentAsInput(piece, problem, path);
    case 'setTimeout':
      return sleepInstead(piece, problem, path);
    case 'module':
      return exportInstead(piece, problem, path);
    default:
      return [];
  }
};

/** `process.env.API_KEY` → an input of that name. */
function environmentAsInput(piece: Workpiece, problem: Problem, path: readonly AnyNode[]): readonly Repair[] {
  const [variable, env] = [path.at(-3), path.at(-2)];
  if (variable?.type !== 'MemberExpression' || env?.type !== 'MemberExpression') return [];
  const name = variable.property.type === 'Identifier' && !variable.computed ? variable.property.name : '';
  const isEnvironment = env.property.type === 'Identifier' && env.property.name === 'env';
  if (!isEnvironment || !isIdentifier(name) || piece.namesInUse.has(name)) return [];
  const uses = [...nodesOf(piece.program)].filter(
    node => node.type === 'MemberExpression' && piece.slice(node) === piece.slice(variable),
  );
  const own = newInputEdits(piece, name, uses);
  const isFree =
    piece.source.form.kind === 'script' && !piece.source.doc?.typed.some(({ tag }) => tag === 'param');
  if (own === undefined && !isFree) return [];
  const edits = [...(own ?? []), ...uses.map(use => replace(use, name))];
  return [quickFix(piece, problem, { title: `Take \`${name}\` as an input`, edits, isPreferred: true })];
}

/** `await new Promise(resolve => setTimeout(resolve, ms))` → `await sleep(ms)` */
function sleepInstead(piece: Workpiece, problem: Problem, path: readonly AnyNode[]): readonly Repair[] {
  const at = path.findLastIndex(node => node.type === 'NewExpression');
  const promise = path[at];
  const call = path.findLast(node => node.type === 'CallExpression');
  if (promise?.type !== 'NewExpression' || call?.type !== 'CallExpression') return [];
  const [executor] = promise.arguments;
  if (!isFunction(executor) || executor.params.length !== 1) return [];
  const [resolve] = executor.params;
  const [callback, ms, given] = call.arguments;
  const isPlain =
    resolve?.type === 'Identifier' && callback?.type === 'Identifier' && callback.name === resolve.name;
  const body = executor.body.type === 'BlockStatement' ? executor.body.body : [executor.body];
  if (!isPlain || ms === undefined || given !== undefined || body.length !== 1) return [];
  const edits = [replace(promise, `sleep(${piece.slice(ms)})`)];
  return [quickFix(piece, problem, { title: 'Write `sleep(ms)`', edits, isSafe: true, isPreferred: true })];
}

/** `module.exports = function …` → `export default function …` */
function exportInstead(piece: Workpiece, problem: Problem, path: readonly AnyNode[]): readonly Repair[] {
  const assignment = path.findLast(node => node.type === 'AssignmentExpression');
  const statement = path.findLast(node => node.type === 'ExpressionStatement');
  if (assignment?.type !== 'AssignmentExpression' || statement?.start !== assignment.start) return [];
  if (piece.slice(assignment.left).replace(/\s/g, '') !== 'module.exports') return [];
  const { right } = assignment;
  if (!isFunction(right) && right.type !== 'Identifier') return [];
  const edits = [{ start: statement.start, end: right.start, text: 'export default ' }];
  return [
    quickFix(piece, problem, { title: 'Write `export default`', edits, isSafe: true, isPreferred: true }),
  ];
}
