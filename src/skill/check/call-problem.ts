/** Calls against the skills that they call: inputs that do not fit, result properties that there are not. */

import { isJsonObject, type JsonObject } from '../../base/json.ts';
import type { Range } from '../../base/text.ts';
import { typeText } from '../describe.ts';
import { didYouMean } from '../name.ts';
import { type Problem, type ProblemCode, problem } from '../problem.ts';
import type { CallSite, JsonSchema, Skill, Written } from '../skill.ts';
import { type Misfit, misfitOf, missingNames } from './misfit.ts';

/** Calls of a name that only a run knows. */
export function dynamicCalls(calls: readonly CallSite[]): Problem[] {
  const problems: Problem[] = [];
  for (const { callees, nameRange, argument, range } of calls) {
    if (callees.length > 0) continue;
    const isHandedOn = argument.kind === 'unknown' && nameRange.start === range.start;
    const message = isHandedOn
      ? 'What is called here is only known at run time: it cannot be checked, renamed or drawn.'
      : 'The name of the skill is only known at run time: the call cannot be checked, renamed or drawn.';
    problems.push(problem('skill/dynamic-call', nameRange, message));
  }
  return problems;
}

/** One thing that a call does wrong, as long as the callee is this one. */
export interface Fault {
  readonly code: ProblemCode;
  readonly range: Range;
  readonly message: string;
}

/**
 * What is wrong with a call of these skills, of which the run chooses one: only what is wrong for each of them.
 * Nothing is known of a callee that is missing or does not parse.
 */
export function addCallProblems(
  call: CallSite,
  callees: readonly (Skill | undefined)[],
  into: Problem[],
): void {
  for (const callee of callees)
    if (callee?.contract.deprecated !== undefined) into.push(deprecated(call, callee));
  if (call.argument.kind === 'unknown' && call.reads.length === 0) return;
  const [first, ...others] = callees;
  for (const fault of isKnown(first) ? faultsOf(call, first) : [])
    if (others.every(other => isKnown(other) && faultsOf(call, other).some(one => isSame(fault, one))))
      into.push(problem(fault.code, fault.range, fault.message));
}

function isKnown(callee: Skill | undefined): callee is Skill {
  return callee?.isComplete === true;
}

function isSame(a: Fault, b: Fault): boolean {
  return a.code === b.code && a.range.start === b.range.start && a.range.end === b.range.end;
}

function deprecated({ nameRange }: CallSite, { name, contract }: Skill): Problem {
  const text = contract.deprecated?.replace(/\s+/g, ' ').trim() ?? '';
  const message = `\`${name}\` is deprecated${text === '' ? '.' : `: ${text}`}`;
  return problem('skill/deprecated-skill', nameRange, message);
}

function faultsOf(call: CallSite, callee: Skill): Fault[] {
  return [
    ...argumentFaults(call.argument, call.nameRange, { name: callee.name, inputs: callee.contract.inputs }),
    ...resultFaults(call, callee),
  ];
}

export interface Callee {
  readonly name: string;
  readonly inputs: JsonSchema;
}

/** @param nameRange Where the callee is named: what is missing is told there. */
export function argumentFaults(argument: Written, nameRange: Range, { name, inputs }: Callee): Fault[] {
  if (argument.kind === 'unknown' || argument.kind === 'missing') {
    const { required } = inputs;
    const isNeeded = argument.kind === 'missing' && Array.isArray(required) && required.length > 0;
    return isNeeded ? [missing(name, required as readonly string[], nameRange)] : [];
  }
  if (argument.kind !== 'object') {
    const message = `The inputs of \`${name}\` are one object: \`{ ${Object.keys(propertiesOf(inputs)).slice(0, 3).join(', ')} }\`.`;
    return [{ code: 'skill/argument-type', range: rangeOf(argument), message }];
  }
  const faults: Fault[] = [];
  const absent = missingNames(argument, inputs);
  if (absent.length > 0) faults.push(missing(name, absent, nameRange));
  for (const property of argument.properties) {
    const schema = inputOf(inputs, property.name);
    if (schema === undefined) faults.push(unknownInput(property.name, property.key, name, inputs));
    else {
      const found = isJsonObject(schema) ? misfitOf(property.value, schema as JsonSchema, inputs) : undefined;
      if (found !== undefined) faults.push(mistyped(property.name, found, name));
    }
  }
  return faults;
}

