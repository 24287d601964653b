/** Hashes by which contents are known again. */

import { createHash } from 'node:crypto';

/** In hexadecimal, of the text's UTF-8. */
export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
