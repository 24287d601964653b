/** Runs that take long are shown as VS Code's progress, with Cancel. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import type { Parts } from '../parts.ts';
import type { SkillRun } from './runs.ts';

/** A run is long after this many milliseconds. */
const longMs = 2_000;

export function registerRunProgress({ runs }: Pick<Parts, 'runs'>): Disposable {
  const store = new DisposableStore();
  const timers = new Map<string, NodeJS.Timeout>();
  store.add(
    runs.onDidStart(run => {
      const timer = setTimeout(() => show(run), longMs);
      timers.set(run.id, timer);
    }),
  );
  store.add(
    runs.onDidEnd(run => {
      clearTimeout(timers.get(run.id));
      timers.delete(run.id);
    }),
  );
  store.add(
    toDisposable(() => {
      for (const timer of timers.values()) clearTimeout(timer);
    }),
  );
  return store;
}

function show(run: SkillRun): void {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: `Running ${run.name}`,
    cancellable: true,
  };
  void vscode.window.withProgress(options, async (_progress, token) => {
    const listening = token.onCancellationRequested(() => run.cancel());
    await run.finished;
    listening.dispose();
  });
}
