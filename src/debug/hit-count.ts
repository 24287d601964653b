/** Hit counts as people write them at a breakpoint: `5`, `== 5`, `>= 5`, `> 5`, `% 5`. */

const pattern = /^(==?|>=|>|%)?\s*(\d{1,9})$/;

export type HitCount =
  /** As a run takes it: `5`, `>= 5` or `% 5`. */
  { readonly text: string } | { readonly problem: string };

export function readHitCount(written: string): HitCount {
  const [, sign = '', digits] = pattern.exec(written.trim()) ?? [];
  if (digits === undefined)
    return { problem: `"${written}" is no hit count. Write 5, >= 5, or % 5 for every fifth time.` };
  const count = Number(digits);
  if (sign === '%')
    return count > 0 ? { text: `% ${count}` } : { problem: 'Write % 5 for every fifth time; % 0 is never.' };
  if (sign === '>') return { text: `>= ${count + 1}` };
  if (sign === '>=') return { text: `>= ${count}` };
  return count > 0 ? { text: `${count}` } : { problem: 'Hits are counted from 1.' };
}
