/** The database file: opened with the right settings, set aside when it is damaged, made anew when it is gone. */

import { renameSync, statSync } from 'node:fs';
import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import type { Disposable } from '../../base/disposal.ts';
import { errorCode } from '../skill-text.ts';
import { type Migrations, migrate, refuseNewer } from './migrations.ts';
import { findSqlite, type Sqlite } from './sqlite.ts';
import { StoreError, type StoreErrorCode, storeErrorOf } from './store-error.ts';

export interface DatabaseOptions {
  /** Absolute; its folder exists. */
  readonly file: string;
  readonly migrations: Migrations;
  /** Told in a sentence what happened to the file that a person has to know: it was damaged and set aside. */
  readonly onNotice: (sentence: string) => void;
  /** How long to wait for another process that writes, in ms. */
  readonly patienceMs?: number;
  /** Nothing is written, not even tables that are missing or the name of a damaged file: an older database stays as it is. */
  readonly isReadOnly?: boolean;
  /** Without it, the Node that runs this has to have one. */
  readonly sqlite?: Sqlite;
}

export type Row = Readonly<Record<string, SQLOutputValue>>;

interface OpenFile {
  readonly database: DatabaseSync;
  readonly statements: Map<string, StatementSync>;
  /** Which file it is, whatever its name means by now. */
  readonly identity: string;
  /** `frozen`: what others write from now on is not seen. */
  readonly access: 'write' | 'read' | 'frozen';
  /** Why less can be done with it than was wanted. */
  readonly obstacle?: unknown;
}

const settings = [
  'PRAGMA journal_mode = WAL',
  // What a process has committed survives its own end; a power cut may take the last commits, but tears nothing.
  'PRAGMA synchronous = NORMAL',
  'PRAGMA foreign_keys = ON',
  // What the log has grown to while somebody read is given back to the disk.
  'PRAGMA journal_size_limit = 16777216',
];

/** What keeps a file from being written, and not from being read. */
const forbidden: ReadonlySet<StoreErrorCode> = new Set(['store/read-only', 'store/full']);

/**
 * One connection. The file may be deleted, damaged or replaced at any time: the next use notices.
 * What may not be written can be read all the same. All errors of the database are {@link StoreError}s.
 */
export class StateDatabase implements Disposable {
  readonly #options: DatabaseOptions;
  readonly #sqlite: Sqlite;
  #open: OpenFile | undefined;

  /** Opens nothing yet. @throws StoreError where this Node has no SQLite */
  constructor(options: DatabaseOptions) {
    this.#options = options;
    const sqlite = options.sqlite ?? findSqlite();
    if (sqlite === undefined)
      throw new StoreError(
        'store/failed',
        `History, versions and caches need Node 22.13 or later; this is Node ${process.versions.node}.`,
      );
    this.#sqlite = sqlite;
  }

