// The call graph as data: from one catalogue, and following a catalogue that changes.
import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { SkillCatalogue } from '../../../src/skill/catalogue.ts';
import { type GraphDelta, graphData, LiveGraph } from '../../../src/skill/graph/live.ts';
import type { GraphData, GraphEdge, GraphNode } from '../../../src/skill/graph/model.ts';
import type { SkillFile } from '../../../src/skill/skill.ts';
import { noTypes } from '../reading.ts';
import { afresh, calling, catalogueOf, updates } from './folder.ts';

/** `a.js → ?f`, `a.js → c.js dynamic`, for each edge. */
function drawEdges({ edges }: GraphData): string[] {
  return edges.map(({ from, to, calls }) => {
    const [{ isDynamic } = { isDynamic: false }] = calls;
    return `${from} → ${to}${isDynamic ? ' dynamic' : ''}${calls.length > 1 ? ` ×${calls.length}` : ''}`;
  });
}

function dataOf(...files: readonly SkillFile[]): GraphData {
  return graphData(catalogueOf(...files));
}

const skill = (text: string, path = 'sample.js') => ({
  path,
  text: `export default async function sample(n) {\n${text}\n}`,
});

describe('the graph of a catalogue', () => {
  it('has a node for each file, each unknown name, and one for all names that only a run knows', () => {
    const { nodes } = dataOf(
      calling('x/A.js', 'Lost', '*'),
      calling('b.js', 'lost', 'a', '*'),
      calling('c.js'),
    );
    assert.deepEqual(
      nodes.map(({ id, kind, name, category }) => [id, kind, name, category]),
      [
        ['*', 'dynamic', 'known only at run time', ''],
        ['?lost', 'unknown', 'lost', ''],
        ['b.js', 'skill', 'b', ''],
        ['c.js', 'skill', 'c', ''],
        ['x/A.js', 'skill', 'A', 'x'],
      ],
    );
  });

  it('says of a node what its text says', () => {
    const text =
      '/**\n * Squares. And more.\n * @param {number} n - it\n * @returns {number}\n * @tags sums\n * @deprecated\n */\nfunction square(n) { return lost + n; }';
    const [node] = dataOf({ path: 'square.js', text }).nodes;
    assert.deepEqual(JSON.parse(JSON.stringify(node)), {
      id: 'square.js',
      kind: 'skill',
      name: 'square',
      category: '',
      form: 'bare-function',
      summary: 'Squares.',
      signature: 'square(n: number): number',
      tags: ['sums'],
      isDeprecated: true,
      problems: { errors: 1, warnings: 0, infos: 0 },
    });
  });

  it('has one edge for all calls from one skill to another, with their places', () => {
    const [edge] = dataOf(skill("await callSkill('a');\n  await skills.A();"), calling('a.js')).edges;
    assert.deepEqual(
      edge?.calls.map(({ place, offset }) => [place.line, place.column, offset]),
      [
        [2, 18, 59],
        [3, 16, 79],
      ],
    );
  });

  const a = calling('a.js');
  const b = calling('b.js');
  const cases: readonly [body: string, ...edges: string[]][] = [
    ["callSkill(n ? 'a' : 'b')", 'sample.js → a.js dynamic', 'sample.js → b.js dynamic'],
    ["const n1 = 'a'; callSkill(n1)", 'sample.js → a.js'],
    ["let n1 = 'a'; callSkill(n1)", 'sample.js → * dynamic'],
    ['skills[n](1)', 'sample.js → * dynamic'],
    ['callSkill(...n)', 'sample.js → * dynamic'],
    ["callSkill('a', { ...n })", 'sample.js → a.js'],
    ["callSkill('a', ...n)", 'sample.js → a.js'],
    ["return `callSkill('a')`"],
    ["// callSkill('a')\n/* skills.a() */ return \"callSkill('a')\""],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the text of a skill
    ["return `${await callSkill('a')} callSkill('b')`", 'sample.js → a.js'],
    ["callSkill('a'); callSkill('A')", 'sample.js → a.js ×2'],
    ["callSkill('constructor')", 'sample.js → ?constructor'],
    ["callSkill('__proto__')", 'sample.js → ?__proto__'],
  ];
  for (const [body, ...edges] of cases)
    it(`draws ${body}`, () => assert.deepEqual(drawEdges(dataOf(skill(body), a, b)), edges));

  it('knows skills called constructor and __proto__', () => {
    const data = dataOf(
      calling('constructor.js', '__proto__'),
      calling('__proto__.js', 'constructor', 'toString'),
    );
    assert.deepEqual(drawEdges(data), [
      '__proto__.js → ?tostring',
      '__proto__.js → constructor.js',
      'constructor.js → __proto__.js',
    ]);
    assert.deepEqual(data.cycles, [
      { path: ['__proto__.js', 'constructor.js'], members: ['__proto__.js', 'constructor.js'] },
    ]);
  });

  it('leads, of two files with one name, to the first that can be read, and to one that cannot', () => {
    const catalogue = catalogueOf(calling('a.js', 'b', 'c'), calling('x/b.js'), calling('x/B.js'));
    catalogue.update({
      set: [
        { path: 'b.js', code: 'skill/not-utf8', message: 'No.' },
        { path: 'c.js', code: 'skill/not-utf8', message: 'No.' },
      ],
    });
    const data = graphData(catalogue);
    assert.deepEqual(drawEdges(data), ['a.js → c.js', 'a.js → x/B.js']);
    assert.deepEqual(data.nodes.find(({ id }) => id === 'c.js')?.problems.errors, 1);
  });

  it('has a circle of one for a skill that calls itself, beside the circle that it is part of', () => {
    const { cycles } = dataOf(calling('a.js', 'a', 'b'), calling('b.js', 'c'), calling('c.js', 'a', 'b'));
    assert.deepEqual(cycles, [
      { path: ['a.js'], members: ['a.js'] },
      { path: ['b.js', 'c.js'], members: ['a.js', 'b.js', 'c.js'] },
    ]);
  });

  it('finds the circles of 300 mutual callers and of a ring of 3,000 quickly', () => {
    const clique = Array.from({ length: 300 }, (_, i) => `m${i}`);
    const files = clique.map(name => calling(`${name}.js`, ...clique.filter(other => other !== name)));
    const ring = Array.from({ length: 3_000 }, (_, i) => calling(`r${i}.js`, `r${(i + 1) % 3_000}`));
    const catalogue = catalogueOf(...files, ...ring);
    const before = process.cpuUsage();
    const { edges, cycles } = graphData(catalogue);
    const used = process.cpuUsage(before).user / 1000;
    assert.deepEqual(
      cycles.map(({ path, members }) => [path.length, members.length]),
      [
        [2, 300],
        [3_000, 3_000],
      ],
    );
    assert.equal(edges.length, 300 * 299 + 3_000);
    assert.ok(used < 3_000, `${used} ms`);
  }).timeout(20_000);
});

