/** TypeScript's types as JSON Schema. What has no schema becomes "any", with a note on exactly that part. */

import type { JsonValue } from '../base/json.ts';
import { type Arguments, bound, DeclaredTypes, noArguments } from './annotation-name.ts';
import {
  addMembers,
  intersected,
  isObjectSchema,
  literalsOf,
  type Members,
  membersOf,
  noMembers,
  objectOf,
  picked,
  recordOf,
  withRequired,
} from './annotation-object.ts';
import {
  type AnnotatedFile,
  annotationOf,
  argumentsOf,
  keyOf,
  nameOf,
  nodeOf,
  nodesOf,
  type TypeNode,
} from './annotation-syntax.ts';
import { valueSchema } from './annotation-value.ts';
import { knownGlobals } from './check/globals.ts';
import { readDoc } from './doc.ts';
import { suggestName } from './name.ts';
import type { JsonSchema } from './skill.ts';
import { alternatives, oneOf, type ReadType, type TypeNote, usualTypes } from './type.ts';

const anything: JsonSchema = {};

const keywords: ReadonlyMap<string, JsonSchema> = new Map<string, JsonSchema>([
  ['TSStringKeyword', { type: 'string' }],
  ['TSNumberKeyword', { type: 'number' }],
  ['TSBooleanKeyword', { type: 'boolean' }],
  ['TSNullKeyword', { type: 'null' }],
  ['TSUndefinedKeyword', { type: 'null' }],
  ['TSVoidKeyword', { type: 'null' }],
  ['TSAnyKeyword', anything],
  ['TSUnknownKeyword', anything],
  ['TSObjectKeyword', { type: 'object' }],
]);

/** The types of the language's library that are plain data. */
const library: ReadonlyMap<string, JsonSchema> = new Map<string, JsonSchema>([
  ['Date', { type: 'string', format: 'date-time' }],
  ['Object', { type: 'object' }],
  ['String', { type: 'string' }],
  ['Number', { type: 'number' }],
  ['Boolean', { type: 'boolean' }],
]);

/** Types of the library that are not values of its globals. */
const otherTypes: ReadonlySet<string> = new Set(
  'ArrayLike AsyncGenerator AsyncIterable AsyncIterator ConstructorParameters Generator InstanceType Iterable Iterator NoInfer Parameters PropertyKey ReadonlyMap ReadonlySet ReturnType ThisType TemplateStringsArray Uppercase Lowercase Capitalize Uncapitalize Function WeakRef Temporal Blob File Request Response Buffer NodeJS AbortSignal SharedArrayBuffer'.split(
    ' ',
  ),
);

/** Reads the types of one file. Notes are about what has been read, once each, in no order. */
export class AnnotationReader {
  readonly types: DeclaredTypes;
  readonly #notes = new Map<string, TypeNote>();

  constructor(file: AnnotatedFile) {
    this.types = new DeclaredTypes(file, (nodes, args) => this.#declared(nodes, args));
  }

  get notes(): readonly TypeNote[] {
    return [...this.#notes.values()];
  }

  /** A generic function takes whatever its parameters of types are held to: `<T extends string>`. */
  constraints(parameters: readonly TypeNode[]): Arguments {
    let args = noArguments;
    for (const parameter of parameters) {
      // A constraint may speak of the parameter itself, of which nothing is known there.
      const inside = new Map([...args, ...bound(parameter, undefined)]);
      const schema = this.#schema(nodeOf(parameter.constraint), inside);
      const isClosed = isObjectSchema(schema) && schema.additionalProperties === undefined;
      args = new Map([
        ...args,
        ...bound(parameter, isClosed ? { ...schema, additionalProperties: {} } : schema),
      ]);
    }
    return args;
  }

  /** What an annotation says of a parameter or of a result. */
  read(node: TypeNode, args: Arguments = noArguments): ReadType {
    const inner = unwrapped(node);
    return {
      schema: this.#schema(inner, args),
      isOptional: mayMiss(inner),
      isRest: false,
      notes: [],
    };
  }

  #inexpressible(node: TypeNode, why: string): JsonSchema {
    return this.#note('inexpressible', node, `JSON Schema cannot express ${why}, so any value is accepted.`);
  }

  #note(kind: TypeNote['kind'], { start, end }: TypeNode, message: string): JsonSchema {
    this.#notes.set(`${start} ${end} ${message}`, { kind, start, end, message });
    return anything;
  }

