/** Converts a skill between its three forms; what it does and what its doc says stay the same. */

import type { AnyNode, BlockStatement, Program, ReturnStatement } from 'acorn';
import type { Range } from '../../base/text.ts';
import { typeText } from '../describe.ts';
import type { TextEdit } from '../edit.ts';
import { isBlocking } from '../problem.ts';
import { propertiesOf } from '../schema.ts';
import type { Skill, SkillForm } from '../skill.ts';
import type { FunctionNode } from '../walk.ts';
import { keyOf } from '../written.ts';
import { uncarriedValue } from './carried.ts';
import { addParamEdits, newBlockEdit } from './doc-block.ts';
import { documentedNames } from './doc-fix.ts';
import { schemaType } from './kind-of-value.ts';
import { moved } from './moved.ts';
import type { Refused, Repair } from './repair.ts';
import { isIdentifier } from './style.ts';
import { contains, nodesOf, ownNodes } from './tree.ts';
import { typeDeclarations } from './type-declaration.ts';
import { shorthandAt } from './undeclared.ts';
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
    return {
      title,
      kind,
      problems: [],
      change: piece.changeOf(edits),
      isSafe: false,
      isPreferred: false,
      select: undefined,
    };
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

function toScript(piece: Workpiece): readonly TextEdit[] | string {
  const { node } = piece.source.form;
  if (node === undefined) return 'There is no function.';
  const reason = scriptReason(piece, node);
  if (reason !== undefined) return reason;
  const block = node.body as BlockStatement;
  const result = block.body.at(-1) as ReturnStatement;
  const outputs = outputsOf(piece, node, result);
  if (typeof outputs === 'string') return outputs;
  const renames = privateNames(
    piece,
    node,
    outputs.map(({ name }) => name),
  );
  return [...docEdits(piece), scriptEdit(piece, { node, block, result, outputs, renames })];
}

function scriptReason(piece: Workpiece, node: FunctionNode): string | undefined {
  const [only, other] = piece.program.body.filter(({ type }) => type !== 'EmptyStatement');
  if (other !== undefined || only === undefined) return 'Other statements stand beside the function.';
  if (piece.skill.language === 'typescript') return 'The types of parameters have no place in a script.';
  if (node.body.type !== 'BlockStatement')
    return 'A script’s result is an object of its variables: return an object from a body in braces.';
  const inner = node.body.body.slice(0, -1);
  if (inner.some(one => [...ownNodes(one)].some(({ type }) => type === 'ReturnStatement')))
    return 'The function returns in more than one place.';
  if (inner.length === 0) return 'The function has only its result: a script would have nothing to do.';
  if (node.id && piece.source.findings.references.some(({ binding }) => binding?.node === node.id))
    return 'The function calls itself.';
  for (const one of nodesOf(node.body))
    if (
      one.type === 'ThisExpression' ||
      one.type === 'MetaProperty' ||
      (one.type === 'Identifier' && one.name === 'arguments')
    )
      return 'The function uses `this` or `arguments`.';
  return parameterReason(piece, node);
}

function parameterReason(piece: Workpiece, node: FunctionNode): string | undefined {
  const { entry } = piece.skill;
  const scope = piece.source.findings.functions.get(node);
  const [first] = node.params;
  if (entry?.binding === 'whole' && first?.type !== 'ObjectPattern')
    return 'The function takes all inputs as one object.';
  for (const parameter of entry?.parameters ?? []) {
    const binding = scope?.own(parameter.name);
    if (binding === undefined || parameter.isRest) return `\`${parameter.name}\` is no plain input.`;
    if (piece.referencesTo(binding).some(({ use }) => use === 'write'))
      return `The function assigns its input \`${parameter.name}\`.`;
    const hasDefault = piece
      .pathTo(binding.node)
      .some(one => one.type === 'AssignmentPattern' && contains(one, binding.node));
    if (hasDefault && (parameter.default === undefined || typeof parameter.default === 'object'))
      return `The default of \`${parameter.name}\` is no plain value, as a doc can give.`;
  }
  return entry?.binding === 'whole' &&
    entry.parameters.length !== (first?.type === 'ObjectPattern' ? first.properties.length : -1)
    ? 'The function takes a rest of inputs.'
    : undefined;
}

interface Output {
  readonly name: string;
  /** The expression, where it is no variable of that name. */
  readonly value: AnyNode | undefined;
}

