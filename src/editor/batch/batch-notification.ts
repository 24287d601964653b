/** A batch that takes long is shown as VS Code's progress, with Cancel, whether its tab is in sight or not. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import type { BatchProgress } from '../../workflow/batch-progress.ts';
import type { Reporter } from '../report.ts';
import { durationText } from '../wording.ts';
import { type BatchSession, throttled } from './batch-session.ts';

/** A batch is long after this many milliseconds. */
const longMs = 2_000;
const tellMs = 500;

export function showProgress(session: BatchSession, title: string, report: Reporter): Disposable {
  const store = new DisposableStore();
  let timer: NodeJS.Timeout | undefined;
  store.add(
    session.onDidChange(() => {
      if (session.isRunning) timer ??= setTimeout(() => show(session, title, report), longMs);
      else {
        clearTimeout(timer);
        timer = undefined;
      }
    }),
  );
  store.add(toDisposable(() => clearTimeout(timer)));
  return store;
}

function show(session: BatchSession, title: string, report: Reporter): void {
  const options = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  const shown = vscode.window.withProgress(options, async (progress, token) => {
    const store = new DisposableStore();
    store.add(token.onCancellationRequested(() => session.cancel()));
    let share = 0;
    const telling = store.add(
      throttled(tellMs, () => {
        const now = shareOf(session.progress);
        progress.report({ message: messageOf(session.progress), increment: Math.max(0, now - share) });
        share = Math.max(share, now);
      }),
    );
    const { promise, resolve } = Promise.withResolvers<void>();
    store.add(session.onDidChange(() => (session.isRunning ? telling.ask() : resolve())));
    if (!session.isRunning) resolve();
    telling.ask();
    await promise;
    store.dispose();
  });
  report.background('show the progress of the batch', shown);
}

/** In percent. */
function shareOf(progress: BatchProgress | undefined): number {
  return progress?.total ? (progress.done / progress.total) * 100 : 0;
}

function messageOf(progress: BatchProgress | undefined): string {
  if (progress === undefined) return '';
  const { done, total, counts, leftMs } = progress;
  const failed = counts.failed + counts['timed-out'];
  return [
    `${done.toLocaleString('en')} of ${(total ?? done).toLocaleString('en')}`,
    ...(failed > 0 ? [`${failed.toLocaleString('en')} failed`] : []),
    ...(leftMs === undefined ? [] : [`${durationText(leftMs)} left`]),
  ].join(' · ');
}
