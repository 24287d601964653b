/** What is known of one skill file: the vocabulary of this room, plain data throughout. */

import type { JsonObject, JsonPrimitive, JsonValue, PathSegment } from '../base/json.ts';
import type { LineMap, Range } from '../base/text.ts';
import type { Problem } from './problem.ts';

/** A JSON Schema (draft 2020-12) as plain data. */
export type JsonSchema = JsonObject;

export type SkillForm = 'function' | 'bare-function' | 'script';
export type SkillLanguage = 'javascript' | 'typescript';

/** A file as it is handed to {@link parseSkill}. */
export interface SkillFile {
  /** Relative to the skills folder, `/` between segments, with extension: `geometry/pythagorean.js`. */
  readonly path: string;
  readonly text: string;
}

/** A file that is in the folder but whose text could not be had. */
export interface UnreadableFile {
  readonly path: string;
  readonly code: 'skill/too-large' | 'skill/not-utf8' | 'skill/outside-workspace' | 'skill/unreadable';
  /** What is wrong and what to do, in a sentence. */
  readonly message: string;
}

/** Blanks the types of TypeScript source without moving anything. Implemented over Node; pure. */
export type StripTypes = (
  source: string,
) =>
  | { readonly ok: true; readonly code: string }
  | { readonly ok: false; readonly message: string; readonly offset: number | undefined };

/** One way in which inputs do not fit a schema. */
export interface InputIssue {
  /** From the inputs object: `['items', 2, 'price']`; empty for the object itself. */
  readonly path: readonly PathSegment[];
  /** Without the path: `expected number, got "12"`. */
  readonly message: string;
}

/** Everything that one file's text says about the skill; a pure function of path and text. */
export interface Skill {
  /** File name without extension, as written. Look-ups ignore case. */
  readonly name: string;
  /** The folder below the skills folder, `''` at its top: `geometry`, `text/format`. */
  readonly category: string;
  readonly path: string;
  readonly language: SkillLanguage;
  readonly text: string;
  /** The JavaScript that runs: `text` itself, or with its types blanked; every offset stays the same. */
  readonly code: string;
  readonly lines: LineMap;
  /** False while the text does not parse: knowledge then comes from a tolerant parse and the skill does not run. */
  readonly isComplete: boolean;
  readonly doc: Documentation;
  /** `undefined` where no entry can be made out: such a skill cannot run. */
  readonly entry: Entry | undefined;
  /** Schema of the inputs object: `type: object`, `additionalProperties: false` unless the type says otherwise. */
  readonly inputs: JsonSchema;
  /** Schema of the result; `undefined` when the doc says nothing about it. */
  readonly result: JsonSchema | undefined;
  /** What callers and other skills are compared with; known without reading the text again. */
  readonly contract: Contract;
  /** In the order of the text. */
  readonly calls: readonly CallSite[];
  /** Problems of this file alone; those that need other skills come from the index. */
  readonly problems: readonly Problem[];
}

/** What a skill promises to those who call it. */
export interface Contract {
  readonly inputs: JsonSchema;
  /** `undefined` when the doc says nothing about it. */
  readonly result: JsonSchema | undefined;
  /** The names of a script's outputs, of which JSON may leave some out; `undefined` for a function. */
  readonly outputs: readonly string[] | undefined;
  /** The doc's text before its first tag, on one line. */
  readonly description: string;
  /** The text of `@deprecated`, `''` when it says nothing more. */
  readonly deprecated: string | undefined;
}

/** The file's leading JSDoc, or the entry's. Empty strings and lists where it is silent. */
export interface Documentation {
  /** The first sentence. */
  readonly summary: string;
  /** All text before the first tag. */
  readonly description: string;
  readonly tags: readonly string[];
  /** The text of each `@example`, as written. */
  readonly examples: readonly string[];
  /** The text of `@returns` after its type. */
  readonly returns: string;
  /** From `@timeout 5s` (also `500ms`, `2m`, or bare milliseconds). */
  readonly timeoutMs: number | undefined;
  /** Inputs that `@secret` marks, as paths from the inputs object: `apiKey`, `user.token`, `users[].token`. */
  readonly secrets: readonly string[];
  /** From `@cache 1h`: how long a result answers the same call; `undefined` when nothing is cached. */
  readonly cacheMs: number | undefined;
  /** The text of `@deprecated`, `''` when it says nothing more. */
  readonly deprecated: string | undefined;
}