  #schema(node: TypeNode | undefined, args: Arguments): JsonSchema {
    if (node === undefined) return anything;
    const keyword = keywords.get(node.type);
    if (keyword !== undefined) return keyword;
    switch (node.type) {
      case 'TSParenthesizedType':
      case 'TSOptionalType':
        return this.#schema(annotationOf(node.typeAnnotation), args);
      case 'TSTypeReference':
        return this.#reference(node, args);
      case 'TSLiteralType':
        return this.#literal(node);
      case 'TSTemplateLiteralType':
        return { type: 'string' };
      case 'TSUnionType':
        return this.#union(nodesOf(node.types), args);
      case 'TSIntersectionType':
        return this.#intersection(node, args);
      case 'TSArrayType':
        return { type: 'array', items: this.#schema(nodeOf(node.elementType), args) };
      case 'TSTupleType':
        return this.#tuple(node, args);
      case 'TSTypeLiteral':
        return objectOf(this.#members(nodesOf(node.members), args));
      case 'TSMappedType':
        return this.#mapped(node, args);
      case 'TSTypeOperator':
        return this.#operator(node, args);
      case 'TSIndexedAccessType':
        return this.#indexed(node, args);
      case 'TSTypeQuery':
        return this.#query(node);
      case 'TSTypePredicate':
        return { type: 'boolean' };
      case 'TSFunctionType':
      case 'TSConstructorType':
        return this.#inexpressible(node, 'a function');
      case 'TSBigIntKeyword':
        return this.#inexpressible(node, '`bigint` (use a string)');
      case 'TSImportType':
        return this.#inexpressible(node, 'a type of another module (declare it in this file)');
      default:
        return this.#inexpressible(node, 'this type');
    }
  }

  #reference(node: TypeNode, args: Arguments): JsonSchema {
    const name = nameOf(node.typeName);
    if (name === undefined)
      return this.#inexpressible(node, 'a type of a namespace (declare it in this file)');
    const argument = args.get(name);
    if (argument !== undefined) return argument;
    const given = argumentsOf(node);
    if (this.types.nodes(name).length > 0) return this.#named(node, name, given, args);
    return this.#utility(node, name, given, args) ?? this.#strange(node, name);
  }

