/** The types of values that a file writes out: what `typeof` means for a constant. */

import { keyOf, nameOf, nodeOf, nodesOf, type TypeNode } from './annotation-syntax.ts';
import type { JsonSchema } from './skill.ts';

interface Context {
  /** Inside of `as const`: literals stand for themselves alone. */
  readonly isConst: boolean;
  readonly constants: ReadonlyMap<string, TypeNode>;
}

/** `undefined` for what is made by running code. */
export function valueSchema(node: TypeNode, context: Context): JsonSchema | undefined {
  switch (node.type) {
    case 'TSAsExpression':
    case 'TSSatisfiesExpression': {
      const type = nodeOf(node.typeAnnotation);
      const isConst = context.isConst || nameOf(type?.typeName) === 'const';
      return schemaAt(node.expression, { ...context, isConst });
    }
    case 'ParenthesizedExpression':
      return schemaAt(node.expression, context);
    case 'Literal':
      return literal(node.value, context);
    case 'UnaryExpression': {
      const value = nodeOf(node.argument)?.value;
      return node.operator === '-' && typeof value === 'number' ? literal(-value, context) : undefined;
    }
    case 'ArrayExpression':
      return array(node, context);
    case 'ObjectExpression':
      return object(node, context);
    default:
      return undefined;
  }
}

function schemaAt(value: unknown, context: Context): JsonSchema | undefined {
  const node = nodeOf(value);
  return node && valueSchema(node, context);
}

function literal(value: unknown, { isConst }: Context): JsonSchema | undefined {
  if (value === null) return { type: 'null' };
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  return isConst ? { const: value } : { type: typeof value };
}

function array({ elements }: TypeNode, context: Context): JsonSchema | undefined {
  const items = nodesOf(elements).map(element => valueSchema(element, context));
  if (!items.every(item => item !== undefined)) return undefined;
  if (context.isConst) return { type: 'array', prefixItems: items, items: false, minItems: items.length };
  const types = [...new Map(items.map(item => [JSON.stringify(item), item])).values()];
  return {
    type: 'array',
    ...(types.length > 0 && { items: types.length === 1 ? types[0] : { anyOf: types } }),
  } as JsonSchema;
}

function object({ properties }: TypeNode, context: Context): JsonSchema | undefined {
  const entries: [string, JsonSchema][] = [];
  for (const property of nodesOf(properties)) {
    const name = property.type === 'Property' ? keyOf(property) : undefined;
    const schema = schemaAt(property.value, context);
    if (name === undefined || schema === undefined) return undefined;
    entries.push([name, schema]);
  }
  return { type: 'object', properties: Object.fromEntries(entries), required: entries.map(([name]) => name) };
}
