/** Cached results in Redis, shared by a team. A server that is away or slow costs a call little, and is told of once. */

import type { Disposable } from '../../base/disposal.ts';
import type { CacheLevel, StoredResult } from '../../library/result-cache.ts';
import type { RedisLink, RedisLinkOptions } from './link.ts';

export interface RedisResultsOptions {
  /** `redis://` or `rediss://`, perhaps with a name and a password, which are shown to nobody. */
  readonly url: string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A sentence for people, once for each time that the server is away. */
  readonly onNotice: (sentence: string) => void;
  /** Loads the client's code, which is large. */
  readonly load: () => Promise<{ connectRedis(options: RedisLinkOptions): RedisLink }>;
  /** How long one answer is waited for, in ms; 40 unless told. */
  readonly patienceMs?: number;
  /** How long to wait before a server that is away is asked again, in ms; at most 20 times as long. 500 unless told. */
  readonly pauseMs?: number;
}

/** Of the version of what is kept: another one reads none of it. */
const prefix = 'skillsmith:1:';
/** Bytes of UTF-8 that a result can have which was small enough to be kept. */
const mostBytes = 4_000_000;
/** After so many late answers in a row the server counts as away. */
const mostLate = 3;
const probeMs = 5_000;

type State = 'new' | 'starting' | 'ready' | 'away' | 'closed';

export class RedisResults implements CacheLevel, Disposable {
  readonly #options: RedisResultsOptions;
  readonly #patienceMs: number;
  readonly #writes = new Set<Promise<void>>();
  #state: State = 'new';
  #link: RedisLink | undefined;
  /** Resolves with the first answer of a server, or with the first failure. */
  readonly #started: Promise<void>;
  #haveStarted: () => void = () => undefined;
  #late = 0;
  #pause = 0;
  #probe: ReturnType<typeof setTimeout> | undefined;
  #hasToldOfWrites = false;

