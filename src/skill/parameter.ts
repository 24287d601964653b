/** What the inputs are: the parameters of the entry function, or the variables that a script does not declare. */

import type * as acorn from 'acorn';
import type { JsonValue } from '../base/json.ts';
import type { Range } from '../base/text.ts';
import { forbiddenGlobals, knownGlobals } from './check/globals.ts';
import type { Doc } from './doc.ts';
import { suggestName } from './name.ts';
import { type Problem, problem } from './problem.ts';
import type { Reference } from './scope.ts';
import type { Parameter } from './skill.ts';
import type { Findings, FunctionNode } from './walk.ts';

export interface Signature {
  readonly binding: 'by-name' | 'whole';
  readonly parameters: readonly Parameter[];
  /** The name that dotted `@param` tags of a whole binding start with: `options` of `@param options.size`. */
  readonly wholeName: string | undefined;
  /** Inputs that nothing names are accepted too. */
  readonly isOpen: boolean;
  readonly problems: readonly Problem[];
}

/**
 * The signature of a function: its parameters, or what its one object pattern names. `text` is what the author
 * wrote: in TypeScript it still has the marks of optional parameters, which go with the types.
 */
export function functionSignature(node: FunctionNode, doc: Doc | undefined, text: string): Signature {
  const [first] = node.params;
  const target = first?.type === 'AssignmentPattern' ? first.left : first;
  if (node.params.length === 1 && target?.type === 'ObjectPattern') return patternSignature(target, doc);
  if (node.params.length === 1 && target?.type === 'Identifier' && target.name === 'inputs')
    return inputsSignature(target, doc);
  const parameters: Parameter[] = [];
  const problems: Problem[] = [];
  for (const pattern of node.params) {
    const parameter = namedParameter(pattern, text);
    if (parameter !== undefined) parameters.push(parameter);
    else
      problems.push(
        problem(
          'skill/unnamed-parameter',
          pattern,
          'Inputs are bound by name, and this parameter has none: name it and take it apart inside, or take one object pattern alone.',
        ),
      );
  }
  return { binding: 'by-name', parameters, wholeName: undefined, isOpen: false, problems };
}

function namedParameter(pattern: acorn.Pattern, text: string): Parameter | undefined {
  const isRest = pattern.type === 'RestElement';
  const isDefaulted = pattern.type === 'AssignmentPattern';
  const target = isRest ? pattern.argument : isDefaulted ? pattern.left : pattern;
  if (target.type !== 'Identifier') return undefined;
  return {
    name: target.name,
    range: rangeOf(target),
    isRest,
    isOptional: isDefaulted || isRest || /^\s*\?/.test(text.slice(target.end, target.end + 20)),
    default: isDefaulted ? literalValue(pattern.right) : undefined,
  };
}

