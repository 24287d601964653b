/** Which input each column of a table gives: by its heading, which is a name or a path such as `user.name` or `items[0]`. */

import { formatPath, isJsonObject, type PathSegment } from '../../base/json.ts';
import { suggestName } from '../../skill/name.ts';
import { propertiesAt, schemasAt } from '../../skill/schema-path.ts';
import type { JsonSchema } from '../../skill/skill.ts';
import type { CellKind } from './cell.ts';

export interface Column extends CellKind {
  /** The heading as written, `''` where there is none. */
  readonly heading: string;
  /** Of the input that it gives; `undefined` for a column that gives none. */
  readonly path: readonly PathSegment[] | undefined;
  /** Why the column cannot be used, in a sentence; `undefined` when it can, or is left out. */
  readonly problem: string | undefined;
}

/** What a person said of a column, by its place: the name or path of an input, or `null` to leave it out. */
export type ColumnChoice = string | null | undefined;

/** One for each heading, in their order. */
export function columnsOf(
  headings: readonly (string | undefined)[],
  schema: JsonSchema,
  choices: readonly ColumnChoice[] = [],
): readonly Column[] {
  const columns = headings.map((heading = '', index) => columnOf(heading.trim(), schema, choices[index]));
  return columns.map((column, index) => {
    const problem = column.problem ?? clash(column, index, columns);
    return problem === undefined ? column : { ...column, problem };
  });
}

function columnOf(heading: string, schema: JsonSchema, choice: ColumnChoice): Column {
  const nothing: Column = { heading, path: undefined, schemas: [], isRequired: false, problem: undefined };
  const name = choice === undefined ? heading : choice;
  // What stands below a heading that is not there is told where it stands.
  if (name === null || name === '') return nothing;
  const path = pathOf(name, schema);
  if (path === undefined || !isKnown(schema, path))
    return { ...nothing, problem: unknown(name, path, schema) };
  return {
    heading,
    path,
    schemas: schemasAt(schema, path),
    isRequired: path.every((_, at) => isRequiredAt(schema, path.slice(0, at + 1))),
    problem: undefined,
  };
}

function isRequiredAt(schema: JsonSchema, path: readonly PathSegment[]): boolean {
  return propertiesAt(schema, path.slice(0, -1)).some(one => one.name === path.at(-1) && one.isRequired);
}

/** The name of an input as it is, or else a path; `undefined` when it is neither. */
function pathOf(name: string, schema: JsonSchema): readonly PathSegment[] | undefined {
  if (isJsonObject(schema.properties) && Object.hasOwn(schema.properties, name)) return [name];
  return parsePath(name);
}

const segment = /(?:^|\.)([\p{L}\p{N}_$ -]+)|\[(\d{1,6})\]|\[("(?:[^"\\]|\\.)*")\]/uy;

/** Reads what {@link formatPath} writes; `undefined` for what is no path. */
export function parsePath(text: string): readonly PathSegment[] | undefined {
  const path: PathSegment[] = [];
  segment.lastIndex = 0;
  while (segment.lastIndex < text.length) {
    const [, name, index, quoted] = segment.exec(text) ?? [];
    if (name !== undefined) path.push(name);
    else if (index !== undefined) path.push(Number(index));
    else if (quoted !== undefined) {
      const key = unquoted(quoted);
      if (key === undefined) return undefined;
      path.push(key);
    } else return undefined;
  }
  return typeof path[0] === 'string' ? path : undefined;
}

function unquoted(text: string): string | undefined {
  try {
    return JSON.parse(text) as string;
  } catch {
    // Not a JSON string after all, such as one with a bad escape.
    return undefined;
  }
}

/** Whether the schema has something to say of the path, or leaves open what may be there. */
function isKnown(schema: JsonSchema, path: readonly PathSegment[]): boolean {
  if (schemasAt(schema, path).length > 0) return true;
  const name = path.at(-1);
  if (name === undefined) return false;
  const above = path.slice(0, -1);
  if (above.length === 0) return schema.additionalProperties !== false;
  const parents = schemasAt(schema, above);
  if (parents.length === 0) return isKnown(schema, above);
  return parents.some(parent => isOpen(parent, name));
}

function isOpen(schema: JsonSchema, name: PathSegment): boolean {
  if (typeof name === 'number')
    return schema.type === undefined ? isAny(schema) : schema.type === 'array' && schema.items === undefined;
  if (schema.type === undefined) return isAny(schema);
  const { properties, additionalProperties } = schema;
  return schema.type === 'object' && properties === undefined && additionalProperties !== false;
}

function isAny({ enum: values, const: constant }: JsonSchema): boolean {
  return values === undefined && constant === undefined;
}

function unknown(name: string, path: readonly PathSegment[] | undefined, schema: JsonSchema): string {
  const above = (path ?? []).slice(0, -1);
  const names = propertiesAt(schema, above).map(one => formatPath([...above, one.name]));
  const all = above.length === 0 ? names : [...names, ...propertiesAt(schema, []).map(one => one.name)];
  const meant = suggestName(name, all);
  const has =
    all.length === 0
      ? 'The skill has no inputs.'
      : `There are ${all.slice(0, 8).join(', ')}${all.length > 8 ? ', …' : ''}.`;
  return `no input is called "${name}"${meant === undefined ? `. ${has}` : `: did you mean "${meant}"?`}`;
}

/** Two columns that give the same input, or one a part of what the other gives whole. */
function clash({ path }: Column, index: number, columns: readonly Column[]): string | undefined {
  if (path === undefined) return undefined;
  const other = columns.findIndex(
    (one, at) =>
      at < index && one.path !== undefined && one.problem === undefined && isWithin(path, one.path),
  );
  if (other < 0) return undefined;
  return `it gives ${formatPath(path)}, which column ${other + 1} ("${columns[other]?.heading}") gives already`;
}

function isWithin(one: readonly PathSegment[], other: readonly PathSegment[]): boolean {
  const length = Math.min(one.length, other.length);
  return one.slice(0, length).every((name, at) => name === other[at]);
}
