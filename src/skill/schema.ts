/** From a signature and its JSDoc to the JSON Schema of the inputs and of the result. */

import type { JsonValue } from '../base/json.ts';
import type { Doc, TypedTag } from './doc.ts';
import type { Signature } from './parameter.ts';
import type { JsonSchema, Parameter } from './skill.ts';
import { type ReadType, readType, type TypeNames } from './type.ts';

export interface InputsReading {
  readonly schema: JsonSchema;
  /** The signature's parameters with what the doc adds: defaults, and which are optional. */
  readonly parameters: readonly Parameter[];
}

/** What TypeScript's annotations say: the types there count, of JSDoc then only the text. */
export interface AnnotatedTypes {
  /** By the names of parameters. */
  readonly inputs: ReadonlyMap<string, ReadType>;
  /** Of the one parameter that receives all inputs; never a reference. */
  readonly whole: ReadType | undefined;
  readonly result: ReadType | undefined;
}

/** A documented name and what is documented inside it. */
interface Branch {
  tag: TypedTag | undefined;
  /** By name; the same empty map for all that have nothing inside. */
  inside: Map<string, Branch>;
}

const nothing = new Map<string, Branch>();

/** The segment that stands for the elements of an array. */
const elements = '[]';

/** The type of a tag; `undefined` when it has none, or when its braces are not closed. */
export function readTag(tag: TypedTag, types: TypeNames | undefined): ReadType | undefined {
  return tag.isBroken || tag.type === undefined ? undefined : readType(tag.type, types);
}

export class SchemaBuilder {
  readonly #types: TypeNames | undefined;

  constructor(types: TypeNames | undefined) {
    this.#types = types;
  }

  read(tag: TypedTag): ReadType | undefined {
    return readTag(tag, this.#types);
  }

  /** The schema of a tag together with the dotted tags inside it. */
  branch(branch: Branch, read: ReadType | undefined): JsonSchema {
    const base = read?.schema ?? {};
    const { inside } = branch;
    if (inside.size === 0) return base;
    const items = inside.get(elements);
    if (items !== undefined || base.type === 'array') {
      const element = items ?? { tag: undefined, inside };
      const given = base.items;
      const schema = typeof given === 'object' ? (given as JsonSchema) : {};
      return { ...base, type: 'array', items: this.#withInside(element, schema) };
    }
    return this.#withInside(branch, base);
  }

  #withInside({ inside }: Branch, base: JsonSchema): JsonSchema {
    if (inside.size === 0) return base;
    const properties = new Map(Object.entries(propertiesOf(base)));
    const required = new Set(requiredOf(base));
    for (const [name, child] of inside) {
      const read = child.tag && this.read(child.tag);
      const schema = this.branch(child, read);
      properties.set(name, annotate(schema, child.tag, docDefault(child.tag, schema)));
      if (child.tag?.isOptional || read?.isOptional) required.delete(name);
      else required.add(name);
    }
    return {
      ...base,
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.size > 0 && { required: [...required] }),
    };
  }
}

/** What is being put together: the properties by name, and which of them must be there. */
interface Draft {
  readonly properties: Map<string, JsonSchema>;
  readonly required: Set<string>;
}

/** The schema of the inputs. What is wrong with the doc is told by `doc-problem.ts`. */
export function inputsSchema(
  signature: Signature,
  doc: Doc | undefined,
  types: TypeNames | undefined,
  annotated?: AnnotatedTypes,
): InputsReading {
  const builder = new SchemaBuilder(types);
  const tags = doc?.typed.filter(({ tag }) => tag === 'param') ?? [];
  const root = tree(tags, signature.wholeName);
  const wholeTag = signature.wholeName === undefined ? undefined : root.tag;
  const isWhole = signature.binding === 'whole';
  const base = (isWhole && annotated?.whole?.schema) || ((wholeTag && builder.read(wholeTag)?.schema) ?? {});
  const given = (name: string) =>
    isWhole ? wholeMember(annotated?.whole, name) : annotated?.inputs.get(name);
  const draft: Draft = {
    properties: new Map(Object.entries(propertiesOf(base))),
    required: new Set(requiredOf(base)),
  };
  const parameters = signature.parameters.map(parameter =>
    readParameter(
      parameter,
      { branch: root.inside.get(parameter.name), annotated: given(parameter.name) },
      builder,
      draft,
    ),
  );
  const isOpen = signature.isOpen && draft.properties.size === signature.parameters.length;
  const additional = (base.additionalProperties as JsonValue | undefined) ?? (isOpen ? undefined : false);
  return {
    schema: objectSchema(draft, additional),
    parameters: parameters.length > 0 ? parameters : fromProperties(signature, draft),
  };
}