const asText = (data: GraphData) => JSON.parse(JSON.stringify(data)) as GraphData;

/** The data after a change, as a page that only has the data before and the delta makes it. */
function applied(data: GraphData, { nodes, removed, edgesFrom, cycles }: GraphDelta): GraphData {
  const known = new Map(data.nodes.map(node => [node.id, node]));
  const edges = Map.groupBy(data.edges, ({ from }) => from) as Map<string, readonly GraphEdge[]>;
  for (const id of removed) {
    known.delete(id);
    edges.delete(id);
  }
  for (const node of nodes) known.set(node.id, node);
  for (const [from, own] of Object.entries(edgesFrom)) edges.set(from, own);
  const byId = (a: GraphNode, b: GraphNode) => (a.id < b.id ? -1 : 1);
  const from = [...edges.keys()].sort();
  return { nodes: [...known.values()].sort(byId), edges: from.flatMap(id => edges.get(id) ?? []), cycles };
}

describe('the live graph', () => {
  it('is after any changes the same as one that is made from scratch, and so is what it told', async () => {
    await fc.assert(
      fc.property(updates, steps => {
        const catalogue = new SkillCatalogue({ stripTypes: noTypes });
        const live = new LiveGraph(catalogue);
        let told = asText(live.data());
        live.onDidChange(delta => {
          told = applied(told, asText(delta as unknown as GraphData) as unknown as GraphDelta);
        });
        for (const step of steps) {
          catalogue.update(step);
          const scratch = asText(graphData(afresh(catalogue)));
          assert.deepEqual(asText(live.data()), scratch);
          assert.deepEqual(told, scratch);
        }
        live.dispose();
        catalogue.dispose();
      }),
      { numRuns: 300 },
    );
  });

  it('tells of one edit what it changed and nothing else', () => {
    const ten = Array.from({ length: 10 }, (_, i) => calling(`s${i}.js`, `s${i + 1}`));
    const catalogue = catalogueOf(...ten, calling('s10.js'));
    const live = new LiveGraph(catalogue);
    const deltas: GraphDelta[] = [];
    live.onDidChange(delta => deltas.push(delta));
    const before = live.data();
    catalogue.update({ set: [calling('s3.js', 's4', 's9')] });
    catalogue.update({ set: [calling('s3.js', 's4', 's9')] });
    assert.deepEqual(
      deltas.map(({ nodes, removed, edgesFrom }) => [
        nodes.map(({ id }) => id),
        removed,
        Object.keys(edgesFrom),
      ]),
      [[['s3.js'], [], ['s3.js']]],
    );
    const kept = before.nodes.filter(({ id }) => id !== 's3.js');
    for (const node of kept) assert.equal(live.node(node.id), node);
    live.dispose();
    catalogue.update({ remove: ['s3.js'] });
    assert.equal(deltas.length, 1);
  });

  it('renames an unknown name with its first caller', () => {
    const catalogue = catalogueOf(calling('a.js', 'Lost'), calling('b.js', 'lost'));
    const live = new LiveGraph(catalogue);
    assert.equal(live.node('?lost')?.name, 'Lost');
    catalogue.update({ set: [calling('a.js', 'LOST')] });
    assert.equal(live.node('?lost')?.name, 'LOST');
    catalogue.update({ remove: ['a.js'] });
    assert.equal(live.node('?lost')?.name, 'lost');
    catalogue.update({ set: [calling('x/lost.js')] });
    assert.equal(live.node('?lost'), undefined);
    assert.deepEqual(
      live.edgesFrom('b.js').map(({ to }) => to),
      ['x/lost.js'],
    );
    live.dispose();
  });
});
