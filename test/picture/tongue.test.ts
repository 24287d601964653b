// The graph as text for other programs: what they read is what is there, whatever the names are.
import assert from 'node:assert/strict';
import { Graphviz } from '@hpcc-js/wasm-graphviz';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { paperColours } from '../../src/picture/colour.ts';
import { dot } from '../../src/picture/dot.ts';
import { jsonGraph } from '../../src/picture/graph-json.ts';
import { mermaid } from '../../src/picture/mermaid.ts';
import { sceneOf } from '../../src/picture/scene.ts';
import { svg } from '../../src/picture/svg.ts';
import { part } from '../../src/picture/view.ts';
import { edge, hostile, hostileGraph, node } from './samples.ts';

const small = {
  nodes: [
    node('?lost', { kind: 'unknown', name: 'Lost' }),
    node('a.js', { name: 'a', category: 'x' }),
    node('b.js', { name: 'b', problems: { errors: 2, warnings: 1, infos: 0 } }),
  ],
  edges: [edge('a.js', 'b.js'), edge('b.js', '?lost', true), edge('b.js', 'a.js')],
  cycles: [{ path: ['a.js', 'b.js'], members: ['a.js', 'b.js'] }],
};

describe('Mermaid text', () => {
  it('has categories as subgraphs, circles heavy and what only a run knows dashed', () => {
    assert.equal(
      mermaid(small),
      [
        'flowchart TD',
        '  classDef unknown stroke-dasharray:4 4,color:#9a6700,stroke:#9a6700',
        '  classDef dynamic stroke-dasharray:4 4',
        '  classDef problem stroke:#d1242f,stroke-width:2px',
        '  subgraph c0["x"]',
        '    n1["a"]',
        '  end',
        '  n0["Lost #63;"]:::unknown',
        '  n2["b"]:::problem',
        '  n1 ==>|cycle| n2',
        '  n2 -.-> n0',
        '  n2 ==>|cycle| n1',
        '  linkStyle 0,2 stroke:#d1242f,stroke-width:3px',
        '',
      ].join('\n'),
    );
  });

  /** All that a line may be; labels hold letters, digits and numbers of characters, nothing that Mermaid reads. */
  const text = String.raw`"(?:[\p{L}\p{M}\p{N}\p{So}_ /-]|#\d+;)+"`;
  const forms = [
    /^flowchart TD$/,
    /^ {2}classDef [a-z]+ [-a-z0-9:#, ]+$/,
    new RegExp(`^ {2}subgraph c\\d+\\[${text}\\]$`, 'u'),
    /^ {2}end$/,
    new RegExp(String.raw`^ {2,4}n\d+(?:\[${text}\]|\(\[${text}\]\))(?::::[a-z]+)?$`, 'u'),
    /^ {2}n\d+ (?:-->|-\.->|==>\|cycle\|) n\d+$/,
    /^ {2}linkStyle \d+(?:,\d+)* stroke:#d1242f,stroke-width:3px$/,
    /^$/,
  ];

  it('lets no name be more than a label', () => {
    const graph = hostileGraph();
    const lines = mermaid(graph).split('\n');
    for (const line of lines)
      assert.ok(
        forms.some(form => form.test(line)),
        line,
      );
    const count = (form: RegExp) => lines.filter(line => form.test(line)).length;
    assert.equal(count(/^ +n\d+[[(]/), graph.nodes.length);
    assert.equal(count(/^ +n\d+ (?:-|=)/), graph.edges.length);
  });

  it('says the same text as the name', () => {
    const shown = mermaid(hostileGraph()).replace(/#(\d+);/g, (_all, code) =>
      String.fromCodePoint(Number(code)),
    );
    for (const name of [
      '<script>alert(1)</script>',
      '"quoted" \'twice\'',
      '1. list',
      '- item',
      '```'.slice(3),
    ])
      assert.ok(shown.includes(name), name);
  });
});

describe('DOT text', () => {
  it('is read by Graphviz with every name, whatever it is', async () => {
    const graphviz = await Graphviz.load();
    const graph = hostileGraph();
    const read = JSON.parse(graphviz.layout(dot(graph), 'json', 'dot')) as {
      readonly objects: readonly {
        readonly name: string;
        readonly label?: string;
        readonly nodes?: unknown;
      }[];
      readonly edges: readonly unknown[];
    };
    const nodes = read.objects.filter(({ name }) => !name.startsWith('cluster_'));
    assert.equal(nodes.length, graph.nodes.length);
    assert.equal(read.edges.length, graph.edges.length);
  });
});

describe('JSON', () => {
  it('names callers and callees as their files do', () => {
    const { nodes, edges, cycles } = jsonGraph(small);
    assert.deepEqual(
      nodes.map(({ name, kind, path }) => [name, kind, path]),
      [
        ['Lost', 'unknown', undefined],
        ['a', 'skill', 'a.js'],
        ['b', 'skill', 'b.js'],
      ],
    );
    assert.deepEqual(edges[1], {
      from: 'b',
      to: 'Lost',
      calls: [{ line: 1, column: 1, isDynamic: true, isInLoop: false, isInBranch: false, isParallel: false }],
    });
    assert.deepEqual(cycles, [['a', 'b']]);
  });
});

describe('SVG', () => {
  const paper = { colours: paperColours, title: 'All & "sundry"' };

  it('is well-formed whatever the names are, and shows each of them', async () => {
    const graph = hostileGraph();
    const text = svg(await sceneOf(graph), paper);
    assert.equal(XMLValidator.validate(text), true);
    assert.ok(!/<script|<\/text><\/svg>.*<rect/i.test(text));
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
    assert.ok(!/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\ud800(?![\udc00-\udfff])/.test(text));
    const { svg: read } = new XMLParser({ ignoreAttributes: false }).parse(text) as {
      readonly svg: { readonly g: readonly { readonly title: string }[]; readonly path: readonly unknown[] };
    };
    assert.equal(read.g.length, graph.nodes.length);
    assert.equal(read.path.length, graph.edges.length + (hostile.length + 1));
  });

  it('marks circles by weight and word, dynamic calls by dashes, and problems by their number', async () => {
    const text = svg(await sceneOf(small), paper);
    assert.equal(text.match(/stroke-width="4.5"/g)?.length, 2);
    assert.equal(text.match(/>cycle</g)?.length, 2);
    assert.equal(text.match(/<path [^>]*stroke-dasharray/g)?.length, 1);
    assert.match(text, />2<\/text><\/g>/);
    assert.match(text, />x<\/text>\n<\/svg>/);
  });

  it('is small but sound for a graph of nothing', async () => {
    const text = svg(await sceneOf({ nodes: [], edges: [], cycles: [] }), paper);
    assert.equal(XMLValidator.validate(text), true);
  });
});

describe('a view of a graph', () => {
  it('of some ids has their edges and whole circles only', () => {
    const shown = part(small, new Set(['b.js', '?lost']));
    assert.deepEqual(
      [shown.nodes.map(({ id }) => id), shown.edges.map(({ to }) => to), shown.cycles],
      [['?lost', 'b.js'], ['?lost'], []],
    );
  });
});
