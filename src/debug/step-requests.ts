/** Answers requests that let a run go on, forwards and back. */

import type { GoWay, ProbeRef } from '../run/debug/debuggee.ts';
import { DebugFault } from './fault.ts';
import { Handles } from './handles.ts';
import type { RequestHandlers } from './request.ts';
import { frameOf, type RunParts } from './stack-requests.ts';

type StepRequests =
  | 'continue'
  | 'next'
  | 'stepIn'
  | 'stepOut'
  | 'stepBack'
  | 'reverseContinue'
  | 'restartFrame'
  | 'gotoTargets'
  | 'goto'
  | 'goToFailure'
  | 'pause';

export function stepRequests(parts: RunParts): RequestHandlers<StepRequests> {
  const targets = new Handles<ProbeRef>();
  const step =
    (way: GoWay) =>
    async ({ threadId }: { readonly threadId: number }): Promise<undefined> => {
      await parts.run.go(way, { thread: threadId });
      return undefined;
    };
  return {
    continue: async () => {
      await parts.run.go('continue', {});
      return { allThreadsContinued: true };
    },
    next: step('over'),
    stepIn: step('into'),
    stepOut: step('out'),
    stepBack: step('back'),
    reverseContinue: async () => {
      await parts.run.go('reverse', {});
      return undefined;
    },
    restartFrame: async ({ frameId }) => {
      const frame = frameOf(parts.run, frameId);
      if (frame === undefined)
        throw new DebugFault('badArguments', 'Select a frame that can be restarted.', { isShown: true });
      await parts.run.go('restart frame', { frame });
      return undefined;
    },
    gotoTargets: ({ source, line }) => {
      const { skills, numbering } = parts;
      const file = skills.pathOf(source);
      if (file === undefined) return { targets: [] };
      const places = skills.places(file).filter(place => place.line === numbering.line(line));
      return {
        targets: places.map(place => ({
          id: targets.add({ file, probe: place.probe }),
          label: `Run to line ${place.line}, column ${place.column}`,
          ...numbering.client(place),
        })),
      };
    },
    goto: async ({ threadId, targetId }) => {
      const to = targets.get(targetId);
      if (to === undefined) throw new DebugFault('gone', 'This place is not known. Choose it again.');
      await parts.run.go('to', { thread: threadId, to });
      return undefined;
    },
    goToFailure: async () => {
      await parts.run.go('failure', {});
      return undefined;
    },
    pause: async () => {
      if (parts.run.state === 'running') await parts.run.ask({ type: 'pause' });
      return undefined;
    },
  };
}
