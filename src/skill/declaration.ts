/** Writes a skill's surroundings as TypeScript: what it may call, its inputs, and what the sandbox offers. */

import { isJsonObject } from '../base/json.ts';
import { readAnnotatedFile } from './annotation-syntax.ts';
import { typeKeyText } from './code-text.ts';
import { docText, TypeWriter } from './declaration-type.ts';
import { requiredOf } from './schema.ts';
import type { Skill } from './skill.ts';
import { parseSyntax } from './syntax.ts';
import { walk } from './walk.ts';

/**
 * The text that, after the last character of a skill's own, declares what the skill may use. It is there for a type
 * checker alone, which has to accept types in JavaScript. `find` knows the callees by name.
 */
export function surroundings(skill: Skill, find: (name: string) => Skill | undefined): string {
  const { top } = walk(parseSyntax(skill.code).program);
  const ambient = ambientNames(skill);
  const isFree = ([name]: readonly [string, string]) => top.own(name) === undefined && !ambient.has(name);
  const writer = new TypeWriter(skill.text);
  const callees = new Set(skill.calls.flatMap(call => call.callees));
  const members = [...callees].map(name => member(name, find(name), writer));
  const variables = inputVariables(skill, writer).filter(isFree);
  const types = jsdocTypes.filter(([name]) => isMentioned(name, skill.text));
  const used = usedNames(skill).filter(name => top.own(name) !== undefined);
  return [
    '\n;type $Skills = {',
    ...members,
    '};',
    ...offers.filter(isFree).map(([name, type]) => `declare const ${name}: ${type};`),
    ...variables.map(([name, type]) => `declare var ${name}: ${type};`),
    ...types.map(([name, type]) => `type ${name} = ${type};`),
    ...writer.aliases,
    `void [${used.join(', ')}];`,
    'export {};\n',
  ].join('\n');
}

const anySkill = '(inputs?: object) => Promise<any>';

/** What the sandbox has and neither the language nor every project knows. */
const offers: readonly (readonly [name: string, type: string])[] = [
  [
    'callSkill',
    `<Name extends string>(name: Name, ...inputs: Name extends keyof $Skills ? Parameters<$Skills[Name]> : [inputs?: object]) => Name extends keyof $Skills ? ReturnType<$Skills[Name]> : Promise<any>`,
  ],
  ['skills', `$Skills & { readonly [name: string]: ${anySkill} }`],
  ['print', '(...values: unknown[]) => void'],
  ['sleep', '(milliseconds: number) => Promise<void>'],
  [
    'console',
    `{ ${[
      ...['log', 'info', 'debug', 'warn', 'error', 'trace', 'dirxml', 'group', 'groupCollapsed'].map(
        name => `${name}(...values: unknown[]): void`,
      ),
      ...['clear', 'groupEnd'].map(name => `${name}(): void`),
      ...['count', 'countReset', 'time', 'timeEnd', 'timeStamp'].map(name => `${name}(label?: string): void`),
      'timeLog(label?: string, ...values: unknown[]): void',
      'assert(condition?: unknown, ...values: unknown[]): void',
      'dir(value: unknown, options?: { depth?: number | null }): void',
      'table(value: unknown, columns?: readonly string[]): void',
    ].join('; ')} }`,
  ],
];

/** Names that skills' JSDoc may use for types and TypeScript does not know. */
const jsdocTypes: readonly (readonly [name: string, type: string])[] = [
  ['integer', 'number'],
  ['int', 'number'],
  ['bool', 'boolean'],
  ['date', 'Date'],
];

/** What a TypeScript file itself says to be there: `declare const n: number`. */
function ambientNames({ text }: Skill): ReadonlyMap<string, unknown> {
  const file = /\bdeclare\b/.test(text) ? readAnnotatedFile(text) : undefined;
  return file?.ambient ?? new Map();
}

/** Whether a text has a name that it does not declare as a type. */
function isMentioned(name: string, text: string): boolean {
  if (!new RegExp(`\\b${name}\\b`).test(text)) return false;
  return !new RegExp(`(?:@typedef\\s[^@]*?|\\b(?:type|interface|class|enum)\\s+)\\b${name}\\b`).test(text);
}

function member(name: string, callee: Skill | undefined, writer: TypeWriter): string {
  if (callee === undefined) return `readonly ${JSON.stringify(name)}: ${anySkill};`;
  const text = docText(callee.doc.summary);
  return `${text}readonly ${JSON.stringify(name)}: (${parameterText(callee, writer)}) => Promise<${resultText(callee, writer)}>;`;
}

function parameterText({ inputs }: Skill, writer: TypeWriter): string {
  const isRequired = Array.isArray(inputs.required) && inputs.required.length > 0;
  return `inputs${isRequired ? '' : '?'}: ${writer.write(inputs, 'caller')}`;
}

function resultText({ entry, result }: Skill, writer: TypeWriter): string {
  if (result !== undefined) return writer.write(result, 'reader');
  if (entry?.form !== 'script' || entry.outputs.length === 0) return 'any';
  return `{ ${entry.outputs.map(name => `${typeKeyText(name)}: any`).join('; ')} }`;
}

/** The inputs that a script has in scope. */
function inputVariables(
  skill: Skill,
  writer: TypeWriter,
): readonly (readonly [name: string, type: string])[] {
  const { entry, inputs } = skill;
  if (entry?.form !== 'script') return [];
  const { $defs, properties } = inputs;
  const known = new Set(requiredOf(inputs));
  return entry.parameters.map(({ name, default: value }) => {
    const property =
      isJsonObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
    const schema = isJsonObject(property) ? { ...property, ...($defs !== undefined && { $defs }) } : {};
    const type = writer.write(schema, 'reader');
    const isGiven = known.has(name) || value !== undefined || type === 'any';
    return [name, isGiven ? type : `${type} | undefined`];
  });
}

/** What a run uses and no code of the file need mention: a script's outputs, and the entry itself. */
function usedNames({ entry }: Skill): readonly string[] {
  if (entry === undefined) return [];
  return [
    ...entry.outputs,
    ...(entry.form === 'bare-function' && entry.expression ? [entry.expression] : []),
  ];
}
