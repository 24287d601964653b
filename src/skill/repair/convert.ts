/** Converts a skill between its three forms; what it does and what its doc says stay the same. */

import type { Range } from '../../base/text.ts';
import { typeText } from '../describe.ts';
import type { TextEdit } from '../edit.ts';
import { isBlocking } from '../problem.ts';
import { propertiesOf } from '../schema.ts';
import type { Skill, SkillForm } from '../skill.ts';
import type { FunctionNode } from '../walk.ts';
import { uncarriedValue } from './carried.ts';
import { refactoring } from './fix.ts';
import { schemaType } from './kind-of-value.ts';
import { moved } from './moved.ts';
import type { Refused, Repair } from './repair.ts';
import { isIdentifier } from './style.ts';
import { toScript } from './to-script.ts';
import { typeDeclarations } from './type-declaration.ts';
import { insert, replace, type Workpiece } from './workpiece.ts';

const kind = 'refactor.rewrite';

const titles: Readonly<Record<SkillForm, string>> = {
  function: 'Convert to a function with `export default`',
  'bare-function': 'Convert to a bare function',
  script: 'Convert to a script',
};

/** To each of the other two forms. */
export function conversions(piece: Workpiece): readonly (Repair | Refused)[] {
  const { entry } = piece.skill;
  if (entry === undefined) return [];
  const targets = (['function', 'bare-function', 'script'] as const).filter(form => form !== entry.form);
  return targets.map(target => {
    const title = titles[target];
    const edits = piece.catalogue.problems(piece.skill.path).some(isBlocking)
      ? 'The skill has errors: repair them first.'
      : convert(piece, entry.form, target);
    if (typeof edits === 'string') return { title, kind, reason: edits };
    return refactoring({ title, kind, change: piece.changeOf(edits) });
  });
}

function convert(piece: Workpiece, from: SkillForm, to: SkillForm): readonly TextEdit[] | string {
  if (from === 'script') return fromScript(piece, to === 'function' ? 'export default ' : '');
  if (to === 'script') return toScript(piece);
  if (to === 'function') {
    const { node } = piece.source.form;
    return node === undefined ? 'There is no function.' : [insert(node.start, 'export default ')];
  }
  return toBare(piece);
}

/** The name of a function that is made: the skill's, as far as an identifier can have it. */
function functionName({ skill }: Workpiece): string {
  const name = skill.name.replaceAll('-', '_');
  return isIdentifier(name) ? name : `${name}_`;
}

function toBare(piece: Workpiece): readonly TextEdit[] | string {
  const { node } = piece.source.form;
  const statements = piece.program.body.filter(({ type }) => type !== 'EmptyStatement');
  const [only, other] = statements;
  if (node === undefined || only === undefined) return 'There is no function.';
  if (other !== undefined || only.type !== 'ExportDefaultDeclaration')
    return 'Other statements stand beside the function: a bare function stands alone.';
  if (node.type === 'FunctionDeclaration' && node.id)
    return [{ start: only.start, end: node.start, text: '' }];
  const name = functionName(piece);
  const words = node.async ? 'async function' : 'function';
  if (node.type !== 'ArrowFunctionExpression') {
    const open = piece.text.indexOf('(', node.start);
    const end =
      only.type === 'ExportDefaultDeclaration' && piece.text[only.end - 1] === ';' ? only.end : node.end;
    const rest = piece.text.slice(open, node.end);
    return [{ start: only.start, end, text: `${words} ${name}${rest}` }];
  }
  const parameters = parametersText(piece, node);
  if (parameters === undefined) return 'The parameters cannot be read.';
  const { eol, indent, semicolon } = piece.style;
  if (node.body.type === 'BlockStatement')
    return [replace(only, `${words} ${name}${parameters} ${piece.slice(node.body)}`)];
  const value = moved(piece, node.body, { from: '', to: indent });
  return [replace(only, `${words} ${name}${parameters} {${eol}${indent}return ${value}${semicolon}${eol}}`)];
}