function outputsOf(
  piece: Workpiece,
  node: FunctionNode,
  result: AnyNode | undefined,
): readonly Output[] | string {
  if (result?.type !== 'ReturnStatement' || result.argument?.type !== 'ObjectExpression')
    return 'A script’s result is an object of its variables, and the function returns something else.';
  const inputs = new Set(piece.skill.entry?.parameters.map(({ name }) => name));
  const scope = piece.source.findings.functions.get(node);
  const outputs: Output[] = [];
  for (const property of result.argument.properties) {
    const name = property.type === 'Property' ? keyOf(property) : undefined;
    if (property.type !== 'Property' || name === undefined || !isIdentifier(name) || name.startsWith('_'))
      return 'Not every property of the result can be a variable of a script.';
    if (inputs.has(name)) return `\`${name}\` is an input and a result.`;
    const isOwn = property.value.type === 'Identifier' && property.value.name === name;
    if (!isOwn && scope?.own(name) !== undefined) return `\`${name}\` is another variable than the result’s.`;
    const own = scope?.own(name);
    const what = isOwn ? own?.value && uncarriedValue(own.value) : uncarriedValue(property.value);
    if (what !== undefined || own?.kind === 'function' || own?.kind === 'class')
      return `\`${name}\` cannot be carried by JSON.`;
    outputs.push({ name, value: isOwn ? undefined : property.value });
  }
  return outputs.length === 0 ? 'The result is an empty object.' : outputs;
}

/** Variables that are no result get a name that says so. */
function privateNames(piece: Workpiece, node: FunctionNode, outputs: readonly string[]): readonly TextEdit[] {
  const scope = piece.source.findings.functions.get(node);
  const inputs = new Set(piece.skill.entry?.parameters.map(({ name }) => name));
  const edits = new Map<number, TextEdit>();
  for (const binding of scope?.bindings ?? []) {
    const { name, kind: declared } = binding;
    if (
      inputs.has(name) ||
      outputs.includes(name) ||
      name.startsWith('_') ||
      declared === 'function' ||
      declared === 'class' ||
      declared === 'parameter'
    )
      continue;
    const fresh = piece.freeName(`_${name}`);
    for (const one of [binding.node, ...piece.referencesTo(binding).map(reference => reference.node)])
      edits.set(one.start, replace(one, shorthandAt(piece, one) ? `${name}: ${fresh}` : fresh));
  }
  return [...edits.values()];
}

/** The doc names every input, and the defaults that the parameters had. */
function docEdits(piece: Workpiece): readonly TextEdit[] {
  const parameters = piece.skill.entry?.parameters ?? [];
  if (parameters.length === 0) return [];
  const documented = documentedNames(piece);
  const shown = (name: string, value: unknown) =>
    value === undefined ? name : `${name}=${JSON.stringify(value)}`;
  const missing = parameters.filter(({ name }) => !documented.has(name));
  const params = missing.map((parameter, index) => ({
    name: shown(parameter.name, parameter.default),
    type: schemaType(propertiesOf(piece.skill.inputs)[parameter.name]),
    isOptional: parameter.isOptional,
    after: missing[index - 1]?.name ?? parameters[parameters.indexOf(parameter) - 1]?.name,
  }));
  const given = (piece.source.doc?.typed ?? []).flatMap((tag): TextEdit[] => {
    const parameter = parameters.find(({ name }) => tag.tag === 'param' && name === tag.name);
    if (parameter?.default === undefined || tag.default !== undefined) return [];
    const range = tag.nameRange();
    const text = shown(parameter.name, parameter.default);
    const isBracketed = piece.text[range.start - 1] === '[';
    return [replace(range, isBracketed ? text : `[${text}]`)];
  });
  if (piece.source.comment === undefined)
    return [
      newBlockEdit(
        piece,
        params.map(
          ({ name, type, isOptional }) => `@param {${type ?? '*'}} ${isOptional ? `[${name}]` : name}`,
        ),
      ),
    ];
  return params.length === 0 ? given : [...given, ...addParamEdits(piece, params)];
}

interface ScriptParts {
  readonly node: FunctionNode;
  readonly block: BlockStatement;
  readonly result: ReturnStatement;
  readonly outputs: readonly Output[];
  readonly renames: readonly TextEdit[];
}

function scriptEdit(piece: Workpiece, { block, result, outputs, renames }: ScriptParts): TextEdit {
  const { eol, semicolon } = piece.style;
  const whole = piece.program.body[0] as Program['body'][number];
  const first = block.body[0] as AnyNode;
  const from = piece.indentAt(first.start);
  const start = firstLineOf(piece, block, first);
  const before = piece.text.slice(start, result.start).trimEnd();
  const code = moved(piece, { start, end: start + before.length }, { from, to: '', edits: renames });
  const made = outputs.flatMap(({ name, value }) =>
    value === undefined
      ? []
      : [`const ${name} = ${moved(piece, value, { from, to: '', edits: renames })}${semicolon}`],
  );
  return replace(whole, [code, ...made].join(eol));
}

/** Where the body's first line of code or comment begins. */
function firstLineOf(piece: Workpiece, block: BlockStatement, first: AnyNode): number {
  const gap = piece.text.slice(block.start + 1, first.start);
  return block.start + 1 + gap.length - gap.trimStart().length;
}
