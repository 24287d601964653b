// Under which circumstances calls happen, as the call graph shows them.
import assert from 'node:assert/strict';
import { read } from './reading.ts';

/** `a` for a plain call, with `loop`, `branch` and `parallel` where they hold. */
function draw(body: string): string[] {
  return read(`export default async function sample(n) {\n${body}\n}`).calls.map(call =>
    [
      call.callees.join('|') || '*',
      call.isInLoop ? 'loop' : '',
      call.isInBranch ? 'branch' : '',
      call.isParallel ? 'parallel' : '',
    ]
      .filter(Boolean)
      .join(' '),
  );
}

const cases: readonly [body: string, ...calls: string[]][] = [
  ["await callSkill('a')", 'a'],
  ["if (await callSkill('a')) await callSkill('b'); else await callSkill('c')", 'a', 'b branch', 'c branch'],
  ["return (await callSkill('a')) ? skills.b() : skills.c()", 'a', 'b branch', 'c branch'],
  ["return (await callSkill('a')) ?? (await callSkill('b'))", 'a', 'b branch'],
  ["n ||= await callSkill('a')", 'a branch'],
  ["n += await callSkill('a')", 'a'],
  [
    'switch (await skills.a()) { case await skills.b(): await skills.c(); default: await skills.d() }',
    'a',
    'b',
    'c branch',
    'd branch',
  ],
  [
    "try { await callSkill('a') } catch { await callSkill('b') } finally { await callSkill('c') }",
    'a',
    'b branch',
    'c',
  ],
  ["return callSkill('a').catch(() => callSkill('b'))", 'a', 'b branch'],
  ["await callSkill('a'); if (n) return 1; await callSkill('b')", 'a', 'b branch'],
  ["if (n) throw new Error('no'); await callSkill('a')", 'a'],
  ["if (n) { [1].map(() => { return 1; }) } await callSkill('a')", 'a'],
  ["for (const x of n) { if (!x) continue; await callSkill('a') }", 'a loop branch'],
  ["for (const x of n) { if (x) break; } await callSkill('a')", 'a'],
  [
    "o: for (const x of n) { for (const y of x) { if (y) continue o; } await callSkill('a') }",
    'a loop branch',
  ],
  ["function f() { if (n) return; n(); } await callSkill('a'); f()", 'a'],
  ["return Promise.all([callSkill('a'), callSkill('b')])", 'a parallel', 'b parallel'],
  ['return Promise.allSettled([skills.a(), n])', 'a parallel'],
  ["return Promise.all([callSkill('a')])", 'a'],
  ["return Promise.all([...n.map(x => callSkill('a', x)), callSkill('b')])", 'a loop parallel', 'b parallel'],
  ["return Promise.all(n.map(x => callSkill('a', x)))", 'a loop parallel'],
  ["return Promise.all(n.map(async x => (await callSkill('a', x)).y))", 'a loop parallel'],
  ["return Promise.all(await callSkill('a'))", 'a'],
  ["return Promise.all((await callSkill('a')).map(x => skills.b(x)))", 'a', 'b loop parallel'],
  ["return Promise.all([n(await callSkill('a')), callSkill('b')])", 'a', 'b parallel'],
  ["const jobs = n.map(x => callSkill('a', x)); return Promise.all(jobs)", 'a loop parallel'],
  ["const a = callSkill('a'), b = callSkill('b'); return Promise.all([a, b])", 'a parallel', 'b parallel'],
  ["const a = await callSkill('a'); return Promise.all([a, n])", 'a'],
  ["const a = callSkill('a'); { const a = 1; await Promise.all([a, n]); } return a", 'a'],
  ["return n.map(x => callSkill('a', x))", 'a loop'],
];

describe('the circumstances of a call', () => {
  for (const [body, ...expected] of cases) it(body, () => assert.deepEqual(draw(body), expected));

  it('are read quickly in a file of 5,000 calls', () => {
    const body = Array.from({ length: 5_000 }, (_, i) => `await callSkill('s${i}');`).join('\n');
    const before = process.cpuUsage();
    assert.equal(draw(body).length, 5_000);
    assert.ok(process.cpuUsage(before).user / 1000 < 3_000);
  });
});
