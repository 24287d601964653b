/** One file's text to all that it says about a skill. Pure; never throws. */

import type * as acorn from 'acorn';
import { LineMap } from '../base/text.ts';
import { findCalls } from './call.ts';
import { checkNames } from './check/check.ts';
import { docProblems } from './check/doc-problem.ts';
import { type Doc, documentation, readDoc } from './doc.ts';
import { type Form, findForm } from './form.ts';
import { categoryOfPath, isSkillName, skillNameOfPath } from './name.ts';
import { functionSignature, type Signature, scriptSignature } from './parameter.ts';
import { type Problem, problem } from './problem.ts';
import { droppedPromises, ownPromises } from './promise.ts';
import { inputsSchema, resultSchema } from './schema.ts';
import type {
  Documentation,
  Entry,
  JsonSchema,
  Skill,
  SkillFile,
  SkillLanguage,
  StripTypes,
} from './skill.ts';
import { type DocComment, maxLength, parseSyntax, type Syntax, tooDeep } from './syntax.ts';
import { Typedefs } from './typedef.ts';
import { type Findings, walk } from './walk.ts';

export function parseSkill(file: SkillFile, stripTypes: StripTypes): Skill {
  const language: SkillLanguage = /\.m?ts$/i.test(file.path) ? 'typescript' : 'javascript';
  const own = nameProblems(file);
  if (file.text.length > maxLength)
    return blankSkill(file, language, [
      ...own,
      problem(
        'skill/too-large',
        { start: 0, end: 0 },
        'The file is larger than 1 MiB: divide it into skills.',
      ),
    ]);
  const stripped =
    language === 'typescript' ? stripTypes(file.text) : ({ ok: true, code: file.text } as const);
  const code = stripped.ok ? stripped.code : file.text;
  try {
    const source = readSource(file, code);
    const failure = stripped.ok ? source.syntax.problem : strippingProblem(file.text, stripped);
    const { calls, problems: callProblems } = findCalls(source.findings);
    const problems = [...own, ...(failure ? [failure] : [...problemsOf(source), ...callProblems])];
    return new ParsedSkill(file, {
      language,
      code,
      isComplete: failure === undefined,
      comment: source.comment,
      calls,
      problems: problems.length > 1 ? problems.sort((a, b) => a.range.start - b.range.start) : problems,
    });
  } catch (error) {
    // The stack ends before the text does: thousands of expressions inside one another.
    if (!(error instanceof RangeError)) throw error;
    const failure = stripped.ok ? tooDeep : strippingProblem(file.text, stripped);
    return blankSkill(file, language, [...own, failure]);
  }
}

/** All that problems, details and repairs are made from; too large to be kept. */
export interface Source {
  readonly code: string;
  readonly syntax: Syntax;
  readonly findings: Findings;
  readonly form: Form;
  readonly comment: DocComment | undefined;
  readonly doc: Doc | undefined;
  readonly types: Typedefs | undefined;
  readonly signature: Signature;
}

/** `code` is the text without its types. Throws a RangeError where the text is nested too deeply. */
export function readSource({ path, text }: SkillFile, code: string): Source {
  const syntax = parseSyntax(code);
  const { program, docs } = syntax;
  const findings = walk(program);
  const form = findForm(program, code, findings, path);
  const comment = findDoc(program, code, docs, form.anchors);
  const doc = comment && readDoc(code, comment);
  const types = Typedefs.of(code, docs);
  const signature = signatureOf(form, findings, doc, text);
  return { code, syntax, findings, form, comment, doc, types, signature };
}

function problemsOf({ findings, form, doc, types, signature }: Source): Problem[] {
  const inputs = form.kind === 'script' ? signature.parameters.map(({ name }) => name) : [];
  return [
    ...form.problems,
    ...signature.problems,
    ...(doc === undefined ? [] : docProblems(signature, doc, types)),
    ...(types?.problems ?? []),
    ...ownPromises(findings),
    ...checkNames(findings, { form: form.kind, inputs }),
  ];
}

function detailsOf({ findings, form, doc, types, signature }: Source): Details {
  const { schema, parameters } = inputsSchema(signature, doc, types);
  const result = resultSchema(doc, types);
  return {
    entry: entryOf(form, findings, parameters, signature),
    inputs: types?.complete(schema) ?? schema,
    result: result && (types?.complete(result) ?? result),
  };
}

/** What is known of every skill at once. */
interface Knowledge extends Pick<Skill, 'language' | 'code' | 'isComplete' | 'calls' | 'problems'> {
  /** The skill's own JSDoc. */
  readonly comment: DocComment | undefined;
}

type Details = Pick<Skill, 'entry' | 'inputs' | 'result'>;

const noDetails: Details = { entry: undefined, inputs: { type: 'object' }, result: undefined };

/** A skill that reads its text again when somebody asks for more than calls and problems: most are never asked. */
class ParsedSkill implements Skill {
  readonly name: string;
  readonly category: string;
  readonly path: string;
  readonly language: SkillLanguage;
  readonly text: string;
  readonly code: string;
  readonly isComplete: boolean;
  readonly calls: Skill['calls'];
  readonly problems: readonly Problem[];
  readonly #comment: DocComment | undefined;
  #lines: LineMap | undefined;
  #doc: Documentation | undefined;
  #details: Details | undefined;

