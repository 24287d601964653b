/** The values that a skill's own examples give to its inputs. */

import * as acorn from 'acorn';
import { isJsonObject, type JsonValue, type PathSegment } from '../../base/json.ts';
import { literalValue } from '../parameter.ts';
import type { Skill } from '../skill.ts';

/** What the examples pass at a path, in their order; what is no literal is left out. */
export function exampleValues(skill: Skill, path: readonly PathSegment[]): readonly JsonValue[] {
  return skill.doc.examples.flatMap(example => {
    const value = valueAt(inputsOf(example), path);
    return value === undefined || isJsonObject(value) ? [] : [value];
  });
}

/** The first object that stands directly behind a `(`; `undefined` when there is none made of literals. */
function inputsOf(example: string): JsonValue | undefined {
  const found = /\(\s*\{/.exec(example);
  if (found === null) return undefined;
  const start = found.index + found[0].length - 1;
  try {
    return literalValue(acorn.parseExpressionAt(example, start, { ecmaVersion: 'latest' }));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function valueAt(value: JsonValue | undefined, path: readonly PathSegment[]): JsonValue | undefined {
  let at = value;
  for (const segment of path) {
    if (typeof segment === 'number')
      at = Array.isArray(at) ? (at as readonly JsonValue[])[segment] : undefined;
    else at = isJsonObject(at) && Object.hasOwn(at, segment) ? at[segment] : undefined;
  }
  return at;
}
