/** The worker that places boxes and lines, so that the page never waits. */

import './layout-scope.ts';
import { layout } from '../../picture/layout.ts';
import type { LayoutRequest } from './layout-port.ts';

addEventListener(
  'message',
  (event: MessageEvent<{ readonly id: number; readonly request: LayoutRequest }>) => {
    const { id, request } = event.data;
    layout(request).then(
      answer => postMessage({ id, layout: answer }),
      (error: unknown) => postMessage({ id, error: error instanceof Error ? error.message : String(error) }),
    );
  },
);

// The first layout takes twice as long as the second: this one is made while the editor still reads the skills.
const first = Array.from({ length: 40 }, (_, index) => ({ id: String(index), width: 96, height: 40 }));
void layout({
  nodes: first,
  edges: first.flatMap((_, index) =>
    [index + 1, index + 7]
      .filter(to => to < first.length)
      .map(to => ({ from: String(index), to: String(to) })),
  ),
});
