/** What TypeScript's annotations say of a skill: the types of its inputs and of its result. */

import {
  annotationOf,
  nameOf,
  nodeOf,
  nodesOf,
  readAnnotatedFile,
  type TypeNode,
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
    const node = file.functions.find(({ start }) => start === entry?.start);
    return new Annotations(new AnnotationReader(file), node, typedefs);
  }

  private constructor(reader: AnnotationReader, entry: TypeNode | undefined, typedefs: Typedefs | undefined) {
    this.#reader = reader;
    this.#typedefs = typedefs;
    const parameters = nodesOf(entry?.params).filter(parameter => nameOf(parameter) !== 'this');
    const inputs = new Map<string, ReadType>();
    for (const parameter of parameters) {
      const target = nodeOf(parameter.left) ?? parameter;
      const name = nameOf(target) ?? nameOf(target.argument);
      const type = annotationOf(target.typeAnnotation);
      if (name !== undefined && type !== undefined) inputs.set(name, reader.read(type));
    }
    this.inputs = inputs;
    this.whole = parameters.length === 1 ? this.#whole(parameters[0] as TypeNode) : undefined;
    const result = annotationOf(entry?.returnType);
    this.result = result && reader.read(result);
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

  #whole(parameter: TypeNode): ReadType | undefined {
    const target = nodeOf(parameter.left) ?? parameter;
    const type = annotationOf(target.typeAnnotation);
    if (type === undefined) return undefined;
    const read = this.#reader.read(type);
    const schema = this.#reader.types.resolved(read.schema);
    return schema && { ...read, schema };
  }
}
