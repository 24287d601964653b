/** One small RPC between the editor and a page, the same class on both sides: requests with answers, and events. */

import { type Disposable, DisposableStore, toDisposable } from '../base/disposal.ts';

/** The wire that messages travel on; each side has one. What arrives on it is not trusted. */
export interface MessagePort {
  post(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Disposable;
}

type RequestsOf<R> = { readonly [K in keyof R]: { readonly params: unknown; readonly answer: unknown } };
type Params<R extends RequestsOf<R>, K extends keyof R> = R[K]['params'];
type Answer<R extends RequestsOf<R>, K extends keyof R> = R[K]['answer'];

/** Answers one request; may throw or reject, which reaches the asker as an {@link RpcError}. */
export type Handlers<R extends RequestsOf<R>> = {
  readonly [K in keyof R]: (params: Params<R, K>) => Answer<R, K> | Promise<Answer<R, K>>;
};

/** Checks the parameters of each request before its handler sees them; `parse` throws when they do not fit. */
export type ParamsParsers<R extends RequestsOf<R>> = {
  readonly [K in keyof R]: { parse(params: unknown): Params<R, K> };
};

/** Why a request has no answer: the other side's error, an unknown name, bad parameters, or disposal. */
export class RpcError extends Error {
  override readonly name = 'RpcError';
}

interface Pending {
  readonly resolve: (answer: unknown) => void;
  readonly reject: (error: RpcError) => void;
}

type Message =
  | { readonly rpc: 'request'; readonly id: number; readonly name: string; readonly params?: unknown }
  | { readonly rpc: 'answer'; readonly id: number; readonly answer?: unknown; readonly error?: string }
  | { readonly rpc: 'event'; readonly name: string; readonly data?: unknown };

/**
 * Every request gets an answer: one with an unknown name, bad parameters or a handler that throws gets an error.
 * Messages that are not of this protocol are ignored. The creator disposes it; that rejects what is pending.
 */
export class Rpc<Requests extends RequestsOf<Requests>, Events> implements Disposable {
  readonly #port: MessagePort;
  readonly #owned = new DisposableStore();
  readonly #pending = new Map<number, Pending>();
  readonly #listeners = new Map<string, Set<(data: never) => void>>();
  #answer: ((name: string, params: unknown) => Promise<unknown>) | undefined;
  #lastId = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    this.#owned.add(port.onMessage(message => this.#receive(message)));
  }

  /** Rejects with an {@link RpcError} when the other side cannot answer or this one is disposed. */
  request<K extends keyof Requests & string>(
    name: K,
    ...params: undefined extends Params<Requests, K>
      ? [params?: Params<Requests, K>]
      : [params: Params<Requests, K>]
  ): Promise<Answer<Requests, K>> {
    if (this.#owned.isDisposed) return Promise.reject(closed(name));
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve: resolve as Pending['resolve'], reject });
      this.#port.post({ rpc: 'request', id, name, params: params[0] } satisfies Message);
    });
  }

  /** Takes the requests of the other side; a later call replaces the handlers of an earlier one. */
  handle(handlers: Handlers<Requests>, parsers: ParamsParsers<Requests>): Disposable {
    const answer = async (name: string, params: unknown) => {
      if (!Object.hasOwn(handlers, name) || !Object.hasOwn(parsers, name)) {
        throw new RpcError(`Unknown request "${name}"`);
      }
      const known = name as keyof Requests;
      return handlers[known](parsers[known].parse(params));
    };
    this.#answer = answer;
    return toDisposable(() => {
      if (this.#answer === answer) this.#answer = undefined;
    });
  }

  /** Tells the other side; nobody listening is no error. */
  notify<K extends keyof Events & string>(event: K, data: Events[K]): void {
    if (!this.#owned.isDisposed) this.#port.post({ rpc: 'event', name: event, data } satisfies Message);
  }

  on<K extends keyof Events & string>(event: K, listener: (data: Events[K]) => void): Disposable {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners);
    const entry = (data: Events[K]) => listener(data);
    listeners.add(entry);
    return toDisposable(() => listeners.delete(entry));
  }

  dispose(): void {
    this.#owned.dispose();
    this.#listeners.clear();
    this.#answer = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(closed('request'));
  }

  #receive(message: unknown): void {
    if (!isMessage(message)) return;
    if (message.rpc === 'request') void this.#serve(message.id, message.name, message.params);
    else if (message.rpc === 'answer') this.#settle(message.id, message.answer, message.error);
    else {
      for (const listener of [...(this.#listeners.get(message.name) ?? [])]) listener(message.data as never);
    }
  }

  async #serve(id: number, name: string, params: unknown): Promise<void> {
    let reply: Message;
    try {
      if (this.#answer === undefined) throw new RpcError(`Nobody answers "${name}"`);
      reply = { rpc: 'answer', id, answer: await this.#answer(name, params) };
    } catch (error) {
      reply = { rpc: 'answer', id, error: error instanceof Error ? error.message : String(error) };
    }
    if (!this.#owned.isDisposed) this.#port.post(reply);
  }

  #settle(id: number, answer: unknown, error: string | undefined): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (error === undefined) pending?.resolve(answer);
    else pending?.reject(new RpcError(error));
  }
}

function closed(name: string): RpcError {
  return new RpcError(`"${name}" has no answer: the connection was closed`);
}

function isMessage(message: unknown): message is Message {
  if (typeof message !== 'object' || message === null) return false;
  const { rpc, id, name, error } = message as Record<string, unknown>;
  if (rpc === 'event') return typeof name === 'string';
  if (typeof id !== 'number') return false;
  if (rpc === 'request') return typeof name === 'string';
  return rpc === 'answer' && (error === undefined || typeof error === 'string');
}
