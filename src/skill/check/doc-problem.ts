/** What is wrong with a doc: types that cannot be read or expressed, names that the function does not have. */

import { cacheTime, type Doc, pathWithin, secretPaths, type TypedTag, timeout } from '../doc.ts';
import type { Form } from '../form.ts';
import { didYouMean } from '../name.ts';
import type { Signature } from '../parameter.ts';
import { type Problem, problem } from '../problem.ts';
import { type AnnotatedTypes, propertiesOf, readTag, topName } from '../schema.ts';
import { canHave } from '../secret-schema.ts';
import type { JsonSchema } from '../skill.ts';
import type { TypeNames } from '../type.ts';

export function docProblems(
  signature: Signature,
  doc: Doc,
  types: TypeNames | undefined,
  annotated?: AnnotatedTypes,
): Problem[] {
  const problems: Problem[] = [];
  const params: TypedTag[] = [];
  for (const tag of doc.typed) {
    if (tag.tag === 'param') params.push(tag);
    const isTyped = tag.tag === 'param' || tag.tag === 'returns';
    if (isTyped && !isAnnotated(tag, signature, annotated)) addTypeProblems(tag, types, problems);
  }
  if (params.length > 0) addNameProblems(signature, params, types, problems);
  for (const tag of doc.tags)
    if (tag.tag === 'timeout' && timeout(tag.text) === undefined) {
      const message = 'A timeout is written as `500ms`, `5s` or `2m`, at most 5 minutes.';
      problems.push(problem('skill/invalid-timeout', tag.range(), message));
    } else if (tag.tag === 'cache' && cacheTime(tag.text) === undefined) {
      const message = 'A cache time is written as `30s`, `10m`, `1h` or `7d`, at most 30 days.';
      problems.push(problem('skill/invalid-cache', tag.range(), message));
    }
  return problems;
}

/** `@secret` tags that name what is no input. */
export function secretProblems(doc: Doc, inputs: JsonSchema, wholeName: string | undefined): Problem[] {
  return doc.tags
    .filter(({ tag }) => tag === 'secret')
    .flatMap(tag =>
      secretPaths(tag.text)
        .filter(({ path }) => !canHave(inputs, pathWithin(path, wholeName)))
        .map(({ path, index }) => {
          const start = tag.offset(index);
          const hint = didYouMean(path, Object.keys(propertiesOf(inputs)));
          const message = `\`${path}\` is no input, so that nothing is kept secret${hint || '.'}`;
          return problem('skill/unknown-parameter', { start, end: start + path.length }, message);
        }),
    );
}

/** Whether the code itself says the type, so that the doc's does not count. */
function isAnnotated(
  tag: TypedTag,
  { binding, wholeName }: Signature,
  annotated: AnnotatedTypes | undefined,
): boolean {
  if (annotated === undefined) return false;
  if (tag.tag === 'returns') return annotated.result !== undefined;
  return binding === 'whole'
    ? annotated.whole !== undefined
    : annotated.inputs.has(topName(tag.name, wholeName) ?? '');
}

/** Of a skill that has an entry but no description. */
export function missingDescription({ range }: Form): Problem {
  const message =
    'Say what the skill does in a JSDoc comment before it: people and agents choose it by that.';
  return problem('skill/missing-description', range, message);
}

/** The notes on a tag's type as problems that underline exactly the part that each is about. */
export function addTypeProblems(tag: TypedTag, types: TypeNames | undefined, into: Problem[]): void {
  if (tag.isBroken)
    into.push(problem('skill/invalid-type', tag.nameRange(), 'The braces of this type are not closed.'));
  for (const note of readTag(tag, types)?.notes ?? []) {
    const whole = tag.typeRange();
    const isExact = whole.end - whole.start === tag.type?.length;
    const range = isExact ? { start: whole.start + note.start, end: whole.start + note.end } : whole;
    const code = note.kind === 'invalid' ? 'skill/invalid-type' : 'skill/inexpressible-type';
    into.push(problem(code, range, note.message));
  }
}

/** `@param` tags without a parameter, and parameters without a tag. */
function addNameProblems(
  { parameters, wholeName, isOpen }: Signature,
  params: readonly TypedTag[],
  types: TypeNames | undefined,
  into: Problem[],
): void {
  const documented: string[] = [];
  let whole: TypedTag | undefined;
  for (const tag of params) {
    const name = topName(tag.name, wholeName);
    if (name === undefined) whole ??= tag;
    else if (name !== '' && !documented.includes(name)) {
      documented.push(name);
      if (!isOpen && !parameters.some(parameter => parameter.name === name))
        into.push(strange(name, tag, parameters));
    }
  }
  for (const name of Object.keys(propertiesOf((whole && readTag(whole, types)?.schema) ?? {})))
    documented.push(name);
  if (whole?.type === 'object' || (wholeName !== undefined && (isOpen || documented.length === 0))) return;
  for (const { name, range } of parameters)
    if (!documented.includes(name)) {
      const message = `The doc has no \`@param\` for \`${name}\`.`;
      into.push(problem('skill/undocumented-parameter', range, message));
    }
}

function strange(name: string, tag: TypedTag, parameters: Signature['parameters']): Problem {
  const hint = didYouMean(
    name,
    parameters.map(parameter => parameter.name),
  );
  const message = `The function has no parameter \`${name}\`${hint || '.'}`;
  return problem('skill/unknown-parameter', tag.nameRange(), message);
}
