/** Which skills are most likely meant where one is named: those nearby and lately used first, those that cannot be last. */

import type { FileNode, GraphReading } from '../graph/graph.ts';
import type { Skill } from '../skill.ts';
import type { CompletionRequest } from './completion-item.ts';

export interface Candidate {
  readonly skill: Skill;
  readonly isDeprecated: boolean;
  /** Why a call of it would be refused; `undefined` when it would not. */
  readonly obstacle: string | undefined;
  /** Candidates are in the order of this text. */
  readonly sort: string;
}

export interface Candidates {
  readonly list: readonly Candidate[];
  /** Others fit as well. */
  readonly isCut: boolean;
}

/** More are not looked through by anybody: another letter is typed instead. */
const most = 100;

interface Ranked {
  readonly skill: Skill;
  readonly rank: number;
}

/** The skills whose names fit what is written of one, the likeliest first. */
export function candidates(written: string, request: CompletionRequest): Candidates {
  const { source } = request;
  const rankOf = ranking(request);
  const all = [...source.skills()];
  const sought = written.toLowerCase();
  let ranked: Ranked[] = [];
  for (const skill of all) {
    const match = all.length > most ? matchOf(skill.name.toLowerCase(), sought) : 0;
    if (match !== undefined) ranked.push({ skill, rank: match * 1_000_000 + rankOf(skill) });
  }
  const isCut = ranked.length > most;
  ranked = ranked.sort((a, b) => a.rank - b.rank || (a.skill.path < b.skill.path ? -1 : 1)).slice(0, most);
  const closing = callersOfCallers(source.graph, request.path);
  const list = ranked
    .filter(({ skill }) => source.find(skill.name) === skill)
    .map(({ skill, rank }) => candidate(skill, rank, request, closing));
  return { list: list.sort((a, b) => (a.sort < b.sort ? -1 : 1)), isCut };
}

/** Of the same category and lately used, of the same category, lately used, all others. */
function ranking({ self, path, recent }: CompletionRequest): (skill: Skill) => number {
  const category = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  const called = new Set(self?.calls.flatMap(({ callees }) => callees.map(name => name.toLowerCase())));
  return skill => {
    const used = called.has(skill.name.toLowerCase()) ? 0 : recent.recency(skill.path);
    const age = used === undefined ? 9_999 : used === 0 ? 0 : Math.max(1, 9_998 - used);
    const group = (skill.category === category ? 0 : 2) + (used === undefined ? 1 : 0);
    return group * 10_000 + age;
  };
}

function candidate(
  skill: Skill,
  rank: number,
  { path }: CompletionRequest,
  closing: ReadonlySet<string>,
): Candidate {
  const isDeprecated = skill.text.includes('@deprecated') && skill.doc.deprecated !== undefined;
  const isSelf = skill.path === path;
  const obstacle = isSelf ? 'calls itself' : closing.has(skill.path) ? 'closes a circle' : undefined;
  const tier = obstacle !== undefined ? 2 : isDeprecated ? 1 : 0;
  return {
    skill,
    isDeprecated,
    obstacle,
    sort: `${tier}${String(rank % 1_000_000).padStart(6, '0')}${skill.name.toLowerCase()}`,
  };
}

/** 0: the name begins so; 1: a word in it does; 2: it contains it; 3: its letters, in order. `undefined`: none of these. */
function matchOf(name: string, sought: string): number | undefined {
  if (name.startsWith(sought)) return 0;
  const at = name.indexOf(sought);
  if (at > 0) return /[-_]/.test(name.charAt(at - 1)) ? 1 : 2;
  let from = 0;
  for (const letter of sought) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return undefined;
  }
  return name.startsWith(sought.charAt(0)) ? 3 : undefined;
}

/** All files whose skills call this one's, directly or through others; itself where it is on a circle. */
function callersOfCallers(graph: GraphReading, path: string): ReadonlySet<string> {
  const found = new Set<string>();
  const file = graph.at(path);
  const open: FileNode[] = file === undefined ? [] : [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.name.target !== next) continue;
    for (const caller of next.name.callers) {
      if (found.has(caller.path)) continue;
      found.add(caller.path);
      open.push(caller);
    }
  }
  return found;
}
