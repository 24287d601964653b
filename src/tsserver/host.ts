/** Gives a project's host longer texts for skills: the author's, and behind its last character the surroundings. */

import type ts from 'typescript-server';
import type { SurroundedFiles } from './surrounded.ts';

type Host = Pick<ts.LanguageServiceHost, 'getScriptSnapshot' | 'getScriptVersion' | 'getProjectVersion'>;

const mark = Symbol.for('skillsmith.surroundedFiles');

/** What a host has been given before; `undefined` the first time. A server loads plugins anew for the same host. */
export function surroundedFiles(host: Host): SurroundedFiles | undefined {
  return (host as Host & { readonly [mark]?: SurroundedFiles })[mark];
}

/** Changes the host itself: the project's language service reads from it. */
export function surroundHost(host: Host, files: SurroundedFiles): void {
  Object.defineProperty(host, mark, { value: files });
  const getProjectVersion = host.getProjectVersion?.bind(host);
  if (getProjectVersion !== undefined)
    host.getProjectVersion = () =>
      files.version === 0 ? getProjectVersion() : `${getProjectVersion()}+${files.version}`;
  const getScriptVersion = host.getScriptVersion.bind(host);
  const getScriptSnapshot = host.getScriptSnapshot.bind(host);
  host.getScriptVersion = name => {
    const ending = files.endingOf(name);
    const version = getScriptVersion(name);
    return ending === undefined ? version : `${version}+${ending.version}`;
  };
  host.getScriptSnapshot = name => {
    const snapshot = getScriptSnapshot(name);
    const ending = files.endingOf(name);
    return snapshot === undefined || ending === undefined
      ? snapshot
      : new SurroundedSnapshot(snapshot, ending.text);
  };
}

/** The author's text with an ending; all offsets of the author's text stay. */
export class SurroundedSnapshot implements ts.IScriptSnapshot {
  readonly #inner: ts.IScriptSnapshot;
  readonly #ending: string;

  constructor(inner: ts.IScriptSnapshot, ending: string) {
    this.#inner = inner;
    this.#ending = ending;
  }

  getText(start: number, end: number): string {
    const length = this.#inner.getLength();
    const own = start < length ? this.#inner.getText(start, Math.min(end, length)) : '';
    return end <= length ? own : own + this.#ending.slice(Math.max(0, start - length), end - length);
  }

  getLength(): number {
    return this.#inner.getLength() + this.#ending.length;
  }

  /** `undefined` where the ending has changed as well: then all is read anew. */
  getChangeRange(old: ts.IScriptSnapshot): ts.TextChangeRange | undefined {
    if (!(old instanceof SurroundedSnapshot) || old.#ending !== this.#ending) return undefined;
    return this.#inner.getChangeRange(old.#inner);
  }

  dispose(): void {
    this.#inner.dispose?.();
  }
}
