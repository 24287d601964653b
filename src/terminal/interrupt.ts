/** Ctrl-C: the first cancels what goes on, the second ends the process, whatever is going on. */

import type { Disposable } from '../base/disposal.ts';
import type { Terminal } from './terminal.ts';

/** The exit code of what was cancelled. */
export const cancelledCode = 130;

/** Until it is disposed, which its creator does. */
export function cancelOnInterrupt(terminal: Terminal): Disposable & { readonly signal: AbortSignal } {
  const controller = new AbortController();
  const listening = terminal.onInterrupt(() => {
    if (controller.signal.aborted) terminal.exit(cancelledCode);
    controller.abort();
  });
  return { signal: controller.signal, dispose: () => listening.dispose() };
}
