/** A client of a debug session as people see it: what is said in the console, where it stops, what stands in the views. */

import assert from 'node:assert/strict';
import type { DebugProtocol } from '@vscode/debugprotocol';
import type { DebugHost } from '../../src/debug/host.ts';
import type { RequestName, Requests } from '../../src/debug/request.ts';
import { DebugSession } from '../../src/debug/session.ts';

/** A request that was refused, with the sentence for people. */
export class Refused extends Error {
  readonly isShown: boolean;

  constructor({ message, body }: DebugProtocol.Response) {
    super(message);
    this.isShown = body?.error?.showUser === true;
  }
}

interface Answered {
  readonly resolve: (body: never) => void;
  readonly reject: (error: Refused) => void;
}

export class Client {
  readonly session: DebugSession;
  readonly events: DebugProtocol.Event[] = [];
  readonly #pending = new Map<number, Answered>();
  readonly #waiting = new Set<{ readonly name: string; readonly resolve: (body: never) => void }>();
  /** Events up to here have been waited for. */
  #seen = 0;
  #seq = 0;

  constructor(host: DebugHost) {
    this.session = new DebugSession(host, message => this.#receive(message));
  }

  /** Sends anything at all as a request, and returns the body of its answer. */
  send<Body>(command: string, args?: unknown): Promise<Body> {
    const seq = ++this.#seq;
    const { promise, resolve, reject } = Promise.withResolvers<Body>();
    this.#pending.set(seq, { resolve, reject });
    this.session.receive({ type: 'request', seq, command, arguments: args } as DebugProtocol.Request);
    return promise;
  }

  get lastSeq(): number {
    return this.#seq;
  }

  request<Name extends RequestName>(name: Name, args?: Requests[Name][0]): Promise<Requests[Name][1]> {
    return this.send(name, args);
  }

  /** The next event of the name that nobody has waited for yet. */
  async event<E extends DebugProtocol.Event>(name: E['event']): Promise<E['body']> {
    const at = this.events.findIndex(({ event }, index) => index >= this.#seen && event === name);
    if (at >= 0) {
      this.#seen = at + 1;
      return this.events[at]?.body;
    }
    return new Promise(resolve => this.#waiting.add({ name, resolve }));
  }

  async initialize(args: Partial<DebugProtocol.InitializeRequestArguments> = {}): Promise<void> {
    await this.request('initialize', { adapterID: 'skillsmith', ...args });
  }

  /** Launches, sets breakpoints as `price.js:3`, and lets the run begin. */
  async launch(args: object, { breakpoints = [], exceptions = [] }: Beginning = {}): Promise<void> {
    await this.initialize();
    const launched = this.send('launch', args);
    await Promise.race([this.event('initialized'), launched]);
    for (const [file, places] of Map.groupBy(breakpoints, place => place.split(':')[0] as string)) {
      const lines = places.map(place => ({ line: Number(place.split(':')[1]) }));
      await this.request('setBreakpoints', { source: { path: `/skills/${file}` }, breakpoints: lines });
    }
    await this.request('setExceptionBreakpoints', { filters: [...exceptions] });
    await this.request('configurationDone');
    await launched;
  }

  /** Lets the run go on until it stops, and draws what is seen then. */
  async step(command: RequestName, args: object = {}): Promise<string> {
    await this.send(command, { threadId: this.thread, ...args });
    return this.stopped();
  }

  thread = 1;

  /** Waits for the next stop and draws it: why, the call stack, and the variables of the uppermost frame. */
  async stopped(): Promise<string> {
    const stop = await this.event<DebugProtocol.StoppedEvent>('stopped');
    this.thread = stop.threadId ?? 1;
    const { stackFrames } = await this.request('stackTrace', { threadId: this.thread });
    const frames = stackFrames.map(({ name, source, line, presentationHint }) =>
      presentationHint === 'label' ? `  -- ${name}` : `  ${name} ${source?.name}:${line}`,
    );
    const [top] = stackFrames;
    assert(top, 'there is no frame');
    const scopes = await this.scopes(top.id);
    return [stop.description, ...frames, ...scopes].join('\n');
  }

  async scopes(frameId: number): Promise<readonly string[]> {
    const { scopes } = await this.request('scopes', { frameId });
    const drawn = scopes.map(async ({ name, variablesReference }) => {
      const { variables } = await this.request('variables', { variablesReference });
      const values = variables.map(({ name, value }) => `${name} = ${value}`);
      return `  ${name}: ${values.join(', ')}`;
    });
    return Promise.all(drawn);
  }

  /** All that stands in the console. */
  get console(): string {
    const outputs = this.events.filter(({ event }) => event === 'output');
    return outputs
      .map(({ body: { category, output, source, line } }) => {
        const place = source === undefined ? '' : ` (${source.name}:${line})`;
        return `${category} ${output.trimEnd()}${place}`;
      })
      .join('\n');
  }

  #receive(message: DebugProtocol.ProtocolMessage): void {
    if (message.type === 'event') {
      const event = message as DebugProtocol.Event;
      this.events.push(event);
      const [waiter] = [...this.#waiting].filter(({ name }) => name === event.event);
      if (waiter === undefined) return;
      this.#waiting.delete(waiter);
      this.#seen = this.events.length;
      waiter.resolve(event.body as never);
      return;
    }
    const response = message as DebugProtocol.Response;
    const answered = this.#pending.get(response.request_seq);
    assert(answered, `a second answer to ${response.command}`);
    this.#pending.delete(response.request_seq);
    if (response.success) answered.resolve(response.body as never);
    else answered.reject(new Refused(response));
  }
}

interface Beginning {
  readonly breakpoints?: readonly string[];
  readonly exceptions?: readonly ('uncaught' | 'caught')[];
}
