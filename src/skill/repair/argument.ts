/** Quick fixes for what a call gives its callee, and for what it reads of the result. */

import type { ObjectExpression } from 'acorn';
import { isJsonObject, type JsonValue } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';
import { missingNames } from '../check/misfit.ts';
import { isPlainName, keyText, literalText, quoted } from '../code-text.ts';
import type { TextEdit } from '../edit.ts';
import type { Problem } from '../problem.ts';
import { propertiesOf, requiredOf } from '../schema.ts';
import type { Scope } from '../scope.ts';
import { simplest } from '../simplest.ts';
import type { CallSite, JsonSchema, Skill } from '../skill.ts';
import { validateInputs } from '../validate.ts';
import { keyOf, readWritten } from '../written.ts';
import { closest } from './closest.ts';
import { type Fixer, quickFix, rangeAfter } from './fix.ts';
import { removeItem } from './list-item.ts';
import type { Repair } from './repair.ts';
import { scopeAt } from './scope-at.ts';
import { isIdentifier } from './style.ts';
import { contains } from './tree.ts';
import { insert, replace, type Workpiece } from './workpiece.ts';

interface CallAt {
  readonly call: CallSite;
  readonly callee: Skill;
  /** `undefined` where the call gives nothing, or something that is no object literal. */
  readonly argument: ObjectExpression | undefined;
}

/** The innermost call around a place whose callee is one known skill. */
function callAt(piece: Workpiece, range: Range): CallAt | undefined {
  const call = piece.skill.calls.findLast(site => contains(site.range, range));
  const [name, other] = call?.callees ?? [];
  const callee = name === undefined || other !== undefined ? undefined : piece.catalogue.find(name);
  if (call === undefined || callee === undefined) return undefined;
  const node = call.argumentRange && piece.pathTo(call.argumentRange).at(-1);
  return { call, callee, argument: node?.type === 'ObjectExpression' ? node : undefined };
}

export const fixMissingArgument: Fixer = (piece, problem) => {
  const at = callAt(piece, problem.range);
  if (at === undefined || (at.call.argumentRange !== undefined && at.argument === undefined)) return [];
  const { argument, callee } = at;
  const scope = scopeAt(piece, piece.pathTo(at.call.range).at(-1) ?? piece.program);
  const written = argument && readWritten(argument, scope);
  const names = written?.kind === 'object' ? missingNames(written, callee.inputs) : requiredOf(callee.inputs);
  if (names.length === 0) return [];
  const inScope = visibleNames(piece, scope);
  const values = names.map(name => valueFor(piece, name, callee.inputs, inScope));
  const edit = addProperties(
    piece,
    at,
    values.map(({ text }) => text),
  );
  if (edit === undefined) return [];
  const placeholder = values.find(({ value }) => value !== undefined);
  const shown = names.map(name => `\`${name}\``).join(', ');
  return [
    quickFix(piece, problem, {
      title: `Add ${shown}`,
      edits: [edit],
      isPreferred: true,
      select: placeholder && selectionOf(piece, edit, placeholder),
    }),
  ];
};

interface NewProperty {
  readonly text: string;
  /** What the author will replace; `undefined` for a variable of the same name. */
  readonly value: string | undefined;
}

function selectionOf(piece: Workpiece, edit: TextEdit, { text, value = '' }: NewProperty): Repair['select'] {
  const start = edit.text.indexOf(text) + text.length - value.length;
  return { path: piece.skill.path, range: rangeAfter([edit], edit, { start, end: start + value.length }) };
}

function visibleNames(piece: Workpiece, from: Scope): ReadonlySet<string> {
  const names = new Set<string>();
  if (piece.source.form.kind === 'script')
    for (const { name } of piece.skill.entry?.parameters ?? []) names.add(name);
  for (let scope: Scope | undefined = from; scope !== undefined; scope = scope.parent)
    for (const { name, kind } of scope.bindings) if (kind !== 'function' && kind !== 'class') names.add(name);
  return names;
}

/** A variable of the same name where there is one, else the simplest value that fits. */
function valueFor(
  { style }: Workpiece,
  name: string,
  inputs: JsonSchema,
  inScope: ReadonlySet<string>,
): NewProperty {
  if (inScope.has(name) && isIdentifier(name)) return { text: name, value: undefined };
  const value = literalText(simplest(propertiesOf(inputs)[name] ?? {}, inputs), style.quote);
  return { text: `${keyText(name, style.quote)}: ${value}`, value };
}

