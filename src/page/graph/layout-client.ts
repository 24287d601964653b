/** The page's end of the layout's worker, which is started from text: a webview may load no other script. */

import type { Layout, LayoutPort, LayoutRequest } from './layout-port.ts';

interface Answer {
  readonly id: number;
  readonly layout?: Layout;
  readonly error?: string;
}

interface Pending {
  readonly resolve: (layout: Layout) => void;
  readonly reject: (error: Error) => void;
}

export class LayoutClient implements LayoutPort {
  readonly #source: string;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;

  /** @param source the worker's bundle */
  constructor(source: string) {
    this.#source = source;
    // The worker reads its bundle while the editor still reads the skills.
    this.#start();
  }

  arrange(request: LayoutRequest): Promise<Layout> {
    // What is under way is out of date, and may take seconds: it is not waited for.
    if (this.#pending.size > 0) this.#stop(new Error('Another layout was asked for.'));
    const worker = this.#start();
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      worker.postMessage({ id, request });
    });
  }

  dispose(): void {
    this.#stop(new Error('The page is gone.'));
  }

  #start(): Worker {
    if (this.#worker !== undefined) return this.#worker;
    const url = URL.createObjectURL(new Blob([this.#source], { type: 'text/javascript' }));
    const worker = new Worker(url, { name: 'layout' });
    worker.addEventListener('message', (event: MessageEvent<Answer>) => this.#settle(event.data));
    worker.addEventListener('error', event => {
      this.#stop(new Error(event.message === '' ? 'The layout could not be started.' : event.message));
    });
    URL.revokeObjectURL(url);
    this.#worker = worker;
    return worker;
  }

  #settle({ id, layout, error }: Answer): void {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    if (layout === undefined) pending?.reject(new Error(error ?? 'The layout gave no answer.'));
    else pending?.resolve(layout);
  }

  #stop(reason: Error): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(reason);
  }
}
