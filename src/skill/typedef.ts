/** The types that a file declares in JSDoc: `@typedef` in both of its forms, and `@callback`. */

import { addTypeProblems } from './check/doc-problem.ts';
import { type Doc, readDoc, type TypedTag } from './doc.ts';
import type { Problem } from './problem.ts';
import { propertiesSchema, SchemaBuilder } from './schema.ts';
import type { JsonSchema } from './skill.ts';
import type { DocComment } from './syntax.ts';
import type { TypeNames } from './type.ts';

interface Declaration {
  readonly tag: TypedTag;
  readonly properties: readonly TypedTag[];
}

/** Schemas larger than this, in characters of JSON, are referred to instead of repeated. */
const largestInline = 2_000;

export class Typedefs implements TypeNames {
  readonly problems: Problem[] = [];
  readonly #declarations = new Map<string, Declaration>();
  readonly #schemas = new Map<string, JsonSchema>();
  readonly #open = new Set<string>();
  readonly #shared = new Map<string, JsonSchema | undefined>();

  /** `undefined` when none of the comments declares a type. */
  static of(code: string, comments: readonly DocComment[]): Typedefs | undefined {
    let types: Typedefs | undefined;
    for (const comment of comments) {
      if (!comment.declaresTypes) continue;
      types ??= new Typedefs();
      types.#declare(readDoc(code, comment));
    }
    if (types !== undefined) for (const name of types.names()) types.schema(name);
    return types;
  }

  #declare(doc: Doc): void {
    let properties: TypedTag[] = [];
    for (const tag of doc.typed) {
      if (tag.tag === 'property') properties.push(tag);
      if (tag.tag !== 'typedef' && tag.tag !== 'callback') continue;
      properties = [];
      if (tag.name !== '') this.#declarations.set(tag.name, { tag, properties });
    }
  }

  names(): Iterable<string> {
    return this.#declarations.keys();
  }

  schema(name: string): JsonSchema | 'callback' | undefined {
    const declaration = this.#declarations.get(name);
    if (declaration === undefined) return undefined;
    if (declaration.tag.tag === 'callback') return 'callback';
    const known = this.#schemas.get(name);
    if (known !== undefined) return known;
    const reference = { $ref: `#/$defs/${name.replaceAll('~', '~0').replaceAll('/', '~1')}` };
    if (this.#open.has(name)) {
      this.#shared.set(name, undefined);
      return reference;
    }
    this.#open.add(name);
    const schema = this.#build(declaration);
    this.#open.delete(name);
    const isShared = this.#shared.has(name) || JSON.stringify(schema).length > largestInline;
    if (isShared) this.#shared.set(name, schema);
    this.#schemas.set(name, isShared ? reference : schema);
    return isShared ? reference : schema;
  }

  #build({ tag, properties }: Declaration): JsonSchema {
    const builder = new SchemaBuilder(this);
    const base = builder.read(tag);
    const schema =
      properties.length > 0
        ? propertiesSchema(builder, properties, base)
        : (base?.schema ?? { type: 'object' });
    for (const one of [tag, ...properties]) addTypeProblems(one, this, this.problems);
    return schema;
  }

  /** The schema with `$defs` for all that it refers to. */
  complete(schema: JsonSchema): JsonSchema {
    if (this.#shared.size === 0 || !JSON.stringify(schema).includes('"$ref"')) return schema;
    const definitions = [...this.#shared].filter(([, definition]) => definition !== undefined);
    return { ...schema, $defs: Object.fromEntries(definitions) as JsonSchema };
  }
}