/** After the properties that are there, one in each line where they are written so. */
function addProperties(
  piece: Workpiece,
  { call, argument }: CallAt,
  texts: readonly string[],
): TextEdit | undefined {
  if (argument === undefined) return addArgument(piece, call, texts);
  const last = argument.properties.at(-1);
  if (last === undefined) {
    const isEmpty = piece.text.slice(argument.start + 1, argument.end - 1).trim() === '';
    if (isEmpty) return replace(argument, `{ ${texts.join(', ')} }`);
    return insert(argument.start + 1, ` ${texts.join(', ')}`);
  }
  const gap = piece.text.slice(last.end, argument.end - 1);
  const isMultiLine = /[\r\n]/.test(piece.text.slice(argument.start, last.start));
  const separator = isMultiLine ? `,${piece.style.eol}${piece.indentAt(last.start)}` : ', ';
  const comma = /^\s*,/.exec(gap);
  const at = last.end + (comma?.[0].length ?? 0);
  const joined = texts.join(separator);
  if (comma === null) return insert(at, `${separator}${joined}`);
  return insert(at, `${separator.slice(1)}${joined}${isMultiLine ? ',' : ''}`);
}

function addArgument(piece: Workpiece, call: CallSite, texts: readonly string[]): TextEdit | undefined {
  const node = piece.pathTo(call.range).at(-1);
  if (node?.type !== 'CallExpression') return undefined;
  const object = `{ ${texts.join(', ')} }`;
  const [first] = node.arguments;
  if (call.style === 'callSkill') return first && insert(first.end, `, ${object}`);
  return insert(node.end - 1, object);
}

export const fixUnknownArgument: Fixer = (piece, problem) => {
  const at = callAt(piece, problem.range);
  const property = at?.argument?.properties.find(
    ({ start, end }) => start <= problem.range.start && problem.range.end <= end,
  );
  if (at?.argument === undefined || property?.type !== 'Property') return [];
  const wrong = keyOf(property);
  if (wrong === undefined) return [];
  const given = new Set(
    at.argument.properties.flatMap(one => (one.type === 'Property' ? keyOf(one) : undefined) ?? []),
  );
  const required = requiredOf(at.callee.inputs);
  const free = Object.keys(propertiesOf(at.callee.inputs)).filter(name => !given.has(name));
  const names = closest(wrong, free);
  const renames = names.map((name, index) =>
    quickFix(piece, problem, {
      title: `Change to \`${name}\``,
      edits: [renameKey(piece, property, name)],
      isSafe: names.length === 1 && required.includes(name),
      isPreferred: index === 0,
    }),
  );
  const removal = quickFix(piece, problem, {
    title: `Remove \`${wrong}\``,
    edits: [removeItem(piece, at.argument.properties, property, at.argument)],
    isPreferred: names.length === 0,
  });
  return [...renames, removal];
};

function renameKey(
  piece: Workpiece,
  property: Extract<ObjectExpression['properties'][number], { type: 'Property' }>,
  name: string,
): TextEdit {
  const key = keyText(name, piece.style.quote);
  if (property.shorthand) return replace(property, `${key}: ${piece.slice(property.key)}`);
  return replace(property.key, key);
}

export const fixArgumentType: Fixer = (piece, problem) => {
  const at = callAt(piece, problem.range);
  const node = piece.pathTo(problem.range).at(-1);
  if (at === undefined || node === undefined) return [];
  const key = at.argument && schemaAt(at.argument, at.callee.inputs, problem.range);
  if (key === undefined) return [];
  const written = readWritten(node as Parameters<typeof readWritten>[0], scopeAt(piece, node));
  const isLiteral =
    node.type === 'Literal' || node.type === 'TemplateLiteral' || node.type === 'UnaryExpression';
  if (written.kind !== 'value' || !isLiteral) return wrapped(piece, problem, key, at.callee.inputs);
  const fits = (value: JsonValue) => fitsSchema(value, key, at.callee.inputs);
  const conversions = conversionsOf(written.value).filter(fits);
  const choices = typeof written.value === 'string' ? closest(written.value, stringsOf(key)) : [];
  return [...new Set<JsonValue>([...conversions, ...choices])].map((value, index) =>
    quickFix(piece, problem, {
      title: `Change to ${literalText(value, piece.style.quote)}`,
      edits: [replace(problem.range, literalText(value, piece.style.quote))],
      isSafe: conversions.includes(value),
      isPreferred: index === 0,
    }),
  );
};

