/** What a skill's JSDoc can say next: tags filled in from the code, types, and the tags that the folder knows. */

import type { Range } from '../../base/text.ts';
import { keyText } from '../code-text.ts';
import { typeText } from '../describe.ts';
import { readDoc } from '../doc.ts';
import { propertyAt } from '../schema-path.ts';
import type { Entry, JsonSchema, Parameter, Skill } from '../skill.ts';
import type { CompletionItem, CompletionRequest, CompletionSource } from './completion-item.ts';
import type { DocPlace } from './doc-cursor.ts';
import { argumentSnippet, identifierOf, snippetText, stop } from './snippet.ts';
import { Tokens } from './token.ts';

export function docItems(place: DocPlace, request: CompletionRequest): readonly CompletionItem[] {
  switch (place.kind) {
    case 'tag':
      return tagItems(place, request);
    case 'type':
      return typeItems(place, request.text);
    case 'parameter':
      return inputNames(place, request);
    case 'block':
      return blockItems(place, request);
    case 'text':
      if (place.tag === 'secret') return secretItems(place, request);
      return timeItems(place) ?? folderTags(place, request.source);
    default:
      return [];
  }
}

function item(
  { range }: { readonly range: Range },
  index: number,
  kind: CompletionItem['kind'],
  label: string,
  snippet: string,
): CompletionItem {
  return {
    kind,
    label,
    description: '',
    range,
    snippet,
    filter: label,
    sort: String(index).padStart(4, '0'),
    isDeprecated: false,
    edits: [],
    skill: undefined,
    detail: '',
    documentation: '',
    goesOn: false,
  };
}

/** The doc that the cursor is in, as far as it is read. */
function docOf({ comment }: DocPlace, text: string) {
  return readDoc(text, comment);
}

const beforeEntry =
  /^\s*(?:export\s+)?(?:default\s+)?(?:async\s+)?(?:function\b\s*\*?\s*)?(?:(?:const|let|var)\s+)?$/;

/** Whether the comment stands directly before the skill's entry. */
function isOwnDoc({ comment }: DocPlace, entry: Entry, text: string): boolean {
  return comment.end <= entry.range.start && beforeEntry.test(text.slice(comment.end, entry.range.start));
}

