/** Reads TypeScript with its types: the functions' annotations and the types that a file declares. */

import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser } from 'acorn';
import type { Range } from '../base/text.ts';

/** A node of the tree, as far as it matters for types; which properties there are depends on the type. */
export interface TypeNode extends Range {
  readonly type: string;
  readonly [property: string]: unknown;
}

/** A function that stands at a file's top level. */
export interface AnnotatedFunction {
  readonly node: TypeNode;
  /** The type that it is said to be of: `const f: T = …`, `(…) satisfies T`, `(…) as T`. */
  readonly type: TypeNode | undefined;
}

export interface AnnotatedFile {
  readonly text: string;
  readonly functions: readonly AnnotatedFunction[];
  /** Interfaces (several of one name are one), aliases, classes, and imported names. */
  readonly declarations: ReadonlyMap<string, readonly TypeNode[]>;
  /** Initial values of the file's constants. */
  readonly constants: ReadonlyMap<string, TypeNode>;
  /** What `declare` says that there is, with the types of variables. */
  readonly ambient: ReadonlyMap<string, TypeNode | undefined>;
  /** `/** … *​/` comments in the order of the text. */
  readonly comments: readonly Range[];
}

/** Always the same, so kept: made for each text, it would cost more than the parsing. */
let typescriptParser: typeof Parser | undefined;

/** `undefined` for a text that does not parse. */
export function readAnnotatedFile(text: string): AnnotatedFile | undefined {
  const comments: Range[] = [];
  const onComment = (isBlock: boolean, inner: string, start: number, end: number) => {
    if (isBlock && inner.startsWith('*') && (comments.at(-1)?.start ?? -1) < start)
      comments.push({ start, end });
  };
  try {
    typescriptParser ??= Parser.extend(tsPlugin());
    const program = typescriptParser.parse(text, {
      ecmaVersion: 'latest',
      sourceType: 'module',
      allowAwaitOutsideFunction: true,
      allowHashBang: true,
      locations: true,
      onComment,
    }) as unknown as TypeNode;
    return { text, comments, ...topOf(program) };
  } catch {
    // What is wrong with the text is told by the parser of JavaScript.
    return undefined;
  }
}

function topOf(program: TypeNode): Omit<AnnotatedFile, 'text' | 'comments'> {
  const functions: AnnotatedFunction[] = [];
  const declarations = new Map<string, TypeNode[]>();
  const constants = new Map<string, TypeNode>();
  const ambient = new Map<string, TypeNode | undefined>();
  const addFunction = (node: TypeNode, type: TypeNode | undefined) => {
    const [value, said] = withoutAssertion(node, type);
    if (functionTypes.has(value.type)) functions.push({ node: value, type: said });
  };
  const declare = (name: string | undefined, node: TypeNode) => {
    if (name !== undefined) declarations.set(name, [...(declarations.get(name) ?? []), node]);
  };
  for (const statement of nodesOf(program.body)) {
    const node = nodeOf(statement.declaration) ?? statement;
    addFunction(node, undefined);
    if (declaringTypes.has(node.type)) declare(nameOf(node.id), node);
    if (node.type === 'ImportDeclaration')
      for (const specifier of nodesOf(node.specifiers)) declare(nameOf(specifier.local), specifier);
    const declared = node.declare === true ? nameOf(node.id) : undefined;
    if (declared !== undefined) ambient.set(declared, undefined);
    if (node.type !== 'VariableDeclaration') continue;
    for (const { id, init } of nodesOf(node.declarations)) {
      const [name, value] = [nameOf(id), nodeOf(init)];
      const type = annotationOf(nodeOf(id)?.typeAnnotation);
      if (name !== undefined && node.declare === true) ambient.set(name, type);
      if (value === undefined) continue;
      addFunction(value, type);
      if (name !== undefined && node.kind === 'const') constants.set(name, value);
    }
  }
  return { functions, declarations, constants, ambient };
}

/** What stands in `as T` and `satisfies T`, and the `T` of the outermost; `type` where there is none. */
function withoutAssertion(
  node: TypeNode,
  type: TypeNode | undefined,
): readonly [value: TypeNode, type: TypeNode | undefined] {
  const inner = assertions.has(node.type) ? nodeOf(node.expression) : undefined;
  return inner === undefined ? [node, type] : withoutAssertion(inner, type ?? nodeOf(node.typeAnnotation));
}

const assertions: ReadonlySet<string> = new Set([
  'TSAsExpression',
  'TSSatisfiesExpression',
  'TSNonNullExpression',
  'ParenthesizedExpression',
]);

const functionTypes: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
]);

const declaringTypes: ReadonlySet<string> = new Set([
  'TSInterfaceDeclaration',
  'TSTypeAliasDeclaration',
  'ClassDeclaration',
  'TSEnumDeclaration',
  'TSModuleDeclaration',
]);

export function nodeOf(value: unknown): TypeNode | undefined {
  return typeof value === 'object' && value !== null && 'type' in value ? (value as TypeNode) : undefined;
}

export function nodesOf(value: unknown): readonly TypeNode[] {
  return Array.isArray(value) ? value.flatMap(item => nodeOf(item) ?? []) : [];
}

/** The name of an identifier; `undefined` for any other node. */
export function nameOf(value: unknown): string | undefined {
  const node = nodeOf(value);
  return node?.type === 'Identifier' && typeof node.name === 'string' ? node.name : undefined;
}

/** The name of a property where it is written plainly: `a`, `'a b'`, `1`. */
export function keyOf({ key, computed }: TypeNode): string | undefined {
  const node = nodeOf(key);
  if (node?.type === 'Literal') return String(node.value);
  return computed === true ? undefined : nameOf(key);
}

/** The type behind the colon: of a parameter, a property, a function's result. */
export function annotationOf(value: unknown): TypeNode | undefined {
  const node = nodeOf(value);
  return node?.type === 'TSTypeAnnotation' ? nodeOf(node.typeAnnotation) : node;
}

/** The arguments of a type: those of `Record<string, number>`. */
export function argumentsOf(node: TypeNode): readonly TypeNode[] {
  return nodesOf((nodeOf(node.typeArguments) ?? nodeOf(node.typeParameters))?.params);
}
