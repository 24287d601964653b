/** The keys of cached results: hashes of what each depends on, the sandbox's own code included. */

import { bootstrapSource } from '../sandbox/bootstrap.ts';
import { engineName } from '../sandbox/engine.ts';
import { sha256 } from './hash.ts';

/** Makes keys of texts. In another version of the sandbox, or of what is cached, they are others. */
export function keyMaker(): (text: string) => string {
  const version = sha256(JSON.stringify(['results 1', engineName, bootstrapSource(false)]));
  return text => sha256(`${version} ${text}`);
}
