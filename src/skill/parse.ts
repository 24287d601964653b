/** One file's text to all that it says about a skill. Pure; never throws. */

import type * as acorn from 'acorn';
import { LineMap } from '../base/text.ts';
import { Annotations } from './annotation.ts';
import { findCalls } from './call.ts';
import { dynamicCalls } from './check/call-problem.ts';
import { checkNames } from './check/check.ts';
import { docProblems, missingDescription, secretProblems } from './check/doc-problem.ts';
import { exampleProblems } from './check/example-problem.ts';
import { flowProblems, unusedInputs } from './check/flow-problem.ts';
import { sequentialCalls } from './check/sequential.ts';
import { type Doc, descriptionOf, documentation, readDoc } from './doc.ts';
import { type Form, findForm } from './form.ts';
import { categoryOfPath, isSkillName, skillNameOfPath } from './name.ts';
import { functionSignature, type Signature, scriptSignature } from './parameter.ts';
import { type Problem, problem } from './problem.ts';
import { droppedPromises, ownPromises } from './promise.ts';
import { inputsSchema, resultSchema } from './schema.ts';
import { withSecrets } from './secret-schema.ts';
import type {
  Contract,
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
import { readUnfinished } from './unfinished.ts';
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
  const unfinished = stripped.ok ? undefined : readUnfinished(file.text, stripped.offset, stripTypes);
  const code = stripped.ok ? stripped.code : (unfinished?.code ?? file.text);
  try {
    const source = readSource(file, code, unfinished?.typed);
    const failure = stripped.ok ? source.syntax.problem : strippingProblem(file.text, stripped);
    const { calls, problems: callProblems } = findCalls(source.findings);
    const contract = contractOf(source);
    const found = failure
      ? [failure]
      : [...problemsOf(file, source, contract), ...callProblems, ...dynamicCalls(calls)];
    const problems = [...own, ...found];
    return new ParsedSkill(
      file,
      {
        language,
        code,
        isComplete: failure === undefined,
        comment: source.comment,
        wholeName: source.signature.wholeName,
        contract,
        calls,
        problems: problems.length > 1 ? problems.sort((a, b) => a.range.start - b.range.start) : problems,
      },
      null,
    );
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
  /** The types that the file declares. */
  readonly types: Typedefs | Annotations | undefined;
  /** Of TypeScript. */
  readonly annotations: Annotations | undefined;
  readonly signature: Signature;
}

/**
 * `code` is the text without its types, `typed` that with the types that can be read. Throws a RangeError where the text
 * is nested too deeply.
 */
export function readSource({ path, text }: SkillFile, code: string, typed = text): Source {
  const syntax = parseSyntax(code);
  const { program, docs } = syntax;
  const findings = walk(program);
  const form = findForm(program, code, findings, path);
  const comment = findDoc(program, code, docs, form.anchors);
  const doc = comment && readDoc(code, comment);
  const typedefs = Typedefs.of(code, docs);
  const annotations = text === code ? undefined : Annotations.of(typed, form.node, typedefs);
  const types = annotations ?? typedefs;
  const signature = signatureOf(form, findings, doc, text);
  return { code, syntax, findings, form, comment, doc, types, annotations, signature };
}

function problemsOf(file: SkillFile, source: Source, contract: Contract): Problem[] {
  const { findings, form, doc, types, annotations, signature } = source;
  const inputs = form.kind === 'script' ? signature.parameters.map(({ name }) => name) : [];
  const problems = [...form.problems, ...signature.problems];
  const add = (found: readonly Problem[]) => {
    if (found.length > 0) problems.push(...found);
  };
  if (doc !== undefined) add(docProblems(signature, doc, types, annotations));
  if (types !== undefined) add(types.problems);
  add(ownPromises(findings));
  add(checkNames(findings, { form: form.kind, inputs }));
  add(flowProblems(findings));
  add(sequentialCalls(findings));
  if (form.kind === undefined) return problems;
  add(unusedInputs(findings, form, signature));
  if (contract.description === '') problems.push(missingDescription(form));
  if (doc !== undefined) {
    add(exampleProblems(doc, namesOf(file, form), contract));
    add(secretProblems(doc, contract.inputs, signature.wholeName));
  }
  return problems;
}

function contractOf({ findings, form, doc, types, annotations, signature }: Source): Contract {
  const { schema } = inputsSchema(signature, doc, types, annotations);
  const { secrets } = documentation(doc, signature.wholeName);
  const result = resultSchema(doc, types, annotations);
  return {
    inputs: withSecrets(types?.complete(schema) ?? schema, secrets),
    result: result && (types?.complete(result) ?? result),
    outputs: form.kind === 'script' ? outputsOf(findings) : undefined,
    description: doc === undefined ? '' : onOneLine(descriptionOf(doc)),
    deprecated: doc?.tags.find(({ tag }) => tag === 'deprecated')?.text,
  };
}

function onOneLine(text: string): string {
  return /[\t\r\n]| {2}/.test(text) ? text.replace(/\s+/g, ' ').trim() : text;
}

/** The names by which an example may call the skill. */
function namesOf({ path }: SkillFile, { node }: Form): readonly string[] {
  const own = skillNameOfPath(path);
  return node !== undefined && 'id' in node && node.id ? [own, node.id.name] : [own];
}

function entryDetails({ findings, form, doc, types, annotations, signature }: Source): Entry | undefined {
  const { parameters } = inputsSchema(signature, doc, types, annotations);
  return entryOf(form, findings, parameters, signature);
}

/** What is known of every skill at once. */
interface Knowledge
  extends Pick<Skill, 'language' | 'code' | 'isComplete' | 'contract' | 'calls' | 'problems'> {
  /** The skill's own JSDoc. */
  readonly comment: DocComment | undefined;
  readonly wholeName: string | undefined;
}

const noContract: Contract = {
  inputs: { type: 'object' },
  result: undefined,
  outputs: undefined,
  description: '',
  deprecated: undefined,
};

/** A skill that reads its text again when somebody asks for its entry: most are never asked. */
class ParsedSkill implements Skill {
  readonly name: string;
  readonly category: string;
  readonly path: string;
  readonly language: SkillLanguage;
  readonly text: string;
  readonly code: string;
  readonly isComplete: boolean;
  readonly contract: Contract;
  readonly calls: Skill['calls'];
  readonly problems: readonly Problem[];
  readonly #comment: DocComment | undefined;
  readonly #wholeName: string | undefined;
  #lines: LineMap | undefined;
  #doc: Documentation | undefined;
  /** `null` until it has been asked for. */
  #entry: Entry | undefined | null;

  constructor(file: SkillFile, knowledge: Knowledge, entry: undefined | null) {
    this.name = skillNameOfPath(file.path);
    this.category = categoryOfPath(file.path);
    this.path = file.path;
    this.language = knowledge.language;
    this.text = file.text;
    this.code = knowledge.code;
    this.isComplete = knowledge.isComplete;
    this.contract = knowledge.contract;
    this.calls = knowledge.calls;
    this.problems = knowledge.problems;
    this.#comment = knowledge.comment;
    this.#wholeName = knowledge.wholeName;
    this.#entry = entry;
  }

  get entry(): Entry | undefined {
    if (this.#entry === null)
      this.#entry = unlessTooDeep(() => entryDetails(readSource(this, this.code)), undefined);
    return this.#entry;
  }

  get inputs(): JsonSchema {
    return this.contract.inputs;
  }

  get result(): JsonSchema | undefined {
    return this.contract.result;
  }

  get doc(): Documentation {
    this.#doc ??= documentation(this.#comment && readDoc(this.code, this.#comment), this.#wholeName);
    return this.#doc;
  }

  get lines(): LineMap {
    this.#lines ??= new LineMap(this.text);
    return this.#lines;
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
  const knowledge = {
    language,
    code: file.text,
    isComplete: false,
    comment: undefined,
    wholeName: undefined,
    contract: noContract,
    calls: [],
    problems,
  };
  return new ParsedSkill(file, knowledge, undefined);
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
  if (docs.length === 0) return undefined;
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
  return /@(?:returns?|tags?|example|timeout|cache|secret|deprecated)\b/.test(comment);
}
