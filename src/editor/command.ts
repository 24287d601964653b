/** Registers commands so that whatever one of them throws is told to people by the one function for that. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../base/disposal.ts';
import type { CommandId } from './id.ts';
import type { Reporter } from './report.ts';

export interface Command {
  readonly id: CommandId;
  /** Completes "could not …": `rename the skill`. */
  readonly task: string;
  /** What it returns is the command's value. Arguments come from menus, keys and other extensions: check them. */
  readonly run: (...args: readonly unknown[]) => unknown;
}

export function registerCommands(report: Reporter, commands: readonly Command[]): Disposable {
  const store = new DisposableStore();
  for (const { id, task, run } of commands) {
    const handler = async (...args: unknown[]): Promise<unknown> => {
      try {
        return await run(...args);
      } catch (error) {
        report.show(task, error);
        return undefined;
      }
    };
    store.add(vscode.commands.registerCommand(id, handler));
  }
  return store;
}
