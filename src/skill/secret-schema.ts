/** Which inputs a schema calls secret: `writeOnly`, as JSON Schema has it for what is given and never shown. */

import { isJsonObject, type JsonObject, type PathSegment } from '../base/json.ts';
import { schemasAt } from './schema-path.ts';
import type { JsonSchema } from './skill.ts';

/** The schema with `writeOnly` at these inputs; those that it does not know are left. */
export function withSecrets(schema: JsonSchema, secrets: readonly string[]): JsonSchema {
  return secrets.reduce((marked, path) => markedAt(marked, pathOf(path)), schema);
}

export function isSecret(schema: JsonSchema): boolean {
  return schema.writeOnly === true;
}

/** Whether inputs of this schema can have something at the path. */
export function canHave(schema: JsonSchema, path: string): boolean {
  const segments = pathOf(path);
  return segments.every((segment, index) =>
    schemasAt(schema, segments.slice(0, index)).some(parent => allows(parent, segment)),
  );
}

/** `users[].token` as a way into a schema: the first item stands for all. */
function pathOf(path: string): readonly PathSegment[] {
  const steps = path.replaceAll('[]', '.[]').split('.').filter(Boolean);
  return steps.map(step => (step === '[]' ? 0 : step));
}

function allows(schema: JsonSchema, segment: PathSegment): boolean {
  if (typeof segment === 'number') return schema.type === undefined || schema.type === 'array';
  if (schema.type !== undefined && schema.type !== 'object') return false;
  const { properties, additionalProperties } = schema;
  if (isJsonObject(properties) && Object.hasOwn(properties, segment)) return true;
  // What has names may have others as well, but a name that is not among them is a slip.
  return properties === undefined ? additionalProperties !== false : isJsonObject(additionalProperties);
}

/** Through properties, items and alternatives; what only a reference leads to stays as it is. */
function markedAt(schema: JsonSchema, [segment, ...rest]: readonly PathSegment[]): JsonSchema {
  if (segment === undefined) return { ...schema, ...eachAlternative(schema, []), writeOnly: true };
  if (Array.isArray(schema.anyOf)) return { ...schema, ...eachAlternative(schema, [segment, ...rest]) };
  const key = typeof segment === 'number' ? 'items' : segment;
  const holder: unknown = typeof segment === 'number' ? schema : schema.properties;
  if (!isJsonObject(holder) || !Object.hasOwn(holder, key) || !isJsonObject(holder[key])) return schema;
  const changed: JsonObject = { ...holder, [key]: markedAt(holder[key], rest) };
  return typeof segment === 'number' ? changed : { ...schema, properties: changed };
}

function eachAlternative({ anyOf }: JsonSchema, path: readonly PathSegment[]): JsonSchema {
  return Array.isArray(anyOf)
    ? { anyOf: (anyOf as readonly JsonSchema[]).map(one => markedAt(one, path)) }
    : {};
}
