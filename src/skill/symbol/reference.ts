/** All places of a folder that name a skill, found at the price of the files that do. */

import type { SkillCatalogue } from '../catalogue.ts';
import type { CallSite, Skill } from '../skill.ts';
import { codeMentions, commentMentions, definition, type Mention, mentions } from './mention.ts';

/** A mention and the file that it is in. */
export interface Site {
  readonly skill: Skill;
  readonly mention: Mention;
}

/** The skill that a mention in a file means; `undefined` when the folder has none of the name. */
export function targetOf(catalogue: SkillCatalogue, { skill, mention }: Site): Skill | undefined {
  return mention.kind === 'definition' ? skill : catalogue.find(mention.name);
}

/** Where a skill is named, the file itself left out: in the order of the paths, and in each file in that of the text. */
export function references(catalogue: SkillCatalogue, name: string): readonly Site[] {
  const callers = new Set(catalogue.callers(name).map(({ caller }) => caller));
  const word = new RegExp(`(?<![\\w-])${name.replace(/[^\w-]/g, '\\$&')}(?![\\w-])`, 'i');
  const found: Site[] = [];
  for (const skill of catalogue.skills()) {
    const inCode = callers.has(skill) ? codeMentions(skill) : [];
    const inComments = mayLink(skill.code, word) ? commentMentions(skill) : [];
    if (inCode.length === 0 && inComments.length === 0) continue;
    const here = [...inCode, ...inComments].filter(mention => isNamed(mention, name)).sort(byStart);
    for (const mention of here) found.push({ skill, mention });
  }
  return found;
}

/** The mentions in one file that mean the same skill as one of them. */
export function alike(catalogue: SkillCatalogue, { skill, mention }: Site): readonly Mention[] {
  const target = targetOf(catalogue, { skill, mention });
  return mentions(skill).filter(other => {
    if (target === undefined) return other.kind !== 'definition' && isNamed(other, mention.name);
    return targetOf(catalogue, { skill, mention: other }) === target;
  });
}

/** The file itself as a place. */
export function home(skill: Skill): Site {
  return { skill, mention: definition(skill) };
}

/** Calls whose callee only a run knows: what no search for a name can find. In the order of the paths. */
export function dynamicCalls(
  catalogue: SkillCatalogue,
): readonly { readonly skill: Skill; readonly call: CallSite }[] {
  const found: { readonly skill: Skill; readonly call: CallSite }[] = [];
  for (const skill of catalogue.skills())
    for (const call of skill.calls) if (call.callees.length === 0) found.push({ skill, call });
  return found;
}

function isNamed({ name }: Mention, wanted: string): boolean {
  return name.toLowerCase() === wanted.toLowerCase();
}

function byStart(a: Mention, b: Mention): number {
  return a.range.start - b.range.start;
}

/** Whether the word stands between a tag that may name a skill and the end of a comment: far cheaper than to parse. */
function mayLink(code: string, word: RegExp): boolean {
  if (!word.test(code)) return false;
  for (const [tagged] of code.matchAll(/(?:@example|@see|\{@link)(?:(?!\*\/)[\s\S])*/g))
    if (word.test(tagged)) return true;
  return false;
}
