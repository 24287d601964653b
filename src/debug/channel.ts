/** The wire to a client: numbers what is sent, and sees to it that each request gets exactly one answer. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import { asFault, DebugFault, faultMessage } from './fault.ts';
import type { RequestHandlers, RequestName } from './request.ts';

export type Send = (message: DebugProtocol.ProtocolMessage) => void;

type Unnumbered<Message> = Omit<Message, 'seq'>;

export class Channel {
  readonly #send: Send;
  readonly #pending = new Map<number, DebugProtocol.Request>();
  #seq = 0;

  constructor(send: Send) {
    this.#send = send;
  }

  event(event: string, body?: unknown): void {
    this.#post({ type: 'event', event, ...(body === undefined ? {} : { body }) });
  }

  /** Answers a request with what its handler says; what is no request is ignored. Never rejects. */
  async answer(message: DebugProtocol.ProtocolMessage, handlers: RequestHandlers): Promise<void> {
    if (!isRequest(message)) return;
    this.#pending.set(message.seq, message);
    try {
      const body = await handle(message, handlers);
      this.#settle(message, { success: true, ...(body === undefined ? {} : { body }) });
    } catch (error) {
      this.#fail(message, asFault(error, message.command));
    }
  }

  /** Answers a request that is still being worked on: nobody waits for it any more. What it comes to is dropped. */
  cancel(seq: number): void {
    const request = this.#pending.get(seq);
    if (request !== undefined) this.#fail(request, new DebugFault('cancelled', 'cancelled'));
  }

  /** Answers everything that is still being worked on, but for requests of this name. */
  close(but: RequestName): void {
    for (const request of [...this.#pending.values()])
      if (request.command !== but)
        this.#fail(request, new DebugFault('ended', 'The debug session has ended.'));
  }

  #fail(request: DebugProtocol.Request, fault: DebugFault): void {
    const body = { error: faultMessage(fault) };
    this.#settle(request, { success: false, message: fault.message, body });
  }

  #settle(
    request: DebugProtocol.Request,
    answer: Pick<DebugProtocol.Response, 'success' | 'message' | 'body'>,
  ): void {
    if (!this.#pending.delete(request.seq)) return;
    this.#post({ type: 'response', request_seq: request.seq, command: request.command, ...answer });
  }

  #post(message: Unnumbered<DebugProtocol.Event> | Unnumbered<DebugProtocol.Response>): void {
    this.#send({ seq: ++this.#seq, ...message });
  }
}

function isRequest(message: DebugProtocol.ProtocolMessage): message is DebugProtocol.Request {
  return message.type === 'request' && typeof (message as DebugProtocol.Request).command === 'string';
}

async function handle({ command, arguments: args }: DebugProtocol.Request, handlers: RequestHandlers) {
  if (!Object.hasOwn(handlers, command))
    throw new DebugFault('unknownRequest', `Skillsmith's debugger does not know the request "${command}".`);
  const handler = handlers[command as RequestName] as (args: unknown) => unknown;
  return handler(args ?? {});
}
