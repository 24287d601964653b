/** Files that are about to be written as they once were, so that their next version says where it comes from. */

import type * as vscode from 'vscode';

export class Restores {
  readonly #expected = new Set<string>();

  expect(uri: vscode.Uri): void {
    this.#expected.add(uri.toString());
  }

  /** Whether the file was expected; it is no more. */
  take(uri: vscode.Uri): boolean {
    return this.#expected.delete(uri.toString());
  }
}
