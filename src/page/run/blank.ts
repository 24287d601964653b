/** What a form starts with: values for what its controls cannot show as missing, and for new rows. */

import { isJsonObject, type JsonObject, type JsonValue } from '../../base/json.ts';
import { resolve, shapeOf } from './shape.ts';

/** The value of a new row or a new kind. `null` stands for "not filled in yet" where nothing else can. */
export function blank(root: JsonObject, schema: JsonObject): JsonValue {
  const given = resolve(root, schema).default;
  if (given !== undefined) return given;
  const shape = shapeOf(root, schema);
  switch (shape.kind) {
    case 'text':
      return '';
    case 'boolean':
      return false;
    case 'choice':
      return shape.options.length === 1 ? (shape.options[0] ?? null) : null;
    case 'list':
      return [];
    case 'tuple':
      return shape.items.map(item => blank(root, item));
    case 'object':
      return seed(root, schema, {});
    case 'union':
      return blank(root, shape.variants[0] as JsonObject);
    default:
      return null;
  }
}

/**
 * Adds what is required and has a control that cannot be empty: an unticked box is `false`, a list without rows
 * is `[]`, a group is an object. Everything that is already there stays as it is.
 */
export function seed(root: JsonObject, schema: JsonObject, value: JsonObject): JsonObject {
  const shape = shapeOf(root, schema);
  if (shape.kind !== 'object') return value;
  const added: [string, JsonValue][] = [];
  for (const { name, schema: property, isRequired } of shape.properties) {
    const present = Object.hasOwn(value, name) ? value[name] : undefined;
    if (isJsonObject(present)) added.push([name, seed(root, property, present)]);
    else if (present === undefined && isRequired && cannotBeEmpty(root, property)) {
      added.push([name, blank(root, property)]);
    }
  }
  return added.length === 0 ? value : Object.fromEntries([...Object.entries(value), ...added]);
}

function cannotBeEmpty(root: JsonObject, schema: JsonObject): boolean {
  const shape = shapeOf(root, schema);
  if (shape.kind === 'choice') return shape.options.length === 1;
  return ['boolean', 'null', 'list', 'tuple', 'object'].includes(shape.kind);
}
