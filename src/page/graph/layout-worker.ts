/** The worker that places boxes and lines, so that the page never waits. */

import './layout-scope.ts';
import { layout } from '../../picture/layout.ts';
import type { LayoutRequest } from './layout-port.ts';

/** How long a first request may take to come before the time is used otherwise. */
const idleMs = 100;

addEventListener(
  'message',
  (event: MessageEvent<{ readonly id: number; readonly request: LayoutRequest }>) => {
    clearTimeout(warmingUp);
    const { id, request } = event.data;
    layout(request).then(
      answer => postMessage({ id, layout: answer }),
      (error: unknown) => postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
    );
  },
);

// The first layout takes twice as long as the second: this one is made while the editor still reads the skills.
const warmingUp = setTimeout(() => {
  const nodes = Array.from({ length: 40 }, (_, index) => ({ id: String(index), width: 96, height: 40 }));
  const edges = nodes.flatMap((_, index) =>
    [index + 1, index + 7]
      .filter(to => to < nodes.length)
      .map(to => ({ from: String(index), to: String(to) })),
  );
  void layout({ nodes, edges });
}, idleMs);