  #named(node: TypeNode, name: string, given: readonly TypeNode[], args: Arguments): JsonSchema {
    const [declaration] = this.types.nodes(name);
    if (declaration?.type === 'ClassDeclaration') return this.#inexpressible(node, `the class \`${name}\``);
    if (declaration?.type === 'TSEnumDeclaration')
      return this.#inexpressible(node, `the enum \`${name}\` (use a union of its values)`);
    if (declaration?.type.startsWith('Import') || declaration?.type === 'TSModuleDeclaration')
      return this.#inexpressible(node, 'a type of another module (declare it in this file)');
    const values = this.types.parameters(name).map((parameter, at) => {
      const value = given[at] ?? nodeOf(parameter.default);
      return value === undefined ? anything : this.#schema(value, args);
    });
    return this.types.schema(name, values) ?? this.#inexpressible(node, 'a type without an end');
  }

  /** The types of TypeScript's library; `undefined` for a name that is none of them. */
  #utility(
    node: TypeNode,
    name: string,
    given: readonly TypeNode[],
    args: Arguments,
  ): JsonSchema | undefined {
    const [first, second] = given;
    const schema = () => this.#schema(first, args);
    switch (name) {
      case 'Array':
      case 'ReadonlyArray':
        return first === undefined ? { type: 'array' } : { type: 'array', items: schema() };
      case 'Promise':
      case 'PromiseLike':
      case 'Awaited':
      case 'Readonly':
      case 'NoInfer':
        return first === undefined ? anything : this.#schema(unwrapped(first), args);
      case 'NonNullable':
        return without(schema(), value => value === null);
      case 'Record':
        return recordOf(schema(), () => this.#schema(second, args), false);
      case 'Partial':
      case 'Required':
        return this.#ofObject(node, schema(), whole => withRequired(whole, name === 'Required'));
      case 'Pick':
      case 'Omit':
        return this.#selected(node, schema(), this.#schema(second, args), name === 'Pick');
      case 'Exclude':
      case 'Extract': {
        const literals = literalsOf(this.#schema(second, args)) ?? [];
        return without(schema(), value => literals.includes(value) === (name === 'Exclude'));
      }
      case 'PropertyKey':
        return { anyOf: [{ type: 'string' }, { type: 'number' }] };
      default:
        return library.get(name);
    }
  }

  #strange(node: TypeNode, name: string): JsonSchema {
    const alternative = alternatives.get(name.toLowerCase());
    if (alternative !== undefined) return this.#inexpressible(node, `\`${name}\` (${alternative})`);
    if (name === 'Function') return this.#inexpressible(node, 'a function');
    if (otherTypes.has(name) || (knownGlobals.has(name) && /^[A-Z]/.test(name)))
      return this.#inexpressible(node, `\`${name}\``);
    const meant = suggestName(name, [...this.types.names(), ...usualTypes, ...utilities]);
    const hint = meant === undefined ? 'Declare it in this file.' : `Did you mean \`${meant}\`?`;
    const message = `There is no type \`${name}\`, so any value is accepted. ${hint}`;
    return this.#note('invalid', nodeOf(node.typeName) ?? node, message);
  }

  #literal(node: TypeNode): JsonSchema {
    const literal = nodeOf(node.literal);
    if (literal?.type === 'TemplateLiteral') {
      const [quasi] = nodesOf(literal.quasis);
      const text = (quasi?.value as { readonly cooked?: string } | undefined)?.cooked;
      return nodesOf(literal.expressions).length === 0 && text !== undefined
        ? { const: text }
        : { type: 'string' };
    }
    const schema = literal && valueSchema(literal, { isConst: true, constants: new Map() });
    return schema?.const === undefined ? this.#inexpressible(node, '`bigint` (use a string)') : schema;
  }

  #union(types: readonly TypeNode[], args: Arguments): JsonSchema {
    const present = types.filter(type => !isUndefined(type) && type.type !== 'TSNeverKeyword');
    return present.length === 0 ? { type: 'null' } : oneOf(present.map(type => this.#schema(type, args)));
  }

  #intersection(node: TypeNode, args: Arguments): JsonSchema {
    const parts = nodesOf(node.types).map(type => this.types.resolved(this.#schema(type, args)));
    if (parts.every(isObjectSchema)) return intersected(parts);
    return this.#inexpressible(node, 'an intersection of anything but objects');
  }

  #tuple(node: TypeNode, args: Arguments): JsonSchema {
    const items: JsonSchema[] = [];
    let required = 0;
    let rest: JsonSchema | undefined;
    for (const element of nodesOf(node.elementTypes)) {
      const isRest = element.type === 'TSRestType';
      const inside = (isRest ? nodeOf(element.typeAnnotation) : element) ?? element;
      const isNamed = inside.type === 'TSNamedTupleMember';
      const schema = this.#schema(isNamed ? nodeOf(inside.elementType) : inside, args);
      if (isRest) {
        rest = (schema.items as JsonSchema | undefined) ?? anything;
        continue;
      }
      items.push(schema);
      if (inside.type !== 'TSOptionalType' && inside.optional !== true) required = items.length;
    }
    return { type: 'array', prefixItems: items, items: rest ?? false, minItems: required };
  }

  /** The members of an interface or of a type in braces, each with what its comment says. */
  #members(nodes: readonly TypeNode[], args: Arguments): Members {
    const members = noMembers();
    for (const node of nodes) {
      if (node.type === 'TSIndexSignature') {
        members.additional = this.#schema(annotationOf(node.typeAnnotation), args);
        continue;
      }
      const name = keyOf(node);
      if (node.type !== 'TSPropertySignature' || name === undefined) {
        this.#inexpressible(node, node.type === 'TSPropertySignature' ? 'computed keys' : 'methods');
        continue;
      }
      const type = annotationOf(node.typeAnnotation);
      members.properties.set(name, this.#described(node, this.#schema(type, args)));
      if (node.optional === true || (type !== undefined && mayMiss(unwrapped(type))))
        members.required.delete(name);
      else members.required.add(name);
    }
    return members;
  }

  /** With the text of the comment that stands directly before a member. */
  #described(node: TypeNode, schema: JsonSchema): JsonSchema {
    const { text, comments } = this.types.file;
    const comment = comments.findLast(({ end }) => end <= node.start);
    if (comment === undefined || text.slice(comment.end, node.start).trim() !== '') return schema;
    const description = readDoc(text, comment)
      .description.replace(/\s*\n\s*/g, ' ')
      .trim();
    return description === '' ? schema : { ...schema, description };
  }

  /** An alias's type, or all that the interfaces of one name say together. */
  #declared(nodes: readonly TypeNode[], args: Arguments): JsonSchema {
    const [first] = nodes;
    if (first?.type === 'TSTypeAliasDeclaration')
      return this.#schema(annotationOf(first.typeAnnotation), args);
    const members = noMembers();
    for (const node of nodes) {
      for (const base of nodesOf(node.extends)) {
        const schema = this.types.resolved(this.#base(base, args));
        if (isObjectSchema(schema)) addMembers(members, membersOf(schema));
      }
      addMembers(members, this.#members(nodesOf(nodeOf(node.body)?.body), args));
    }
    return objectOf(members);
  }

  #base(base: TypeNode, args: Arguments): JsonSchema {
    return this.#reference({ ...base, typeName: base.expression }, args);
  }

  #mapped(node: TypeNode, args: Arguments): JsonSchema {
    const parameter = nodeOf(node.typeParameter);
    const name = typeof parameter?.name === 'string' ? parameter.name : nameOf(node.key);
    const keys = this.#schema(nodeOf(parameter?.constraint) ?? nodeOf(node.constraint), args);
    if (nodeOf(node.nameType) !== undefined || name === undefined)
      return this.#inexpressible(node, 'keys that are made');
    const value = (key: string | undefined) =>
      this.#schema(
        annotationOf(node.typeAnnotation),
        new Map([...args, [name, key === undefined ? keys : { const: key }]]),
      );
    return recordOf(keys, value, node.optional === true || node.optional === '+');
  }

  #operator(node: TypeNode, args: Arguments): JsonSchema {
    const inner = annotationOf(node.typeAnnotation);
    if (node.operator === 'readonly') return this.#schema(inner, args);
    if (node.operator !== 'keyof') return this.#inexpressible(node, 'this type');
    const whole = this.types.resolved(this.#schema(inner, args));
    if (!isObjectSchema(whole)) return this.#inexpressible(node, 'the keys of this type');
    const { properties } = membersOf(whole);
    return properties.size === 0
      ? { type: 'string' }
      : oneOf([...properties.keys()].map(key => ({ const: key })));
  }

  /** `T['name']`, `T[number]`, `T[keyof T]`. */
  #indexed(node: TypeNode, args: Arguments): JsonSchema {
    const whole = this.types.resolved(this.#schema(nodeOf(node.objectType), args));
    const index = this.#schema(nodeOf(node.indexType), args);
    const choices = whole && (whole.type === 'array' ? elementsOf(whole, index) : propertiesAt(whole, index));
    return choices === undefined || choices.length === 0
      ? this.#inexpressible(node, 'a part of this type')
      : oneOf(choices);
  }

  /** `typeof x`, where `x` is a constant of the file that is written out. */
  #query(node: TypeNode): JsonSchema {
    const name = nameOf(node.exprName);
    const { constants } = this.types.file;
    const value = name === undefined ? undefined : constants.get(name);
    const schema = value && valueSchema(value, { isConst: false, constants });
    return schema ?? this.#inexpressible(node, 'the type of a value');
  }

  #ofObject(node: TypeNode, schema: JsonSchema, change: (whole: JsonSchema) => JsonSchema): JsonSchema {
    const whole = this.types.resolved(schema);
    if (whole !== undefined && Object.keys(whole).length === 0) return anything;
    return isObjectSchema(whole)
      ? change(whole)
      : this.#inexpressible(node, 'this of anything but an object');
  }

  #selected(node: TypeNode, schema: JsonSchema, keys: JsonSchema, isPick: boolean): JsonSchema {
    const names = literalsOf(keys)?.map(String);
    if (names === undefined) return this.#inexpressible(node, 'a choice of names that are not written out');
    return this.#ofObject(node, schema, whole => picked(whole, name => names.includes(name) === isPick));
  }
}

