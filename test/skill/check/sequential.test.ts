// Loops that wait for calls one after another: those that need not, and all others.
import assert from 'node:assert/strict';
import { underlined } from '../reading.ts';

function found(body: string): string[] {
  return underlined(
    `/** S. */ export default async function sample(items, start) { items; start;\n${body}\n}`,
  ).filter(line => line.startsWith('sequential'));
}

describe('a loop whose calls could be made at once', () => {
  const independent = [
    "const out = []; for (const n of items) out.push(await callSkill('a', { n })); return out",
    'let sum = 0; for (const n of items) { const r = await skills.a({ n }); sum += r.value } return sum',
    'const by = {}; for (const n of items) by[n.id] = await skills.a({ n }); return by',
    'const all = new Map(); for (const n of items) { all.set(n, await skills.a({ n })) } return all',
    'for (let i = 0; i < items.length; i++) { await skills.a({ n: items[i] }) }',
    "for (const key in items) await skills['a']({ key: key.trim() })",
    'let count = 0; for (const n of items) { if (n) { await skills.a({ n }); count++ } } return count',
    'for (const n of items) { const a = await skills.a({ n }); const b = await skills.b({ a }); console.log(b) }',
    'for (const n of items) { const one = { n }; one.r = await skills.a({ n }); console.log(one) }',
    'for (const n of items) { const r = await skills.a({ n }); r.seen = true; console.log(r) }',
    'const bad = []; for (const n of items) { try { await skills.a({ n }) } catch (e) { bad.push(String(e)) } } return bad',
  ];
  for (const body of independent)
    it(body, () => {
      assert.equal(found(body).length, 1);
    });

  it('is told once, at its first call', () => {
    assert.deepEqual(found('for (const n of items) { await skills.a({ n }); await skills.b({ n }) }'), [
      'sequential-calls "skills.a({ n })"',
    ]);
  });
});

describe('a loop whose calls have to wait', () => {
  const dependent = [
    "let value = start; for (const n of items) value = await callSkill('a', { n, value }); return value",
    'let value = start; for (const n of items) { const r = await skills.a({ value }); value = r.next } return value',
    'const seen = []; for (const n of items) { if (seen.includes(n)) continue; seen.push(n); await skills.a({ n }) }',
    'for (const n of items) { const r = await skills.a({ n }); if (r.isLast) break }',
    'for (const n of items) { const r = await skills.a({ n }); if (r) return r }',
    "for (const n of items) { const r = await skills.a({ n }); if (!r) throw new Error('no') }",
    'for (const n of items) { await skills.a({ n }); await sleep(100) }',
    'for (const n of items) { const r = await skills.a({ n }); items.push(...r.more) }',
    'for (let i = 0; i < 9; i++) { const r = await skills.a({ i }); i += r.skip }',
    'for (let page = 1; page; ) { const r = await skills.a({ page }); page = r.next }',
    'let next = start; while (next) { const r = await skills.a({ next }); next = r.next }',
    'const state = {}; for (const n of items) { state.last = await skills.a({ n, last: state.last }) }',
    'const state = {}; for (const n of items) { const s = state; s.last = await skills.a({ n, last: s.last }) }',
    'for (const n of items) { const up = items.find(o => o.id === n.up); up.sum = await skills.a({ sum: up.sum }) }',
    'for (const n of items) { const { list } = start; list.push(await skills.a({ n, size: list.length })) }',
    'const log = (x) => start.push(x); for (const n of items) { log(await skills.a({ n })) }',
    'for (const n of items) { await skills.a({ n }); start.go() }',
    'for (const n of items) { var last = await skills.a({ n, last }) }',
    'for await (const n of items) { await skills.a({ n }) }',
    'for (const n of items) { await Promise.all([skills.a({ n })]) }',
    'let id = 0; for (const n of items) { await skills.a({ n, id: id++ }) }',
    'for (const n of await skills.a()) { n }',
    'const skills = start; for (const n of items) { await skills.a({ n }) }',
    'await Promise.all(items.map(n => skills.a({ n })))',
    'for (const n of items) { start.push(async () => { await skills.a({ n }) }) }',
  ];
  for (const body of dependent)
    it(body, () => {
      assert.deepEqual(found(body), []);
    });
});
