/** Quick fix for a call of a skill that does not exist: writes the skill, with the call's inputs as its signature. */

import type { AnyNode, ObjectPattern } from 'acorn';
import { keyText, quoted } from '../code-text.ts';
import { isSkillName } from '../name.ts';
import type { CallSite, SkillFile } from '../skill.ts';
import { type Fixer, quickFix } from './fix.ts';
import { nameOf, typeOfUses, typeOfValue } from './kind-of-value.ts';
import { annotationText, newDescription } from './new-text.ts';
import { scopeAt } from './scope-at.ts';
import { calleesAt } from './skill-name.ts';
import { isIdentifier, type Style } from './style.ts';
import { contains } from './tree.ts';
import type { Workpiece } from './workpiece.ts';

export const fixMissingSkill: Fixer = (piece, problem) =>
  calleesAt(piece, problem.range).flatMap(({ call, callee }) => {
    const { catalogue, skill } = piece;
    if (catalogue.find(callee) !== undefined || !isSkillName(callee)) return [];
    const extension = /\.\w+$/.exec(skill.path)?.[0] ?? '.js';
    const path = `${skill.category === '' ? '' : `${skill.category}/`}${callee}${extension}`;
    if (catalogue.unreadableAt(path) !== undefined) return [];
    const text = newSkillText(callee, draftOf(piece, call), skill.language === 'typescript', piece.style);
    const start = text.indexOf(newDescription);
    const change = { edits: [], creates: [{ path, text } satisfies SkillFile], renames: [] };
    const select = { path, range: { start, end: start + newDescription.length } };
    return [quickFix(piece, problem, { title: `Create the skill "${callee}"`, change, select })];
  });

interface TypedName {
  readonly name: string;
  readonly type: string | undefined;
  /** The call gives it as `undefined`, which JSON leaves out. */
  readonly isOptional?: boolean;
}

interface Draft {
  /** Empty where the call passes nothing, or something that is no object literal. */
  readonly inputs: readonly TypedName[];
  /** All inputs in one object, as one of them cannot be a parameter's name. */
  readonly isWhole: boolean;
  readonly result: string | undefined;
}

function draftOf(piece: Workpiece, call: CallSite): Draft {
  const inputs = inputsOf(piece, call);
  const isWhole = inputs.some(({ name }) => !isIdentifier(name));
  return { inputs, isWhole, result: resultOfUses(piece, call) };
}

function inputsOf(piece: Workpiece, { argumentRange }: CallSite): readonly TypedName[] {
  if (argumentRange === undefined) return [];
  const node = piece.pathTo(argumentRange).at(-1);
  if (node?.type !== 'ObjectExpression') return [];
  const scope = scopeAt(piece, node);
  const inputs = new Map<string, TypedName>();
  for (const property of node.properties) {
    if (property.type === 'SpreadElement' || property.computed) continue;
    const { key } = property;
    const name = nameOf(key) ?? (key.type === 'Literal' ? String(key.value) : undefined);
    if (name === undefined || name === '__proto__') continue;
    const isOptional = nameOf(property.value) === 'undefined';
    inputs.set(name, { name, type: typeOfValue(piece, property.value, scope), isOptional });
  }
  const all = [...inputs.values()];
  return [...all.filter(({ isOptional }) => !isOptional), ...all.filter(({ isOptional }) => isOptional)];
}

/** The type of the result, from what is done with it; `undefined` where nothing tells. */
function resultOfUses(piece: Workpiece, call: CallSite): string | undefined {
  const path = piece.pathTo(call.range);
  const waiting = path.findLast(node => node.type === 'AwaitExpression' && contains(node, call.range));
  if (waiting === undefined) return undefined;
  const parent = piece.pathTo(waiting).findLast(node => node !== waiting && !isSame(node, waiting));
  if (parent?.type === 'VariableDeclarator' && parent.init?.start === waiting.start) {
    if (parent.id.type === 'ObjectPattern') return typeOfPattern(piece, parent.id);
    if (parent.id.type === 'Identifier') return typeOfVariable(piece, parent.id);
  }
  if (parent?.type === 'MemberExpression' && parent.object === waiting) {
    const name = parent.computed ? undefined : nameOf(parent.property);
    if (name !== undefined && typeOfUses(piece, [waiting]) === 'object')
      return objectType([{ name, type: typeOfUses(piece, [parent]) }]);
  }
  return typeOfUses(piece, [waiting]);
}

