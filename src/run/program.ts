/** A skill as it travels to a sandbox: plain data, with the source that is evaluated there. */

import type { Instrumented } from '../sandbox/instrument/probe.ts';
import { isBlocking, type Problem } from '../skill/problem.ts';
import type { Documentation, JsonSchema, Skill } from '../skill/skill.ts';
import { wrap } from './wrap.ts';

export interface Program {
  readonly name: string;
  /** Relative to the skills folder; also what its stack frames carry. */
  readonly path: string;
  /** An expression; the author's code begins in its first line, after `prefixLength` characters. */
  readonly source: string;
  readonly prefixLength: number;
  /** Lines of the author's code; what the wrapper adds comes after them. */
  readonly lineCount: number;
  /** What the entry is called in the code that runs when the author gave it no name: `$entry`. */
  readonly alias: string | undefined;
  /** The function that is the entry, as the code calls it; `''` for a script, or where it is no name. */
  readonly entry: string;
  readonly inputs: JsonSchema;
  /** Why the skill cannot run, in a sentence with its place; `undefined` when it can. */
  readonly blocker: string | undefined;
  /** How long its results are cached, in ms; `undefined` when they are not. */
  readonly cacheMs: number | undefined;
  /** Some of its inputs are not to be kept anywhere. */
  readonly hasSecrets: boolean;
  /** What runs instead in a run that is debugged; it is there beside the sandbox only. */
  readonly instrumented?: Instrumented;
}

/** How results of a skill are cached, at one state of all skills. */
export interface ResultRule {
  readonly ttlMs: number;
  /** A hash of all that a result depends on but inputs and callers. */
  readonly identity: string;
  /** Names in lower case that it, or what it calls, can call; `undefined`: any. */
  readonly reach: readonly string[] | undefined;
  /** Skills in the longest chain that begins with it; `undefined` when there may be no end to it. */
  readonly height: number | undefined;
}

export interface FoundProgram {
  readonly program: Program;
  /** Absent when its results are not cached. */
  readonly rule?: ResultRule;
}

/** What a name leads to. */
export type Found =
  | FoundProgram
  /** There is one, but it cannot run, and the sentence says why. */
  | { readonly blocked: string }
  /** No skill has the name; the sentence suggests one that was perhaps meant. */
  | { readonly missing: string };

export function programOf(skill: Skill): Program {
  const wrapped = wrap(skill);
  return {
    name: skill.name,
    path: skill.path,
    source: wrapped?.source ?? '',
    prefixLength: wrapped?.prefixLength ?? 0,
    lineCount: skill.lines.lineCount,
    alias: /^\$\w+$/.exec(skill.entry?.expression ?? '')?.[0],
    entry: /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.exec(skill.entry?.expression ?? '')?.[0] ?? '',
    inputs: skill.inputs,
    blocker: blockerOf(skill),
    cacheMs: skill.doc.cacheMs,
    hasSecrets: secretsOf(skill.doc).length > 0,
  };
}

function secretsOf({ secrets = [] }: Documentation & { readonly secrets?: readonly string[] }) {
  return secrets;
}

function blockerOf(skill: Skill): string | undefined {
  const first = skill.problems.find(isBlocking);
  if (first !== undefined) return describe(skill, first);
  if (skill.isComplete && skill.entry !== undefined) return undefined;
  return `The skill "${skill.name}" cannot run: nothing in ${skill.path} says where a run starts.`;
}

function describe(skill: Skill, problem: Problem): string {
  const { line, column } = skill.lines.place(problem.range.start);
  return `The skill "${skill.name}" cannot run: ${problem.message} (${skill.path}:${line}:${column})`;
}
