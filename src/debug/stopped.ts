/** Why a run has stopped, in the protocol's terms and in words. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Stop, StopCause } from '../run/debug/debuggee.ts';

type StoppedBody = DebugProtocol.StoppedEvent['body'];

/** The reason is one that clients know; where it says too little, words say more. */
const causes = {
  entry: { reason: 'entry', words: 'Paused on entry' },
  breakpoint: { reason: 'breakpoint', words: 'Paused on breakpoint' },
  'function breakpoint': { reason: 'function breakpoint', words: 'Paused on function breakpoint' },
  'data breakpoint': { reason: 'data breakpoint', words: 'Paused on data breakpoint' },
  'debugger statement': { reason: 'breakpoint', words: 'Paused on debugger statement' },
  exception: { reason: 'exception', words: 'Paused on error' },
  step: { reason: 'step', words: 'Paused on step' },
  pause: { reason: 'pause', words: 'Paused' },
  goto: { reason: 'goto', words: 'Paused on the line' },
  'start of the run': { reason: 'entry', words: 'Paused at the start of the run' },
  restart: { reason: 'restart', words: 'Paused on restart of the frame' },
} as const satisfies Record<StopCause, { readonly reason: string; readonly words: string }>;

export function stoppedBody({ cause, thread, breakpoints, text, error }: Stop): StoppedBody {
  const { reason, words } = causes[cause];
  const said = error === undefined ? text : `${error.name}: ${error.message}`;
  return {
    reason,
    description: text === undefined ? words : `${words}: ${text}`,
    threadId: thread,
    allThreadsStopped: true,
    ...(said !== undefined && { text: said }),
    ...(breakpoints.length > 0 && { hitBreakpointIds: [...breakpoints] }),
  };
}
