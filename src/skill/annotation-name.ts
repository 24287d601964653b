/** The types that a TypeScript file declares, by name: each is read when it is first used, recursion by reference. */

import { type AnnotatedFile, nameOf, nodesOf, type TypeNode } from './annotation-syntax.ts';
import type { JsonSchema } from './skill.ts';

/** Schemas larger than this, in characters of JSON, are referred to instead of repeated. */
const largestInline = 2_000;
/** A type whose arguments grow with each step inwards never ends. */
const deepest = 20;

/** What stands for the parameters of a generic type. */
export type Arguments = ReadonlyMap<string, JsonSchema>;

export const noArguments: Arguments = new Map();

export type BuildType = (nodes: readonly TypeNode[], args: Arguments) => JsonSchema;

export class DeclaredTypes {
  readonly file: AnnotatedFile;
  readonly #build: BuildType;
  readonly #schemas = new Map<string, JsonSchema>();
  readonly #open = new Set<string>();
  /** What a key is called in `$defs`. */
  readonly #titles = new Map<string, string>();
  readonly #shared = new Map<string, JsonSchema | undefined>();

  constructor(file: AnnotatedFile, build: BuildType) {
    this.file = file;
    this.#build = build;
  }

  nodes(name: string): readonly TypeNode[] {
    return this.file.declarations.get(name) ?? [];
  }

  names(): Iterable<string> {
    return this.file.declarations.keys();
  }

  /** The names of a generic type's parameters. */
  parameters(name: string): readonly TypeNode[] {
    const [node] = this.nodes(name);
    return nodesOf((node?.typeParameters as TypeNode | undefined)?.params);
  }

  /** The schema of a declared type, or a reference to it; `undefined` where there is no end of it. */
  schema(name: string, given: readonly JsonSchema[] = []): JsonSchema | undefined {
    const args: Arguments = new Map(this.parameters(name).flatMap((node, at) => bound(node, given[at])));
    const key = args.size === 0 ? name : `${name}<${JSON.stringify([...args.values()])}>`;
    const known = this.#schemas.get(key);
    if (known !== undefined) return known;
    if (this.#open.has(key)) {
      this.#shared.set(this.#title(name, key), undefined);
      return this.#reference(name, key);
    }
    if (this.#open.size > deepest) return undefined;
    this.#open.add(key);
    const schema = this.#build(this.nodes(name), args);
    this.#open.delete(key);
    const title = this.#title(name, key);
    const isShared = this.#shared.has(title) || JSON.stringify(schema).length > largestInline;
    if (isShared) this.#shared.set(title, schema);
    const usable = isShared ? this.#reference(name, key) : schema;
    this.#schemas.set(key, usable);
    return usable;
  }

  /** What a reference leads to; `undefined` while that is still being read. */
  resolved(schema: JsonSchema): JsonSchema | undefined {
    if (typeof schema.$ref !== 'string') return schema;
    return this.#shared.get(unescaped(schema.$ref.slice('#/$defs/'.length)));
  }

  /** The schema with `$defs` for all that it refers to. */
  complete(schema: JsonSchema): JsonSchema {
    if (this.#shared.size === 0 || !JSON.stringify(schema).includes('"$ref"')) return schema;
    const definitions = [...this.#shared].filter(([, definition]) => definition !== undefined);
    return {
      ...schema,
      $defs: {
        ...(schema.$defs as JsonSchema | undefined),
        ...Object.fromEntries(definitions),
      } as JsonSchema,
    };
  }

  #reference(name: string, key: string): JsonSchema {
    return { $ref: `#/$defs/${this.#title(name, key).replaceAll('~', '~0').replaceAll('/', '~1')}` };
  }

  #title(name: string, key: string): string {
    const known = this.#titles.get(key);
    if (known !== undefined) return known;
    const title = key === name ? name : `${name}${this.#titles.size + 1}`;
    this.#titles.set(key, title);
    return title;
  }
}

/** Parameters of types that may be anything. */
export function unbound(parameters: readonly TypeNode[]): Arguments {
  return new Map(parameters.flatMap(node => bound(node, undefined)));
}

/** Nothing for a parameter without a name. */
export function bound(
  parameter: TypeNode,
  given: JsonSchema | undefined,
): readonly (readonly [string, JsonSchema])[] {
  const name = typeof parameter.name === 'string' ? parameter.name : nameOf(parameter.name);
  return name === undefined ? [] : [[name, given ?? {}]];
}

function unescaped(pointer: string): string {
  return pointer.replaceAll('~1', '/').replaceAll('~0', '~');
}
