/** Graphs and runs as the editor would send them: small ones by hand, large ones from a seed. */

import type {
  GraphCall,
  GraphCycle,
  GraphData,
  GraphEdge,
  GraphNode,
  GraphRun,
  GraphState,
} from '../../../src/message/graph.ts';

export function skill(name: string, change: Partial<GraphNode> = {}): GraphNode {
  const category = change.category ?? '';
  return {
    id: category === '' ? `${name}.js` : `${category}/${name}.js`,
    kind: 'skill',
    name,
    category,
    form: 'function',
    summary: '',
    signature: `${name}(): unknown`,
    tags: [],
    isDeprecated: false,
    problems: { errors: 0, warnings: 0, infos: 0 },
    ...change,
  };
}

export function unknown(name: string): GraphNode {
  return skill(name, { id: `?${name.toLowerCase()}`, kind: 'unknown', form: undefined, signature: '' });
}

export function call(line: number, change: Partial<GraphCall> = {}): GraphCall {
  return {
    place: { line, column: 3 } as GraphCall['place'],
    offset: line * 100,
    isDynamic: false,
    isInLoop: false,
    isInBranch: false,
    isParallel: false,
    ...change,
  };
}

export function edge(from: GraphNode, to: GraphNode, calls: readonly GraphCall[] = [call(2)]): GraphEdge {
  return { from: from.id, to: to.id, calls };
}

export function graph(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
  cycles: readonly GraphCycle[] = [],
): GraphData {
  return { nodes, edges, cycles };
}

export function stateOf(data: GraphData, change: Partial<GraphState> = {}): GraphState {
  return {
    roots: [{ id: 'root', name: 'shop' }],
    rootId: 'root',
    revision: 1,
    graph: data,
    isLoaded: true,
    followed: undefined,
    isTrusted: true,
    run: undefined,
    renamed: [],
    metrics: {},
    ...change,
  };
}

const checkout = skill('checkout', {
  category: 'shop',
  summary: 'Takes an order from basket to mail.',
  signature: 'checkout(basket: Item[], customer: Customer): { total: number }',
  tags: ['orders', 'entry'],
});
const price = skill('price', {
  category: 'shop/money',
  summary: 'What an order costs, with tax.',
  signature: 'price(items: Item[], coupon?: string): number',
  tags: ['sums'],
  problems: { errors: 0, warnings: 2, infos: 0 },
});
const tax = skill('tax', { category: 'shop/money', tags: ['sums'], summary: 'The tax of an amount.' });
const rounding = skill('rounding', { category: 'shop/money', tags: ['sums'] });
const discount = skill('discount', {
  category: 'shop/money',
  problems: { errors: 1, warnings: 1, infos: 0 },
});
const stock = skill('stock', { category: 'shop', summary: 'How many of an item are left.' });
const reserve = skill('reserve', { category: 'shop' });
const email = skill('email', { category: 'mail', tags: ['entry'], summary: 'Sends a mail.' });
const template = skill('template', { category: 'mail' });
const greeting = skill('greeting', { category: 'mail', isDeprecated: true });
const slugify = skill('slugify', { category: 'text', summary: 'A title as part of an address.' });
const titleCase = skill('title_case', { category: 'text' });
const words = skill('words', { category: 'text' });
const report = skill('report', { category: 'report', tags: ['entry'], summary: 'The week in numbers.' });
const chart = skill('chart', { category: 'report' });
const table = skill('table', { category: 'report' });
const translate = skill('translate', { category: 'text', summary: 'Picks the language at run time.' });
const log = skill('log');
const missing = unknown('send_sms');
const dynamic: GraphNode = skill('*', {
  id: '*',
  kind: 'dynamic',
  name: 'dynamic',
  form: undefined,
  signature: '',
});

/** Twenty boxes: categories, a cycle, an unknown skill, a dynamic call, problems, a deprecated skill. */
export const shop = {
  checkout,
  price,
  tax,
  discount,
  email,
  report,
  slugify,
  missing,
  data: graph(
    [
      checkout,
      price,
      tax,
      rounding,
      discount,
      stock,
      reserve,
      email,
      template,
      greeting,
      slugify,
      titleCase,
      words,
      report,
      chart,
      table,
      translate,
      log,
      missing,
      dynamic,
    ],
    [
      edge(checkout, price, [call(3), call(7, { isInLoop: true })]),
      edge(checkout, stock, [call(4, { isParallel: true })]),
      edge(checkout, reserve, [call(5, { isInBranch: true })]),
      edge(checkout, email, [call(9)]),
      edge(checkout, log),
      edge(price, discount),
      edge(price, tax),
      edge(discount, rounding),
      edge(tax, rounding),
      edge(tax, price, [call(6, { isInBranch: true })]),
      edge(reserve, stock),
      edge(email, template),
      edge(email, missing, [call(12)]),
      edge(template, greeting),
      edge(template, titleCase),
      edge(greeting, words),
      edge(titleCase, words),
      edge(slugify, words),
      edge(report, chart),
      edge(report, table),
      edge(report, price),
      edge(table, slugify),
      edge(translate, dynamic, [call(4, { isDynamic: true })]),
      edge(template, translate),
    ],
    [{ path: [price.id, tax.id], members: [price.id, tax.id] }],
  ),
} as const;

