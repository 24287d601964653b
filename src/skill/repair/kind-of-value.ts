/** Which JSDoc type a value has, from how it is written and from what is done with it; nothing where that is not sure. */

import type { AnyNode, Expression, MemberExpression } from 'acorn';
import { keyText } from '../code-text.ts';
import { typeText } from '../describe.ts';
import { propertiesOf } from '../schema.ts';
import type { Binding, Scope } from '../scope.ts';
import type { JsonSchema, Skill } from '../skill.ts';
import { isSameRange } from './tree.ts';
import type { Workpiece } from './workpiece.ts';

const maxDepth = 5;

const words = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

const arrayMethods = words(
  'map filter forEach reduce reduceRight some every find findIndex findLast findLastIndex flatMap flat push pop shift unshift splice sort reverse join fill toSorted toReversed with',
);
const stringMethods = words(
  'trim trimStart trimEnd toUpperCase toLowerCase split replace replaceAll startsWith endsWith charAt charCodeAt codePointAt padStart padEnd match matchAll search localeCompare normalize repeat substring substr',
);
const numberMethods = words('toFixed toPrecision toExponential');
/** They say no more than that the value is a text or an array. */
const sharedMembers = words('length slice includes indexOf lastIndexOf at concat toString valueOf');

const texts = words(
  'trim trimStart trimEnd toUpperCase toLowerCase replace replaceAll charAt padStart padEnd normalize repeat substring substr join toFixed toPrecision toISOString toString',
);
const truths = words('includes startsWith endsWith some every has test');
const numbers = words('indexOf lastIndexOf findIndex charCodeAt search localeCompare getTime now');
const sameArray = words('filter slice sort reverse concat toSorted toReversed splice');

/** The type of an expression; `undefined` when it is not sure. */
export function typeOfValue(piece: Workpiece, node: AnyNode, scope: Scope, depth = 0): string | undefined {
  if (depth > maxDepth) return undefined;
  const typeOf = (inner: AnyNode) => typeOfValue(piece, inner, scope, depth + 1);
  switch (node.type) {
    case 'Literal':
      return typeOfLiteral(node.value);
    case 'TemplateLiteral':
      return 'string';
    case 'ParenthesizedExpression':
      return typeOf(node.expression);
    case 'UnaryExpression':
      if (node.operator === '!' || node.operator === 'delete') return 'boolean';
      return node.operator === 'typeof' ? 'string' : node.operator === 'void' ? undefined : 'number';
    case 'UpdateExpression':
      return 'number';
    case 'BinaryExpression':
      return typeOfBinary(node.operator, () => [typeOf(node.left), typeOf(node.right)]);
    case 'ConditionalExpression':
      return agreed([typeOf(node.consequent), typeOf(node.alternate)]);
    case 'LogicalExpression':
      return agreed([typeOf(node.left), typeOf(node.right)]);
    case 'AssignmentExpression':
      return node.operator === '=' ? typeOf(node.right) : undefined;
    case 'ArrayExpression': {
      const items = node.elements.map(item =>
        item === null || item.type === 'SpreadElement' ? undefined : typeOf(item),
      );
      const item = agreed(items);
      return item === undefined || / /.test(item) ? 'any[]' : `${item}[]`;
    }
    case 'ObjectExpression':
      return typeOfObject(node.properties, typeOf);
    case 'Identifier':
      return typeOfName(piece, scope.find(node.name), node.name, depth);
    case 'AwaitExpression':
      return schemaType(resultOf(piece, node.argument));
    case 'MemberExpression':
      return typeOfMember(piece, node, scope, depth);
    case 'CallExpression':
      return typeOfCall(node.callee, typeOf);
    case 'NewExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'Date' ? 'Date' : undefined;
    default:
      return undefined;
  }
}

function typeOfLiteral(value: unknown): string | undefined {
  return ['string', 'number', 'boolean'].includes(typeof value) ? typeof value : undefined;
}

function typeOfBinary(operator: string, sides: () => readonly (string | undefined)[]): string | undefined {
  if (/^(?:[-*/%&|^]|\*\*|<<|>>>?)$/.test(operator)) return 'number';
  if (operator !== '+') return 'boolean';
  const [left, right] = sides();
  if (left === 'string' || right === 'string') return 'string';
  return left === 'number' && right === 'number' ? 'number' : undefined;
}

