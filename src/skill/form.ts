/** Which of the three forms a file has, where its entry is, and which edits make it a function body. */

import type * as acorn from 'acorn';
import type { Range } from '../base/text.ts';
import { type Problem, type ProblemCode, problem } from './problem.ts';
import type { CodeEdit, SkillForm } from './skill.ts';
import type { Findings, FunctionNode } from './walk.ts';

type Statement = acorn.Program['body'][number];

export interface Form {
  /** `undefined` when no entry can be made out; a problem says why. */
  readonly kind: SkillForm | undefined;
  /** Forms 1 and 2: the function that runs. */
  readonly node: FunctionNode | undefined;
  /** Offsets of statements that the skill's JSDoc may stand before, the likelier first. */
  readonly anchors: readonly number[];
  readonly range: Range;
  readonly edits: readonly CodeEdit[];
  readonly expression: string | undefined;
  readonly problems: readonly Problem[];
}

const sixLetterWords = ['$entry', '$start', '$begin', '$skill'];

export function findForm(program: acorn.Program, code: string, findings: Findings, path: string): Form {
  const body = program.body.filter(statement => statement.type !== 'EmptyStatement');
  const statements = body.filter(statement => !isDirective(statement));
  const edits = exportEdits(body, code);
  const exported = statements.find(statement => statement.type === 'ExportDefaultDeclaration');
  if (exported !== undefined) return exportedForm(exported, code, findings, edits);
  const specifier = defaultSpecifier(statements);
  if (specifier !== undefined) return namedForm(specifier.local, specifier.statement, findings, edits);
  const [only] = statements;
  if (statements.length === 1 && only?.type === 'FunctionDeclaration') return bareForm(only, edits);
  return scriptForm(statements, code, edits, path);
}

function isDirective(statement: Statement): boolean {
  return statement.type === 'ExpressionStatement' && statement.directive !== undefined;
}

function none(code: ProblemCode, at: Range, message: string, anchors: readonly number[] = []): Form {
  return {
    kind: undefined,
    node: undefined,
    anchors,
    range: at,
    edits: [],
    expression: undefined,
    problems: [problem(code, at, message)],
  };
}

/** What blanks every `export` that is not the default one, and a first line that is for a shell. */
function exportEdits(body: readonly Statement[], code: string): CodeEdit[] {
  const edits: CodeEdit[] = code.startsWith('#!') ? [{ start: 0, end: 2, text: '//' }] : [];
  for (const statement of body) {
    if (statement.type !== 'ExportNamedDeclaration') continue;
    const end = statement.declaration?.start ?? statement.end;
    edits.push(blank(code, statement.start, end));
  }
  return edits;
}

function blank(code: string, start: number, end: number): CodeEdit {
  const text = code.slice(start, end);
  const isLine = !/[\r\n\u2028\u2029]/.test(text);
  return { start, end, text: isLine ? ' '.repeat(end - start) : text.replace(/[^\r\n\u2028\u2029]/g, ' ') };
}

function defaultSpecifier(statements: readonly Statement[]) {
  for (const statement of statements) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.source) continue;
    for (const { local, exported } of statement.specifiers) {
      const name = exported.type === 'Identifier' ? exported.name : exported.value;
      if (name === 'default' && local.type === 'Identifier') return { local, statement };
    }
  }
  return undefined;
}

function exportedForm(
  statement: acorn.ExportDefaultDeclaration,
  code: string,
  findings: Findings,
  edits: readonly CodeEdit[],
): Form {
  const { declaration } = statement;
  if (declaration.type === 'Identifier')
    return namedForm(declaration, statement, findings, [
      ...edits,
      blank(code, statement.start, statement.end),
    ]);
  if (!isFunction(declaration)) {
    const keyword = { start: declaration.start, end: Math.min(declaration.end, declaration.start + 5) };
    const at = declaration.type === 'ClassDeclaration' ? keyword : declaration;
    return none('skill/unsupported-entry', at, unsupported(declaration.type), [statement.start]);
  }
  const [own, expression] = defaultEdits(statement, declaration, code, findings);
  const arrow = declaration.type === 'ArrowFunctionExpression';
  const range = arrow ? wordDefault(code, statement.start) : nameOrKeyword(declaration);
  return functionForm({
    kind: 'function',
    node: declaration,
    anchors: [statement.start],
    range,
    edits: [...edits, ...own],
    expression,
  });
}

function unsupported(type: string): string {
  const what = type.startsWith('Class') ? 'A class' : 'This value';
  return `${what} cannot be a skill: \`export default\` a function that takes the inputs and returns the result.`;
}

function isFunction(node: acorn.AnyNode): node is FunctionNode {
  return (
    node.type === 'FunctionDeclaration' ||
    node.type === 'FunctionExpression' ||
    node.type === 'ArrowFunctionExpression'
  );
}

