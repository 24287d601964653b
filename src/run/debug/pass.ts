/** One time through a run that is debugged. */

import type { Sandbox } from '../../sandbox/instance.ts';
import type { Conductor } from '../conductor.ts';
import type { TapingRecording } from '../taping.ts';
import type { OpenCalls } from './calls.ts';
import type { StoppedGuest } from './guest.ts';
import type { Inspection } from './inspection.ts';
import type { Moment } from './moment.ts';
import type { Reason, StopReasons } from './reasons.ts';

export interface Pass {
  readonly sandbox: Sandbox;
  readonly recording: TapingRecording;
  readonly calls: OpenCalls;
  readonly guest: StoppedGuest;
  readonly conductor: Conductor;
  readonly reasons: StopReasons;
  /** Probes whose places are kept whenever they are met. */
  readonly kept: Set<number>;
  /** How often the pass has met what it counts. */
  met: number;
  /** While it is stopped. */
  inspection: Inspection | undefined;
  /** The last breakpoint that a survey met. */
  last: { readonly moment: Moment; readonly stop: Reason } | undefined;
}
