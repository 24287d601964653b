/** How versions are put into words. */

import type { Origin, Version } from '../../library/version.ts';
import { agoText } from '../wording.ts';

const origins: Readonly<Record<Origin, string>> = {
  editor: 'saved in the editor',
  'command-line': 'by the command line',
  git: 'by git',
  disk: 'by another program',
  restore: 'restored',
  agent: 'by an agent',
};

/** `+3 −1`, `+12`, `no lines changed`. */
export function linesText({ added, removed }: Pick<Version, 'added' | 'removed'>): string {
  const parts = [added > 0 ? `+${added}` : '', removed > 0 ? `−${removed}` : ''].filter(Boolean);
  return parts.length === 0 ? 'no lines changed' : parts.join(' ');
}

/** `2 min ago · saved in the editor · +3 −1`; a file that had another name then is named. */
export function versionText(
  version: Version,
  { path, now }: { readonly path: string; readonly now: number },
): string {
  const place = version.path === path ? [] : [`as ${version.path}`];
  return [agoText(version.savedAt, now), origins[version.origin], linesText(version), ...place].join(' · ');
}