/** With its brackets and, in TypeScript, the type of the result. */
function parametersText(piece: Workpiece, node: FunctionNode): string | undefined {
  const start = node.async
    ? node.start + /^async\s*/.exec(piece.text.slice(node.start))![0].length
    : node.start;
  const head = piece.text.slice(start, node.body.start);
  const arrow = piece.skill.code.slice(start, node.body.start).lastIndexOf('=>');
  if (arrow < 0) return undefined;
  const text = head.slice(0, arrow).trim();
  return text.startsWith('(') || text.startsWith('<') ? text : `(${text})`;
}

function fromScript(piece: Workpiece, prefix: string): readonly TextEdit[] | string {
  const { entry } = piece.skill;
  const { comment, findings } = piece.source;
  const { eol, indent, semicolon } = piece.style;
  const body = piece.program.body;
  const [first, last] = [body[0], body.at(-1)];
  if (entry === undefined || first === undefined || last === undefined) return 'The script is empty.';
  if (piece.text.startsWith('#!')) return 'The file begins with a line for a shell.';
  if (body.some(({ type }) => type === 'ImportDeclaration' || type === 'ExportAllDeclaration'))
    return 'The script imports modules.';
  if (body.some(one => one.type === 'ExportNamedDeclaration' && !one.declaration))
    return 'The script has a list of exports.';
  const uncarried = findings.top.bindings.find(
    ({ name, value }) => entry.outputs.includes(name) && value && uncarriedValue(value),
  );
  if (uncarried !== undefined)
    return `\`${uncarried.name}\` is something that JSON cannot carry: a script leaves it out, a function could not return it.`;
  const exports = body.flatMap(one =>
    one.type === 'ExportNamedDeclaration' && one.declaration
      ? [{ start: one.start, end: one.declaration.start, text: '' }]
      : [],
  );
  const start =
    comment !== undefined && comment.end <= first.start ? afterComment(piece, comment) : first.start;
  const parameters = scriptParameters(piece);
  if (parameters === undefined) return 'The types of its inputs cannot be written in one line.';
  const ambient = typeDeclarations(piece).filter(({ isValue }) => isValue);
  const edits = [...exports, ...ambient.map(one => replace(piece.wholeLines(one), ''))];
  const code = moved(piece, { start, end: last.end }, { from: '', to: indent, edits }).trimStart();
  const result =
    entry.outputs.length === 0 ? '' : `${eol}${indent}return { ${entry.outputs.join(', ')} }${semicolon}`;
  const words = entry.hasTopLevelAwait ? 'async function' : 'function';
  const head = `${prefix}${words} ${functionName(piece)}(${parameters}) {`;
  const tail = piece.text.slice(last.end).replace(/^[ \t]*(?=[\r\n]|$)/, '');
  const trailing = tail.trim() === '' ? '' : `${eol}${indent}${tail.trim()}`;
  const text = `${head}${eol}${indent}${code}${trailing}${result}${eol}}${eol}`;
  return [{ start, end: piece.text.length, text }];
}

/** The first thing after the doc, comments included. */
function afterComment(piece: Workpiece, { end }: Range): number {
  const gap = /^\s*/.exec(piece.text.slice(end))?.[0] ?? '';
  return end + gap.length;
}

/** `undefined` where TypeScript wants a type that has no short text. */
function scriptParameters({ skill, source }: Workpiece): string | undefined {
  const parameters = skill.entry?.parameters ?? [];
  if (skill.language === 'typescript') return typedParameters(skill);
  if (parameters.length === 1 && parameters[0]?.name === 'inputs') return '{ inputs }';
  const documented = new Set(source.doc?.typed.map(({ name }) => name));
  return parameters
    .map(({ name, isOptional }) => (isOptional && !documented.has(name) ? `${name} = undefined` : name))
    .join(', ');
}

function typedParameters({ entry, inputs }: Skill): string | undefined {
  const texts = (entry?.parameters ?? []).map(({ name, isOptional }) => {
    const schema = propertiesOf(inputs)[name] ?? {};
    const type = schemaType(schema) ?? (typeText(schema) === 'any' ? 'any' : undefined);
    return type && `${name}${isOptional ? '?' : ''}: ${type}`;
  });
  return texts.includes(undefined) ? undefined : texts.join(', ');
}