  /**
   * All or nothing, alone among all processes. Work that meets a damaged file is done once more with a new one, so it
   * must not have done anything outside of the database before it first reads from it.
   */
  write<T>(work: () => T): T {
    return this.#mended(() => {
      const { obstacle } = this.#current();
      if (obstacle !== undefined) throw obstacle;
      return this.#transaction('BEGIN IMMEDIATE', work);
    });
  }

  /** Sees one state of the database throughout; never waits for writers. */
  read<T>(work: () => T): T {
    return this.#mended(() => this.#transaction('BEGIN', work));
  }

  /** Only within {@link read} and {@link write}. */
  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#statement(sql).all(...values);
  }

  /** The first row; `undefined` when there is none. Only within {@link read} and {@link write}. */
  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  /** How many rows were changed, and the id of the last one inserted. Only within {@link write}. */
  run(sql: string, ...values: SQLInputValue[]): { readonly changes: number; readonly lastId: number } {
    const { changes, lastInsertRowid } = this.#statement(sql).run(...values);
    return { changes: Number(changes), lastId: Number(lastInsertRowid) };
  }

  dispose(): void {
    const open = this.#open;
    this.#open = undefined;
    open?.database.close();
  }

  #statement(sql: string): StatementSync {
    const open = this.#open;
    if (open === undefined) throw new Error('The database is used outside of read and write.');
    let statement = open.statements.get(sql);
    if (statement === undefined) {
      statement = open.database.prepare(sql);
      open.statements.set(sql, statement);
    }
    return statement;
  }

  #transaction<T>(begin: string, work: () => T): T {
    const { database } = this.#current();
    database.exec(begin);
    try {
      const value = work();
      database.exec('COMMIT');
      return value;
    } catch (error) {
      if (database.isTransaction) database.exec('ROLLBACK');
      throw error;
    }
  }

  #mended<T>(work: () => T): T {
    const { file } = this.#options;
    try {
      return work();
    } catch (error) {
      const reason = storeErrorOf(error, file);
      const access = this.#open?.access ?? this.#access;
      if (!(reason instanceof StoreError) || reason.code !== 'store/damaged' || access !== 'write')
        throw reason;
      try {
        this.#setAside(reason);
        return work();
      } catch (again) {
        throw storeErrorOf(again, file);
      }
    }
  }

  /** What is wanted; less is asked for anew each time. */
  get #access(): OpenFile['access'] {
    return this.#options.isReadOnly ? 'read' : 'write';
  }

  #current(): OpenFile {
    const identity = identityOf(this.#options.file);
    const open = this.#open;
    if (open !== undefined && open.access === this.#access && open.identity === identity) return open;
    this.#close();
    this.#open = this.#openFile();
    return this.#open;
  }

  #openFile(): OpenFile {
    try {
      return this.#openAs(this.#access);
    } catch (error) {
      return this.#openForbidden(error);
    }
  }

  /** Where there is no right or no space to make even the files beside the database that those who read it share. */
  #openForbidden(error: unknown): OpenFile {
    const { file } = this.#options;
    const reason = storeErrorOf(error, file);
    if (!(reason instanceof StoreError) || !forbidden.has(reason.code)) throw error;
    // Frozen, nothing would be read of what others have in the log.
    for (const access of isEmpty(`${file}-wal`) ? (['read', 'frozen'] as const) : (['read'] as const)) {
      try {
        return { ...this.#openAs(access), obstacle: error };
      } catch {
        // What was wrong at first says more.
      }
    }
    throw error;
  }

  #openAs(access: OpenFile['access']): OpenFile {
    const { file, migrations, patienceMs = 5000 } = this.#options;
    const place = access === 'frozen' ? frozen(file) : file;
    const readOnly = access !== 'write';
    const database = new this.#sqlite.DatabaseSync(place, { timeout: patienceMs, readOnly });
    try {
      if (readOnly) refuseNewer(database, migrations, file);
      else {
        for (const setting of settings) database.exec(setting);
        migrate(database, migrations, file);
      }
      return { database, statements: new Map(), identity: identityOf(file), access };
    } catch (error) {
      database.close();
      throw error;
    }
  }

  /** A file that is damaged may be of use to somebody: it gets another name. Another process may have done so already. */
  #setAside(reason: StoreError): void {
    const { file, onNotice } = this.#options;
    const damaged = this.#open?.identity ?? identityOf(file);
    this.#close();
    if (damaged !== identityOf(file)) return;
    const aside = `${file}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    for (const suffix of ['', '-wal', '-shm']) moveIfThere(`${file}${suffix}`, `${aside}${suffix}`);
    onNotice(
      `${reason.message} It was set aside as ${aside}, and a new one is used. Skills are not touched.`,
    );
  }

  /** A connection to a file that is damaged or gone may fail to close, and is of no use either way. */
  #close(): void {
    try {
      this.dispose();
    } catch (error) {
      if (!(storeErrorOf(error, this.#options.file) instanceof StoreError)) throw error;
    }
  }
}

/** `''` when there is no file. */
function identityOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.dev}:${found.ino}`;
}

/** As a file that nobody writes, for which nothing has to be made beside it: https://sqlite.org/uri.html#uriimmutable */
function frozen(file: string): URL {
  const url = pathToFileURL(file);
  url.searchParams.set('immutable', '1');
  return url;
}

function isEmpty(file: string): boolean {
  return (statSync(file, { throwIfNoEntry: false })?.size ?? 0) === 0;
}

function moveIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error;
  }
}
