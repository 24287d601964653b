/** Which files this window is writing: their watchers may tell of it before the editor does. */

import type * as vscode from 'vscode';
import type { Origin } from '../../library/version.ts';

/** A save that another program's change has stopped is never told to have ended. */
const longestMs = 10_000;

interface Writing {
  readonly origin: Origin;
  readonly since: number;
}

export class Authors {
  readonly #writing = new Map<string, Writing>();

  /** To be told before a file is written. What was said of it before goes on to count. */
  begin(uri: vscode.Uri, origin: Origin): void {
    const known = this.originOf(uri);
    this.#writing.set(uri.toString(), { origin: known ?? origin, since: performance.now() });
  }

  /** Who is writing the file; `undefined`: not this window. */
  originOf(uri: vscode.Uri): Origin | undefined {
    const writing = this.#writing.get(uri.toString());
    return writing !== undefined && performance.now() - writing.since < longestMs
      ? writing.origin
      : undefined;
  }

  end(uri: vscode.Uri): void {
    this.#writing.delete(uri.toString());
  }

  /** Addresses of the files that are being written. */
  get files(): Iterable<string> {
    return this.#writing.keys();
  }
}
