/** What an expression says about its value before it runs: literals, objects and arrays of them, and types of operators. */

import type * as acorn from 'acorn';
import type { JsonPrimitive } from '../base/json.ts';
import type { Range } from '../base/text.ts';
import type { Scope } from './scope.ts';
import type { Written, WrittenProperty } from './skill.ts';

export const unknown: Written = { kind: 'unknown' };

/** Deeper than this nothing is looked at. */
const maxDepth = 12;

export function readWritten(node: acorn.Expression | acorn.SpreadElement, scope: Scope, depth = 0): Written {
  if (depth > maxDepth) return unknown;
  const { start, end } = node;
  switch (node.type) {
    case 'Literal': {
      const { value } = node;
      const isPlain = value === null ? node.raw === 'null' : /^(?:string|number|boolean)$/.test(typeof value);
      return isPlain ? { kind: 'value', value: value as JsonPrimitive, start, end } : unknown;
    }
    case 'Identifier':
      return readName(node, scope, depth);
    case 'ObjectExpression':
      return readObject(node, scope, depth);
    case 'ArrayExpression': {
      const isOpen = node.elements.some(element => element?.type === 'SpreadElement');
      const items = isOpen
        ? []
        : node.elements.map(item => (item ? readWritten(item, scope, depth + 1) : unknown));
      return { kind: 'array', items, isOpen, start, end };
    }
    case 'TemplateLiteral': {
      const text = node.expressions.length === 0 ? node.quasis[0]?.value.cooked : undefined;
      return typeof text === 'string' ? { kind: 'value', value: text, start, end } : typed('string', node);
    }
    case 'UnaryExpression':
      return readUnary(node, scope, depth);
    case 'BinaryExpression':
      return readBinary(node, scope, depth);
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
      return typed('function', node);
    default:
      return unknown;
  }
}

function typed(type: 'string' | 'number' | 'boolean' | 'function', { start, end }: Range): Written {
  return { kind: 'type', type, start, end };
}

function readUnary(node: acorn.UnaryExpression, scope: Scope, depth: number): Written {
  const { start, end, operator } = node;
  switch (operator) {
    case 'void':
      return { kind: 'missing', start, end };
    case '!':
      return typed('boolean', node);
    case 'typeof':
      return typed('string', node);
    case '-': {
      const inner = readWritten(node.argument, scope, depth + 1);
      const isNumber = inner.kind === 'value' && typeof inner.value === 'number';
      return isNumber
        ? { kind: 'value', value: -(inner.value as number), start, end }
        : typed('number', node);
    }
    case '+':
    case '~':
      return typed('number', node);
    default:
      return unknown;
  }
}

function readBinary(node: acorn.BinaryExpression, scope: Scope, depth: number): Written {
  if (/^(?:[=!]==?|[<>]=?|in|instanceof)$/.test(node.operator)) return typed('boolean', node);
  if (node.operator !== '+') return typed('number', node);
  if (node.left.type === 'PrivateIdentifier') return unknown;
  const isText = [node.left, node.right].some(side => isString(readWritten(side, scope, depth + 1)));
  return isText ? typed('string', node) : unknown;
}

function isString(written: Written): boolean {
  if (written.kind === 'type') return written.type === 'string';
  return written.kind === 'value' && typeof written.value === 'string';
}

/** A constant of a plain value; other things may have been changed since they were declared. */
function readName(node: acorn.Identifier, scope: Scope, depth: number): Written {
  const { name, start, end } = node;
  const binding = scope.find(name);
  if (binding === undefined) return name === 'undefined' ? { kind: 'missing', start, end } : unknown;
  if (binding.kind !== 'const' || binding.value === undefined) return unknown;
  const value = readWritten(binding.value as acorn.Expression, binding.scope, depth + 1);
  return value.kind === 'value' || value.kind === 'type' ? { ...value, start, end } : unknown;
}

function readObject(node: acorn.ObjectExpression, scope: Scope, depth: number): Written {
  const named = new Map<string, WrittenProperty>();
  /** Up to here, each property may be given another value by what is spread or has a computed name. */
  let openUntil = -1;
  for (const property of node.properties) {
    const name = property.type === 'SpreadElement' ? undefined : keyOf(property);
    if (property.type === 'SpreadElement' || name === undefined) {
      openUntil = property.start;
      continue;
    }
    // `__proto__: x` sets the prototype and makes no property.
    if (name === '__proto__' && !(property.shorthand || property.method || property.computed)) continue;
    named.delete(name);
    named.set(name, {
      name,
      key: { start: property.key.start, end: property.key.end },
      value: property.kind === 'init' ? readWritten(property.value, scope, depth + 1) : unknown,
    });
  }
  const isOpen = openUntil >= 0;
  const properties = [...named.values()].map(property =>
    property.key.start < openUntil ? { ...property, value: unknown } : property,
  );
  return { kind: 'object', properties, isOpen, start: node.start, end: node.end };
}

/** A property's name where it is written; `undefined` for one that is computed. */
export function keyOf({ key, computed }: acorn.Property | acorn.AssignmentProperty): string | undefined {
  if (key.type === 'Identifier' && !computed) return key.name === '✖' ? undefined : key.name;
  if (key.type !== 'Literal') return undefined;
  return typeof key.value === 'string' || typeof key.value === 'number' ? String(key.value) : undefined;
}
