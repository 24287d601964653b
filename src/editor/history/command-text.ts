/** A run as a command for a shell. */

import type { JsonObject } from '../../base/json.ts';

/** `skillsmith run add --root /shop --inputs '{"a":1}'`; inputs only where there are some. */
export function commandText(
  skill: string,
  inputs: JsonObject,
  root: string,
  platform: NodeJS.Platform,
): string {
  const quote = platform === 'win32' ? forPowerShell : forPosix;
  const given = Object.keys(inputs).length === 0 ? '' : ` --inputs ${quote(JSON.stringify(inputs))}`;
  return `skillsmith run ${quote(skill)} --root ${quote(root)}${given}`;
}

function forPosix(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The call operator's own quotes; double quotes inside are kept by doubling the backslashes before them. */
function forPowerShell(text: string): string {
  if (/^[\w./:\\+=-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", "''").replace(/(\\*)"/g, '$1$1\\"')}'`;
}
