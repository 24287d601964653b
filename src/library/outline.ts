/** What a list shows of skills, kept from one window to the next, so that it is there before their files are read. */

import type { SkillCatalogue } from '../skill/catalogue.ts';
import { isSkillPath } from '../skill/name.ts';
import type { Skill, SkillForm } from '../skill/skill.ts';

export interface SkillOutline {
  /** Relative to the skills folder. */
  readonly path: string;
  readonly name: string;
  readonly category: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly isDeprecated: boolean;
  /** `undefined` where nothing says where a run starts. */
  readonly form: SkillForm | undefined;
  readonly errors: number;
  readonly warnings: number;
}

/** An outline with what its file was like when it was made. */
export interface StampedOutline {
  readonly outline: SkillOutline;
  /** Another one whenever the file's content may be another one. */
  readonly stamp: string;
}

/** Another number means that rows are written in another way. */
const version = 1;

const forms: readonly (SkillForm | undefined)[] = ['function', 'bare-function', 'script', undefined];

/** What a list shows of a skill. */
export function outlineOf(
  { path, name, category, doc, entry }: Skill,
  catalogue: SkillCatalogue,
): SkillOutline {
  const severities = catalogue.problems(path).map(({ severity }) => severity);
  return {
    path,
    name,
    category,
    summary: doc.summary,
    tags: doc.tags,
    isDeprecated: doc.deprecated !== undefined,
    form: entry?.form,
    errors: severities.filter(severity => severity === 'error').length,
    warnings: severities.filter(severity => severity === 'warning').length,
  };
}

/** As text for a file; rows are lists, for there may be ten thousand. */
export function writeOutlines(all: readonly StampedOutline[]): string {
  const rows = all.map(({ outline: o, stamp }) => [
    o.path,
    stamp,
    o.name,
    o.category,
    o.summary,
    o.tags,
    o.isDeprecated,
    forms.indexOf(o.form),
    o.errors,
    o.warnings,
  ]);
  return JSON.stringify({ version, rows });
}

/** The rows that are right; none of a text that something else wrote, or that was cut short. */
export function readOutlines(text: string): readonly StampedOutline[] {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // Made by nobody who matters: it is written anew.
    return [];
  }
  if (typeof content !== 'object' || content === null || !('rows' in content) || !('version' in content))
    return [];
  if (content.version !== version || !Array.isArray(content.rows)) return [];
  return content.rows.flatMap(row => (Array.isArray(row) ? (fromRow(row) ?? []) : []));
}

function fromRow(row: readonly unknown[]): StampedOutline | undefined {
  const [path, stamp, name, category, summary, tags, isDeprecated, form, errors, warnings] = row;
  const texts = [path, stamp, name, category, summary];
  if (!texts.every(text => typeof text === 'string') || !isSkillPath(path as string)) return undefined;
  if (!Array.isArray(tags) || !tags.every(tag => typeof tag === 'string')) return undefined;
  if (![form, errors, warnings].every(count => Number.isSafeInteger(count) && (count as number) >= 0))
    return undefined;
  return {
    outline: {
      path: path as string,
      name: name as string,
      category: category as string,
      summary: summary as string,
      tags,
      isDeprecated: isDeprecated === true,
      form: forms[form as number],
      errors: errors as number,
      warnings: warnings as number,
    },
    stamp: stamp as string,
  };
}