/** Inputs that no `@param` speaks of yet; none in a comment that is not the skill's. */
function undocumented(place: DocPlace, { self, text }: CompletionRequest): readonly Parameter[] {
  const entry = self?.entry;
  if (entry === undefined || !isOwnDoc(place, entry, text)) return [];
  const named = new Set(docOf(place, text).typed.map(({ name }) => name.replace(/[.[].*$/s, '')));
  return entry.parameters.filter(({ name }) => !named.has(name));
}

/** Of a script; JavaScript itself offers those of a function. */
function inputNames(place: DocPlace, request: CompletionRequest): readonly CompletionItem[] {
  if (request.self?.entry?.form !== 'script') return [];
  return undocumented(place, request).map(({ name }, index) =>
    item(place, index, 'variable', name, snippetText(name)),
  );
}

function tagItems(place: DocPlace, request: CompletionRequest): readonly CompletionItem[] {
  const { self } = request;
  const doc = docOf(place, request.text);
  const has = (tag: string) => [...doc.typed, ...doc.tags].some(one => one.tag === tag && one !== undefined);
  const lines: [label: string, snippet: string, documentation: string][] = undocumented(place, request).map(
    parameter => [`@param ${parameter.name}`, paramSnippet(self, parameter), 'An input of the skill.'],
  );
  if (!has('returns'))
    lines.push(['@returns {…}', returnsSnippet(self), 'The type of the result, for callers and checks.']);
  if (!has('tags')) lines.push(['@tags', '@tags $0', 'Words to find the skill by.']);
  if (!has('timeout')) lines.push(['@timeout', '@timeout $0', 'How long a run may take, at most 5 minutes.']);
  if (!has('secret') && self?.entry !== undefined && self.entry.parameters.length > 0)
    lines.push(['@secret', '@secret $0', 'Inputs whose values are never stored, such as keys.']);
  if (!has('cache'))
    lines.push(['@cache', '@cache $0', 'How long a result answers the same call, without running again.']);
  if (self !== undefined) {
    const call = `@example ${snippetText(self.name)}(${argumentSnippet(self)})$0`;
    lines.push([`@example ${self.name}(…)`, call, 'A call of this skill, shown wherever it is offered.']);
  }
  if (!has('deprecated'))
    lines.push([
      '@deprecated Use …',
      '@deprecated Use {@link $1} instead.$0',
      'Offered last, and struck through.',
    ]);
  return lines.map(([label, snippet, documentation], index) => {
    const goesOn = /^@(?:tags|timeout|cache|secret|deprecated)\b/.test(label);
    return { ...item(place, index, 'tag', label, snippet), documentation, goesOn };
  });
}

/** `@param {number} [rate=2] - ` with what the code says of the input. */
function paramSnippet(self: Skill | undefined, parameter: Parameter): string {
  const { name, isOptional } = parameter;
  const written = isOptional ? `[${name}${defaultText(parameter)}]` : name;
  const type = hasOwnTypes(self) ? '' : `{${stop(1, typeOf(self, parameter))}} `;
  return `@param ${type}${snippetText(written)} - $0`;
}

/** The types of a TypeScript function stand in its code. */
function hasOwnTypes(self: Skill | undefined): boolean {
  return self?.language === 'typescript' && self.entry?.form !== 'script';
}

function defaultText({ default: value }: Parameter): string {
  if (value === undefined || typeof value === 'object') return '';
  return `=${typeof value === 'string' && value !== '' ? value : JSON.stringify(value)}`;
}

function typeOf(self: Skill | undefined, parameter: Parameter): string {
  const schema: JsonSchema = (self && propertyAt(self.inputs, [parameter.name])?.schema) ?? {};
  const known = typeText(schema);
  if (known !== 'any') return known;
  const value = parameter.default;
  if (Array.isArray(value))
    return value.length > 0 && typeof value[0] !== 'object' ? `${typeof value[0]}[]` : 'any[]';
  if (value === null) return 'any';
  return value === undefined ? (parameter.isRest ? 'any[]' : 'string') : typeof value;
}

function returnsSnippet(self: Skill | undefined): string {
  const outputs = self?.entry?.form === 'script' ? self.entry.outputs : [];
  if (hasOwnTypes(self)) return '@returns $0';
  if (outputs.length === 0) return `@returns {${stop(1, 'type')}} $0`;
  const fields = outputs.slice(0, 12).map((name, index) => `${snippetText(name)}: ${stop(index + 1, 'any')}`);
  return `@returns {{ ${fields.join(', ')} }} $0`;
}

/** The inputs that the line does not name yet. */
function secretItems(place: DocPlace, { self }: CompletionRequest): readonly CompletionItem[] {
  const written = new Set(place.before.split(/[\s,]+/));
  return (self?.entry?.parameters ?? [])
    .filter(({ name }) => !written.has(name))
    .map(({ name }, index) => item(place, index, 'variable', name, snippetText(name)));
}

const times: ReadonlyMap<string, readonly string[]> = new Map([
  ['timeout', ['1s', '5s', '30s', '1m', '5m']],
  ['cache', ['1m', '10m', '1h', '1d', '7d']],
]);

/** `undefined` after a tag that takes no time. */
function timeItems(place: DocPlace): readonly CompletionItem[] | undefined {
  return times.get(place.tag)?.map((text, index) => item(place, index, 'value', text, text));
}

/** The tags of all skills, those of many first; what the line has already is left out. */
function folderTags(place: DocPlace, source: CompletionSource): readonly CompletionItem[] {
  const counts = new Map<string, number>();
  for (const { text } of source.skills()) {
    if (!text.includes('@tag')) continue;
    for (const [, line = ''] of text.matchAll(/@tags?[ \t]+([^\r\n*@]+)/g))
      for (const tag of line.split(/[\s,]+/)) if (tag !== '') counts.set(tag, (counts.get(tag) ?? 0) + 1);
  }
  const written = new Set(place.before.split(/[\s,]+/));
  return [...counts]
    .filter(([tag]) => !written.has(tag))
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, 200)
    .map(([tag, count], index) => ({
      ...item(place, index, 'value', tag, snippetText(tag)),
      description: `${count} skill${count === 1 ? '' : 's'}`,
    }));
}