function agreed(types: readonly (string | undefined)[]): string | undefined {
  const [first] = types;
  return types.every(type => type === first) ? first : undefined;
}

function typeOfObject(
  properties: Extract<AnyNode, { type: 'ObjectExpression' }>['properties'],
  typeOf: (node: AnyNode) => string | undefined,
): string {
  const parts: string[] = [];
  for (const property of properties) {
    if (property.type === 'SpreadElement' || property.computed) return 'object';
    const key = property.key.type === 'Literal' ? String(property.key.value) : nameOf(property.key);
    if (key === undefined) return 'object';
    parts.push(`${keyText(key, "'")}: ${typeOf(property.value) ?? 'any'}`);
  }
  return parts.length === 0 ? 'object' : `{ ${parts.join(', ')} }`;
}

export function nameOf(node: AnyNode): string | undefined {
  return node.type === 'Identifier' ? node.name : undefined;
}

function typeOfName(
  piece: Workpiece,
  binding: Binding | undefined,
  name: string,
  depth: number,
): string | undefined {
  if (name === 'undefined') return undefined;
  if (binding?.kind === 'const' && binding.value !== undefined)
    return typeOfValue(piece, binding.value, binding.scope, depth + 1);
  const isInput = binding === undefined || isEntryParameter(piece, binding);
  return isInput ? schemaType(propertiesOf(piece.skill.inputs)[name]) : undefined;
}

export function isEntryParameter(piece: Workpiece, { kind, node }: Binding): boolean {
  if (kind !== 'parameter') return false;
  const { entry } = piece.skill;
  return entry?.parameters.some(({ name, range }) => name === node.name && isSameRange(range, node)) ?? false;
}

/** The schema of what a call of a skill returns, by the expression that is the call. */
function resultOf(piece: Workpiece, call: AnyNode): JsonSchema | undefined {
  return calleeOf(piece, call)?.result;
}

/** The one skill that an expression calls; `undefined` when it is none, or not sure. */
function calleeOf(piece: Workpiece, call: AnyNode): Skill | undefined {
  const site = piece.skill.calls.find(({ range }) => isSameRange(range, call));
  const [callee, other] = site?.callees ?? [];
  return callee === undefined || other !== undefined ? undefined : piece.catalogue.find(callee);
}

export function schemaType(schema: JsonSchema | undefined): string | undefined {
  if (schema === undefined || JSON.stringify(schema).includes('"$ref"')) return undefined;
  const text = typeText(schema);
  return text === 'any' || text.includes('…') ? undefined : text;
}

function typeOfMember(
  piece: Workpiece,
  node: MemberExpression,
  scope: Scope,
  depth: number,
): string | undefined {
  const name = node.computed ? undefined : nameOf(node.property);
  if (name === 'length' || name === 'size') return 'number';
  if (name === undefined) return undefined;
  return schemaType(propertiesOf(schemaOf(piece, node.object, scope, depth + 1) ?? {})[name]);
}

/** The schema of what a variable or an awaited call holds, where a skill declares it. */
function schemaOf(piece: Workpiece, node: AnyNode, scope: Scope, depth: number): JsonSchema | undefined {
  if (depth > maxDepth) return undefined;
  if (node.type === 'AwaitExpression') return resultOf(piece, node.argument);
  if (node.type === 'ParenthesizedExpression') return schemaOf(piece, node.expression, scope, depth + 1);
  if (node.type !== 'Identifier') return undefined;
  const binding = scope.find(node.name);
  if (binding?.kind === 'const' && binding.value !== undefined)
    return schemaOf(piece, binding.value, binding.scope, depth + 1);
  const isInput = binding === undefined || isEntryParameter(piece, binding);
  return isInput ? propertiesOf(piece.skill.inputs)[node.name] : undefined;
}

