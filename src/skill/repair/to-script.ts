/** Turns a function into a script: what it returns becomes the variables of the file. */

import type { AnyNode, BlockStatement, Program, ReturnStatement } from 'acorn';
import type { TextEdit } from '../edit.ts';
import { propertiesOf } from '../schema.ts';
import type { FunctionNode } from '../walk.ts';
import { keyOf } from '../written.ts';
import { uncarriedValue } from './carried.ts';
import { addParamEdits, newBlockEdit } from './doc-block.ts';
import { documentedNames } from './doc-fix.ts';
import { schemaType } from './kind-of-value.ts';
import { moved } from './moved.ts';
import { isIdentifier } from './style.ts';
import { contains, ownNodes, usesItself } from './tree.ts';
import { shorthandAt } from './undeclared.ts';
import { replace, type Workpiece } from './workpiece.ts';

/** A sentence says why it cannot be done. */
export function toScript(piece: Workpiece): readonly TextEdit[] | string {
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
  if (usesItself(node)) return 'The function uses `this` or `arguments`.';
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
