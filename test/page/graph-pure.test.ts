/** What the graph's page works out without a browser: runs at a moment, walks, searches, filters, cameras, memory. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CacheLevel, GraphRun } from '../../src/message/graph.ts';
import {
  contained,
  fitted,
  revealed,
  toPicture,
  toScreen,
  visibleBox,
  zoomedAt,
} from '../../src/page/graph/canvas/camera.ts';
import { type SceneNode, sceneEdge, sceneOf } from '../../src/page/graph/canvas/scene.ts';
import { SpatialIndex } from '../../src/page/graph/canvas/spatial-index.ts';
import { firstChoices, noFilter, readChoices } from '../../src/page/graph/choices.ts';
import { GraphStore } from '../../src/page/graph/graph-store.ts';
import { edgeKey, frameAt, lengthOf, momentsOf, slowness } from '../../src/page/graph/playback.ts';
import { RunPlayer } from '../../src/page/graph/run-player.ts';
import { search } from '../../src/page/graph/search.ts';
import { shownOf } from '../../src/page/graph/shown.ts';
import { type Arrow, walk } from '../../src/page/graph/walk.ts';
import { categoryId } from '../../src/picture/view.ts';
import { edge, graph, large, shop, shopRun, skill } from './harness/graph-samples.ts';

function storeOf(data = shop.data): GraphStore {
  const store = new GraphStore();
  store.replace(data);
  return store;
}

describe('a run in the graph', () => {
  const lights = (atMs: number, placeOf: (id: string) => string | undefined = id => id) =>
    [...frameAt(shopRun, atMs, placeOf).nodes].map(
      ([id, { count, running, failed, order }]) =>
        `${order} ${id.replace(/^.*\/|\.js$/g, '').replace('.js', '')} ${count}× ${running > 0 ? 'running' : failed > 0 ? 'failed' : 'done'}`,
    );

  it('says what was cached, unless other calls of it were not', () => {
    const step = { from: undefined, startMs: 0, endMs: 1, hasFailed: false };
    const cachedAt = (...levels: readonly (CacheLevel | undefined)[]) => {
      const steps = levels.map(cached => ({ ...step, to: 'a', ...(cached && { cached }) }));
      return frameAt({ ...shopRun, steps }, 2, id => id).nodes.get('a')?.cached;
    };
    assert.equal(cachedAt('redis', 'redis'), 'redis');
    for (const levels of [
      [undefined],
      ['redis', undefined],
      [undefined, 'redis'],
      ['redis', 'memory', 'redis'],
    ])
      assert.equal(cachedAt(...(levels as CacheLevel[])), undefined, levels.join());
  });

  it('lights up in order, with what is on, done and failed', () => {
    assert.deepEqual(lights(0), ['1 checkout 1× running']);
    assert.deepEqual(lights(3), ['1 checkout 1× running', '2 price 1× running', '3 tax 2× running']);
    assert.deepEqual(lights(12.4), [
      '1 checkout 1× failed',
      '2 price 1× done',
      '3 tax 2× done',
      '4 stock 1× done',
      '5 email 1× failed',
      '6 template 1× done',
    ]);
  });

  it('counts and times the calls of a line', () => {
    const lit = frameAt(shopRun, 12.4, id => id).edges.get(edgeKey(shop.price.id, shop.tax.id));
    assert.equal(lit?.count, 2);
    assert.ok(Math.abs((lit?.totalMs ?? 0) - 1.9) < 1e-9);
  });

  it('lights the group of a skill that is inside of one, and leaves out what is hidden', () => {
    const frame = frameAt(shopRun, 12.4, id =>
      id.startsWith('shop/money/') ? 'money' : id.startsWith('shop/') ? undefined : id,
    );
    assert.deepEqual([...frame.nodes.keys()], ['money', 'mail/email.js', 'mail/template.js']);
    assert.equal(frame.nodes.get('money')?.count, 3);
    assert.deepEqual([...frame.edges.keys()], [edgeKey('mail/email.js', 'mail/template.js')]);
  });

  it('never has more running or failed than begun, at any moment', () => {
    const step = fc.record({
      from: fc.constantFrom(undefined, 'a', 'b', '__proto__'),
      to: fc.constantFrom('a', 'b', 'constructor'),
      startMs: fc.double({ min: 0, max: 100, noNaN: true }),
      endMs: fc.option(fc.double({ min: 100, max: 200, noNaN: true }), { nil: undefined }),
      hasFailed: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(step), fc.double({ min: 0, max: 250, noNaN: true }), (steps, at) => {
        const run: GraphRun = { ...shopRun, steps, durationMs: undefined };
        const frame = frameAt(run, at, id => id);
        const begun = steps.filter(({ startMs }) => startMs <= at);
        const counted = [...frame.nodes.values()].reduce((sum, { count }) => sum + count, 0);
        assert.equal(counted, begun.length);
        for (const lit of [...frame.nodes.values(), ...frame.edges.values()]) {
          assert.ok(lit.running + lit.failed <= lit.count);
          assert.ok(lit.totalMs >= 0);
        }
      }),
    );
  });

  it('is played slowly enough to be seen, and never for long', () => {
    assert.ok(lengthOf(shopRun) * slowness(shopRun) >= 3_000 - 1e-6);
    const long: GraphRun = { ...shopRun, durationMs: 300_000 };
    assert.ok(lengthOf(long) * slowness(long) <= 20_000 + 1e-6);
    assert.deepEqual(momentsOf({ ...shopRun, steps: shopRun.steps.slice(0, 2) }), [0, 1, 4, 12.4]);
  });
});

describe('the player of a run', () => {
  function player() {
    let time = 0;
    let waiting: (() => void) | undefined;
    const made = new RunPlayer({
      now: () => time,
      next: tick => {
        waiting = tick;
        return () => {
          waiting = undefined;
        };
      },
    });
    const pass = (ms: number) => {
      time += ms;
      const tick = waiting;
      waiting = undefined;
      tick?.();
    };
    return { made, pass };
  }

  it('shows a run that goes on at its end, and one that was there before only when it is played', () => {
    const { made } = player();
    made.take(shopRun, false);
    assert.equal(made.isShown, false);
    made.take({ ...shopRun, id: 'run-2', status: 'running', durationMs: undefined }, true);
    assert.equal(made.isShown, true);
    assert.equal(made.atMs, 12.4);
    made.dispose();
  });

  it('plays from the start to the end and stops there', () => {
    const { made, pass } = player();
    made.take(shopRun, true);
    made.play();
    assert.equal(made.atMs, 0);
    pass(1_500);
    assert.ok(made.atMs > 4 && made.atMs < 9, String(made.atMs));
    assert.ok(made.isPlaying);
    pass(30_000);
    assert.equal(made.atMs, 12.4);
    assert.equal(made.isPlaying, false);
    made.dispose();
  });

  it('goes on from where it was paused', () => {
    const { made, pass } = player();
    made.take(shopRun, true);
    made.seek(6);
    made.play();
    pass(1);
    assert.ok(made.atMs >= 6);
    made.pause();
    const at = made.atMs;
    pass(1_000);
    assert.equal(made.atMs, at);
    made.dispose();
  });

  it('steps to the next moment at which something happens, and back', () => {
    const { made } = player();
    made.take(shopRun, true);
    made.seek(1);
    made.step(1);
    assert.equal(made.atMs, 1.5);
    made.step(-1);
    made.step(-1);
    assert.equal(made.atMs, 0);
    made.dispose();
  });

  it('does not play while the run is on', () => {
    const { made } = player();
    made.take({ ...shopRun, status: 'running' }, true);
    made.play();
    assert.equal(made.isPlaying, false);
    made.dispose();
  });
});

const box = (id: string, x: number, y: number): SceneNode => ({
  id,
  kind: 'skill',
  name: id,
  detail: '',
  colour: undefined,
  errors: 0,
  warnings: 0,
  isDeprecated: false,
  isInCycle: false,
  x,
  y,
  width: 100,
  height: 40,
});
const line = (from: SceneNode, to: SceneNode) =>
  sceneEdge({
    from: from.id,
    to: to.id,
    points: [
      { x: from.x + 50, y: from.y + 40 },
      { x: to.x + 50, y: to.y },
    ],
    isDynamic: false,
    isInCycle: false,
    calls: 1,
    colour: undefined,
  });

describe('walking in the graph', () => {
  //     top
  //    /   \
  // left   right
  //    \   /
  //    bottom
  const [top, left, right, bottom] = [
    box('top', 150, 0),
    box('left', 0, 100),
    box('right', 300, 100),
    box('bottom', 150, 200),
  ] as const;
  const edges = [line(top, left), line(top, right), line(left, bottom), line(right, bottom)];
  const scene = sceneOf([top, left, right, bottom], edges);
  const go = (from: string | undefined, arrow: Arrow, cameFrom?: string) =>
    walk(from, arrow, {
      scene,
      cameFrom,
      callers: id => edges.filter(edge => edge.to === id),
      callees: id => edges.filter(edge => edge.from === id),
    });

  it('begins at the top', () => assert.equal(go(undefined, 'down'), 'top'));
  it('goes down to callees and up to callers', () => {
    assert.equal(go('top', 'down'), 'left');
    assert.equal(go('bottom', 'up', 'right'), 'right');
    assert.equal(go('left', 'up'), 'top');
  });
  it('goes along the row', () => {
    assert.equal(go('left', 'right'), 'right');
    assert.equal(go('right', 'left'), 'left');
  });
  it('stays where there is none', () => {
    assert.equal(go('top', 'up'), undefined);
    assert.equal(go('bottom', 'down'), undefined);
    assert.equal(go('left', 'left'), undefined);
  });
});

describe('searching the graph', () => {
  const found = (pattern: string) => search(shop.data.nodes, pattern).map(id => id.replace(/^.*\//, ''));
  it('finds names first, then what is said of skills', () => {
    assert.deepEqual(found('price'), ['price.js']);
    assert.deepEqual(found('tax'), ['tax.js', 'price.js']);
    assert.deepEqual(found('T'.repeat(1)).slice(0, 2), ['table.js', 'tax.js']);
    assert.deepEqual(found('money round'), ['rounding.js']);
    assert.deepEqual(found('   '), []);
  });
});

describe('what of the graph is shown', () => {
  const shown = (change: Partial<typeof firstChoices>) => shownOf(storeOf(), { ...firstChoices, ...change });
  const names = (change: Partial<typeof firstChoices>) =>
    shown(change)
      .nodes.map(id => id.replace(/^.*\/|\.js$/g, ''))
      .sort();

  it('is everything at first', () => assert.equal(shown({}).nodes.length, 20));
  it('is what fits category, tag and problem together', () => {
    assert.deepEqual(names({ filter: { ...noFilter, tags: ['sums'] } }), ['price', 'rounding', 'tax']);
    assert.deepEqual(names({ filter: { ...noFilter, tags: ['sums'], problems: ['warning'] } }), ['price']);
    assert.deepEqual(names({ filter: { ...noFilter, problems: ['cycle'] } }), ['price', 'tax']);
    assert.deepEqual(names({ filter: { ...noFilter, problems: ['unknown'] } }), ['?send_sms', 'email']);
    assert.deepEqual(names({ filter: { ...noFilter, categories: [''] } }), ['log']);
  });
  it('hides leaves and entry points', () => {
    const rest = names({ filter: { ...noFilter, hidesLeaves: true, hidesEntries: true } });
    assert.ok(!rest.includes('checkout') && !rest.includes('words') && rest.includes('price'));
  });
  it('is so many levels around a skill', () => {
    const focus = { id: shop.price.id, levels: 1, collapsed: [] };
    assert.deepEqual(names({ focus }), ['checkout', 'discount', 'price', 'report', 'tax']);
  });
  it('has one box for a collapsed category, and lines to it that stand for all calls', () => {
    const { nodes, edges, groups, places } = shown({ collapsed: ['shop/money'] });
    const group = categoryId('shop/money');
    assert.equal(nodes.length, 17);
    assert.equal(groups.get(group)?.members.length, 4);
    assert.equal(places.get(shop.tax.id), group);
    const into = edges.filter(({ to }) => to === group);
    assert.deepEqual(
      into.map(({ from, calls }) => [from, calls]),
      [
        [shop.checkout.id, 2],
        [shop.report.id, 1],
      ],
    );
    assert.ok(!edges.some(({ from, to }) => from === group && to === group));
  });
  it('takes names that objects have of their own', () => {
    const [a, b] = [skill('constructor', { category: '__proto__' }), skill('__proto__')];
    const store = storeOf(graph([a, b], [edge(a, b)]));
    const { nodes, edges } = shownOf(store, { ...firstChoices, collapsed: ['__proto__'] });
    assert.deepEqual(nodes, [categoryId('__proto__'), '__proto__.js']);
    assert.equal(edges.length, 1);
  });
});

describe("the graph's store", () => {
  it('follows changes in both directions', () => {
    const store = storeOf();
    const added = skill('invoice', { category: 'shop' });
    store.apply({
      revision: 2,
      nodes: [added],
      removed: [shop.discount.id],
      renamed: [],
      edgesFrom: { [added.id]: [edge(added, shop.tax)], [shop.price.id]: [edge(shop.price, shop.tax)] },
      cycles: [],
    });
    assert.deepEqual(
      store
        .callers(shop.tax.id)
        .map(({ from }) => from)
        .sort(),
      [added.id, shop.price.id].sort(),
    );
    assert.equal(store.callers(shop.discount.id).length, 0);
    assert.equal(store.nodes.has(shop.discount.id), false);
    assert.equal(store.cycleOf(shop.price.id), undefined);
  });
});

describe('the camera', () => {
  const size = { width: 800, height: 600 };
  const camera = fc.record({
    x: fc.double({ min: -5_000, max: 5_000, noNaN: true }),
    y: fc.double({ min: -5_000, max: 5_000, noNaN: true }),
    scale: fc.double({ min: 0.05, max: 3, noNaN: true }),
  });
  const point = fc.record({
    x: fc.double({ min: 0, max: 800, noNaN: true }),
    y: fc.double({ min: 0, max: 600, noNaN: true }),
  });

  it('keeps what is under the pointer there while it zooms', () => {
    fc.assert(
      fc.property(camera, point, fc.double({ min: 0.3, max: 3, noNaN: true }), (from, at, factor) => {
        const under = toPicture(from, at);
        const back = toScreen(zoomedAt(from, factor, at), under);
        assert.ok(Math.hypot(back.x - at.x, back.y - at.y) < 1e-6);
      }),
    );
  });

  it('shows all of what it fits', () => {
    const bounds = { x: -100, y: 50, width: 5_000, height: 900 };
    const seen = visibleBox(fitted(bounds, size, { margin: 32, largest: 1 }), size);
    assert.ok(seen.x <= -100 && seen.y <= 50 && seen.x + seen.width >= 4_900 && seen.y + seen.height >= 950);
  });

  it('moves only as far as it must to reveal a box', () => {
    const still = { x: 0, y: 0, scale: 1 };
    assert.deepEqual(revealed(still, { x: 300, y: 300, width: 100, height: 40 }, size, 48), still);
    assert.equal(revealed(still, { x: 900, y: 300, width: 100, height: 40 }, size, 48).x, 800 - 48 - 1_000);
  });

  it('never loses the picture', () => {
    fc.assert(
      fc.property(camera, from => {
        const seen = visibleBox(contained(from, { x: 0, y: 0, width: 400, height: 300 }, size), size);
        assert.ok(seen.x < 400 && seen.y < 300 && seen.x + seen.width > 0 && seen.y + seen.height > 0);
      }),
    );
  });
});

describe('the word on a line of a cycle', () => {
  it('stands beside the boxes that the line passes', () => {
    const box = (id: string, x: number, y: number): SceneNode => ({
      id,
      kind: 'skill',
      name: id,
      detail: '',
      colour: undefined,
      errors: 0,
      warnings: 0,
      isDeprecated: false,
      isInCycle: true,
      x,
      y,
      width: 100,
      height: 40,
    });
    const line = sceneEdge({
      from: 'top',
      to: 'bottom',
      points: [
        { x: 50, y: 40 },
        { x: 50, y: 240 },
      ],
      isDynamic: false,
      isInCycle: true,
      calls: 1,
      colour: undefined,
    });
    const ends = [box('top', 0, 0), box('bottom', 0, 240)];
    assert.equal(sceneOf(ends, [line]).edges.get(line.key)?.middle.y, 140);
    const passed = sceneOf([...ends, box('between', 60, 120)], [line]).edges.get(line.key)?.middle;
    assert.ok(passed && (passed.y < 110 || passed.y > 170), `${passed?.y}`);
  });
});

describe('finding boxes and lines by their place', () => {
  it('agrees with looking at all of them', () => {
    const nodes = large(200).nodes.map((node, index) =>
      box(node.id, (index % 20) * 150, Math.floor(index / 20) * 90),
    );
    const index = new SpatialIndex(sceneOf(nodes, []));
    fc.assert(
      fc.property(fc.integer({ min: -50, max: 3_100 }), fc.integer({ min: -50, max: 950 }), (x, y) => {
        const naive = nodes.find(
          node => node.x <= x && x <= node.x + node.width && node.y <= y && y <= node.y + node.height,
        );
        assert.equal(index.nodeAt({ x, y })?.id, naive?.id);
      }),
    );
  });

  it('finds the nearest line within reach only', () => {
    const [a, b] = [box('a', 0, 0), box('b', 0, 1_000)];
    const index = new SpatialIndex(sceneOf([a, b], [line(a, b)]));
    assert.equal(index.edgeAt({ x: 54, y: 500 }, 6)?.to, 'b');
    assert.equal(index.edgeAt({ x: 60, y: 500 }, 6), undefined);
  });
});

describe('what the page keeps', () => {
  it('comes back whole', () => {
    const choices = {
      ...firstChoices,
      rootId: 'r',
      filter: { ...noFilter, tags: ['a'], problems: ['error' as const], hidesLeaves: true },
      focus: { id: 'a.js', levels: 3, collapsed: ['x'] },
      collapsed: ['y'],
      selection: { kind: 'edge' as const, from: 'a.js', to: 'b.js' },
      camera: { x: 1, y: 2, scale: 0.5 },
      isPinned: true,
      view: 'list' as const,
    };
    assert.deepEqual(readChoices(JSON.parse(JSON.stringify(choices))), choices);
  });

  it('is read without trust: anything gives choices that work', () => {
    fc.assert(
      fc.property(fc.anything(), kept => {
        const choices = readChoices(kept);
        assert.ok(Array.isArray(choices.filter.categories));
        assert.ok(choices.focus === undefined || (choices.focus.levels >= 1 && choices.focus.levels <= 9));
      }),
    );
    assert.deepEqual(
      readChoices({ camera: { x: 0, y: 0, scale: -1 }, focus: { id: 1, levels: 2 } }),
      firstChoices,
    );
  });
});
