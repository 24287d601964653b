/** The page's end of the wire: VS Code's webview API as a message port and a memory. */

import { toDisposable } from '../../base/disposal.ts';
import type { MessagePort } from '../../message/rpc.ts';
import type { PageMemory } from './page-memory.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

/** May be called once per page, as VS Code demands. */
export function connect(): { readonly port: MessagePort; readonly memory: PageMemory } {
  const api = acquireVsCodeApi();
  return {
    port: {
      post: message => api.postMessage(message),
      onMessage: listener => {
        const onMessage = (event: MessageEvent<unknown>) => listener(event.data);
        window.addEventListener('message', onMessage);
        return toDisposable(() => window.removeEventListener('message', onMessage));
      },
    },
    memory: { get: () => api.getState(), set: value => api.setState(value) },
  };
}
