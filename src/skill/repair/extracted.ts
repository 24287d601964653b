/** Writes what an extraction comes to: the text of the new skill, and the call that takes the place of the code. */

import { quoted } from '../code-text.ts';
import type { Binding } from '../scope.ts';
import { moved } from './moved.ts';
import { annotationText, newDescription } from './new-text.ts';
import type { Selected } from './selection.ts';
import { isIdentifier } from './style.ts';
import { typesNamedIn } from './type-declaration.ts';
import type { waitingEdits } from './waiting.ts';
import type { Workpiece } from './workpiece.ts';

/** What the new skill takes. */
export interface Input {
  readonly name: string;
  readonly type: string | undefined;
  /** It may be `undefined`, which JSON leaves out. */
  readonly isOptional: boolean;
}

/** What is to be extracted, and how it is bound to the code around it. */
export interface Plan extends Selected {
  readonly inputs: readonly Input[];
  /** Outer variables that get their first value inside. */
  readonly locals: readonly string[];
  /** Declared inside and used later. */
  readonly made: readonly Binding[];
  /** Declared outside and given another value inside. */
  readonly changed: readonly Binding[];
  readonly declaration: 'const' | 'let' | 'var';
  /** The last statement is a `return`. */
  readonly returns: boolean;
  /** The expression's value may be `undefined`: it travels as a property. */
  readonly isWrapped: boolean;
  readonly isAsync: boolean;
  readonly waiting: ReturnType<typeof waitingEdits> & object;
}

/** The new skill's file. */
export function newText(piece: Workpiece, plan: Plan, name: string): string {
  const { eol, indent, semicolon } = piece.style;
  const { inputs, made, changed, range, locals, isExpression } = plan;
  const isTyped = piece.skill.language === 'typescript';
  const identifier = name.replaceAll('-', '_');
  const names = [...made, ...changed].map(binding => binding.name);
  const from = piece.indentAt(range.start);
  const body = isExpression
    ? `return ${plan.isWrapped ? `{ result: ${piece.slice(range)} }` : piece.slice(range)}${semicolon}`
    : moved(piece, range, { from, to: indent });
  const lines = [
    ...(locals.length === 0 ? [] : [`let ${locals.join(', ')}${semicolon}`]),
    body,
    ...(names.length === 0 ? [] : [`return { ${names.join(', ')} }${semicolon}`]),
  ];
  const docs = inputs.map(
    input => ` * @param {${input.type ?? '*'}} ${input.isOptional ? `[${input.name}]` : input.name}`,
  );
  const whole = inputs.length === 1 && inputs[0]?.name === 'inputs';
  const list = inputs
    .map(input =>
      isTyped
        ? `${input.name}${input.isOptional ? '?' : ''}: ${annotationText(input.type, 'any')}`
        : input.name,
    )
    .join(', ');
  const parameters = whole ? '{ inputs }' : list;
  const words = `${plan.isAsync ? 'async ' : ''}function${isIdentifier(identifier) ? ` ${identifier}` : ' '}`;
  const types = typesNamedIn(piece, range).map(one => `${piece.slice(one)}${eol}`);
  return [
    ...types,
    '/**',
    ` * ${newDescription}`,
    ...docs,
    ' */',
    `export default ${words}(${parameters}) {`,
    ...lines.map(line => `${indent}${line}`),
    '}',
    '',
  ].join(eol);
}

/** What stands in the place of the selection. */
export function callText(piece: Workpiece, plan: Plan, name: string): string {
  const { quote, semicolon } = piece.style;
  const given = plan.inputs.map(input => input.name).join(', ');
  const argument = plan.inputs.length === 0 ? '' : `, { ${given} }`;
  const call = `await callSkill(${quoted(name, quote)}${argument})`;
  if (plan.isExpression) return expressionCall(plan, call);
  const { made, changed, declaration } = plan;
  if (plan.returns) return `return ${call}${semicolon}`;
  const names = made.map(binding => binding.name);
  if (changed.length === 0)
    return names.length === 0
      ? `${call}${semicolon}`
      : `${declaration} { ${names.join(', ')} } = ${call}${semicolon}`;
  const changedNames = changed.map(binding => binding.name);
  if (names.length === 0)
    return `${semicolon === '' ? ';' : ''}({ ${changedNames.join(', ')} } = ${call})${semicolon}`;
  // A script's own variables are its result, unless they begin with "_".
  const isOutput = piece.source.form.kind === 'script' && plan.path.at(-2)?.type === 'Program';
  const fresh = changedNames.map(one => piece.freeName(isOutput ? `_${one}` : `${one}2`));
  const renamed = changedNames.map((one, index) => `${one}: ${fresh[index]}`);
  const { eol } = piece.style;
  const indent = piece.indentAt(plan.range.start);
  const assignments = changedNames.map((one, index) => `${eol}${indent}${one} = ${fresh[index]}${semicolon}`);
  return `${declaration} { ${[...names, ...renamed].join(', ')} } = ${call}${semicolon}${assignments.join('')}`;
}

function expressionCall({ isWrapped, path }: Plan, call: string): string {
  if (isWrapped) return `(${call}).result`;
  const parent = path.at(-2);
  const node = path.at(-1);
  const needs =
    (parent?.type === 'MemberExpression' && parent.object === node) ||
    parent?.type === 'TaggedTemplateExpression' ||
    (parent?.type === 'BinaryExpression' && parent.operator === '**');
  return needs ? `(${call})` : call;
}