/** `undefined` where the skill accepts no such input. */
function inputOf(inputs: JsonSchema, name: string): unknown {
  const properties = propertiesOf(inputs);
  if (Object.hasOwn(properties, name)) return properties[name];
  return inputs.additionalProperties === false ? undefined : (inputs.additionalProperties ?? true);
}

function propertiesOf({ properties }: JsonSchema): JsonObject {
  return isJsonObject(properties) ? properties : {};
}

function missing(callee: string, names: readonly string[], range: Range): Fault {
  const listed = names
    .map(name => `\`${name}\``)
    .join(', ')
    .replace(/, ([^,]*)$/, ' and $1');
  const noun = names.length === 1 ? 'input' : 'inputs';
  return { code: 'skill/missing-argument', range, message: `\`${callee}\` needs the ${noun} ${listed}.` };
}

function unknownInput(name: string, range: Range, callee: string, inputs: JsonSchema): Fault {
  const known = Object.keys(propertiesOf(inputs));
  const hint = didYouMean(name, known);
  const listed =
    known.length === 0 ? 'It takes none.' : `It takes ${known.map(one => `\`${one}\``).join(', ')}.`;
  const message = `\`${callee}\` has no input ${JSON.stringify(name)}${hint === '' ? `. ${listed}` : hint}`;
  return { code: 'skill/unknown-argument', range, message };
}

function mistyped(input: string, { start, end, message }: Misfit, callee: string): Fault {
  return {
    code: 'skill/argument-type',
    range: { start, end },
    message: `\`${input}\` of \`${callee}\`: ${message}.`,
  };
}

function rangeOf({ start, end }: Range): Range {
  return { start, end };
}

function resultFaults({ reads }: CallSite, { name, contract }: Skill): Fault[] {
  if (reads.length === 0) return [];
  const known = resultNames(contract);
  if (known === undefined) return [];
  return reads.flatMap(read => {
    if (known.names.has(read.name) || known.isInherited(read.name)) return [];
    const hint = didYouMean(read.name, known.names);
    const message = `The result of \`${name}\` is ${known.what} and has no property \`${read.name}\`${hint === '' ? '.' : hint}`;
    return [{ code: 'skill/unknown-result-property', range: read.range, message }];
  });
}

interface ResultNames {
  readonly names: ReadonlySet<string>;
  readonly isInherited: (name: string) => boolean;
  readonly what: string;
}

/** What a result can have; `undefined` when it may have anything. */
function resultNames({ result, outputs }: Skill['contract']): ResultNames | undefined {
  const what = `\`${typeText(result)}\``;
  if (result !== undefined) return namesOf(result, result, what);
  return outputs && { names: new Set(outputs), isInherited: name => name in {}, what: 'an object' };
}

const primitives: Readonly<Record<string, object>> = {
  string: String.prototype,
  number: Number.prototype,
  integer: Number.prototype,
  boolean: Boolean.prototype,
  array: Array.prototype,
};

function namesOf(schema: JsonSchema, root: JsonSchema, what: string): ResultNames | undefined {
  const { type, properties, additionalProperties } = schema;
  if (Array.isArray(schema.anyOf)) return namesOfAny(schema.anyOf as readonly JsonSchema[], root, what);
  if (type === 'object') {
    const isClosed = additionalProperties === undefined || additionalProperties === false;
    if (!isClosed || !isJsonObject(properties)) return undefined;
    return { names: new Set(Object.keys(properties)), isInherited: name => name in {}, what };
  }
  const prototype =
    typeof type === 'string' && Object.hasOwn(primitives, type) ? primitives[type] : undefined;
  if (prototype === undefined) return undefined;
  const isInherited = (name: string) => name in prototype || (type === 'array' && /^\d+$/.test(name));
  return { names: new Set(), isInherited, what };
}

/** Of a union, what any of its branches has. */
function namesOfAny(
  branches: readonly JsonSchema[],
  root: JsonSchema,
  what: string,
): ResultNames | undefined {
  const all = branches.filter(({ type }) => type !== 'null').map(branch => namesOf(branch, root, what));
  const known = all.filter(one => one !== undefined);
  if (known.length === 0 || known.length < all.length) return undefined;
  return {
    names: new Set(known.flatMap(({ names }) => [...names])),
    isInherited: name => known.some(one => one.isInherited(name)),
    what,
  };
}