const utilities = [
  'Array',
  'ReadonlyArray',
  'Promise',
  'Readonly',
  'Record',
  'Partial',
  'Required',
  'Pick',
  'Omit',
];

function unwrapped(node: TypeNode): TypeNode {
  if (node.type === 'TSParenthesizedType') return unwrapped(annotationOf(node.typeAnnotation) ?? node);
  const [first] = argumentsOf(node);
  const isPromise = node.type === 'TSTypeReference' && /^Promise(Like)?$/.test(nameOf(node.typeName) ?? '');
  return isPromise && first !== undefined ? unwrapped(first) : node;
}

function isUndefined({ type }: TypeNode): boolean {
  return type === 'TSUndefinedKeyword' || type === 'TSVoidKeyword';
}

function mayMiss(node: TypeNode): boolean {
  return isUndefined(node) || (node.type === 'TSUnionType' && nodesOf(node.types).some(isUndefined));
}

/** A schema of several choices with fewer of them. */
function without(schema: JsonSchema, isGone: (value: JsonValue) => boolean): JsonSchema {
  if (schema.type === 'null' && isGone(null)) return anything;
  const literals = literalsOf(schema);
  if (literals !== undefined)
    return oneOf(literals.filter(value => !isGone(value)).map(value => ({ const: value })));
  if (!Array.isArray(schema.anyOf)) return schema;
  const choices = (schema.anyOf as readonly JsonSchema[]).filter(
    one => !(one.type === 'null' && isGone(null)),
  );
  return oneOf(choices.map(one => without(one, isGone)));
}

function elementsOf(whole: JsonSchema, index: JsonSchema): readonly JsonSchema[] | undefined {
  const items = Array.isArray(whole.prefixItems) ? (whole.prefixItems as readonly JsonSchema[]) : [];
  const rest = typeof whole.items === 'object' && whole.items !== null ? [whole.items as JsonSchema] : [];
  if (index.type === 'number') return [...items, ...rest];
  const at = typeof index.const === 'number' ? items[index.const] : undefined;
  return at === undefined ? undefined : [at];
}

function propertiesAt(whole: JsonSchema, index: JsonSchema): readonly JsonSchema[] | undefined {
  const { properties, additional } = membersOf(whole);
  const names = literalsOf(index)?.map(String);
  if (names === undefined)
    return typeof additional === 'object' && additional !== null ? [additional as JsonSchema] : undefined;
  const found = names.map(name => properties.get(name));
  return found.every(schema => schema !== undefined) ? found : undefined;
}
