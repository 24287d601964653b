/** Walks a schema along a path: what a property deep inside of the inputs may be. */

import { isJsonObject, type JsonValue, type PathSegment } from '../base/json.ts';
import type { JsonSchema } from './skill.ts';

const maxDepth = 8;

/** What an object may have, in the order of its declaration. */
export interface Property {
  readonly name: string;
  readonly schema: JsonSchema;
  readonly isRequired: boolean;
}

/** The schemas that a value at the path may fit: several where there are alternatives, none where nothing is known. */
export function schemasAt(root: JsonSchema, path: readonly PathSegment[]): readonly JsonSchema[] {
  let schemas = alternatives(root, root);
  for (const segment of path)
    schemas = schemas.flatMap(schema => inside(schema, segment).flatMap(one => alternatives(one, root)));
  return schemas;
}

/** The properties that an object at the path may have; of several alternatives each name once. */
export function propertiesAt(root: JsonSchema, path: readonly PathSegment[]): readonly Property[] {
  const found = new Map<string, Property>();
  for (const schema of schemasAt(root, path)) {
    if (!isJsonObject(schema.properties)) continue;
    const required = new Set((schema.required as readonly string[] | undefined) ?? []);
    for (const [name, property] of Object.entries(schema.properties))
      if (!found.has(name))
        found.set(name, { name, schema: property as JsonSchema, isRequired: required.has(name) });
  }
  return [...found.values()];
}

/** The property itself, with its description and default, before it is divided into alternatives. */
export function propertyAt(root: JsonSchema, path: readonly PathSegment[]): Property | undefined {
  const name = path.at(-1);
  return propertiesAt(root, path.slice(0, -1)).find(property => property.name === name);
}

/** The literals that a value at the path can be; empty where it may be anything of its type. */
export function literalsAt(root: JsonSchema, path: readonly PathSegment[]): readonly JsonValue[] {
  return [...new Set(schemasAt(root, path).flatMap(literalsOf))];
}

export function literalsOf(schema: JsonSchema): readonly JsonValue[] {
  if (schema.const !== undefined) return [schema.const];
  if (Array.isArray(schema.enum)) return schema.enum as readonly JsonValue[];
  if (schema.type === 'boolean') return [true, false];
  return schema.type === 'null' ? [null] : [];
}

/** The schema with references followed, and divided into those of its union. */
function alternatives(schema: JsonSchema, root: JsonSchema, depth = 0): readonly JsonSchema[] {
  if (depth > maxDepth) return [];
  if (typeof schema.$ref === 'string') {
    const name = schema.$ref
      .replace(/^#\/\$defs\//, '')
      .replaceAll('~1', '/')
      .replaceAll('~0', '~');
    const defined =
      isJsonObject(root.$defs) && Object.hasOwn(root.$defs, name) ? root.$defs[name] : undefined;
    return isJsonObject(defined) ? alternatives(defined, root, depth + 1) : [];
  }
  if (!Array.isArray(schema.anyOf)) return [schema];
  return (schema.anyOf as readonly JsonSchema[]).flatMap(one => alternatives(one, root, depth + 1));
}

function inside(schema: JsonSchema, segment: PathSegment): readonly JsonSchema[] {
  if (typeof segment === 'number') {
    const { prefixItems, items } = schema;
    const item = Array.isArray(prefixItems) && segment < prefixItems.length ? prefixItems[segment] : items;
    return isJsonObject(item) ? [item] : [];
  }
  const { properties, additionalProperties } = schema;
  const property =
    isJsonObject(properties) && Object.hasOwn(properties, segment)
      ? properties[segment]
      : additionalProperties;
  return isJsonObject(property) ? [property] : [];
}
