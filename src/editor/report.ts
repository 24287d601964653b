/** The one place where errors of the editor's own doing are told to people, and written to the log. */

import * as vscode from 'vscode';
import { commandIds } from './id.ts';

/** Something that cannot be done, in a sentence a person can act on. It is shown as it is, without a prefix. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}

export class Reporter {
  readonly #log: vscode.LogOutputChannel;

  constructor(log: vscode.LogOutputChannel) {
    this.#log = log;
  }

  /** Shows what could not be done and why; never throws. Cancellation is not an error and is not shown. */
  show(task: string, error: unknown): void {
    if (error instanceof vscode.CancellationError) return;
    if (error instanceof Refusal) {
      this.#log.info(`${task}: ${error.message}`);
      void vscode.window.showWarningMessage(error.message);
      return;
    }
    this.note(task, error);
    const message = `Skillsmith could not ${task}: ${reasonOf(error)}`;
    const showLog = 'Show Log';
    vscode.window.showErrorMessage(message, showLog).then(
      answer => (answer === showLog ? vscode.commands.executeCommand(commandIds.showLog) : undefined),
      failure => this.#log.error(failure),
    );
  }

  /** Writes an error to the log that nobody has to act on. */
  note(task: string, error: unknown): void {
    this.#log.error(`Could not ${task}:`, error instanceof Error ? (error.stack ?? error.message) : error);
  }

  debug(message: string): void {
    this.#log.debug(message);
  }

  /** Lets a promise run on its own; its failure is shown. */
  background(task: string, work: PromiseLike<unknown>): void {
    work.then(undefined, error => this.show(task, error));
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
