/** Names a text by its content. */

import { createHash } from 'node:crypto';

/** SHA-256 of the text as UTF-8, in hexadecimal digits. */
export function textHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
