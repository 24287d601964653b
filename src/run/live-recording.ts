/** The recording of a run that is not recorded: time, randomness and answers come straight from the world. */

import type { Recording } from './port.ts';

/** `seed` yields four random 32-bit integers; time has fractions of milliseconds and never runs backwards. */
export function liveRecording(seed: Recording['seed']): Recording {
  const offset = Date.now() - performance.now();
  return {
    now: () => offset + performance.now(),
    seed,
    answer: (_question, ask) => ask(),
    cached: (_call, ask) => ask(),
    stop: look => look(),
    wait: pause => pause(),
    called: () => undefined,
  };
}
