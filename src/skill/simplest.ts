/** A value to begin with where a schema asks for one. */

import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { propertiesOf, requiredOf } from './schema.ts';
import { schemasAt } from './schema-path.ts';
import type { JsonSchema } from './skill.ts';

const maxDepth = 6;

/** The simplest value that fits a schema; `null` where anything does. `root` is where its references lead. */
export function simplest(schema: JsonSchema, root: JsonSchema, depth = 0): JsonValue {
  if (schema.default !== undefined) return schema.default;
  if (schema.const !== undefined) return schema.const;
  if (Array.isArray(schema.enum)) return schema.enum[0] as JsonValue;
  if (schema.$ref !== undefined || Array.isArray(schema.anyOf)) {
    const $defs = isJsonObject(root.$defs) ? root.$defs : {};
    const [first] = depth > maxDepth ? [] : schemasAt({ ...schema, $defs }, []);
    return first === undefined ? null : simplest(first, root, depth + 1);
  }
  switch (schema.type) {
    case 'string':
      return schema.format === 'date-time' ? '2026-01-01T00:00:00Z' : '';
    case 'number':
    case 'integer':
      return 0;
    case 'boolean':
      return false;
    case 'array':
      return simplestItems(schema, root, depth);
    case 'object':
      return depth > maxDepth ? {} : simplestObject(schema, root, depth);
    default:
      return null;
  }
}

function simplestItems({ prefixItems, minItems }: JsonSchema, root: JsonSchema, depth: number): JsonValue {
  const items = (prefixItems as readonly JsonSchema[] | undefined) ?? [];
  const count = typeof minItems === 'number' ? minItems : 0;
  return items.slice(0, count).map(item => simplest(item, root, depth + 1));
}

function simplestObject(schema: JsonSchema, root: JsonSchema, depth: number): JsonObject {
  const properties = propertiesOf(schema);
  return Object.fromEntries(
    requiredOf(schema).map(name => [name, simplest(properties[name] ?? {}, root, depth + 1)]),
  );
}
