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