function typeOfCall(
  callee: Expression | AnyNode,
  typeOf: (node: AnyNode) => string | undefined,
): string | undefined {
  if (callee.type === 'Identifier')
    return {
      String: 'string',
      Number: 'number',
      Boolean: 'boolean',
      parseInt: 'number',
      parseFloat: 'number',
    }[callee.name];
  if (callee.type !== 'MemberExpression' || callee.computed) return undefined;
  const method = nameOf(callee.property);
  const object = nameOf(callee.object);
  if (method === undefined) return undefined;
  if (object === 'Math') return 'number';
  if (object === 'JSON') return method === 'stringify' ? 'string' : undefined;
  if (object === 'Object') return method === 'keys' ? 'string[]' : method === 'values' ? 'any[]' : undefined;
  if (object === 'Array' && method === 'isArray') return 'boolean';
  if (texts.has(method)) return 'string';
  if (truths.has(method)) return 'boolean';
  if (numbers.has(method)) return 'number';
  if (method === 'split') return 'string[]';
  if (method === 'map' || method === 'flatMap') return 'any[]';
  return sameArray.has(method) ? typeOf(callee.object) : undefined;
}

/** What is done with a value says what it is, where all that is done agrees; `undefined` where it does not. */
export function typeOfUses(piece: Workpiece, uses: readonly AnyNode[]): string | undefined {
  const found = new Set<string>();
  for (const use of uses) {
    const path = piece.pathTo(use);
    const type = typeOfUse(piece, path.at(-1) as AnyNode, path.at(-2));
    if (type !== undefined) found.add(type);
  }
  const [type, other] = found;
  return other === undefined ? type : undefined;
}

function typeOfUse(piece: Workpiece, node: AnyNode, parent: AnyNode | undefined): string | undefined {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node ? typeWithMember(parent) : undefined;
    case 'BinaryExpression':
      return typeBesides(parent.operator, parent.left === node ? parent.right : parent.left);
    case 'AssignmentExpression':
      return /^[-*/%]=$/.test(parent.operator) ? 'number' : undefined;
    case 'UpdateExpression':
      return 'number';
    case 'UnaryExpression':
      return parent.operator === '-' || parent.operator === '~' ? 'number' : undefined;
    case 'ForOfStatement':
      return parent.right === node ? 'any[]' : undefined;
    case 'SpreadElement':
      return piece.pathTo(parent).at(-2)?.type === 'ObjectExpression' ? 'object' : 'any[]';
    case 'CallExpression':
      return typeAsArgument(parent.callee, parent.arguments[0] === node);
    case 'Property':
      return typeAsInput(piece, parent);
    default:
      return undefined;
  }
}

function typeWithMember({ property, computed }: MemberExpression): string | undefined {
  if (computed)
    return property.type === 'Literal' && typeof property.value === 'number' ? 'any[]' : undefined;
  const name = nameOf(property) ?? '';
  if (sharedMembers.has(name)) return undefined;
  if (arrayMethods.has(name)) return 'any[]';
  if (stringMethods.has(name)) return 'string';
  return numberMethods.has(name) ? 'number' : 'object';
}

function typeBesides(operator: string, other: AnyNode): string | undefined {
  if (/^(?:[-*/%]|\*\*)$/.test(operator)) return 'number';
  const value = other.type === 'Literal' ? typeOfLiteral(other.value) : undefined;
  if (/^[=!]==$/.test(operator)) return value;
  return /^[<>]=?$/.test(operator) && value === 'number' ? 'number' : undefined;
}

function typeAsArgument(callee: AnyNode, isFirst: boolean): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || !isFirst) return undefined;
  const object = nameOf(callee.object);
  const method = nameOf(callee.property);
  if (object === 'Math') return 'number';
  if (object === 'JSON') return method === 'parse' ? 'string' : undefined;
  if (object !== 'Object') return undefined;
  return method === 'keys' || method === 'values' || method === 'entries' ? 'object' : undefined;
}

/** `callSkill('area', { radius: x })`: what the callee says of `radius`. */
function typeAsInput(piece: Workpiece, property: Extract<AnyNode, { type: 'Property' }>): string | undefined {
  if (property.computed) return undefined;
  const call = piece.skill.calls.find(
    ({ argumentRange }) =>
      argumentRange && isSameRange(argumentRange, piece.pathTo(property).at(-2) ?? property),
  );
  const [callee, other] = call?.callees ?? [];
  if (callee === undefined || other !== undefined) return undefined;
  const key = nameOf(property.key);
  const skill = piece.catalogue.find(callee);
  return skill && key ? schemaType(propertiesOf(skill.inputs)[key]) : undefined;
}
