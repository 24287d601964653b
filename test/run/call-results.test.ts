/** Which calls are answered from a cache: those that would have had the same result, and no others. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { stripTypes } from '../../src/node/typescript.ts';
import { CallResults } from '../../src/run/call-results.ts';
import type { Call, Outcome } from '../../src/run/outcome.ts';
import { RecordedSkills } from '../../src/run/recording.ts';
import { ReplayingRecording } from '../../src/run/replaying.ts';
import { TapingRecording } from '../../src/run/taping.ts';
import { engineName } from '../../src/sandbox/engine.ts';
import type { Skill } from '../../src/skill/skill.ts';
import { InProcess, type InProcessOptions, ResultTable } from '../fakes/in-process.ts';
import { FakeRecording } from '../fakes/recording.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

const runner = new InProcess();
const cached = (code: string, time = '1h') => `/** Cached. @cache ${time} */\n${code}`;

/** One line per call, indented, with who had its result. */
function tree(call: Call, indent = ''): string {
  const line = `${indent}${call.skill} ${call.cached ?? call.status}\n`;
  return line + call.calls.map(inner => tree(inner, `${indent}  `)).join('');
}

/** One cache and one folder over several runs. */
class Desk {
  readonly results = new ResultTable();
  readonly skills: MemorySkills;

  constructor(files: Readonly<Record<string, string>>) {
    this.skills = new MemorySkills(files);
  }

  run(name = 'main', options: InProcessOptions = {}): Promise<Outcome> {
    return runner.run(name, this.skills, { results: this.results, ...options });
  }

  /** The call tree of a run. */
  async tree(name = 'main', options: InProcessOptions = {}): Promise<string> {
    return tree((await this.run(name, options)).calls);
  }
}

/** The password of `login` is a secret. */
class SecretSkills extends MemorySkills {
  readonly #made = new Map<Skill, Skill>();

  override find(name: string): Skill | undefined {
    const skill = super.find(name);
    if (skill?.name !== 'login') return skill;
    const doc = { ...skill.doc, secrets: ['password'] };
    const get = (target: Skill, key: string | symbol) =>
      key === 'doc' ? doc : Reflect.get(target, key, target);
    const secret = this.#made.get(skill) ?? new Proxy(skill, { get });
    this.#made.set(skill, secret);
    return secret;
  }
}

describe('cached results', () => {
  it('answer the run itself, without running anything', async () => {
    const desk = new Desk({ main: cached('export default n => { console.log("ran"); return [n, null]; };') });
    const first = await desk.run('main', { inputs: { n: 1 } });
    const second = await desk.run('main', { inputs: { n: 1 } });
    assert.deepEqual([first.result, first.calls.cached, first.logs.length], [[1, null], undefined, 1]);
    assert.deepEqual([second.result, second.calls.cached, second.logs.length], [[1, null], 'memory', 0]);
    assert.deepEqual([second.status, second.resultBytes], ['completed', first.resultBytes]);
    assert.deepEqual(desk.results.lifetimes, [3_600_000]);
  });

  it('answer calls inside of a run, also of one that was made in the same run', async () => {
    const desk = new Desk({
      main: `export default async () => {
        const [a] = [await skills.sub({ n: 1 }), 0];
        a.list.push('mine');
        return [a, await skills.sub({ n: 1 }), await callSkill('sub', { n: 2 })];
      };`,
      sub: cached('export default async n => ({ n, list: (await skills.leaf({ n })) });'),
      leaf: 'export default n => [n, "é", { "__proto__": 1 }];',
    });
    const outcome = await desk.run();
    assert.deepEqual(outcome.result, [
      { n: 1, list: [1, 'é', {}, 'mine'] },
      { n: 1, list: [1, 'é', {}] },
      { n: 2, list: [2, 'é', {}] },
    ]);
    assert.equal(
      tree(outcome.calls),
      'main completed\n  sub completed\n    leaf completed\n  sub memory\n  sub completed\n    leaf completed\n',
    );
    assert.equal(await desk.tree(), 'main completed\n  sub memory\n  sub memory\n  sub memory\n');
  });

  it('depend on the inputs with defaults, in whatever order they are given', async () => {
    const desk = new Desk({ main: cached('export default (a, b = { x: 1, y: 2 }) => [a, b];') });
    await desk.run('main', { inputs: { a: 1 } });
    const same = [{ b: { y: 2, x: 1 }, a: 1 }, { a: 1.0 }, { a: 1, b: { x: 1, y: 2 } }];
    const other = [{ a: '1' }, { a: 1, b: { x: 1 } }, { a: 1, b: null }, { a: [1] }, {}];
    for (const inputs of same)
      assert.equal((await desk.run('main', { inputs })).calls.cached, 'memory', JSON.stringify(inputs));
    for (const inputs of other)
      assert.equal((await desk.run('main', { inputs })).calls.cached, undefined, JSON.stringify(inputs));
  });

  describe('are not used any more', () => {
    const files = {
      main: cached(
        'export default async () => { try { return await skills.sub(); } catch (e) { return e.name; } };',
      ),
      sub: 'export default async () => { try { return await skills.leaf(); } catch (e) { return e.message; } };',
    };
    const changes: readonly [title: string, path: string, text: string][] = [
      ['the skill', 'main', `${files.main} // edited`],
      ['what it calls', 'sub', `${files.sub} // edited`],
      ['what its error suggests', 'leafy', 'export default () => 1;'],
      ['what that would call, which is made now', 'leaf', 'export default () => "made";'],
    ];
    for (const [title, path, text] of changes)
      it(`when it changes: ${title}`, async () => {
        const desk = new Desk(files);
        await desk.run();
        desk.skills.set('other', 'export default () => 1;');
        assert.equal((await desk.run()).calls.cached, 'memory');
        desk.skills.set(path, text);
        const outcome = await desk.run();
        assert.equal(outcome.calls.cached, undefined);
        if (path === 'leaf') assert.equal(outcome.result, 'made');
        if (path === 'leafy') assert.match(String(outcome.result), /leafy/);
      });

    it('when anything changes, after a call that only the run knows', async () => {
      const desk = new Desk({ ...files, main: cached('export default async n => await callSkill(n);') });
      const options = { inputs: { n: 'sub' } };
      await desk.run('main', options);
      assert.equal((await desk.run('main', options)).calls.cached, 'memory');
      desk.skills.set('other', 'export default () => 1;');
      assert.equal((await desk.run('main', options)).calls.cached, undefined);
    });
  });

  it('are not made by a caller that called what its rule does not count with', () => {
    const results = new CallResults({
      recording: new FakeRecording(),
      answers: new ResultTable(),
      reads: true,
      depth: 5,
    });
    const rule = { ttlMs: 1, identity: 'x', reach: ['main', 'sub'], height: 2 };
    const begin = (id: number) => results.answer({ id, rule, chain: ['main'], inputs: '{}' });
    const rows: readonly [name: string, hasSecrets: boolean, isKept: boolean][] = [
      ['SUB', false, true],
      ['other', false, false],
      ['sub', true, false],
    ];
    for (const [index, [name, hasSecrets, isKept]] of rows.entries()) {
      assert.equal(begin(index), undefined);
      results.called(name, hasSecrets, [7, index]);
      assert.equal(results.keeping(index, '1') !== undefined, isKept, name);
    }
  });

  it('depend on the chain above where it can matter, and not elsewhere', () => {
    const keys = new Set<string>();
    const answers = {
      key: (text: string) => text,
      get: (key: string) => void keys.add(key),
      set: () => undefined,
    };
    const results = new CallResults({ recording: new FakeRecording(), answers, reads: true, depth: 5 });
    const keysOf = (
      height: number | undefined,
      reach: readonly string[] | undefined,
      ...chains: string[][]
    ) => {
      keys.clear();
      const rule = { ttlMs: 1, identity: 'x', reach, height };
      for (const [id, chain] of chains.entries()) results.answer({ id, rule, chain, inputs: '{}' });
      return keys.size;
    };
    assert.equal(keysOf(2, ['b', 'a'], ['b'], ['x', 'b'], ['y', 'x', 'b']), 1);
    assert.equal(keysOf(2, ['b', 'a'], ['b'], ['A', 'b']), 2, 'a circle');
    assert.equal(keysOf(4, ['b', 'a'], ['b'], ['x', 'b'], ['y', 'x', 'b']), 2, 'the depth');
    assert.equal(keysOf(undefined, undefined, ['b'], ['x', 'b'], ['y', 'x', 'b']), 3, 'whatever it calls');
  });

  it('are not made of secrets, own ones or those of what can be called', async () => {
    const files = {
      main: cached('export default async () => await skills.sub();'),
      sub: 'export default async () => await skills.login({ password: "x" });',
      login: cached('export default password => password.length;'),
      other: cached('export default () => 1;'),
    };
    const source = new SecretSkills(files);
    const results = new ResultTable();
    for (const name of ['main', 'login', 'other'])
      for (let times = 0; times < 2; times++)
        await runner.run(name, source, { results, inputs: name === 'login' ? { password: 'y' } : {} });
    assert.deepEqual([...results.stored.values()], ['1']);
  });

  it('are made by calls that completed, and by no others', async () => {
    const desk = new Desk({
      main: `export default async () => [
        await skills.good(), await skills.bad().catch(e => e.message), await skills.bad().catch(e => e.message)];`,
      good: cached('export default () => 1;'),
      bad: cached('export default () => { throw new Error("no"); };'),
      late: cached('export default async () => { await skills.good(); for (;;); };'),
    });
    assert.equal(await desk.tree(), 'main completed\n  good completed\n  bad failed\n  bad failed\n');
    assert.equal(desk.results.stored.size, 1);
    assert.equal((await desk.run('late', { limits: { timeMs: 50 } })).status, 'timed-out');
    assert.equal((await desk.run('late', { isCancelled: () => true })).status, 'cancelled');
    assert.equal(desk.results.stored.size, 1);
  });

  it('are not made by a caller that caught the end of what was stopped', async () => {
    const desk = new Desk({
      main: cached('export default async () => { try { await skills.busy(); } catch { return "caught"; } };'),
      busy: 'export default async () => { await null; for (;;); };',
    });
    await desk.run('main', { limits: { timeMs: 50 } });
    assert.equal(desk.results.stored.size, 0);
  });

  it('are those of the run, also when the run fails afterwards', async () => {
    const desk = new Desk({
      main: 'export default async () => { await skills.good(); throw new Error("later"); };',
      good: cached('export default () => 1;'),
    });
    await desk.run();
    assert.equal(await desk.tree(), 'main failed\n  good memory\n');
  });

  it('are not kept when they are large', async () => {
    const desk = new Desk({ main: cached('export default n => "x".repeat(n);') });
    await desk.run('main', { inputs: { n: 999_998 } });
    assert.equal(desk.results.stored.size, 1);
    await desk.run('main', { inputs: { n: 999_999 } });
    assert.equal(desk.results.stored.size, 1);
  });

  it('hold the limit of the result', async () => {
    const desk = new Desk({ main: cached('export default () => "x".repeat(100);') });
    await desk.run();
    const outcome = await desk.run('main', { limits: { resultChars: 50 } });
    assert.equal(outcome.error?.code, 'run/result-limit');
  });

  describe('do not hide a refusal', () => {
    it('of inputs', async () => {
      const desk = new Desk({ main: '/**\n * @param {number} n\n * @cache 1h\n */\nexport default n => n;' });
      await desk.run('main', { inputs: { n: 1 } });
      const outcome = await desk.run('main', { inputs: { n: '1' } });
      assert.equal(outcome.error?.code, 'run/invalid-inputs');
    });

    it('of a circle, which a call from elsewhere does not make', async () => {
      const again = 'n > 0 ? await skills.b({ n: n - 1 }) : "end"';
      const desk = new Desk({
        a: `export default async n => ${again};`,
        b: cached('export default async n => n > 0 ? await skills.a({ n }) : "end";'),
        c: 'export default async () => await skills.b({ n: 1 }).catch(e => e.message);',
      });
      const message = 'Circular dependency detected: b → a → b';
      assert.equal((await desk.run('b', { inputs: { n: 0 } })).result, 'end');
      assert.equal((await desk.run('b', { inputs: { n: 1 } })).error?.message, message);
      assert.equal((await desk.run('a', { inputs: { n: 1 } })).result, 'end');
      assert.equal((await desk.run('c')).result, message);
      const whole = await desk.run('a', { inputs: { n: 2 } });
      assert.equal(whole.error?.message, 'Circular dependency detected: a → b → a');
    });

    it('of a chain that is too long, however short it was the first time', async () => {
      const files: Record<string, string> = { s6: 'export default () => "deep";' };
      for (let i = 0; i < 6; i++) files[`s${i}`] = `export default async () => await skills.s${i + 1}();`;
      files.s2 = cached(files.s2 as string);
      const desk = new Desk(files);
      assert.equal((await desk.run('s2')).result, 'deep');
      assert.equal((await desk.run('s2')).calls.cached, 'memory');
      assert.equal((await desk.run('s0')).error?.code, 'run/depth-limit');
      assert.equal((await desk.run('s1', { limits: { depth: 6 } })).result, 'deep');
      assert.equal(await desk.tree('s1', { limits: { depth: 6 } }), 's1 completed\n  s2 memory\n');
      assert.equal((await desk.run('s2', { limits: { depth: 4 } })).error?.code, 'run/depth-limit');
    });
  });

  it('are not read where a run is to be without them, but are replaced', async () => {
    const desk = new Desk({ main: cached('export default () => Math.random();') });
    const first = await desk.run();
    const fresh = await desk.run('main', { useCache: false, recording: new FakeRecording(1e12, 7) });
    assert.equal(fresh.calls.cached, undefined);
    assert.equal(desk.results.lifetimes.length, 2);
    assert.equal((await desk.run()).calls.cached, 'memory');
    assert.equal(first.calls.cached, undefined);
  });

  it('are of one version of the engine', () => {
    const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
    assert.equal(engineName, `quickjs-emscripten ${manifest.devDependencies['quickjs-emscripten-core']}`);
  });

  it('stand on the tape, so that a replay has the same ones', async () => {
    const files = [
      { path: 'main.js', text: 'export default async () => [await skills.sub(), await skills.sub()];' },
      { path: 'sub.js', text: cached('export default () => Math.random();') },
    ];
    const desk = new Desk(Object.fromEntries(files.map(({ path, text }) => [path, text])));
    await desk.run();
    const taping = new TapingRecording(new FakeRecording());
    const recorded = await desk.run('main', { recording: taping });
    const replaying = new ReplayingRecording(taping.tape, new FakeRecording());
    const replayed = await runner.run('main', new RecordedSkills(files, stripTypes), {
      recording: replaying,
    });
    assert.equal(tree(recorded.calls), 'main completed\n  sub memory\n  sub memory\n');
    assert.deepEqual(replayed, recorded);
    assert.equal(replaying.divergence, undefined);
  });

  it('that come after a recording do not change its replay', async () => {
    const desk = new Desk({
      main: 'export default async () => await skills.sub();',
      sub: cached('export default () => Math.random();'),
    });
    const taping = new TapingRecording(new FakeRecording());
    const recorded = await desk.run('main', { recording: taping });
    const replaying = new ReplayingRecording(taping.tape, new FakeRecording());
    const replayed = await desk.run('main', { recording: replaying });
    assert.deepEqual(replayed, recorded);
    assert.equal(replaying.divergence, undefined);
  });
});