/** Where a run starts, and how inputs are bound there. */
export interface Entry {
  readonly form: SkillForm;
  /** What a CodeLens sits on and a problem underlines: the function's name or keyword, or the first statement. */
  readonly range: Range;
  /** `'by-name'`: each parameter receives the input of its name. `'whole'`: the one parameter receives them all. */
  readonly binding: 'by-name' | 'whole';
  /** In the order of the function's parameters; for scripts, the inputs in scope. */
  readonly parameters: readonly Parameter[];
  /** Replacements of equal length that turn the module's code into a function body, e.g. `export` blanked. */
  readonly edits: readonly CodeEdit[];
  /** Forms 1 and 2: an expression that, at the end of the edited code, is the function. */
  readonly expression: string | undefined;
  /** Form 3: the top-level bindings that make up the result, functions and classes by syntax left out. */
  readonly outputs: readonly string[];
  /** True when the code awaits outside of any function. */
  readonly hasTopLevelAwait: boolean;
  /** Offsets of the ends of expressions whose value is a promise that the code drops; ascending. */
  readonly dropped: readonly number[];
}

export interface Parameter {
  readonly name: string;
  readonly range: Range;
  readonly isRest: boolean;
  /** It has a default in code or doc, or the doc calls it optional. */
  readonly isOptional: boolean;
  /** The default where it is a literal; `undefined` otherwise. */
  readonly default: JsonValue | undefined;
}

/** Same-length replacement of a range of the code. */
export interface CodeEdit extends Range {
  readonly text: string;
}

/** A string as a text writes it. */
export interface WrittenName {
  readonly name: string;
  /** Without the quotes. */
  readonly range: Range;
}

/**
 * A value as far as the text tells. `unknown` may be anything; `missing` is `undefined`, which JSON leaves out;
 * `open` objects and arrays have more than is written, through `...`.
 */
export type Written =
  | { readonly kind: 'unknown' }
  | (Range & { readonly kind: 'missing' })
  | (Range & { readonly kind: 'value'; readonly value: JsonPrimitive })
  | (Range & { readonly kind: 'type'; readonly type: 'string' | 'number' | 'boolean' | 'function' })
  | (Range & { readonly kind: 'array'; readonly items: readonly Written[]; readonly isOpen: boolean })
  | WrittenObject;

export interface WrittenObject extends Range {
  readonly kind: 'object';
  /** In the order of the text; of a name that is written twice, both. */
  readonly properties: readonly WrittenProperty[];
  readonly isOpen: boolean;
}

export interface WrittenProperty {
  readonly name: string;
  /** Of the name as written, with its quotes. */
  readonly key: Range;
  readonly value: Written;
}

/**
 * One place where a skill calls another. `callSkill(n ?? 'a')` is two: a call that only the run knows, and the name of
 * one that it may be of.
 */
export interface CallSite {
  /** The possible callees; empty for a name that only the run knows (*dynamic*); two for `cond ? 'a' : 'b'`. */
  readonly callees: readonly string[];
  readonly style: 'callSkill' | 'skills';
  /** The whole call expression; of a name that is no call itself, the name or its property in a pattern. */
  readonly range: Range;
  /** The name alone, without quotes, where it is written at the call; else the argument expression. */
  readonly nameRange: Range;
  /** Where the callees' names are written when it is not the whole of `nameRange`: constants, the arms of a condition. */
  readonly constants: readonly WrittenName[];
  /** The argument object, where one is written. */
  readonly argumentRange: Range | undefined;
  /** The inputs as far as the text tells: an empty object where none are written, unknown where it is no call. */
  readonly argument: Written;
  /** Properties of the awaited result that the code reads, where it can be followed. */
  readonly reads: readonly WrittenName[];
  /** The result is awaited, returned, stored or handed on: anything but dropped. */
  readonly isUsed: boolean;
  readonly isInLoop: boolean;
  /** Under a condition, in a `catch`, or after a `return`, `break` or `continue` that may have happened. */
  readonly isInBranch: boolean;
  /** One of several that are waited for together, by `Promise.all` and the like. */
  readonly isParallel: boolean;
}