const types: readonly (readonly [label: string, snippet: string])[] = [
  ['string', 'string'],
  ['number', 'number'],
  ['boolean', 'boolean'],
  ['integer', 'integer'],
  ['Date', 'Date'],
  ['null', 'null'],
  ['any', 'any'],
  ['string[]', 'string[]'],
  ['number[]', 'number[]'],
  ['boolean[]', 'boolean[]'],
  ["'a' | 'b'", `'${stop(1, 'a')}' | '${stop(2, 'b')}'`],
  ['{ name: type }[]', `{ ${stop(1, 'name')}: ${stop(2, 'string')} }[]`],
  ['{ name: type }', `{ ${stop(1, 'name')}: ${stop(2, 'string')} }`],
  ['Record<string, type>', `Record<string, ${stop(1, 'number')}>`],
];

/** The types that a schema can be made from, and those that the file declares. */
function typeItems(place: DocPlace, text: string): readonly CompletionItem[] {
  const declared = declaredTypes(text).map(name => [name, snippetText(name)] as const);
  return [...declared, ...types].map(([label, snippet], index) => item(place, index, 'type', label, snippet));
}

function declaredTypes(text: string): readonly string[] {
  const names = new Set<string>();
  for (const comment of new Tokens(text).comments) {
    if (!text.slice(comment.start, comment.end).includes('@typedef')) continue;
    for (const { tag, name } of readDoc(text, comment).typed)
      if (tag === 'typedef' && name !== '') names.add(name);
  }
  return [...names];
}

/** The whole doc of a skill that has none. */
function blockItems(place: DocPlace, request: CompletionRequest): readonly CompletionItem[] {
  const { text, offset, self } = request;
  const { comment } = place;
  const entry = self?.entry;
  if (self === undefined || entry === undefined || !isOwnDoc(place, entry, text)) return [];
  if (/[\r\n]/.test(text.slice(comment.start, comment.end))) return [];
  let stops = 1;
  const next = (text: string) => stop(++stops, text);
  const lines = [
    '/**',
    ` * ${stop(1, 'What it does, in a sentence.')}`,
    ...entry.parameters.map(parameter => {
      const name = parameter.isOptional ? `[${parameter.name}${defaultText(parameter)}]` : parameter.name;
      const type = hasOwnTypes(self) ? '' : `{${next(typeOf(self, parameter))}} `;
      return ` * @param ${type}${snippetText(name)} - ${next('what it is for')}`;
    }),
    ...(hasOwnTypes(self) ? [] : [` * @returns {${next('any')}}`]),
    ` * @example ${snippetText(self.name)}(${exampleArguments(entry.parameters, next)})`,
    ' */',
  ];
  const block = item({ range: comment }, 0, 'block', 'Describe this skill', lines.join('\n'));
  const documentation = 'A description, an @param for each input, @returns and an @example.';
  return [{ ...block, filter: text.slice(comment.start, offset), documentation, description: self.name }];
}

function exampleArguments(parameters: readonly Parameter[], next: (text: string) => string): string {
  const required = parameters.filter(({ isOptional }) => !isOptional);
  if (required.length === 0) return '';
  return `{ ${required.map(({ name }) => `${snippetText(keyText(name))}: ${next(identifierOf(name))}`).join(', ')} }`;
}
