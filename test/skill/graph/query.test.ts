// Questions about a graph, against answers that are found the slow and obvious way.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SkillCatalogue } from '../../../src/skill/catalogue.ts';
import { graphData } from '../../../src/skill/graph/live.ts';
import type { GraphData } from '../../../src/skill/graph/model.ts';
import { GraphQuery } from '../../../src/skill/graph/query.ts';
import { noTypes } from '../reading.ts';
import { afresh, calling, catalogueOf, updates } from './folder.ts';

const ids = [...'abcdefgh'];

/** A graph of eight nodes and any edges. */
const graphs = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids)), {
    maxLength: 20,
    selector: pair => pair.join('>'),
  })
  .map((pairs): GraphData => {
    const node = {
      kind: 'skill',
      category: '',
      form: undefined,
      summary: '',
      signature: '',
      tags: [],
      isDeprecated: false,
      problems: { errors: 0, warnings: 0, infos: 0 },
    } as const;
    return {
      nodes: ids.map(id => ({ ...node, id, name: id })),
      edges: pairs.sort().map(([from, to]) => ({ from, to, calls: [] })),
      cycles: [],
    };
  });

/** All ids that can be reached in one call or more. */
function reach(graph: GraphData, from: string): Set<string> {
  const found = new Set<string>();
  for (let before = -1; found.size > before; ) {
    before = found.size;
    for (const edge of graph.edges) if (edge.from === from || found.has(edge.from)) found.add(edge.to);
  }
  return found;
}

const isTogether = (graph: GraphData, a: string, b: string) =>
  a === b || (reach(graph, a).has(b) && reach(graph, b).has(a));

/** The most circles and skills on any way from here, by trying every way over the condensation. */
function depth(graph: GraphData, id: string): number {
  const own = ids.filter(other => isTogether(graph, id, other));
  const next = graph.edges.filter(({ from, to }) => own.includes(from) && !own.includes(to));
  return 1 + Math.max(0, ...next.map(({ to }) => depth(graph, to)));
}

const sorted = (set: Iterable<string>) => [...set].sort();

function check(property: (graph: GraphData, query: GraphQuery) => void): void {
  void fc.assert(
    fc.property(graphs, graph => property(graph, new GraphQuery(graph))),
    { numRuns: 200 },
  );
}

describe('a query', () => {
  it('finds transitive callees and callers', () => {
    check((graph, query) => {
      for (const id of ids) {
        assert.deepEqual(sorted(query.callees(id)), sorted(reach(graph, id)));
        const callers = ids.filter(other => reach(graph, other).has(id));
        assert.deepEqual(sorted(query.callers(id)), callers);
      }
    });
  });

  it('finds components', () => {
    check((graph, query) => {
      const groups = ids.map(id => ids.filter(other => isTogether(graph, id, other)));
      const wanted = new Set(groups.filter(group => group.length > 1).map(group => group.join()));
      assert.deepEqual(
        query.components().map(group => group.join()),
        [...wanted].sort(),
      );
    });
  });

  it('finds depths, and a longest chain that is one', () => {
    check((graph, query) => {
      for (const id of ids) {
        const chain = query.longestChain(id);
        assert.equal(query.depth(id), depth(graph, id));
        assert.equal(chain.length, query.depth(id));
        assert.equal(chain[0], id);
        for (const [index, to] of chain.slice(1).entries()) {
          const from = chain[index] as string;
          const calls = (caller: string) => graph.edges.some(edge => edge.from === caller && edge.to === to);
          assert.ok(ids.some(other => isTogether(graph, from, other) && calls(other)));
          assert.ok(!isTogether(graph, from, to));
        }
      }
      assert.equal(query.longestChain().length, Math.max(...ids.map(id => depth(graph, id))));
    });
  });

  it('finds entries and leaves', () => {
    check((graph, query) => {
      const others = graph.edges.filter(({ from, to }) => from !== to);
      assert.deepEqual(
        query.entries(),
        ids.filter(id => others.every(({ to }) => to !== id)),
      );
      assert.deepEqual(
        query.leaves(),
        ids.filter(id => others.every(({ from }) => from !== id)),
      );
    });
  });

  it('finds what is near', () => {
    check((graph, query) => {
      for (const [id, levels] of [
        ['a', 0],
        ['b', 1],
        ['c', 2],
        ['d', 8],
      ] as const) {
        const walk = (step: (at: readonly string[]) => readonly string[]) => {
          let level: readonly string[] = [id];
          const found = [id as string];
          for (let count = 0; count < levels; count++) {
            level = step(level);
            found.push(...level);
          }
          return found;
        };
        const down = walk(at => graph.edges.filter(({ from }) => at.includes(from)).map(({ to }) => to));
        const up = walk(at => graph.edges.filter(({ to }) => at.includes(to)).map(({ from }) => from));
        assert.deepEqual(sorted(query.neighbourhood(id, levels)), sorted(new Set([...down, ...up])));
      }
      assert.equal(query.neighbourhood('nobody', 3).size, 0);
    });
  });

  it('stands chains as long as the folder is large', () => {
    const many = Array.from({ length: 10_000 }, (_, i) => calling(`s${i}.js`, `s${i + 1}`));
    const query = new GraphQuery(graphData(catalogueOf(...many)));
    assert.equal(query.longestChain().length, 10_001);
    assert.equal(query.callers('?s10000').size, 10_000);
  });
});

describe('chains that are too long, and circles, in a catalogue', () => {
  it('are after any changes what they are in a catalogue that is made from scratch', () => {
    void fc.assert(
      fc.property(updates, fc.integer({ min: 1, max: 4 }), (steps, maxDepth) => {
        const catalogue = new SkillCatalogue({ stripTypes: noTypes });
        for (const [index, step] of steps.entries()) {
          catalogue.update(step);
          if (index === 1) catalogue.setMaxDepth(maxDepth);
          const fresh = afresh(catalogue);
          if (index >= 1) fresh.setMaxDepth(maxDepth);
          for (const { path } of fresh.skills())
            assert.deepEqual(catalogue.problems(path), fresh.problems(path));
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('a shortest circle', () => {
  it('is as short as any, and one', () => {
    check(graph => {
      const files = ids.map(id =>
        calling(`${id}.js`, ...graph.edges.filter(({ from }) => from === id).map(({ to }) => to)),
      );
      const data = graphData(catalogueOf(...files));
      for (const { path, members } of data.cycles) {
        for (const [index, from] of path.entries()) {
          const to = path[(index + 1) % path.length];
          assert.ok(data.edges.some(edge => edge.from === from && edge.to === to));
        }
        if (members.length === 1) continue;
        assert.equal(path.length, shortest(data, members));
        assert.equal(path[0], [...path].sort()[0]);
      }
    });
  });
});

/** The length of the shortest circle of two or more among the members, by walking from each of them. */
function shortest({ edges }: GraphData, members: readonly string[]): number {
  const lengths = members.map(start => {
    let level = new Set([start]);
    for (let length = 1; length <= members.length; length++) {
      level = new Set(edges.filter(({ from, to }) => from !== to && level.has(from)).map(({ to }) => to));
      if (level.has(start)) return length;
    }
    return Number.POSITIVE_INFINITY;
  });
  return Math.min(...lengths);
}
