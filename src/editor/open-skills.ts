/** The skills that are open in an editor: what is on the screen counts, saved or not. */

import type * as vscode from 'vscode';
import { maxSkillBytes } from '../node/skill-text.ts';
import type { SkillFile, UnreadableFile } from '../skill/skill.ts';

export class OpenSkills {
  readonly #pathOf: (uri: vscode.Uri) => string | undefined;
  readonly #documents = new Map<string, vscode.TextDocument>();
  /** What the disk last said of files whose bytes are not fit to be a skill. */
  readonly #unreadable = new Map<string, UnreadableFile>();

  constructor(pathOf: (uri: vscode.Uri) => string | undefined) {
    this.#pathOf = pathOf;
  }

  /** Returns its path, or `undefined` when it is no skill of this root. */
  add(document: vscode.TextDocument): string | undefined {
    const path = this.#pathOf(document.uri);
    if (path !== undefined) this.#documents.set(path, document);
    return path;
  }

  remove(document: vscode.TextDocument): string | undefined {
    const path = this.#pathOf(document.uri);
    if (path === undefined || this.#documents.get(path) !== document) return undefined;
    this.#documents.delete(path);
    return path;
  }

  /** Whether the screen shows something else than the disk has. */
  isDirty(path: string): boolean {
    return this.#documents.get(path)?.isDirty === true;
  }

  /** What the screen says of this path; `undefined` when it is not open. */
  file(path: string): SkillFile | UnreadableFile | undefined {
    const document = this.#documents.get(path);
    if (document === undefined || document.isClosed) return undefined;
    const unreadable = this.#unreadable.get(path);
    if (unreadable !== undefined && !document.isDirty) return unreadable;
    const text = document.getText();
    return text.length <= maxSkillBytes ? { path, text } : tooLarge(path);
  }

  /** What counts, given what the disk says: the screen where the file is open. */
  overlay(file: SkillFile | UnreadableFile): SkillFile | UnreadableFile {
    if ('text' in file) this.#unreadable.delete(file.path);
    else this.#unreadable.set(file.path, file);
    return this.file(file.path) ?? file;
  }
}

function tooLarge(path: string): UnreadableFile {
  const message =
    'The text has more than 1 MB; a skill may have at most that. Pass large data in as an input.';
  return { path, code: 'skill/too-large', message };
}
