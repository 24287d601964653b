/**
 * The graph's page. The editor's HTML shell needs, and may hold nothing else:
 *
 * - in `<head>`: `<meta charset="utf-8">`, the content security policy
 *   `default-src 'none'; style-src ${cspSource}; font-src ${cspSource}; script-src 'nonce-…'; worker-src blob:`, and
 *   `<link rel="stylesheet" href="…/dist/page/graph.css">`;
 * - in `<body>`: `<script type="module" nonce="…" src="…/dist/page/graph.js"></script>`.
 *
 * The page draws itself into the body, says `ready`, and takes the whole state as the answer.
 */

import '@vscode-elements/elements/dist/vscode-button/index.js';
import './graph.css';
import type { GraphEvents, GraphRequests } from '../../message/graph.ts';
import { Rpc } from '../../message/rpc.ts';
import { connect } from '../view/connection.ts';
import { GraphModel } from './graph-model.ts';
import { GraphPage } from './graph-page.ts';
import { LayoutClient } from './layout-client.ts';
import layoutWorker from './layout-worker.ts?bundle';
import { textMeasure } from './text-measure.ts';

const { port, memory } = connect();
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const model = new GraphModel({
  rpc: new Rpc<GraphRequests, GraphEvents>(port),
  memory,
  layout: new LayoutClient(layoutWorker),
  ticks: {
    now: () => performance.now(),
    next: tick => {
      const frame = requestAnimationFrame(tick);
      return () => cancelAnimationFrame(frame);
    },
  },
  motionMs: () => (calm.matches || document.body.classList.contains('vscode-reduce-motion') ? 0 : 140),
  measure: textMeasure(),
});
const page = new GraphPage();
page.model = model;
document.body.append(page);
addEventListener('pagehide', () => model.keep());
document.addEventListener('visibilitychange', () => model.keep());
void model.start();
