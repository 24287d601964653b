/** Reads TypeScript with its types: the functions' annotations and the types that a file declares. */

import { tsPlugin } from '@sveltejs/acorn-typescript';
import { Parser } from 'acorn';
import type { Range } from '../base/text.ts';

/** A node of the tree, as far as it matters for types; which properties there are depends on the type. */
export interface TypeNode extends Range {
  readonly type: string;
  readonly [property: string]: unknown;
}

export interface AnnotatedFile {
  readonly text: string;
  readonly functions: readonly TypeNode[];
  /** Interfaces (several of one name are one), aliases, classes, and imported names. */
  readonly declarations: ReadonlyMap<string, readonly TypeNode[]>;
  /** Initial values of the file's constants. */
  readonly constants: ReadonlyMap<string, TypeNode>;
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

function topOf(program: TypeNode): Pick<AnnotatedFile, 'functions' | 'declarations' | 'constants'> {
  const functions: TypeNode[] = [];
  const declarations = new Map<string, TypeNode[]>();
  const constants = new Map<string, TypeNode>();
  const declare = (name: string | undefined, node: TypeNode) => {
    if (name !== undefined) declarations.set(name, [...(declarations.get(name) ?? []), node]);
  };
  for (const statement of nodesOf(program.body)) {
    const node = nodeOf(statement.declaration) ?? statement;
    if (functionTypes.has(node.type)) functions.push(node);
    if (declaringTypes.has(node.type)) declare(nameOf(node.id), node);
    if (node.type === 'ImportDeclaration')
      for (const specifier of nodesOf(node.specifiers)) declare(nameOf(specifier.local), specifier);
    if (node.type !== 'VariableDeclaration') continue;
    for (const { id, init } of nodesOf(node.declarations)) {
      const [name, value] = [nameOf(id), nodeOf(init)];
      if (value === undefined) continue;
      if (functionTypes.has(value.type)) functions.push(value);
      if (name !== undefined && node.kind === 'const') constants.set(name, value);
    }
  }
  return { functions, declarations, constants };
}

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