export const shopRun: GraphRun = {
  id: 'run-1',
  rootSkill: 'checkout',
  durationMs: 12.4,
  status: 'failed',
  droppedSteps: 0,
  steps: [
    { from: undefined, to: checkout.id, startMs: 0, endMs: 12.4, hasFailed: true },
    { from: checkout.id, to: price.id, startMs: 1, endMs: 4, hasFailed: false },
    { from: price.id, to: tax.id, startMs: 1.5, endMs: 2.5, hasFailed: false },
    { from: price.id, to: tax.id, startMs: 2.6, endMs: 3.5, hasFailed: false },
    { from: checkout.id, to: stock.id, startMs: 4.5, endMs: 6, hasFailed: false },
    { from: checkout.id, to: email.id, startMs: 6.5, endMs: 12, hasFailed: true },
    { from: email.id, to: template.id, startMs: 7, endMs: 9, hasFailed: false },
  ],
};

const topics = [
  'price',
  'tax',
  'route',
  'name',
  'table',
  'score',
  'date',
  'unit',
  'colour',
  'word',
  'mail',
  'order',
];

/**
 * A library as they grow: categories with some layers each, most calls within a category and to the next layers, some
 * to a few skills that everybody calls; three calls for each skill, and one cycle.
 */
export function large(count: number, categories = 12): GraphData {
  let seed = 7;
  const random = () => {
    seed = (seed * 16_807) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const depth = Math.round(2 + Math.log2(count));
  const pick = (length: number) => Math.floor(random() * length);
  const byPlace = new Map<string, GraphNode[]>();
  const nodes = Array.from({ length: count }, (_, index) => {
    const group = index % categories;
    const topic = topics[group % topics.length] as string;
    const category = group < topics.length ? topic : `${topic}/more${Math.floor(group / topics.length)}`;
    const node = skill(`${topics[pick(topics.length)]}_${index}`, {
      category,
      summary: `Works out ${topic} number ${index}.`,
      tags: index % 10 === 0 ? ['tenth'] : [],
      problems: { errors: index % 67 === 3 ? 1 : 0, warnings: index % 31 === 5 ? 2 : 0, infos: 0 },
    });
    const place = `${group} ${Math.min(depth - 1, Math.floor(((random() + random()) / 2) * depth))}`;
    byPlace.set(place, [...(byPlace.get(place) ?? []), node]);
    return node;
  });
  const found = new Map<string, GraphEdge>();
  const connect = (a: GraphNode | undefined, b: GraphNode | undefined) => {
    if (a !== undefined && b !== undefined && a !== b) found.set(`${a.id} ${b.id}`, edge(a, b));
  };
  for (const [place, callers] of byPlace) {
    const [group, layer] = place.split(' ').map(Number) as [number, number];
    for (const caller of callers) {
      for (let each = pick(7); each > 0; each--) {
        // A category knows itself, a few neighbours, and the first, which everybody needs.
        const beyond = random() < 0.3 ? 0 : (group + 1 + pick(3)) % categories;
        const to = random() < 0.85 ? group : beyond;
        const callees = byPlace.get(`${to} ${layer + 1 + Math.floor(random() ** 2 * 3)}`) ?? [];
        connect(caller, callees[Math.floor(random() ** 2 * callees.length)]);
      }
    }
  }
  const tied = [...found.values()].find(each => each.from < each.to);
  const members = [tied?.from ?? '', tied?.to ?? ''];
  const byId = new Map(nodes.map(node => [node.id, node]));
  connect(byId.get(members[1] ?? ''), byId.get(members[0] ?? ''));
  const key = ({ from, to }: GraphEdge) => `${from} ${to}`;
  const edges = [...found.values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return graph(
    [...nodes].sort((a, b) => (a.id < b.id ? -1 : 1)),
    edges,
    [{ path: members, members }],
  );
}
