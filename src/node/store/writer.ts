/** Writing to the database: at once in this thread, or from a thread that nobody waits for. */

import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Disposable } from '../../base/disposal.ts';
import { type Areas, createAreas, migrations } from './areas.ts';
import { type DatabaseOptions, StateDatabase } from './database.ts';
import { makeLocalFolder } from './local-folder.ts';
import { StoreError, type StoreErrorCode, storeErrorOf } from './store-error.ts';

/** The same methods, answered later. */
export type Later<Area> = {
  readonly [Method in keyof Area]: Area[Method] extends (...values: infer Values) => infer Answer
    ? (...values: Values) => Promise<Awaited<Answer>>
    : never;
};

/** The areas' methods. They reject with a {@link StoreError} when the database cannot be used. */
export interface Writer extends Disposable {
  readonly areas: { readonly [Area in keyof Areas]: Later<Areas[Area]> };
  /** Resolves when everything that was asked for before is done, or has failed. */
  settled(): Promise<void>;
}

export interface WriterOptions {
  /** Absolute. It has to exist when something is written. */
  readonly skillsFolder: string;
  /** The workspace's root, out of which nothing leads; absent: the folder above. */
  readonly boundary?: string | undefined;
  /** Sentences for people: the database was damaged and set aside. */
  readonly onNotice: (sentence: string) => void;
}

/** What a thread is started with. */
export type WriterStart = Pick<WriterOptions, 'skillsFolder' | 'boundary'>;

export interface Request {
  readonly id: number;
  readonly area: string;
  readonly method: string;
  readonly values: readonly unknown[];
}

export type Answer =
  | { readonly id: number; readonly value: unknown }
  | { readonly id: number; readonly code: StoreErrorCode | undefined; readonly message: string }
  | { readonly notice: string };

export const databaseName = 'state.db';

/** The areas over a database of their own, in this thread. The database is made when something is first asked for. */
export class DirectWriter implements Writer {
  readonly #database: StateDatabase;
  readonly areas: Writer['areas'];

  /** @throws StoreError where this Node has no SQLite */
  constructor({ skillsFolder, boundary, onNotice }: WriterOptions) {
    this.#database = openState(skillsFolder, onNotice);
    const areas = createAreas(this.#database, skillsFolder, boundary);
    this.areas = later(async ({ area, method, values }) => {
      try {
        makeLocalFolder(skillsFolder);
        return await perform(areas, area, method, values);
      } catch (error) {
        throw storeErrorOf(error, skillsFolder);
      }
    });
  }

  async settled(): Promise<void> {
    // Each request is done when it has been asked for.
  }

  dispose(): void {
    this.#database.dispose();
  }
}

/** The areas in a worker thread, which is started when something is first asked for. Disposing ends it at once. */
export class ThreadWriter implements Writer {
  readonly areas: Writer['areas'];
  readonly #url: URL;
  readonly #options: WriterOptions;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #worker: Worker | undefined;
  #count = 0;
  #isDisposed = false;

  /** @param url - the worker's entry: `dist/store-worker.js` in the product */
  constructor(url: URL, options: WriterOptions) {
    this.#url = url;
    this.#options = options;
    this.areas = later(request => this.#ask(request));
  }

  async settled(): Promise<void> {
    await Promise.allSettled([...this.#waiting.values()].map(({ promise }) => promise));
  }

  dispose(): void {
    this.#isDisposed = true;
    void this.#worker?.terminate();
    this.#fail('The window closed before this was kept.');
  }

  #ask({ area, method, values }: Omit<Request, 'id'>): Promise<unknown> {
    if (this.#isDisposed) return Promise.reject(new StoreError('store/failed', 'The database is closed.'));
    this.#worker ??= this.#start();
    const id = ++this.#count;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(id, waiting);
    this.#worker.ref();
    this.#worker.postMessage({ id, area, method, values } satisfies Request);
    return waiting.promise;
  }

  #start(): Worker {
    const { skillsFolder, boundary } = this.#options;
    const worker = new Worker(this.#url, {
      workerData: { skillsFolder, boundary } satisfies WriterStart,
    });
    worker.on('message', (answer: Answer) => this.#take(answer));
    worker.on('error', error => this.#lost(worker, error instanceof Error ? error.message : String(error)));
    worker.on('exit', code => this.#lost(worker, `its thread ended with ${code}`));
    return worker;
  }

  #take(answer: Answer): void {
    if ('notice' in answer) {
      this.#options.onNotice(answer.notice);
      return;
    }
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#worker?.unref();
    if ('value' in answer) waiting?.resolve(answer.value);
    else if (answer.code !== undefined) waiting?.reject(new StoreError(answer.code, answer.message));
    else waiting?.reject(new Error(answer.message));
  }

  /** The next request starts another one. */
  #lost(worker: Worker, reason: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    this.#fail(`The database's thread is gone: ${reason}.`);
  }

  #fail(message: string): void {
    for (const { reject } of this.#waiting.values()) reject(new StoreError('store/failed', message));
    this.#waiting.clear();
  }
}

/** The database of a skills folder; nothing is opened or made yet. */
export function openState(
  skillsFolder: string,
  onNotice: (sentence: string) => void,
  options: Pick<DatabaseOptions, 'isReadOnly'> = {},
): StateDatabase {
  const file = join(skillsFolder, '.local', databaseName);
  return new StateDatabase({ file, migrations, onNotice, ...options });
}

/** Calls a method by name; only names that the areas have themselves. */
export function perform(areas: object, area: string, method: string, values: readonly unknown[]): unknown {
  const target: unknown = Object.hasOwn(areas, area) ? Reflect.get(areas, area) : undefined;
  const action: unknown =
    typeof target === 'object' && target !== null ? Reflect.get(target, method) : undefined;
  if (typeof action !== 'function') throw new Error(`The database has no ${area}.${method}.`);
  return Reflect.apply(action, target, values);
}

function later(ask: (request: Omit<Request, 'id'>) => Promise<unknown>): Writer['areas'] {
  const areaNamed = (area: string) =>
    new Proxy(
      {},
      {
        get:
          (_target, method) =>
          (...values: unknown[]) =>
            ask({ area, method: String(method), values }),
      },
    );
  return new Proxy({}, { get: (_target, area) => areaNamed(String(area)) }) as Writer['areas'];
}