const isSame = (a: AnyNode, b: AnyNode) => a.start === b.start && a.end === b.end;

function typeOfPattern(piece: Workpiece, pattern: ObjectPattern): string {
  const names = pattern.properties.flatMap((property): TypedName[] => {
    if (property.type === 'RestElement' || property.computed) return [];
    const name = nameOf(property.key);
    const local = property.value.type === 'AssignmentPattern' ? property.value.left : property.value;
    return name === undefined ? [] : [{ name, type: typeOfLocal(piece, local) }];
  });
  return objectType(names);
}

function typeOfLocal(piece: Workpiece, local: AnyNode): string | undefined {
  if (local.type !== 'Identifier') return undefined;
  const uses = usesOf(piece, local);
  return typeOfUses(piece, uses);
}

function usesOf(piece: Workpiece, { start }: AnyNode): readonly AnyNode[] {
  return piece.source.findings.references
    .filter(({ binding, use }) => binding?.node.start === start && use !== 'write')
    .map(({ node }) => node);
}

/** A variable whose properties are read is an object of those; else what its uses say. */
function typeOfVariable(piece: Workpiece, variable: AnyNode): string | undefined {
  const uses = usesOf(piece, variable);
  const type = typeOfUses(piece, uses);
  if (type !== 'object') return type;
  const members = uses.flatMap(use => {
    const parent = piece.pathTo(use).at(-2);
    return parent?.type === 'MemberExpression' && !parent.computed && parent.object.start === use.start
      ? [parent]
      : [];
  });
  const names = new Set(members.flatMap(({ property }) => nameOf(property) ?? []));
  return objectType(
    [...names].map(name => ({
      name,
      type: typeOfUses(
        piece,
        members.filter(({ property }) => nameOf(property) === name),
      ),
    })),
  );
}

function objectType(names: readonly TypedName[]): string {
  if (names.length === 0) return 'object';
  return `{ ${names.map(({ name, type }) => `${keyText(name, "'")}: ${type ?? 'any'}`).join(', ')} }`;
}

/** Running it says that it is not written yet, and what it was called with. */
function newSkillText(name: string, draft: Draft, isTyped: boolean, style: Style): string {
  const { eol, indent, semicolon, quote } = style;
  const { inputs, isWhole, result } = draft;
  const identifier = isIdentifier(name) ? name : name.replaceAll('-', '_');
  const functionName = isIdentifier(identifier) ? ` ${identifier}` : ' ';
  const prefix = isWhole ? 'inputs.' : '';
  const params = inputs.map(({ name: input, type, isOptional }) => {
    const whole = `${prefix}${input}`;
    return ` * @param {${type ?? '*'}} ${isOptional ? `[${whole}]` : whole}`;
  });
  const wholeParam = isWhole ? [' * @param {object} inputs'] : [];
  const returns = result === undefined ? [] : [` * @returns {${result}}`];
  const docs = isTyped ? [] : [...wholeParam, ...params, ...returns];
  const parameters = isWhole ? ['inputs'] : inputs.map(input => input.name);
  const typed = inputs.map(
    ({ name: input, type, isOptional }) =>
      `${keyText(input, quote)}${isOptional ? '?' : ''}: ${annotationText(type, 'unknown')}`,
  );
  const list = isTyped
    ? isWhole
      ? `inputs: { ${typed.join('; ')} }`
      : typed.join(', ')
    : parameters.join(', ');
  const ending = isTyped && result !== undefined ? `: ${result}` : '';
  const given = isWhole ? 'inputs' : `{ ${parameters.join(', ')} }`;
  const message =
    inputs.length === 0
      ? quoted(`${name} is not written yet`, quote)
      : `\`${name} is not written yet; it was called with \${JSON.stringify(${given})}\``;
  return [
    '/**',
    ` * ${newDescription}`,
    ...docs,
    ' */',
    `export default function${functionName}(${list})${ending} {`,
    `${indent}throw new Error(${message})${semicolon}`,
    '}',
    '',
  ].join(eol);
}
