// Calls of other skills: where they are, whom they call, and what is no call.
import assert from 'node:assert/strict';
import { read } from './reading.ts';

/** `callSkill[a|b] "name" {argument} loop` for each call. */
function drawCalls(body: string): string[] {
  const text = `export default async function sample(n) {\n${body}\n}`;
  return read(text).calls.map(call => {
    const argument = call.argumentRange && ` ${text.slice(call.argumentRange.start, call.argumentRange.end)}`;
    const name = text.slice(call.nameRange.start, call.nameRange.end);
    return `${call.style}[${call.callees.join('|')}] <${name}>${argument ?? ''}${call.isInLoop ? ' loop' : ''}${call.isUsed ? '' : ' dropped'}`;
  });
}

describe('calls of skills', () => {
  const cases: readonly [body: string, ...calls: string[]][] = [
    ["await callSkill('a', { n })", 'callSkill[a] <a> { n }'],
    ['await callSkill(`a`)', 'callSkill[a] <a>'],
    ["const NAME = 'a'; await callSkill(NAME)", 'callSkill[a] <NAME>'],
    ["let name = 'a'; await callSkill(name)", 'callSkill[] <name>'],
    ["await callSkill(n ? 'a' : 'b')", "callSkill[a|b] <n ? 'a' : 'b'>"],
    ["const NAME = n ? 'a' : 'b'; await callSkill(NAME)", 'callSkill[a|b] <NAME>'],
    ['await callSkill(n)', 'callSkill[] <n>'],
    ['await callSkill(...n)', 'callSkill[] <...n>'],
    ['await skills.a({ n })', 'skills[a] <a> { n }'],
    ["await skills['a-b']()", 'skills[a-b] <a-b>'],
    ["const K = 'a'; await skills[K]()", 'skills[a] <K>'],
    ['await skills[n]()', 'skills[] <n>'],
    ['await skills?.a?.()', 'skills[a] <a>'],
    ['return n.map(skills.a)', 'skills[a] <a> loop'],
    ['const { a, b: c } = skills; return [a, c]', 'skills[a] <a>', 'skills[b] <b>'],
    ['let a; ({ a } = skills); return a', 'skills[a] <a>'],
    ["const { ['a']: b, [n]: c, ...d } = skills", 'skills[a] <a>', 'skills[] <n>', 'skills[] <...d>'],
    ['const s = skills; await s.a()', 'skills[] <skills>'],
    ['return n(skills, { ...skills })', 'skills[] <skills>', 'skills[] <skills>'],
    ["if (skills && 'a' in skills) console.log(skills, Object.keys(skills))"],
    ["const c = callSkill; await c('a')", 'callSkill[] <callSkill>'],
    ["await callSkill.call(n, 'a')", 'callSkill[] <callSkill>'],
    ['return callSkill.name'],
    ["await callSkill(n ? 'a' : n)", "callSkill[] <n ? 'a' : n>", "callSkill[a] <n ? 'a' : n>"],
    ["skills[n ?? 'a']()", "skills[] <n ?? 'a'> dropped", "skills[a] <n ?? 'a'>"],
    ['return n.map(callSkill)', 'callSkill[] <callSkill> loop'],
    ["for (const x of n) await callSkill('a')", 'callSkill[a] <a> loop'],
    ["for (const x of await callSkill('a')) x", 'callSkill[a] <a>'],
    ["while (n) { await callSkill('a') }", 'callSkill[a] <a> loop'],
    ["return n.map(x => callSkill('a', x))", 'callSkill[a] <a> x loop'],
    ["callSkill('a')", 'callSkill[a] <a> dropped'],
    ["await skills.a(await callSkill('b'))", "skills[a] <a> await callSkill('b')", 'callSkill[b] <b>'],
    ["// callSkill('a')\nreturn \"callSkill('a')\" + `skills.a()`"],
    ["const callSkill = n; callSkill('a')"],
    ['const f = skills => skills.a(); return f({ a() {} })'],
    ["n.callSkill('a'); n.skills.a()"],
  ];
  for (const [body, ...expected] of cases)
    it(body.replace(/\n/g, ' '), () => {
      assert.deepEqual(drawCalls(body), expected);
    });
});