/** The type of a property of an annotation, as if it were a parameter's own. */
function wholeMember(whole: ReadType | undefined, name: string): ReadType | undefined {
  const properties = propertiesOf(whole?.schema ?? {});
  if (whole === undefined || !Object.hasOwn(properties, name)) return undefined;
  const required = requiredOf(whole.schema);
  return {
    schema: properties[name] as JsonSchema,
    isOptional: !required.includes(name),
    isRest: false,
    notes: [],
  };
}

/** What is said of one parameter. */
interface Said {
  readonly branch: Branch | undefined;
  readonly annotated: ReadType | undefined;
}

/** Adds a parameter's schema to the draft; returns the parameter with what the doc says of it. */
function readParameter(
  parameter: Parameter,
  { branch, annotated }: Said,
  builder: SchemaBuilder,
  { properties, required }: Draft,
): Parameter {
  const { name } = parameter;
  const tag = branch?.tag;
  const read = annotated ?? (tag && builder.read(tag));
  const known = branch === undefined ? properties.get(name) : undefined;
  const documented = () => (branch ? builder.branch(branch, read) : {});
  const own = annotated ? withTexts(annotated.schema, branch) : (known ?? documented());
  const schema = asRest(own, parameter, read);
  const given = parameter.default ?? (parameter.isOptional ? undefined : docDefault(tag, schema));
  const isOptional =
    parameter.isOptional ||
    (known !== undefined && !required.has(name)) ||
    tag?.isOptional === true ||
    read?.isOptional === true ||
    given !== undefined;
  properties.set(name, annotate(schema, tag, given));
  if (isOptional) required.delete(name);
  else required.add(name);
  return { name, range: parameter.range, isRest: parameter.isRest, isOptional, default: given };
}

/** A schema whose types are settled, with the texts of the dotted tags inside it. */
function withTexts(schema: JsonSchema, branch: Branch | undefined): JsonSchema {
  if (branch === undefined || branch.inside.size === 0) return schema;
  const { items } = schema;
  if (schema.type === 'array' && typeof items === 'object' && items !== null)
    return { ...schema, items: withTexts(items as JsonSchema, branch.inside.get(elements) ?? branch) };
  const properties = new Map(Object.entries(propertiesOf(schema)));
  for (const [name, child] of branch.inside) {
    const property = properties.get(name);
    if (property !== undefined)
      properties.set(name, annotate(withTexts(property, child), child.tag, docDefault(child.tag, property)));
  }
  return properties.size === 0 ? schema : { ...schema, properties: Object.fromEntries(properties) };
}

function objectSchema({ properties, required }: Draft, additional: JsonValue | undefined): JsonSchema {
  const schema: Record<string, JsonValue> = {
    type: 'object',
    properties: Object.fromEntries(properties),
  };
  if (required.size > 0) schema.required = [...required];
  if (additional !== undefined) schema.additionalProperties = additional;
  return schema;
}

/** The one parameter `inputs` whose type names the properties. */
function fromProperties(
  { binding, parameters }: Signature,
  { properties, required }: Draft,
): readonly Parameter[] {
  if (binding !== 'whole') return parameters;
  return [...properties.keys()].map(name => ({
    name,
    range: { start: 0, end: 0 },
    isRest: false,
    isOptional: !required.has(name),
    default: undefined,
  }));
}

