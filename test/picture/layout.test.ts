// Where boxes and lines are put: layers, grids, circles, and what an edit moves.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { type Box, type Layout, type LayoutRequest, layout } from '../../src/picture/layout.ts';

const size = { width: 120, height: 40 };

/** `a>b` for an edge, `a` for a box without one. */
function request(...parts: readonly string[]): LayoutRequest {
  const edges = parts.filter(part => part.includes('>')).map(part => part.split('>') as [string, string]);
  const ids = new Set([...edges.flat(), ...parts.filter(part => !part.includes('>'))]);
  return {
    nodes: [...ids].map(id => ({ id, ...size })),
    edges: edges.map(([from, to]) => ({ from, to })),
  };
}

function boxesOf({ nodes }: LayoutRequest, done: Layout): Map<string, Box> {
  return new Map(
    nodes.map(({ id, width, height }, index) => {
      const { x, y } = done.nodes[index] as { x: number; y: number };
      return [id, { x, y, width, height }];
    }),
  );
}

function overlaps(boxes: Iterable<Box>): number {
  const all = [...boxes];
  let count = 0;
  for (const [index, a] of all.entries())
    for (const b of all.slice(index + 1))
      if (a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height) count++;
  return count;
}

function isOnBorder({ x, y, width, height }: Box, point: { x: number; y: number } | undefined): boolean {
  if (point === undefined) return false;
  const near = (a: number, b: number) => Math.abs(a - b) < 0.5;
  const inX = point.x >= x - 0.5 && point.x <= x + width + 0.5;
  const inY = point.y >= y - 0.5 && point.y <= y + height + 0.5;
  return (
    (inX && (near(point.y, y) || near(point.y, y + height))) ||
    (inY && (near(point.x, x) || near(point.x, x + width)))
  );
}

function assertSound(asked: LayoutRequest, done: Layout): void {
  const boxes = boxesOf(asked, done);
  assert.equal(overlaps(boxes.values()), 0);
  for (const [index, { from, to }] of asked.edges.entries()) {
    const points = done.edges[index] ?? [];
    assert.ok(points.length >= 2, `${from}>${to}`);
    assert.ok(isOnBorder(boxes.get(from) as Box, points[0]), `${from}>${to} leaves its box`);
    assert.ok(isOnBorder(boxes.get(to) as Box, points.at(-1)), `${from}>${to} reaches its box`);
    for (const { x, y } of points) assert.ok(Number.isFinite(x) && Number.isFinite(y));
  }
}

const small = fc
  .array(fc.tuple(fc.constantFrom(...'abcdefgh'), fc.constantFrom(...'abcdefgh')), { maxLength: 14 })
  .map(pairs => request(...'abcdefgh', ...new Set(pairs.map(pair => pair.join('>')))));

describe('the layout', () => {
  it('puts callers above callees', async () => {
    const asked = request('a>b', 'a>c', 'b>d', 'c>d');
    const boxes = boxesOf(asked, await layout(asked));
    const y = (id: string) => boxes.get(id)?.y as number;
    assert.ok(y('a') < y('b') && y('b') < y('d') && y('c') < y('d'));
  });

  it('is sound for whatever calls whatever', async () => {
    await fc.assert(
      fc.asyncProperty(small, async asked => assertSound(asked, await layout(asked))),
      { numRuns: 60 },
    );
  });

  it('is the same for the same request', async () => {
    const asked = request('a>b', 'b>c', 'c>a', 'a>d', 'e>f', 'g');
    assert.deepEqual(await layout(asked), await layout(asked));
  });

  it('arranges a chain of 600 with lines over hundreds of layers', async () => {
    const chain = Array.from({ length: 600 }, (_, i) => `s${i}>s${i + 1}`);
    const leaps = Array.from({ length: 1200 }, (_, i) => `s${i % 300}>s${300 + ((i * 7) % 300)}`);
    const asked = request(...new Set([...chain, ...leaps]));
    assertSound(asked, await layout(asked));
  });

  it('packs boxes without lines in a grid', async () => {
    const ids = Array.from({ length: 400 }, (_, i) => `s${i}`);
    const asked = request('a>b', ...ids);
    const done = await layout(asked);
    assertSound(asked, done);
    const boxes = [...boxesOf(asked, done).values()];
    const width = Math.max(...boxes.map(({ x }) => x)) - Math.min(...boxes.map(({ x }) => x));
    const height = Math.max(...boxes.map(({ y }) => y)) - Math.min(...boxes.map(({ y }) => y));
    assert.ok(width < height * 4 && height < width * 4, `${width} × ${height}`);
  });

  it('packs parts that do not hang together', async () => {
    const asked = request(...Array.from({ length: 60 }, (_, i) => [`a${i}>b${i}`, `a${i}>c${i}`]).flat());
    const done = await layout(asked);
    assertSound(asked, done);
    const xs = done.nodes.map(({ x }) => x);
    assert.ok(Math.max(...xs) - Math.min(...xs) < 6_000);
  });

  it('gives nothing to edges without an end, and nothing at all for nothing', async () => {
    assert.deepEqual(await layout({ nodes: [], edges: [{ from: 'a', to: 'b' }] }), {
      nodes: [],
      edges: [[]],
    });
  });

  it('draws names like __proto__ and constructor', async () => {
    const asked = request('__proto__>constructor', 'constructor>toString', 'constructor>__proto__');
    assertSound(asked, await layout(asked));
  });
});

describe('a layout that keeps places', () => {
  it('moves nothing that was there, and covers nothing with what is new', async () => {
    await fc.assert(
      fc.asyncProperty(small, small, async (before, after) => {
        const done = await layout(before);
        const places = boxesOf(before, done);
        const kept = [...places].slice(0, 5).map(([id, { x, y }]) => ({ id, x, y }));
        const again = await layout({ ...after, kept });
        assertSound(after, again);
        const now = boxesOf(after, again);
        for (const { id, x, y } of kept) assert.deepEqual([now.get(id)?.x, now.get(id)?.y], [x, y]);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps the lines between what stayed', async () => {
    const before = request('a>b', 'b>c', 'a>c');
    const done = await layout(before);
    const kept = [...boxesOf(before, done)].map(([id, { x, y }]) => ({ id, x, y }));
    const after = request('a>b', 'b>c', 'a>c', 'c>d');
    const again = await layout({ ...after, kept, keptEdges: [...done.edges, undefined] });
    assert.deepEqual(again.edges.slice(0, 3), done.edges);
    const boxes = boxesOf(after, again);
    assert.ok((boxes.get('d')?.y as number) > (boxes.get('c')?.y as number));
  });

  it('puts a new caller of one skill next to it, also where many are', async () => {
    const wide = Array.from({ length: 50 }, (_, i) => `root>s${i}`);
    const before = request(...wide);
    const kept = [...boxesOf(before, await layout(before))].map(([id, { x, y }]) => ({ id, x, y }));
    const asked = { ...request(...wide, 'new>s25'), kept };
    const boxes = boxesOf(asked, await layout(asked));
    const [fresh, callee] = [boxes.get('new') as Box, boxes.get('s25') as Box];
    assert.ok(Math.hypot(fresh.x - callee.x, fresh.y - callee.y) < 600);
  });
});
