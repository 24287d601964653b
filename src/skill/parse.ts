/** One file's text to all that it says about a skill. Pure; never throws. */

import type * as acorn from 'acorn';
import { LineMap } from '../base/text.ts';
import { findCalls } from './call.ts';
import { checkNames } from './check.ts';
import { type Doc, documentation, readDoc, timeout } from './doc.ts';
import { type Form, findForm } from './form.ts';
import { categoryOfPath, isSkillName, skillNameOfPath } from './name.ts';
import { functionSignature, type Signature, scriptSignature } from './parameter.ts';
import { type Problem, problem } from './problem.ts';
import { ownPromises } from './promise.ts';
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
import { declaresTypes, Typedefs } from './typedef.ts';
import { type Findings, walk } from './walk.ts';

const openInputs: JsonSchema = { type: 'object' };

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
  const syntax = parseSyntax(code);
  const failure = stripped.ok ? syntax.problem : strippingProblem(file.text, stripped);
  try {
    return readSkill({ file, language, code, syntax, failure, own });
  } catch (error) {
    // The stack ends before the text does: thousands of expressions inside one another.
    if (!(error instanceof RangeError)) throw error;
    return blankSkill(file, language, [...own, failure ?? tooDeep]);
  }
}

interface Source {
  readonly file: SkillFile;
  readonly language: SkillLanguage;
  readonly code: string;
  readonly syntax: Syntax;
  /** Why the text does not parse. */
  readonly failure: Problem | undefined;
  readonly own: readonly Problem[];
}

function readSkill({ file, language, code, syntax, failure, own }: Source): Skill {
  const { program, docs } = syntax;
  const findings = walk(program);
  const form = findForm(program, code, findings, file.path);
  const comment = findDoc(program, code, docs, form.anchors);
  const doc = comment && readDoc(code, comment);
  const types = Typedefs.of(code, docs);
  const signature = signatureOf(form, findings, doc);
  const inputs = inputsSchema(signature, doc, types);
  const result = resultSchema(doc, types);
  const { calls, problems: callProblems } = findCalls(findings);
  const entry = form.kind === undefined ? undefined : entryOf(form, findings, inputs.parameters, signature);
  const names = {
    form: form.kind,
    inputs: new Set(form.kind === 'script' ? signature.parameters.map(({ name }) => name) : []),
  };
  const problems = [...own];
  if (failure !== undefined) problems.push(failure);
  else
    problems.push(
      ...form.problems,
      ...signature.problems,
      ...inputs.problems,
      ...result.problems,
      ...(types?.problems ?? []),
      ...timeoutProblems(doc),
      ...callProblems,
      ...ownPromises(findings),
      ...checkNames(findings, names),
    );
  return new ParsedSkill(
    {
      language,
      code,
      isComplete: failure === undefined,
      comment,
      entry,
      inputs: types?.complete(inputs.schema) ?? inputs.schema,
      result: result.schema && (types?.complete(result.schema) ?? result.schema),
      calls,
      problems: problems.length > 1 ? problems.sort((a, b) => a.range.start - b.range.start) : problems,
    },
    file,
  );
}

/** What is found at once. */
interface Knowledge extends Omit<Skill, 'lines' | 'name' | 'category' | 'path' | 'text' | 'doc'> {
  /** The skill's own JSDoc. */
  readonly comment: DocComment | undefined;
}

/** A skill whose line map and prose are made when somebody asks for them: most are never asked. */
class ParsedSkill implements Skill {
  readonly name: string;
  readonly category: string;
  readonly path: string;
  readonly language: SkillLanguage;
  readonly text: string;
  readonly code: string;
  readonly isComplete: boolean;
  readonly entry: Entry | undefined;
  readonly inputs: JsonSchema;
  readonly result: JsonSchema | undefined;
  readonly calls: Skill['calls'];
  readonly problems: readonly Problem[];
  readonly #comment: DocComment | undefined;
  #lines: LineMap | undefined;
  #doc: Documentation | undefined;

  constructor(knowledge: Knowledge, file: SkillFile) {
    this.name = skillNameOfPath(file.path);
    this.category = categoryOfPath(file.path);
    this.path = file.path;
    this.language = knowledge.language;
    this.text = file.text;
    this.code = knowledge.code;
    this.isComplete = knowledge.isComplete;
    this.#comment = knowledge.comment;
    this.entry = knowledge.entry;
    this.inputs = knowledge.inputs;
    this.result = knowledge.result;
    this.calls = knowledge.calls;
    this.problems = knowledge.problems;
  }

  get doc(): Documentation {
    this.#doc ??= documentation(this.#comment && readDoc(this.code, this.#comment));
    return this.#doc;
  }

  get lines(): LineMap {
    this.#lines ??= new LineMap(this.text);
    return this.#lines;
  }
}

function blankSkill(file: SkillFile, language: SkillLanguage, problems: readonly Problem[]): Skill {
  return new ParsedSkill(
    {
      language,
      code: file.text,
      isComplete: false,
      comment: undefined,
      entry: undefined,
      inputs: openInputs,
      result: undefined,
      calls: [],
      problems,
    },
    file,
  );
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

function signatureOf(form: Form, findings: Findings, doc: Doc | undefined): Signature {
  if (form.node !== undefined) return functionSignature(form.node, doc);
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
  const candidates = docs.filter(({ start, end }) => !isTypeOnly(code.slice(start, end)));
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

function isTypeOnly(comment: string): boolean {
  return declaresTypes(comment) && !/@(?:returns?|tags?|example|timeout|deprecated)\b/.test(comment);
}

function timeoutProblems(doc: Doc | undefined): Problem[] {
  if (doc?.tags.every(({ tag }) => tag !== 'timeout') !== false) return [];
  return doc.tags
    .filter(({ tag, text }) => tag === 'timeout' && timeout(text) === undefined)
    .map(tag =>
      problem(
        'skill/invalid-timeout',
        tag.range(),
        'A timeout is written as `500ms`, `5s` or `2m`, at most 5 minutes.',
      ),
    );
}