  constructor(file: SkillFile, knowledge: Knowledge, details?: Details) {
    this.name = skillNameOfPath(file.path);
    this.category = categoryOfPath(file.path);
    this.path = file.path;
    this.language = knowledge.language;
    this.text = file.text;
    this.code = knowledge.code;
    this.isComplete = knowledge.isComplete;
    this.calls = knowledge.calls;
    this.problems = knowledge.problems;
    this.#comment = knowledge.comment;
    this.#details = details;
  }

  get entry(): Entry | undefined {
    return this.#known().entry;
  }

  get inputs(): JsonSchema {
    return this.#known().inputs;
  }

  get result(): JsonSchema | undefined {
    return this.#known().result;
  }

  get doc(): Documentation {
    this.#doc ??= documentation(this.#comment && readDoc(this.code, this.#comment));
    return this.#doc;
  }

  get lines(): LineMap {
    this.#lines ??= new LineMap(this.text);
    return this.#lines;
  }

  #known(): Details {
    this.#details ??= unlessTooDeep(() => detailsOf(readSource(this, this.code)), noDetails);
    return this.#details;
  }
}

/** The stack may end before the text does: thousands of expressions inside one another. */
function unlessTooDeep<T>(read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof RangeError) return otherwise;
    throw error;
  }
}

function blankSkill(file: SkillFile, language: SkillLanguage, problems: readonly Problem[]): Skill {
  const knowledge = { language, code: file.text, isComplete: false, comment: undefined, calls: [], problems };
  return new ParsedSkill(file, knowledge, noDetails);
}

function nameProblems({ path, text }: SkillFile): Problem[] {
  const name = skillNameOfPath(path);
  if (isSkillName(name)) return [];
  const message = `"${name}" cannot be a skill's name: begin the file name with a letter and use only letters, digits, "-" and "_", at most 64.`;
  const line = text.search(/[\r\n]/);
  return [problem('skill/invalid-name', { start: 0, end: line < 0 ? text.length : line }, message)];
}

function strippingProblem(text: string, failure: Extract<ReturnType<StripTypes>, { ok: false }>): Problem {
  const start = Math.min(failure.offset ?? 0, text.length);
  const word = /^[\w$]+|^\S/.exec(text.slice(start, start + 200))?.[0] ?? '';
  return problem('skill/syntax', { start, end: start + word.length }, failure.message);
}

function signatureOf(form: Form, findings: Findings, doc: Doc | undefined, text: string): Signature {
  if (form.node !== undefined) return functionSignature(form.node, doc, text);
  if (form.kind === 'script') return scriptSignature(findings, doc);
  return { binding: 'by-name', parameters: [], wholeName: undefined, isOpen: true, problems: [] };
}

function entryOf(
  form: Form & { readonly kind?: Entry['form'] | undefined },
  findings: Findings,
  parameters: Entry['parameters'],
  { binding }: Signature,
): Entry | undefined {
  if (form.kind === undefined) return undefined;
  return {
    form: form.kind,
    range: form.range,
    binding,
    parameters,
    edits: [...form.edits].sort((a, b) => a.start - b.start),
    expression: form.expression,
    outputs: form.kind === 'script' ? outputsOf(findings) : [],
    hasTopLevelAwait: findings.hasTopLevelAwait,
    dropped: droppedPromises(findings),
  };
}

const valueless: ReadonlySet<string> = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassDeclaration',
  'ClassExpression',
]);

function outputsOf({ top }: Findings): string[] {
  const outputs: string[] = [];
  for (const { name, kind, value } of top.bindings) {
    if (name.startsWith('_') || kind === 'import' || kind === 'function' || kind === 'class') continue;
    if (value === undefined || !valueless.has(value.type)) outputs.push(name);
  }
  return outputs;
}

/** The JSDoc that stands directly before the entry, or else the file's first one. */
function findDoc(
  program: acorn.Program,
  code: string,
  docs: readonly DocComment[],
  anchors: readonly number[],
): DocComment | undefined {
  const candidates = docs.filter(doc => !doc.declaresTypes || saysMore(code.slice(doc.start, doc.end)));
  for (const anchor of anchors) {
    const index = program.body.findIndex(({ start, end }) => start <= anchor && anchor < end);
    const start = program.body[index]?.start ?? 0;
    const previous = program.body[index - 1]?.end ?? 0;
    const attached = candidates.findLast(doc => doc.end <= start && doc.start >= previous);
    if (attached !== undefined) return attached;
  }
  const [first] = candidates;
  const code0 = program.body.find(statement => statement.type !== 'EmptyStatement')?.start ?? code.length;
  return first !== undefined && first.end <= code0 ? first : undefined;
}

/** Whether a comment that declares a type is the skill's own doc as well. */
function saysMore(comment: string): boolean {
  return /@(?:returns?|tags?|example|timeout|deprecated)\b/.test(comment);
}
