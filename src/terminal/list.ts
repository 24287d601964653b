/** `skillsmith list`: the skills at a glance, or everything about them as JSON. */

import type { JsonObject, JsonValue } from '../base/json.ts';
import { signature } from '../skill/describe.ts';
import { propertiesOf, requiredOf } from '../skill/schema.ts';
import type { Skill } from '../skill/skill.ts';
import type { OpenSkills } from './skill-root.ts';
import type { Output, Terminal } from './terminal.ts';

export function list(skills: OpenSkills, json: boolean, { out, err }: Terminal): number {
  const all = [...skills.catalogue.skills()];
  const unreadable = skills.catalogue.unreadable();
  if (json) out.write(`${JSON.stringify(all.map(description), undefined, 2)}\n`);
  else if (all.length > 0) writeTable(all, skills, out);
  else err.write('There are no skills here yet.\n');
  for (const { path, message } of unreadable)
    err.write(`${err.paint('yellow', skills.shown(path))}: ${message}\n`);
  return 0;
}

/** All that `list --json` says of a skill. */
export function description(skill: Skill): JsonObject {
  const { doc } = skill;
  return {
    name: skill.name,
    category: skill.category,
    path: skill.path,
    form: skill.entry?.form ?? null,
    language: skill.language,
    signature: signature(skill),
    summary: doc.summary,
    description: doc.description,
    tags: doc.tags,
    examples: doc.examples,
    deprecated: doc.deprecated ?? null,
    timeoutMs: doc.timeoutMs ?? null,
    cacheMs: doc.cacheMs ?? null,
    inputs: skill.inputs,
    result: skill.result ?? null,
    calls: callees(skill),
  };
}

function callees(skill: Skill): JsonValue {
  return [...new Set(skill.calls.flatMap(call => call.callees))].sort();
}

/** A line for each skill. */
export function writeTable(all: readonly Skill[], skills: OpenSkills, out: Output): void {
  const rows = all.map(skill => ({ skill, name: shortSignature(skill), category: skill.category }));
  const names = Math.min(60, Math.max(...rows.map(row => row.name.length)));
  const categories = Math.max(...rows.map(row => row.category.length));
  for (const { skill, name, category } of rows) {
    const errors = skills.catalogue
      .problems(skill.path)
      .filter(({ severity }) => severity === 'error').length;
    const left = `${name.padEnd(names)}  ${category.padEnd(categories)}  `;
    const mark = errors === 0 ? '' : out.paint('red', `(${counted(errors, 'error')}) `);
    const summary =
      out.columns === undefined
        ? skill.doc.summary
        : cut(skill.doc.summary, out.columns - left.length - mark.length);
    const shown = `${out.paint('bold', skill.name)}${left.slice(skill.name.length, name.length)}${out.paint('dim', left.slice(name.length))}`;
    out.write(`${`${shown}${mark}${summary}`.trimEnd()}\n`);
  }
}

/** Names alone: `pythagorean(a, b?)`. */
function shortSignature(skill: Skill): string {
  const required = new Set(requiredOf(skill.inputs));
  const names = Object.keys(propertiesOf(skill.inputs));
  return `${skill.name}(${names.map(name => (required.has(name) ? name : `${name}?`)).join(', ')})`;
}

function cut(text: string, width: number): string {
  return text.length <= width || width < 10 ? text : `${text.slice(0, width - 1)}…`;
}

export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
