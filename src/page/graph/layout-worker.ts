/** The worker that places boxes and lines, so that the page never waits. */
import dagre from '@dagrejs/dagre';
import type { LayoutRequest } from './layout-port.ts';

addEventListener('message', (event: MessageEvent<{ id: number; request: LayoutRequest }>) => {
  const { id, request } = event.data;
  const g = new dagre.graphlib.Graph({ multigraph: false });
  g.setGraph({ rankdir: 'TB', nodesep: 24, ranksep: 64, edgesep: 12 });
  g.setDefaultEdgeLabel(() => ({}));
  for (const n of request.nodes) g.setNode(n.id, { width: n.width, height: n.height });
  for (const e of request.edges) g.setEdge(e.from, e.to);
  dagre.layout(g);
  postMessage({
    id,
    layout: {
      nodes: request.nodes.map(n => {
        const { x, y } = g.node(n.id) as { x: number; y: number };
        return { x: x - n.width / 2, y: y - n.height / 2 };
      }),
      edges: request.edges.map(
        e => (g.edge(e.from, e.to) as { points: { x: number; y: number }[] }).points ?? [],
      ),
    },
  });
});
