/** The history of a folder's runs, as the command line writes and reads it. */

import type { Disposable } from '../base/disposal.ts';
import { RunHistory } from '../library/history.ts';
import { sha256 } from '../node/hash.ts';
import { SqliteRunStore } from '../node/store/run-store.ts';
import { findSqlite } from '../node/store/sqlite.ts';
import { DirectWriter } from '../node/store/writer.ts';
import type { Runner } from '../run/port.ts';
import { RunIds } from '../run/run-id.ts';
import { recordingRunner } from '../workflow/recorded.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface OpenHistory extends Disposable {
  readonly history: RunHistory;
  /** The same runner, recorded. */
  recorded(runner: Runner): Runner;
}

/** `undefined` where this Node has no database. The caller disposes it. */
export function openHistory(skillsFolder: string, { err }: Terminal): OpenHistory | undefined {
  if (findSqlite() === undefined) return undefined;
  const say = (sentence: string) => void err.write(`${err.paint('yellow', 'skillsmith')}: ${sentence}\n`);
  const writer = new DirectWriter({ skillsFolder, onNotice: say });
  const store = new SqliteRunStore({
    skillsFolder,
    writer: () => writer,
    isReadOnly: false,
    onNotice: say,
  });
  const history = new RunHistory({
    store,
    // The editor has the settings, and the database remembers them.
    retention: () => undefined,
    onError: error =>
      say(`This run is not in the history: ${error instanceof Error ? error.message : String(error)}`),
  });
  const ids = new RunIds({ now: Date.now, random: Math.random });
  return {
    history,
    recorded: runner => recordingRunner(runner, { history, ids, startedBy: 'command-line', hashOf: sha256 }),
    dispose: () => {
      history.dispose();
      store.dispose();
      writer.dispose();
    },
  };
}

/** @throws UsageError where there is none */
export function required(history: OpenHistory | undefined): OpenHistory {
  if (history !== undefined) return history;
  throw new UsageError(
    `The history of runs needs Node 22.13 or later; this is Node ${process.versions.node}. Skills run without it, and are not recorded.`,
  );
}