/** Takes `export default` out of the way and finds a name for the function; lengths stay the same. */
function defaultEdits(
  statement: acorn.ExportDefaultDeclaration,
  declaration: FunctionNode,
  code: string,
  findings: Findings,
): [edits: CodeEdit[], expression: string] {
  const { start } = statement;
  if (declaration.type === 'FunctionDeclaration' && declaration.id)
    return [[blank(code, start, declaration.start)], declaration.id.name];
  const name = sixLetterWords.find(word => !findings.top.has(word)) ?? '$entry';
  if (declaration.type === 'FunctionDeclaration') {
    const head = /^export default (\s*)(async )?function(?![\p{ID_Continue}$*])/u.exec(code.slice(start));
    if (head !== null) {
      // Declared rather than assigned: the next line may begin with a bracket.
      const words = head[2] === undefined ? 'function' : 'async function';
      const end = start + head[0].length;
      const nameStart = end - 'function'.length;
      const text = words.padEnd('export default'.length);
      return [
        [
          { start, end: start + text.length, text },
          blank(code, start + text.length, nameStart),
          { start: nameStart, end, text: name.padEnd('function'.length) },
        ],
        name,
      ];
    }
  }
  const word = wordDefault(code, start);
  return [
    [
      { start, end: start + 'export'.length, text: 'const ' },
      { ...word, text: `${name}=` },
    ],
    name,
  ];
}

/** `export default name`, or `export { name as default }`. */
function namedForm(
  name: acorn.Identifier,
  statement: Statement,
  findings: Findings,
  edits: readonly CodeEdit[],
): Form {
  const value = findings.top.own(name.name)?.value;
  if (value === undefined || !isFunction(value))
    return none(
      'skill/unsupported-entry',
      name,
      `\`${name.name}\` is not a function that this file declares: \`export default\` the function itself.`,
      [statement.start],
    );
  return functionForm({
    kind: 'function',
    node: value,
    anchors: [value.start, statement.start],
    range: 'id' in value && value.id ? value.id : name,
    edits,
    expression: name.name,
  });
}

function bareForm(statement: acorn.FunctionDeclaration, edits: readonly CodeEdit[]): Form {
  return functionForm({
    kind: 'bare-function',
    node: statement,
    anchors: [statement.start],
    range: statement.id,
    edits,
    expression: statement.id.name,
  });
}

function wordDefault(code: string, exportStart: number): Range {
  const start = code.indexOf('default', exportStart + 'export'.length);
  return { start, end: start + 'default'.length };
}

function nameOrKeyword(node: FunctionNode): Range {
  const name = node.type === 'ArrowFunctionExpression' ? undefined : node.id;
  return name ?? { start: node.start, end: node.start + (node.async ? 'async' : 'function').length };
}

function functionForm(form: Omit<Form, 'problems'> & { readonly node: FunctionNode }): Form {
  const range = { start: form.range.start, end: form.range.end };
  if (!form.node.generator) return { ...form, range, problems: [] };
  return none(
    'skill/unsupported-entry',
    range,
    'A generator cannot be a skill: return an array, or make it an `async function`.',
    form.anchors,
  );
}

function scriptForm(
  statements: readonly Statement[],
  code: string,
  edits: readonly CodeEdit[],
  path: string,
): Form {
  const [first] = statements;
  if (first === undefined)
    return none(
      'skill/no-entry',
      { start: 0, end: Math.min(1, code.length) },
      'The file has no code yet: begin with `export default function (…) { … }`, or write statements whose variables are the result.',
    );
  const functions = statements.flatMap(declaredFunction);
  const isAllDeclarations = statements.every(
    statement =>
      declaredFunction(statement).length > 0 ||
      statement.type === 'ClassDeclaration' ||
      (statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'ClassDeclaration'),
  );
  if (isAllDeclarations)
    return undecided(functions, { start: first.start, end: firstLineEnd(code, first) }, path);
  return {
    kind: 'script',
    node: undefined,
    anchors: [],
    range: { start: first.start, end: firstLineEnd(code, first) },
    edits,
    expression: undefined,
    problems: [],
  };
}

/** Functions and classes alone: nothing runs, and several could be meant. */
function undecided(functions: readonly acorn.FunctionDeclaration[], first: Range, path: string): Form {
  const [one, other] = functions;
  if (one === undefined)
    return none(
      'skill/no-entry',
      first,
      'A class alone does nothing: write `export default` before a function.',
    );
  if (other === undefined)
    return none(
      'skill/no-entry',
      one.id,
      `Nothing says where a run starts: write \`export default\` before \`function ${one.id.name}\`.`,
    );
  const form = none(
    'skill/several-entries',
    other.id,
    `Where does a run start: ${functions.map(({ id }) => `\`${id.name}\``).join(' or ')}? Write \`export default\` before that function.`,
  );
  const related = [{ path, range: { start: one.id.start, end: one.id.end }, message: 'The first function' }];
  return { ...form, problems: form.problems.map(item => ({ ...item, related })) };
}

function declaredFunction(statement: Statement): acorn.FunctionDeclaration[] {
  if (statement.type === 'FunctionDeclaration') return [statement];
  if (statement.type === 'ExportNamedDeclaration' && statement.declaration?.type === 'FunctionDeclaration')
    return [statement.declaration];
  return [];
}

function firstLineEnd(code: string, statement: Range): number {
  const line = code.slice(statement.start, statement.end).search(/[\r\n]/);
  return line < 0 ? statement.end : statement.start + line;
}
