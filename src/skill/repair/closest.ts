/** Which names were perhaps meant, the likeliest first. */

import { suggestName, typos } from '../name.ts';

/** At most this many are offered. */
const most = 3;

/** The first is the one that a problem's own message names, so that both say the same. */
export function closest(wrong: string, names: Iterable<string>): readonly string[] {
  const all = [...new Set(names)].filter(name => name !== wrong);
  const best = suggestName(wrong, all);
  if (best === undefined) return [];
  const sought = wrong.toLowerCase();
  const limit = Math.min(3, Math.floor((sought.length + 1) / 3));
  const near = all
    .filter(name => name !== best && Math.abs(name.length - sought.length) <= limit)
    .map(name => ({ name, away: typos(sought, name.toLowerCase()) }))
    .filter(({ away }) => away <= limit)
    .sort((a, b) => a.away - b.away || (a.name < b.name ? -1 : 1));
  return [best, ...near.map(({ name }) => name)].slice(0, most);
}
