/** Keeps a thread ready for the next debugged run, where somebody probably wants one: a skill has a breakpoint. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Parts } from '../parts.ts';

/** Not while the workspace is not trusted. */
export function registerDebugWarmUp({
  workspace,
  debuggees,
  report,
}: Pick<Parts, 'workspace' | 'debuggees' | 'report'>): Disposable {
  const store = new DisposableStore();
  const isInSkill = (breakpoint: vscode.Breakpoint) =>
    breakpoint instanceof vscode.SourceBreakpoint && workspace.at(breakpoint.location.uri) !== undefined;
  const look = () => {
    if (!vscode.workspace.isTrusted || !vscode.debug.breakpoints.some(isInSkill)) return;
    debuggees.warm().then(undefined, error => report.note('start the debugger', error));
  };
  const first = store.add(
    workspace.onDidChange(() => {
      look();
      if (workspace.isLoaded) first.dispose();
    }),
  );
  store.add(vscode.debug.onDidChangeBreakpoints(look));
  store.add(vscode.debug.onDidTerminateDebugSession(look));
  store.add(vscode.workspace.onDidGrantWorkspaceTrust(look));
  return store;
}