/** The same value in another type, where it is clearly the same. */
function conversionsOf(value: JsonValue): readonly JsonValue[] {
  if (typeof value === 'string') {
    const text = value.trim();
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:e[+-]?\d+)?$/i.test(text)) return [Number(text)];
    return text === 'true' || text === 'false' ? [text === 'true'] : [];
  }
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

function stringsOf(schema: JsonSchema): readonly string[] {
  const all = [schema, ...((schema.anyOf as readonly JsonSchema[] | undefined) ?? [])];
  return all
    .flatMap(one => [one.const, ...((one.enum as readonly JsonValue[] | undefined) ?? [])])
    .filter(value => typeof value === 'string');
}

function fitsSchema(value: JsonValue, schema: JsonSchema, root: JsonSchema): boolean {
  const definitions = isJsonObject(root.$defs) ? { $defs: root.$defs } : {};
  const whole = { type: 'object', properties: { value: schema }, required: ['value'], ...definitions };
  return validateInputs(whole, { value }).length === 0;
}

/** One value where a list of such is expected. */
function wrapped(
  piece: Workpiece,
  problem: Problem,
  schema: JsonSchema,
  root: JsonSchema,
): readonly Repair[] {
  const node = piece.pathTo(problem.range).at(-1);
  if (node?.type !== 'ObjectExpression' && node?.type !== 'Literal') return [];
  const isList = schema.type === 'array' && isJsonObject(schema.items);
  if (!isList || !fitsSchema([], schema, root)) return [];
  const edits = [insert(node.start, '['), insert(node.end, ']')];
  return [quickFix(piece, problem, { title: 'Put it into a list', edits })];
}

/** The schema of the property that holds a place, as deep as literals are written. */
function schemaAt(object: ObjectExpression, schema: JsonSchema, place: Range): JsonSchema | undefined {
  for (const property of object.properties) {
    if (property.type !== 'Property' || !contains(property.value, place)) continue;
    const name = keyOf(property);
    const inner = name === undefined ? undefined : propertiesOf(schema)[name];
    if (inner === undefined) return undefined;
    if (property.value.type === 'ObjectExpression' && property.value.start !== place.start)
      return schemaAt(property.value, inner, place);
    if (property.value.type !== 'ArrayExpression' || property.value.start === place.start) return inner;
    const item = property.value.elements.find(element => element && contains(element, place));
    const items = isJsonObject(inner.items) ? (inner.items as JsonSchema) : undefined;
    if (items === undefined) return undefined;
    return item?.type === 'ObjectExpression' && item.start !== place.start
      ? schemaAt(item, items, place)
      : items;
  }
  return undefined;
}

export const fixUnknownResultProperty: Fixer = (piece, problem) => {
  const call = piece.skill.calls.find(({ reads }) =>
    reads.some(({ range }) => range.start === problem.range.start && range.end === problem.range.end),
  );
  const [name, other] = call?.callees ?? [];
  const callee = name === undefined || other !== undefined ? undefined : piece.catalogue.find(name);
  const read = call?.reads.find(({ range }) => range.start === problem.range.start);
  if (callee?.result === undefined || read === undefined) return [];
  return closest(read.name, Object.keys(propertiesOf(callee.result))).map((wanted, index) =>
    quickFix(piece, problem, {
      title: `Change to \`${wanted}\``,
      edits: renameRead(piece, problem.range, wanted),
      isPreferred: index === 0,
    }),
  );
};

/** `result.x`, `result['x']`, or `{ x }` of a pattern, whose variable keeps its name. */
function renameRead(piece: Workpiece, range: Range, name: string): readonly TextEdit[] {
  const path = piece.pathTo(range);
  const parent = path.at(-2);
  const { quote } = piece.style;
  if (parent?.type === 'MemberExpression') {
    if (parent.computed) return [replace(range, quoted(name, quote))];
    if (isPlainName(name)) return [replace(range, name)];
    const dots = parent.optional ? '?.' : '';
    return [{ start: parent.object.end, end: range.end, text: `${dots}[${quoted(name, quote)}]` }];
  }
  const property = path.findLast(node => node.type === 'Property');
  const key = keyText(name, quote);
  if (property?.type === 'Property' && property.shorthand)
    return [replace(property.key, `${key}: ${piece.slice(property.key)}`)];
  return [replace(range, key)];
}
