/** What is wrong with a file's flow: code that cannot run, loops that cannot end, inputs that nothing uses. */

import { isEndless } from '../flow.ts';
import type { Form } from '../form.ts';
import type { Signature } from '../parameter.ts';
import { type Problem, problem } from '../problem.ts';
import { boundNames } from '../scope.ts';
import type { Findings } from '../walk.ts';

export function flowProblems(findings: Findings): Problem[] {
  const problems = findings.unreachable.map(range =>
    problem('skill/unreachable-code', range, 'This code can never run: remove it, or what leaves before it.'),
  );
  for (const { node, around } of findings.endless)
    if (isEndless(node, around)) {
      const keyword = node.type === 'ForStatement' ? 'for' : node.type === 'WhileStatement' ? 'while' : 'do';
      const range = { start: node.start, end: node.start + keyword.length };
      const message = 'Nothing ends this loop: write a condition, or a `break` or `return` in it.';
      problems.push(problem('skill/endless-loop', range, message));
    }
  return problems;
}

/** Names that begin with `_` are meant to be unused. */
export function unusedInputs(findings: Findings, form: Form, signature: Signature): Problem[] {
  if (form.kind === 'script') return unusedVariables(findings, signature);
  if (form.node === undefined || findings.usesArguments) return [];
  const scope = findings.functions.get(form.node);
  const problems: Problem[] = [];
  for (const pattern of form.node.params) {
    const target = pattern.type === 'AssignmentPattern' ? pattern.left : pattern;
    if (target.type === 'Identifier') {
      if (!target.name.startsWith('_') && scope?.own(target.name)?.isRead === false)
        problems.push(unused(target.name, target));
      continue;
    }
    const isWhole = signature.binding === 'whole' && target.type === 'ObjectPattern';
    // What stands beside a rest is often named only to be left out of it.
    if (isWhole && target.properties.some(({ type }) => type === 'RestElement')) continue;
    const parts = isWhole
      ? target.properties.flatMap(part =>
          part.type === 'Property' ? [{ at: part.key, value: part.value }] : [],
        )
      : [{ at: target.type === 'RestElement' ? target.argument : target, value: pattern }];
    for (const { at, value } of parts) {
      const names = boundNames(value);
      if (
        names.length === 0 ||
        names.some(({ name }) => name.startsWith('_') || scope?.own(name)?.isRead !== false)
      )
        continue;
      const name = at.type === 'Identifier' ? at.name : names.map(one => one.name).join(', ');
      problems.push(unused(name, at));
    }
  }
  return problems;
}

/** Inputs of a script that its doc names. */
function unusedVariables({ references, top }: Findings, { parameters }: Signature): Problem[] {
  const used = new Set(references.flatMap(({ node, use }) => (use === 'write' ? [] : [node.name])));
  return parameters
    .filter(({ name }) => !used.has(name) && !name.startsWith('_') && !top.has(name))
    .map(({ name, range }) => unused(name, range));
}

function unused(name: string, at: Problem['range']): Problem {
  const message = `Nothing uses the input \`${name}\`: remove it, or begin its name with "_".`;
  return problem('skill/unused-input', at, message);
}
