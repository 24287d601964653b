/** What TypeScript's annotations say of a skill: the types of its inputs and of its result. */

import { type HeadParameter, headOf } from './annotation-head.ts';
import { type Arguments, unbound } from './annotation-name.ts';
import {
  type AnnotatedFile,
  type AnnotatedFunction,
  nameOf,
  readAnnotatedFile,
} from './annotation-syntax.ts';
import { AnnotationReader } from './annotation-type.ts';
import { type Problem, problem } from './problem.ts';
import type { AnnotatedTypes } from './schema.ts';
import type { JsonSchema } from './skill.ts';
import type { ReadType, TypeNames } from './type.ts';
import type { Typedefs } from './typedef.ts';
import type { FunctionNode } from './walk.ts';

/** The annotations of one file, and all types that it declares. */
export class Annotations implements TypeNames, AnnotatedTypes {
  readonly inputs: ReadonlyMap<string, ReadType>;
  readonly whole: ReadType | undefined;
  readonly result: ReadType | undefined;
  readonly #reader: AnnotationReader;
  readonly #typedefs: Typedefs | undefined;

  /**
   * `undefined` for a text that does not parse. `entry` is the function that runs, in the text without its types;
   * `typedefs` are the types that the file declares in JSDoc.
   */
  static of(
    text: string,
    entry: FunctionNode | undefined,
    typedefs: Typedefs | undefined,
  ): Annotations | undefined {
    const file = readAnnotatedFile(text);
    if (file === undefined) return undefined;
    // Without its types, `<T>(a: T) => a` begins at the bracket.
    const start = entry?.start ?? -1;
    const annotated = file.functions.find(({ node }) => node.start <= start && start < node.end);
    return new Annotations(file, annotated, typedefs);
  }

  private constructor(
    file: AnnotatedFile,
    entry: AnnotatedFunction | undefined,
    typedefs: Typedefs | undefined,
  ) {
    const reader = new AnnotationReader(file);
    this.#reader = reader;
    this.#typedefs = typedefs;
    const head = entry && headOf(entry, file);
    const args = reader.constraints(head?.typeParameters ?? []);
    const parameters = head?.parameters ?? [];
    this.inputs = head === undefined ? this.#declared(file) : this.#named(parameters, args);
    this.whole = parameters.length === 1 ? this.#whole(parameters[0] as HeadParameter, args) : undefined;
    // Each call of a generic function gives back more than what the constraint says.
    this.result = head?.result && reader.read(head.result, unbound(head.typeParameters));
  }

  /** A script's inputs are what it says to be there: `declare const n: number`. */
  #declared({ ambient }: AnnotatedFile): ReadonlyMap<string, ReadType> {
    const inputs = new Map<string, ReadType>();
    for (const [name, type] of ambient) if (type !== undefined) inputs.set(name, this.#reader.read(type));
    return inputs;
  }

  #named(parameters: readonly HeadParameter[], args: Arguments): ReadonlyMap<string, ReadType> {
    const inputs = new Map<string, ReadType>();
    for (const { target, type, isOptional } of parameters) {
      const name = nameOf(target) ?? nameOf(target.argument);
      if (name === undefined || type === undefined) continue;
      const read = this.#reader.read(type, args);
      inputs.set(name, { ...read, isOptional: read.isOptional || isOptional });
    }
    return inputs;
  }

  get problems(): readonly Problem[] {
    const own = this.#reader.notes.map(({ kind, start, end, message }) =>
      problem(
        kind === 'invalid' ? 'skill/invalid-type' : 'skill/inexpressible-type',
        { start, end },
        message,
      ),
    );
    return [...own, ...(this.#typedefs?.problems ?? [])];
  }

  schema(name: string): JsonSchema | 'callback' | undefined {
    const { types } = this.#reader;
    return types.nodes(name).length === 0 ? this.#typedefs?.schema(name) : types.schema(name);
  }

  names(): Iterable<string> {
    return [...this.#reader.types.names(), ...(this.#typedefs?.names() ?? [])];
  }

  complete(schema: JsonSchema): JsonSchema {
    return this.#reader.types.complete(this.#typedefs?.complete(schema) ?? schema);
  }

  #whole({ type }: HeadParameter, args: Arguments): ReadType | undefined {
    if (type === undefined) return undefined;
    const read = this.#reader.read(type, args);
    const schema = this.#reader.types.resolved(read.schema);
    return schema && { ...read, schema };
  }
}
