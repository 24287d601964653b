/** Writes JSON Schemas as TypeScript's types, each as its side of a call sees it. */

import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';
import { typeKeyText } from './code-text.ts';
import type { JsonSchema } from './skill.ts';

/**
 * Who looks at a value:
 * - `caller`: what may be passed: a Date or its text, arrays that nobody will change
 * - `reader`: what a call gives back, or what a skill is given: plain JSON
 */
export type Side = 'caller' | 'reader';

/** Deeper than this, anything goes: a type that nobody reads to its end. */
const maxDepth = 20;

export class TypeWriter {
  /** Of the schemas that refer to themselves: one `type` each. */
  readonly aliases: string[] = [];
  readonly #taken: string;
  readonly #names = new Set<string>();

  /** Names that `taken` contains are not given to aliases. */
  constructor(taken: string) {
    this.#taken = taken;
  }

  /** The type of a whole schema, which brings its own `$defs` along. */
  write(schema: JsonSchema, side: Side): string {
    return new SchemaText(
      schema,
      side,
      name => this.#alias(side === 'caller' ? `${name}Input` : name),
      this.aliases,
    ).text(schema, 0);
  }

  #alias(name: string): string {
    const base = name.replace(/[^\p{ID_Continue}$]/gu, '_').replace(/^(?!\p{ID_Start}|[$_])/u, '_');
    for (let count = 1; ; count++) {
      const alias = count === 1 ? base : `${base}${count}`;
      if (this.#names.has(alias) || reserved.has(alias) || this.#taken.includes(alias)) continue;
      this.#names.add(alias);
      return alias;
    }
  }
}

/** Names that TypeScript gives to types of its own; an alias may not have them, or would hide them. */
const reserved: ReadonlySet<string> = new Set(
  'any unknown never void object string number boolean bigint symbol undefined null Date Promise Array Record'.split(
    ' ',
  ),
);

/** One schema with its `$defs`. */
class SchemaText {
  readonly #definitions: JsonObject;
  readonly #side: Side;
  readonly #nameOf: (name: string) => string;
  readonly #aliases: string[];
  readonly #known = new Map<string, string>();

  constructor(schema: JsonSchema, side: Side, nameOf: (name: string) => string, aliases: string[]) {
    this.#definitions = isJsonObject(schema.$defs) ? schema.$defs : {};
    this.#side = side;
    this.#nameOf = nameOf;
    this.#aliases = aliases;
  }

  text(schema: JsonValue | undefined, depth: number): string {
    if (schema === false) return 'never';
    if (!isJsonObject(schema) || depth > maxDepth) return 'any';
    if (typeof schema.$ref === 'string') return this.#reference(schema.$ref);
    if (schema.const !== undefined) return literalText([schema.const]);
    if (Array.isArray(schema.enum)) return literalText(schema.enum as readonly JsonValue[]);
    const choices = schema.anyOf ?? schema.oneOf;
    if (Array.isArray(choices)) return this.#union(choices as readonly JsonValue[], depth);
    if (Array.isArray(schema.type))
      return this.#union(
        (schema.type as readonly string[]).map(type => ({ ...schema, type })),
        depth,
      );
    return this.#simple(schema, depth);
  }

  #simple(schema: JsonObject, depth: number): string {
    switch (schema.type) {
      case 'string':
        return schema.format === 'date-time' && this.#side === 'caller' ? 'Date | string' : 'string';
      case 'number':
      case 'integer':
        return 'number';
      case 'boolean':
      case 'null':
        return schema.type;
      case 'array':
        return this.#array(schema, depth);
      case 'object':
        return this.#object(schema, depth);
      default:
        return 'any';
    }
  }

  #reference(reference: string): string {
    const key = /^#\/\$defs\/(.+)$/.exec(reference)?.[1]?.replaceAll('~1', '/').replaceAll('~0', '~');
    const definition =
      key === undefined || !Object.hasOwn(this.#definitions, key) ? undefined : this.#definitions[key];
    if (key === undefined || definition === undefined) return 'any';
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const alias = this.#nameOf(key);
    this.#known.set(key, alias);
    this.#aliases.push(`type ${alias} = ${this.text(definition, 0)};`);
    return alias;
  }

  #union(choices: readonly JsonValue[], depth: number): string {
    const texts = choices.map(choice => this.text(choice, depth + 1));
    return texts.length === 0 || texts.includes('any') ? 'any' : [...new Set(texts)].join(' | ');
  }

  #array({ prefixItems, items, minItems }: JsonObject, depth: number): string {
    const mark = this.#side === 'caller' ? 'readonly ' : '';
    const element = isJsonObject(items) ? this.text(items, depth + 1) : 'any';
    if (!Array.isArray(prefixItems)) return `${mark}${wrapped(element)}[]`;
    const required = typeof minItems === 'number' ? minItems : 0;
    const parts = (prefixItems as readonly JsonValue[]).map((item, index) => {
      const text = wrapped(this.text(item, depth + 1));
      return index < required ? text : `${text}?`;
    });
    if (items !== false) parts.push(`...${wrapped(element)}[]`);
    return `${mark}[${parts.join(', ')}]`;
  }

  #object(schema: JsonObject, depth: number): string {
    const properties = isJsonObject(schema.properties) ? Object.entries(schema.properties) : [];
    const { additionalProperties: others } = schema;
    if (properties.length === 0 && !isJsonObject(others)) {
      if (others === false) return '{ [name: string]: never }';
      return this.#side === 'caller' ? 'object' : '{ [name: string]: any }';
    }
    const required = new Set(Array.isArray(schema.required) ? (schema.required as readonly string[]) : []);
    const members = properties.map(([name, property]) => {
      const type = this.text(property, depth + 1);
      const isRequired = required.has(name);
      const missing = isRequired || type === 'any' ? '' : ' | undefined';
      return `${commentText(property)}${typeKeyText(name)}${isRequired ? '' : '?'}: ${type}${missing}`;
    });
    // Properties of other types than the rest's have no place beside it: then the rest may be anything.
    const rest = properties.length === 0 ? this.text(others as JsonValue, depth + 1) : 'any';
    const isOpen = isJsonObject(others) || (this.#side === 'caller' && depth === 0);
    if (others !== false && isOpen) members.push(`[name: string]: ${rest}`);
    return `{ ${members.join('; ')} }`;
  }
}

/** In brackets where an operator behind it would take only its last part. */
function wrapped(type: string): string {
  return /[|&]|=>|^readonly /.test(type) ? `(${type})` : type;
}

function literalText(values: readonly JsonValue[]): string {
  const isSimple = values.every(value => value === null || typeof value !== 'object');
  return isSimple && values.length > 0 ? values.map(value => JSON.stringify(value)).join(' | ') : 'any';
}

function commentText(property: JsonValue): string {
  const text = isJsonObject(property) ? property.description : undefined;
  return typeof text === 'string' ? docText(text) : '';
}

/** A JSDoc comment of this text alone: what would end it, or begin a tag, is written as Markdown's entities. */
export function docText(text: string): string {
  const plain = text.replace(/\s+/g, ' ').trim().slice(0, 500);
  return plain === '' ? '' : `/** ${plain.replaceAll('*/', '*&#47;').replaceAll('@', '&#64;')} */ `;
}