function tree(tags: readonly TypedTag[], wholeName: string | undefined): Branch {
  const root: Branch = { tag: undefined, inside: nothing };
  for (const tag of tags) {
    const path = segments(tag.name);
    if (path[0] === wholeName) path.shift();
    let branch = root;
    for (const segment of path) branch = inner(branch, segment);
    branch.tag ??= tag;
  }
  return root;
}

function segments(name: string): string[] {
  if (!name.includes('.') && !name.includes('[')) return [name];
  return name.replaceAll(elements, `.${elements}`).split('.');
}

/** The input that a tag speaks of or of which a part: `options` of `options.size`; `undefined` for all of them. */
export function topName(name: string, wholeName: string | undefined): string | undefined {
  const [first, second] = segments(name);
  return first === wholeName ? second : first;
}

/** The branch of this name inside another, made when there is none. */
function inner(branch: Branch, name: string): Branch {
  const known = branch.inside.get(name);
  if (known !== undefined) return known;
  const made: Branch = { tag: undefined, inside: nothing };
  if (branch.inside === nothing) branch.inside = new Map();
  branch.inside.set(name, made);
  return made;
}

/** A typedef's own properties as a schema: `@property` tags, dotted or not. */
export function propertiesSchema(
  builder: SchemaBuilder,
  tags: readonly TypedTag[],
  base: ReadType | undefined,
): JsonSchema {
  return builder.branch(tree(tags, undefined), base);
}

export function propertiesOf(schema: JsonSchema): Readonly<Record<string, JsonSchema>> {
  return (schema.properties as Readonly<Record<string, JsonSchema>> | undefined) ?? {};
}

/** Names of the properties that an object must have. */
export function requiredOf(schema: JsonSchema): readonly string[] {
  return (schema.required as readonly string[] | undefined) ?? [];
}

function asRest(schema: JsonSchema, parameter: Parameter, read: ReadType | undefined): JsonSchema {
  if (!parameter.isRest || read?.isRest || schema.type === 'array') return schema;
  return Object.keys(schema).length === 0 ? { type: 'array' } : { type: 'array', items: schema };
}

function annotate(schema: JsonSchema, tag: TypedTag | undefined, value: JsonValue | undefined): JsonSchema {
  const text = tag?.description ?? '';
  const description = text.includes('\n') ? text.replace(/\s*\n\s*/g, ' ') : text;
  if (description === '' && value === undefined) return schema;
  const annotated: Record<string, JsonValue> = { ...schema };
  if (description !== '') annotated.description = description;
  if (value !== undefined) annotated.default = value;
  return annotated;
}

/** The value of `[name=value]`: JSON, a quoted string or, where the schema wants a string, the bare words. */
function docDefault(tag: TypedTag | undefined, schema: JsonSchema): JsonValue | undefined {
  const text = tag?.default;
  if (text === undefined || text === '' || text === 'undefined') return undefined;
  const quoted = /^(['"`])(.*)\1$/s.exec(text);
  if (quoted !== null) return quoted[2];
  const isText =
    schema.type === 'string' || typeof (schema.enum as JsonValue[] | undefined)?.[0] === 'string';
  if (isText) return /[()]/.test(text) ? undefined : text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    // Not JSON: a word where anything goes, or an expression that only says what happens.
    return Object.keys(schema).length === 0 && /^[\w -]+$/.test(text) ? text : undefined;
  }
}

/** The schema of the result; `undefined` when neither an annotation nor `@returns` gives a type. */
export function resultSchema(
  doc: Doc | undefined,
  types: TypeNames | undefined,
  annotated?: AnnotatedTypes,
): JsonSchema | undefined {
  const tag = doc?.typed.find(one => one.tag === 'returns');
  const read = annotated?.result ?? (tag && readTag(tag, types));
  if (read === undefined) return undefined;
  const isVoid = read.schema.type === 'null' || Object.keys(read.schema).length === 0;
  return read.isOptional && !isVoid ? { anyOf: [read.schema, { type: 'null' }] } : read.schema;
}
