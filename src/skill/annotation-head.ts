/** The head of a function in TypeScript: its parameters and result, with types that it has of itself or is said to have. */

import {
  type AnnotatedFile,
  type AnnotatedFunction,
  annotationOf,
  argumentsOf,
  nameOf,
  nodeOf,
  nodesOf,
  type TypeNode,
} from './annotation-syntax.ts';

export interface HeadParameter {
  /** Without its default: an identifier, a pattern or a rest element. */
  readonly target: TypeNode;
  readonly type: TypeNode | undefined;
  /** The type that the function is said to have calls it so: `const f: (a?: number) => void = a => …`. */
  readonly isOptional: boolean;
}

export interface Head {
  /** `<T extends string>` */
  readonly typeParameters: readonly TypeNode[];
  /** Without `this`. */
  readonly parameters: readonly HeadParameter[];
  readonly result: TypeNode | undefined;
}

/** What a function writes itself comes before what its type says. */
export function headOf({ node, type }: AnnotatedFunction, file: AnnotatedFile): Head {
  const shape = functionType(type, file);
  const said = parametersOf(shape?.parameters);
  const parameters = parametersOf(node.params).map((parameter, at) => {
    const target = nodeOf(parameter.left) ?? parameter;
    const other = said[at]?.type === target.type || target.type !== 'RestElement' ? said[at] : undefined;
    const own = annotationOf(target.typeAnnotation);
    return {
      target,
      type: own ?? annotationOf(other?.typeAnnotation),
      isOptional: own === undefined && other?.optional === true,
    };
  });
  return {
    typeParameters: nodesOf(nodeOf(node.typeParameters)?.params),
    parameters,
    result: annotationOf(node.returnType) ?? annotationOf(shape?.typeAnnotation),
  };
}

function parametersOf(value: unknown): readonly TypeNode[] {
  return nodesOf(value).filter(parameter => nameOf(parameter) !== 'this');
}

/** `(a: number) => string`, also by a name that the file gives to it; `undefined` for any other type. */
function functionType(
  type: TypeNode | undefined,
  file: AnnotatedFile,
  seen: readonly TypeNode[] = [],
): TypeNode | undefined {
  if (type === undefined || seen.includes(type)) return undefined;
  if (type.type === 'TSFunctionType') return nodeOf(type.typeParameters) === undefined ? type : undefined;
  if (type.type === 'TSParenthesizedType')
    return functionType(annotationOf(type.typeAnnotation), file, [...seen, type]);
  if (type.type !== 'TSTypeReference' || argumentsOf(type).length > 0) return undefined;
  const [alias] = file.declarations.get(nameOf(type.typeName) ?? '') ?? [];
  if (alias?.type !== 'TSTypeAliasDeclaration' || nodeOf(alias.typeParameters) !== undefined)
    return undefined;
  return functionType(annotationOf(alias.typeAnnotation), file, [...seen, type]);
}
