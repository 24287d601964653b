/** Values of inputs that `@secret` marks: left out, or hidden, wherever something outlives a run. */

import { isJsonObject, type JsonObject, type JsonValue } from '../base/json.ts';

/** Stands where a secret value was. */
export const secretMark = '‹secret›';

/** Shorter texts are hidden only where they stand alone: everything is full of them. */
const shortestHidden = 3;

/** The inputs with {@link secretMark} for each marked value; the same object when there is none. */
export function maskSecrets(inputs: JsonObject, secrets: readonly string[]): JsonObject {
  return secrets.reduce((masked, path) => changed(masked, stepsOf(path), () => secretMark), inputs);
}

/** The inputs without the marked values; the same object when there is none. */
export function dropSecrets(inputs: JsonObject, secrets: readonly string[]): JsonObject {
  return secrets.reduce((rest, path) => changed(rest, stepsOf(path), () => undefined), inputs);
}

/** The inputs without the properties in which marks stand; an item of an array becomes `null`. */
export function dropMarks(inputs: JsonObject): JsonObject {
  return isMasked(inputs) ? (withoutMarks(inputs) as JsonObject) : inputs;
}

function withoutMarks(value: JsonValue): JsonValue {
  if (value === secretMark) return null;
  if (Array.isArray(value)) return value.map(item => withoutMarks(item as JsonValue));
  if (!isJsonObject(value)) return value;
  const kept = Object.entries(value).filter(([, item]) => item !== secretMark);
  return Object.fromEntries(kept.map(([key, item]) => [key, withoutMarks(item)]));
}

/** Whether a value was masked, so that what ran with it cannot run again without being told the secret. */
export function isMasked(inputs: JsonObject): boolean {
  return valuesIn(inputs).includes(secretMark);
}

/** Hides what was secret in the inputs, in any value; a text that is written with escapes is found as well. */
export class SecretTexts {
  /** Longest first, so that what is left of a longer one does not show. */
  readonly #texts: readonly string[];
  readonly #short: ReadonlySet<string>;

  constructor(inputs: JsonObject, secrets: readonly string[]) {
    const found = new Set(secrets.flatMap(path => secretValues(inputs, stepsOf(path))));
    const long = [...found].filter(text => text.length >= shortestHidden);
    this.#texts = [...new Set(long.flatMap(spellings))].sort((a, b) => b.length - a.length);
    this.#short = new Set([...found].filter(text => text.length < shortestHidden && text !== ''));
  }

  /** Nothing has to be hidden. */
  get isEmpty(): boolean {
    return this.#texts.length === 0 && this.#short.size === 0;
  }

  hideInText(text: string): string {
    if (this.#short.has(text)) return secretMark;
    return this.#texts.reduce((hidden, secret) => hidden.replaceAll(secret, secretMark), text);
  }

  /** Also in the names of properties, and numbers that are the secret. */
  hide<T>(value: T): T {
    return this.#hidden(value) as T;
  }

  #hidden(value: unknown): unknown {
    if (typeof value === 'string') return this.hideInText(value);
    if (typeof value === 'number') {
      const text = String(value);
      return this.#texts.includes(text) ? secretMark : value;
    }
    if (Array.isArray(value)) return value.map(item => this.#hidden(item));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [this.hideInText(key), this.#hidden(item)]),
    );
  }
}

/** `user.token` and `users[].token` step by step; `[]` is each item of an array. */
function stepsOf(path: string): readonly string[] {
  return path.replaceAll('[]', '.[]').split('.').filter(Boolean);
}

/** A copy in which what lies at the path is another value, or is gone. */
function changed<T extends JsonValue>(
  value: T,
  [step, ...rest]: readonly string[],
  change: () => JsonValue | undefined,
): T {
  const inner = (item: JsonValue) => (rest.length === 0 ? change() : changed(item, rest, change));
  if (step === '[]' && Array.isArray(value)) {
    const items = value.map(item => inner(item as JsonValue) ?? null);
    return items.every((item, index) => item === value[index]) ? value : (items as JsonValue as T);
  }
  if (step === undefined || !isJsonObject(value) || !Object.hasOwn(value, step)) return value;
  const { [step]: old, ...others } = value as JsonObject;
  const fresh = inner(old as JsonValue);
  if (fresh === old) return value;
  return (fresh === undefined ? others : { ...value, [step]: fresh }) as JsonObject as T;
}

/** The texts that a secret value is made of. */
function secretValues(value: JsonValue, [step, ...rest]: readonly string[]): readonly string[] {
  if (step === undefined) return valuesIn(value).map(String);
  if (step === '[]') return Array.isArray(value) ? value.flatMap(item => secretValues(item, rest)) : [];
  if (!isJsonObject(value) || !Object.hasOwn(value, step)) return [];
  return secretValues(value[step] as JsonValue, rest);
}

/** Texts and numbers, at any depth: neither `true` nor `null` can be hidden. */
function valuesIn(value: JsonValue): readonly (string | number)[] {
  if (typeof value === 'string' || typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(item => valuesIn(item as JsonValue));
}

/** The text as it is, and as JSON, source code and addresses write it. */
function spellings(text: string): readonly string[] {
  const asJson = JSON.stringify(text).slice(1, -1);
  return [text, asJson, asJson.replaceAll("'", "\\'"), text.replaceAll("'", "\\'"), addressed(text)];
}

/** As in an address; the text itself where it cannot be in one. */
function addressed(text: string): string {
  return text.isWellFormed() ? encodeURIComponent(text) : text;
}
