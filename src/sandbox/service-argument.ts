/** Reads the arguments of services, which come from hostile code: what does not fit is a clear error. */

import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';

/** Longest argument that a service reads, in characters. */
const maxArgument = 4_000_000;

/** The parsed argument. */
export function readArgument(argument: string): JsonValue {
  if (argument.length > maxArgument)
    throw new RangeError(`The text is longer than ${maxArgument} characters`);
  try {
    return JSON.parse(argument) as JsonValue;
  } catch {
    throw new TypeError('The argument is not JSON');
  }
}

/** The parsed argument, which must be an object. */
export function readObject(argument: string): JsonObject {
  const value = readArgument(argument);
  if (!isJsonObject(value)) throw new TypeError('The argument is not an object');
  return value;
}

export function asString(value: JsonValue | undefined): string {
  if (typeof value !== 'string') throw new TypeError('Expected a string');
  return value;
}

export function asArray(value: JsonValue | undefined, maxLength: number): readonly JsonValue[] {
  if (!Array.isArray(value)) throw new TypeError('Expected an array');
  if (value.length > maxLength) throw new RangeError(`More than ${maxLength} items`);
  return value as readonly JsonValue[];
}