function patternSignature(pattern: acorn.ObjectPattern, doc: Doc | undefined): Signature {
  const parameters: Parameter[] = [];
  let isOpen = false;
  for (const property of pattern.properties) {
    const name = property.type === 'RestElement' ? undefined : keyName(property);
    if (property.type === 'RestElement' || name === undefined) {
      isOpen = true;
      continue;
    }
    const { value } = property;
    const isDefaulted = value.type === 'AssignmentPattern';
    parameters.push({
      name,
      range: rangeOf(property.key),
      isRest: false,
      isOptional: isDefaulted,
      default: isDefaulted ? literalValue(value.right) : undefined,
    });
  }
  const named = new Set(parameters.map(({ name }) => name));
  const roots = doc?.typed
    .filter(({ tag }) => tag === 'param')
    .map(({ name }) => name.replace(/[.[].*$/s, ''));
  const wholeName = roots?.find(name => name !== '' && !named.has(name));
  return { binding: 'whole', parameters, wholeName, isOpen, problems: [] };
}

/** One parameter called `inputs` receives everything: what the doc says is all that is known of it. */
function inputsSignature(target: acorn.Identifier, doc: Doc | undefined): Signature {
  const parameters: Parameter[] = [];
  for (const tag of doc?.typed ?? []) {
    const name = tag.tag === 'param' ? /^inputs\.([^.[]+)$/.exec(tag.name)?.[1] : undefined;
    if (name === undefined) continue;
    parameters.push({
      name,
      range: rangeOf(target),
      isRest: false,
      isOptional: false,
      default: undefined,
    });
  }
  return {
    binding: 'whole',
    parameters,
    wholeName: 'inputs',
    isOpen: parameters.length === 0,
    problems: [],
  };
}

/** The inputs of a script: those that `@param` names or, without any such tag, its free variables. */
export function scriptSignature(findings: Findings, doc: Doc | undefined): Signature {
  const tags = doc?.typed.filter(({ tag, name }) => tag === 'param' && name !== '') ?? [];
  const problems: Problem[] = [];
  const parameters: Parameter[] = [];
  const base = { binding: 'by-name', wholeName: undefined, isOpen: false } as const;
  if (tags.length === 0) return { ...base, parameters: freeVariables(findings), problems };
  for (const tag of tags) {
    if (/[.[]/.test(tag.name)) continue;
    const binding = findings.top.own(tag.name);
    if (binding !== undefined)
      problems.push(
        problem(
          'skill/shadowed-input',
          binding.node,
          `\`${tag.name}\` is an input (its \`@param\` says so) and cannot be declared again: rename one of them.`,
        ),
      );
    parameters.push({
      name: tag.name,
      range: tag.nameRange(),
      isRest: false,
      isOptional: false,
      default: undefined,
    });
  }
  return { ...base, parameters, problems };
}

/**
 * Names that a script reads but nothing declares. A name that is called, or assigned before it is read, is
 * no input but a mistake; so is a capitalised name that is almost a global's.
 */
function freeVariables(findings: Findings): Parameter[] {
  const free = new Map<string, { readonly first: Reference; isOptional: boolean; isInput: boolean }>();
  for (const reference of findings.references) {
    const { name } = reference.node;
    if (reference.binding !== undefined || knownGlobals.has(name) || forbiddenGlobals.has(name)) continue;
    let entry = free.get(name);
    if (entry === undefined) {
      const isInput = reference.use !== 'write' && !isAlmostGlobal(name);
      entry = { first: reference, isOptional: false, isInput };
      free.set(name, entry);
    }
    if (reference.use === 'call') entry.isInput = false;
    if (reference.use === 'typeof') entry.isOptional = true;
  }
  return [...free.values()]
    .filter(({ isInput }) => isInput)
    .map(({ first, isOptional }) => ({
      name: first.node.name,
      range: rangeOf(first.node),
      isRest: false,
      isOptional,
      default: undefined,
    }));
}

function isAlmostGlobal(name: string): boolean {
  return /^[A-Z].*[a-z]/.test(name) && suggestName(name, knownGlobals) !== undefined;
}

function rangeOf(node: Range): Range {
  return { start: node.start, end: node.end };
}

function keyName(property: acorn.AssignmentProperty | acorn.Property): string | undefined {
  if (property.key.type === 'Literal') return String(property.key.value);
  return property.computed || property.key.type !== 'Identifier' ? undefined : property.key.name;
}

/** The value of an expression made of literals alone; `undefined` for any other. */
export function literalValue(node: acorn.Expression): JsonValue | undefined {
  switch (node.type) {
    case 'Literal': {
      const { value } = node;
      if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
      return typeof value === 'string' || typeof value === 'boolean' || value === null ? value : undefined;
    }
    case 'TemplateLiteral':
      return node.expressions.length === 0 ? (node.quasis[0]?.value.cooked ?? undefined) : undefined;
    case 'UnaryExpression': {
      const value = literalValue(node.argument);
      return typeof value === 'number' && node.operator === '-' ? -value : undefined;
    }
    case 'ArrayExpression': {
      const items: JsonValue[] = [];
      for (const element of node.elements) {
        const value =
          element === null || element.type === 'SpreadElement' ? undefined : literalValue(element);
        if (value === undefined) return undefined;
        items.push(value);
      }
      return items;
    }
    case 'ObjectExpression': {
      const entries: [string, JsonValue][] = [];
      for (const property of node.properties) {
        const key = property.type === 'SpreadElement' ? undefined : keyName(property);
        const value = property.type === 'SpreadElement' ? undefined : literalValue(property.value);
        if (key === undefined || value === undefined) return undefined;
        entries.push([key, value]);
      }
      return Object.fromEntries(entries);
    }
    default:
      return undefined;
  }
}
