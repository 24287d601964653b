/** What a debugged run's thread and the one that started it say to each other. */

import type { MessagePort } from 'node:worker_threads';
import type { RunJob } from '../../run/conductor.ts';
import type { Breakpoints, DebugCommand, DebugEvent } from '../../run/debug/debuggee.ts';
import type { Outcome, RunEvent } from '../../run/outcome.ts';
import type { Found, FoundProgram } from '../../run/program.ts';
import type { Tape } from '../../run/tape.ts';

/** Handed to the thread at its start. */
export interface DebugThreadStart {
  readonly module: WebAssembly.Module;
  /** One 32-bit word each: {@link wakeWord} and {@link endWord}. */
  readonly flags: SharedArrayBuffer;
  /** Where {@link ToDebugThread} arrives, so that the thread can read it while it blocks. */
  readonly requests: MessagePort;
}

/** Counts what was sent over {@link DebugThreadStart} `requests`. */
export const wakeWord = 0;
/** Set to 1: the run is to end. */
export const endWord = 1;

export type ToDebugThread =
  | {
      readonly type: 'start';
      readonly job: RunJob;
      readonly programs: readonly FoundProgram[];
      readonly breakpoints: Breakpoints;
      readonly stopOnEntry: boolean;
      readonly tape: Tape | undefined;
    }
  /** The skills as they are now, for a run that begins anew. */
  | { readonly type: 'programs'; readonly programs: readonly FoundProgram[] }
  | { readonly type: 'command'; readonly id: number; readonly command: DebugCommand }
  | { readonly type: 'found'; readonly request: number; readonly found: Found };

export type FromDebugThread =
  | { readonly type: 'ready' }
  | { readonly type: 'events'; readonly events: readonly RunEvent[] }
  | { readonly type: 'event'; readonly event: Exclude<DebugEvent, { readonly type: 'run' | 'ended' }> }
  | {
      readonly type: 'answer';
      readonly id: number;
      readonly answer: { readonly value: unknown } | { readonly error: string };
    }
  | { readonly type: 'find'; readonly request: number; readonly name: string }
  | { readonly type: 'ended'; readonly outcome: Outcome; readonly tape: Tape | undefined };
