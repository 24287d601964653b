/** Which skills are most likely meant where one is named: those nearby and lately used first, those that cannot be last. */

import type { FileNode, GraphReading } from '../graph/graph.ts';
import { categoryOfPath, isSkillName } from '../name.ts';
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
const most = 60;

/** The skills whose names fit what is written of one, the likeliest first. */
export function candidates(written: string, request: CompletionRequest): Candidates {
  const { source } = request;
  const all = [...source.skills()];
  const sought = all.length > most ? written.toLowerCase() : '';
  const closing = callersOfCallers(source.graph, request.path);
  const rankOf = ranking(request, closing);
  const byRank = new Map<number, Skill[]>();
  let count = 0;
  for (const skill of all) {
    const match = sought === '' ? 0 : matchOf(skill.name.toLowerCase(), sought);
    if (match === undefined) continue;
    count++;
    const rank = rankOf(skill, match);
    const same = byRank.get(rank);
    if (same === undefined) byRank.set(rank, [skill]);
    else if (same.length < most) same.push(skill);
  }
  const ranks = [...byRank.keys()].sort((a, b) => a - b);
  const list = ranks
    .flatMap(rank => (byRank.get(rank) ?? []).map(skill => ({ skill, rank })))
    .slice(0, most)
    .filter(({ skill }) => isSkillName(skill.name) && source.find(skill.name) === skill)
    .map(({ skill, rank }) => candidate(skill, rank, request.path, closing));
  return { list: list.sort((a, b) => (a.sort < b.sort ? -1 : 1)), isCut: count > most };
}

const refused = 1_000_000;
const matches = 100_000;

/**
 * Those that would be refused last; of the others, those that begin so first, and of them those of the same category
 * and lately used, of the same category, lately used, all others.
 */
function ranking(
  { self, path, source, recent }: CompletionRequest,
  closing: ReadonlySet<Skill>,
): (skill: Skill, match: number) => number {
  const category = categoryOfPath(path);
  const ages = new Map<Skill | undefined, number>();
  recent.forEach((one, index) => {
    ages.set(source.graph.at(one)?.skill, Math.min(recent.length - index, 9_998));
  });
  for (const { callees } of self?.calls ?? []) for (const name of callees) ages.set(source.find(name), 0);
  return (skill, match) => {
    const age = ages.get(skill);
    const group = (skill.category === category ? 0 : 2) + (age === undefined ? 1 : 0);
    const rank = match * matches + group * 10_000 + (age ?? 0);
    return closing.has(skill) || skill.path === path ? refused + rank : rank;
  };
}

function candidate(skill: Skill, rank: number, path: string, closing: ReadonlySet<Skill>): Candidate {
  const isDeprecated = skill.text.includes('@deprecated') && skill.doc.deprecated !== undefined;
  const obstacle = skill.path === path ? 'calls itself' : closing.has(skill) ? 'closes a circle' : undefined;
  const tier = obstacle !== undefined ? 2 : isDeprecated ? 1 : 0;
  const order = String(rank % matches).padStart(6, '0');
  return { skill, isDeprecated, obstacle, sort: `${tier}${order}${skill.name.toLowerCase()}` };
}

/** 0: the name begins so; 1: a word in it does; 2: it contains it; 3: its letters, in order. `undefined`: none of these. */
function matchOf(name: string, sought: string): number | undefined {
  const at = name.indexOf(sought);
  if (at === 0) return 0;
  if (at > 0) return name.charAt(at - 1) === '-' || name.charAt(at - 1) === '_' ? 1 : 2;
  if (name.charCodeAt(0) !== sought.charCodeAt(0)) return undefined;
  let from = 0;
  for (const letter of sought) {
    from = name.indexOf(letter, from) + 1;
    if (from === 0) return undefined;
  }
  return 3;
}

/** All skills that call this file's, directly or through others; itself where it is on a circle. */
function callersOfCallers(graph: GraphReading, path: string): ReadonlySet<Skill> {
  const found = new Set<Skill>();
  const file = graph.at(path);
  const open: FileNode[] = file === undefined ? [] : [file];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.name.target !== next) continue;
    for (const caller of next.name.callers) {
      if (caller.skill === undefined || found.has(caller.skill)) continue;
      found.add(caller.skill);
      open.push(caller);
    }
  }
  return found;
}
