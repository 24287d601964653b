/** Puts schemas of objects together and takes them apart, as TypeScript's own operators do. */

import { isJsonObject, type JsonValue } from '../base/json.ts';
import type { JsonSchema } from './skill.ts';

export interface Members {
  readonly properties: Map<string, JsonSchema>;
  readonly required: Set<string>;
  /** What is said of all other properties. */
  additional: JsonValue | undefined;
}

export function noMembers(): Members {
  return { properties: new Map(), required: new Set(), additional: undefined };
}

export function isObjectSchema(schema: JsonSchema | undefined): schema is JsonSchema {
  return schema?.type === 'object';
}

export function membersOf(schema: JsonSchema): Members {
  return {
    properties: new Map(
      isJsonObject(schema.properties) ? (Object.entries(schema.properties) as [string, JsonSchema][]) : [],
    ),
    required: new Set(Array.isArray(schema.required) ? (schema.required as readonly string[]) : []),
    additional: schema.additionalProperties,
  };
}

/** Later members of a name take the place of earlier ones, as in an interface that extends another. */
export function addMembers(to: Members, from: Members): void {
  for (const [name, schema] of from.properties) {
    to.properties.set(name, schema);
    if (from.required.has(name)) to.required.add(name);
    else to.required.delete(name);
  }
  to.additional = from.additional ?? to.additional;
}

export function objectOf({ properties, required, additional }: Members): JsonSchema {
  return {
    type: 'object',
    ...(properties.size > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.size > 0 && { required: [...required] }),
    ...(additional !== undefined && { additionalProperties: additional }),
  };
}

/** Of an intersection: what one part demands, all of it demands. */
export function intersected(parts: readonly JsonSchema[]): JsonSchema {
  const all = noMembers();
  for (const part of parts.map(membersOf)) {
    for (const [name, schema] of part.properties) all.properties.set(name, schema);
    for (const name of part.required) all.required.add(name);
    all.additional ??= part.additional;
  }
  return objectOf(all);
}

/** The texts of a schema that allows nothing else; `undefined` where it allows more. */
export function literalsOf(schema: JsonSchema): readonly JsonValue[] | undefined {
  if (schema.const !== undefined) return [schema.const];
  return Array.isArray(schema.enum) ? (schema.enum as readonly JsonValue[]) : undefined;
}

export function picked(schema: JsonSchema, isWanted: (name: string) => boolean): JsonSchema {
  const { properties, required, additional } = membersOf(schema);
  return objectOf({
    properties: new Map([...properties].filter(([name]) => isWanted(name))),
    required: new Set([...required].filter(isWanted)),
    additional,
  });
}

export function withRequired(schema: JsonSchema, isRequired: boolean): JsonSchema {
  const members = membersOf(schema);
  return objectOf({ ...members, required: new Set(isRequired ? members.properties.keys() : []) });
}

/** `Record<K, V>`: each of the names where they are literals, any name otherwise. */
export function recordOf(
  keys: JsonSchema,
  value: (name: string | undefined) => JsonSchema,
  isOptional: boolean,
): JsonSchema {
  const names = literalsOf(keys)?.map(String);
  if (names === undefined) return { type: 'object', additionalProperties: value(undefined) };
  return objectOf({
    properties: new Map(names.map(name => [name, value(name)])),
    required: new Set(isOptional ? [] : names),
    additional: undefined,
  });
}