  /** Connects with the first use. */
  constructor(options: RedisResultsOptions) {
    this.#options = options;
    this.#patienceMs = options.patienceMs ?? 40;
    this.#started = new Promise(resolve => {
      this.#haveStarted = resolve;
    });
  }

  /** Connects now, so that the first call does not wait for it. */
  start(): void {
    if (this.#state !== 'new') return;
    this.#state = 'starting';
    void this.#connect();
  }

  get(key: string): undefined | Promise<StoredResult | undefined> {
    this.start();
    return this.#state === 'starting' || this.#state === 'ready' ? this.#read(key) : undefined;
  }

  set(key: string, result: StoredResult): void {
    this.start();
    if (this.#state !== 'starting' && this.#state !== 'ready') return;
    const write = this.#write(key, result);
    this.#writes.add(write);
    void write.then(() => this.#writes.delete(write));
  }

  /** Waits, but not for long, for what is still on its way; then disposes. Never rejects. */
  async close(patienceMs = 200): Promise<void> {
    await within(patienceMs, Promise.all(this.#writes));
    this.dispose();
  }

  dispose(): void {
    this.#state = 'closed';
    clearTimeout(this.#probe);
    this.#link?.close();
    this.#link = undefined;
    this.#haveStarted();
  }

  async #read(key: string): Promise<StoredResult | undefined> {
    try {
      const answer = await within(
        this.#patienceMs,
        this.#asked(link => link.read(prefix + key, mostBytes)),
      );
      if (answer === late) this.#noteLate();
      else this.#late = 0;
      if (answer === late || answer === undefined) return undefined;
      return { text: answer.text, expiresAt: this.#options.now() + answer.leftMs };
    } catch (error) {
      this.#goAway(messageOf(error));
      return undefined;
    }
  }

  async #write(key: string, { text, expiresAt }: StoredResult): Promise<void> {
    const leftMs = Math.floor(expiresAt - this.#options.now());
    if (leftMs < 1) return;
    try {
      await this.#asked(link => link.write(prefix + key, text, leftMs));
    } catch (error) {
      if (this.#state !== 'ready' || this.#hasToldOfWrites) return;
      this.#hasToldOfWrites = true;
      this.#tell(`does not take results: ${messageOf(error)}. Runs go on; what it has is still used.`);
    }
  }

  async #asked<T>(ask: (link: RedisLink) => Promise<T>): Promise<T | undefined> {
    if (this.#state === 'starting') await this.#started;
    return this.#state === 'ready' && this.#link !== undefined ? ask(this.#link) : undefined;
  }

  async #connect(): Promise<void> {
    try {
      const { url, load } = this.#options;
      if (!/^rediss?:$/.test(new URL(url).protocol))
        throw new Error('the address begins with no redis:// or rediss://');
      const { connectRedis } = await load();
      if (this.#state === 'closed') return;
      const link: RedisLink = connectRedis({
        url,
        onReady: () => this.#link === link && this.#comeBack(),
        onError: error => this.#link === link && this.#goAway(messageOf(error)),
      });
      this.#link = link;
      link.open();
    } catch (error) {
      const reason = isBadAddress(error) ? 'this is no address of a server' : messageOf(error);
      this.#goAway(reason);
    }
  }

  #comeBack(): void {
    if (this.#state === 'closed') return;
    this.#state = 'ready';
    this.#late = 0;
    this.#pause = 0;
    clearTimeout(this.#probe);
    this.#haveStarted();
  }

  /** While it connects, it is the connection that is late, of which its errors tell. */
  #noteLate(): void {
    if (++this.#late >= mostLate) this.#goAway(`it does not answer within ${this.#patienceMs} ms`);
  }

  #goAway(reason: string): void {
    if (this.#state === 'closed' || this.#state === 'away') return;
    this.#state = 'away';
    this.#haveStarted();
    this.#tell(
      `is of no use now: ${reason}. Runs go on without it, and it is asked again in the background.`,
    );
    this.#probeLater();
  }

  #probeLater(): void {
    const { pauseMs = 500 } = this.#options;
    this.#pause = Math.min(20 * pauseMs, Math.max(pauseMs, 2 * this.#pause));
    this.#probe = setTimeout(() => void this.#tryAgain(), this.#pause);
    this.#probe.unref();
  }

  /** A server that was stopped answers as soon as it goes on; one that has hung for long gets a new connection. */
  async #tryAgain(): Promise<void> {
    try {
      const answer = this.#link && (await within(probeMs, this.#link.read(`${prefix}probe`, 1)));
      if (this.#state !== 'away') return;
      if (this.#link !== undefined && answer !== late) return this.#comeBack();
      this.#link?.close();
      this.#link = undefined;
      void this.#connect();
    } catch {
      // It is still away: that has been told.
    }
    if (this.#state === 'away') this.#probeLater();
  }

  #tell(what: string): void {
    this.#options.onNotice(`Redis at ${shownAddress(this.#options.url)} ${what}`);
  }
}

/** Without name, password and everything else that is nobody's business. */
export function shownAddress(url: string): string {
  try {
    const { host, protocol } = new URL(url);
    return /^rediss?:$/.test(protocol) && host !== '' ? host : 'the address that was given';
  } catch {
    return 'the address that was given';
  }
}

const late = Symbol('late');

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T | typeof late> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<typeof late>(resolve => {
    timer = setTimeout(() => resolve(late), milliseconds);
  });
  try {
    return await Promise.race([answer, end]);
  } finally {
    clearTimeout(timer);
    // Whoever waits no longer does not want to hear of its failure either.
    answer.catch(() => undefined);
  }
}

function isBadAddress(error: unknown): boolean {
  return error instanceof TypeError && 'code' in error && error.code === 'ERR_INVALID_URL';
}

/** Some errors, of several addresses of a host, have no message of their own. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') return messageOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
