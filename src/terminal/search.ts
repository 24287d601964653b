/** `skillsmith search`: skills by what is remembered of them, the best first. */

import type { JsonObject } from '../base/json.ts';
import { type SearchHit, type SearchQuery, type SkillRates, SkillSearch } from '../library/search.ts';
import type { SearchCommand } from './arguments.ts';
import { description, writeTable } from './list.ts';
import type { OpenSkills } from './skill-root.ts';
import type { Terminal } from './terminal.ts';

/** @returns the exit code, which is 0 also when nothing is found */
export function search(
  command: SearchCommand,
  skills: OpenSkills,
  { out, err }: Terminal,
  rates?: SkillRates,
): number {
  const engine = new SkillSearch(skills.catalogue, rates);
  try {
    const hits = engine.search(command.text, command.query);
    if (command.json) out.write(`${JSON.stringify(hits.map(found), undefined, 2)}\n`);
    else if (hits.length > 0) {
      const all = hits.map(({ skill }) => skill);
      writeTable(all, skills, out);
    } else err.write(`${sorry(command)}\n`);
    return 0;
  } finally {
    engine.dispose();
  }
}

function found({ skill, score }: SearchHit): JsonObject {
  return { ...description(skill), score: Math.round(score * 1000) / 1000 };
}

function sorry({ text, query }: { readonly text: string; readonly query: SearchQuery }): string {
  const narrowed = Object.keys(query).some(key => key !== 'sort' && key !== 'limit');
  const what = text === '' ? 'No skill fits' : `No skill is found for "${text}"`;
  return narrowed ? `${what} with these conditions. Try fewer of them.` : `${what}. Try another word.`;
}
