/** Where steps lead, forwards and back: what people see at each stop. */

import assert from 'node:assert/strict';
import type { GoWay } from '../../../src/run/debug/debuggee.ts';
import { ask, type DebugScript, debug, noBreakpoints, stackOf } from '../../fakes/debug-in-process.ts';
import { MemorySkills } from '../../fakes/skill-source.ts';

const shop = new MemorySkills({
  main: `/** @param {number} n - pieces */
export default async function main(n) {
  const prices = [3, 4];
  let total = 0;
  for (const price of prices) {
    total += price * n;
  }
  const taxed = await callSkill('tax', { amount: total });
  return round(taxed);
}

function round(value) {
  const cents = Math.round(value * 100);
  return cents / 100;
}
`,
  tax: `/** @param {number} amount - before tax */
export default async function tax(amount) {
  const rate = await callSkill('rate');
  return amount * (1 + rate);
}
`,
  rate: `export default () => {
  const percent = 19;
  return percent / 100;
};
`,
  both: `export default async () => {
  const [a, b] = await Promise.all([branch('a', 20), branch('b', 10)]);
  return a + b;
};

async function branch(name, ms) {
  await sleep(ms);
  const text = name + ms;
  return text;
}
`,
  parallel: `export default async () => {
  const [a, b] = await Promise.all([callSkill('slow', { ms: 20 }), callSkill('slow', { ms: 10 })]);
  return a + b;
};
`,
  slow: `/** @param {number} ms - to sleep */
export default async function slow(ms) {
  await sleep(ms);
  return ms;
}
`,
});

/** Stops at a line, then goes the ways one after the other: the stack at each stop. */
async function walk(
  start: Omit<DebugScript, 'at'>,
  ways: readonly GoWay[],
  source = shop,
): Promise<readonly string[]> {
  const seen: string[] = [];
  const { lines } = await debug(source, {
    ...start,
    *at({ stop, number }) {
      seen.push((yield* stackOf(stop.thread)).join(' < '));
      return ways[number - 1] ?? 'continue';
    },
  });
  return [...seen, lines.at(-1) ?? ''];
}

describe('stepping', () => {
  it('goes over statements, and round a loop', async () => {
    assert.deepEqual(await walk({ inputs: { n: 2 }, lines: ['main:5'] }, Array(5).fill('over')), [
      'main 5:3',
      'main 6:5',
      'main 6:5',
      'main 8:3',
      'main 9:3',
      'result 16.66',
    ]);
  });

  it('goes into a skill, and into what that calls', async () => {
    assert.deepEqual(await walk({ inputs: { n: 2 }, lines: ['main:8'] }, Array(4).fill('into')), [
      'main 8:3',
      'tax 3:3 < main 8:23',
      'rate 2:3 < tax 3:22 < main 8:23',
      'rate 3:3 < tax 3:22 < main 8:23',
      'tax 4:3 < ~main 8:17',
      'result 16.66',
    ]);
  });

  it('goes into a function of the same skill, and out of it', async () => {
    const [, inside] = await walk({ inputs: { n: 2 }, lines: ['main:9'] }, ['into']);
    assert.equal(inside, 'main: round 13:3 < main 9:10');
  });

  it('goes out of a callee to the statement after the call', async () => {
    assert.deepEqual(await walk({ inputs: { n: 1 }, lines: ['rate:2'] }, ['out', 'out']), [
      'rate 2:3 < tax 3:22 < main 8:23',
      'tax 4:3 < ~main 8:17',
      'main 9:3',
      'result 8.33',
    ]);
  });

  it('goes into the callback of a built-in function', async () => {
    const source = new MemorySkills({
      main: 'export default () => {\n  const list = [1, 2];\n  const double = list.map(x => x * 2);\n  return double;\n};\n',
    });
    assert.deepEqual(await walk({ lines: ['main:3'] }, ['into', 'into', 'into'], source), [
      'main 3:3',
      'main: <anonymous> 3:32 < main 3:18',
      'main: <anonymous> 3:32 < main 3:18',
      'main 4:3',
      'result [2,4]',
    ]);
  });

  it('stays in its own branch across awaits', async () => {
    assert.deepEqual(
      await walk({ skill: 'both', lines: [{ at: 'both:7', condition: 'name === "a"' }] }, [
        'over',
        'over',
        'over',
        'over',
      ]),
      [
        'both: branch 7:3 < both 2:37',
        'both: branch 8:3 < ~both 2:18',
        'both: branch 9:3 < ~both 2:18',
        'both 3:3',
        'result "a20b10"',
      ],
    );
  });

  it('does not stop in files that are skipped', async () => {
    const breakpoints = { skipped: ['tax.js'] };
    assert.deepEqual(await walk({ inputs: { n: 1 }, lines: ['main:8'], breakpoints }, ['into', 'into']), [
      'main 8:3',
      'rate 2:3 < tax 3:22 < main 8:23',
      'rate 3:3 < tax 3:22 < main 8:23',
      'result 8.33',
    ]);
  });

  it('begins before the first statement', async () => {
    const [first] = await walk({ inputs: { n: 1 }, stopOnEntry: true }, []);
    assert.equal(first, 'main 3:3');
  });
});

describe('stepping back', () => {
  it('goes to the statement before, also into the round before', async () => {
    assert.deepEqual(
      await walk({ inputs: { n: 2 }, lines: ['main:8'] }, ['back', 'back', 'back', 'back', 'back', 'back']),
      [
        'main 8:3',
        'main 6:5',
        'main 6:5',
        'main 5:3',
        'main 4:3',
        'main 3:3',
        'main 3:3',
        'main 8:3',
        'result 16.66',
      ],
    );
  });

  it('says when it is at the start of the run', async () => {
    const { lines } = await debug(shop, {
      inputs: { n: 1 },
      stopOnEntry: true,
      at: ({ number }) => (number === 1 ? 'back' : 'continue'),
    });
    assert.deepEqual(lines, ['stopped entry in call 1', 'stopped start of the run in call 1', 'result 8.33']);
  });

  it('goes from the first statement of a callee to the call', async () => {
    assert.deepEqual(await walk({ inputs: { n: 2 }, lines: ['rate:2'] }, ['back', 'back']), [
      'rate 2:3 < tax 3:22 < main 8:23',
      'tax 3:3 < main 8:23',
      'main 8:3',
      'rate 2:3 < tax 3:22 < main 8:23',
      'result 16.66',
    ]);
  });

  it('passes over what a statement called', async () => {
    assert.deepEqual(await walk({ inputs: { n: 2 }, lines: ['main:9'] }, ['back', 'over']), [
      'main 9:3',
      'main 8:3',
      'main 9:3',
      'result 16.66',
    ]);
  });

  it('continues back to the breakpoint before, as conditions and counts have it', async () => {
    const lines = [{ at: 'main:6', condition: 'price === 3' }, 'main:9'];
    assert.deepEqual(await walk({ inputs: { n: 2 }, lines }, ['continue', 'reverse', 'continue']), [
      'main 6:5',
      'main 9:3',
      'main 6:5',
      'main 9:3',
      'result 16.66',
    ]);
  });

  it('continues back to the start where no breakpoint was hit', async () => {
    assert.deepEqual(await walk({ inputs: { n: 2 }, lines: ['main:5'] }, ['reverse']), [
      'main 5:3',
      'main 3:3',
      'main 5:3',
      'result 16.66',
    ]);
  });

  it('restarts a frame', async () => {
    const seen: string[] = [];
    await debug(shop, {
      inputs: { n: 2 },
      lines: ['rate:3'],
      *at({ stop, number }) {
        const { frames } = yield* ask({ type: 'stack', thread: stop.thread, start: 0, count: 0 });
        seen.push(frames.map(({ name, place }) => `${name} ${place.line}`).join(' < '));
        if (number === 1) return { type: 'go', way: 'restart frame', frame: frames[0]?.id as number };
        if (number === 2) return 'continue';
        if (number === 3) return { type: 'go', way: 'restart frame', frame: frames[2]?.id as number };
        return undefined;
      },
    });
    assert.deepEqual(seen, [
      'rate 3 < tax 3 < main 8',
      'rate 2 < tax 3 < main 8',
      'rate 3 < tax 3 < main 8',
      'main 3',
    ]);
  });

  it('sees the same, whatever the clock and chance say', async () => {
    const source = new MemorySkills({
      main: 'export default () => {\n  const a = Math.random();\n  const b = Date.now();\n  return [a, b];\n};\n',
    });
    const values: string[] = [];
    await debug(source, {
      lines: ['main:4'],
      *at({ number }) {
        if (number !== 2) {
          const value = yield* evaluate('[a, b].join()');
          values.push(value);
        }
        return number === 1 ? 'back' : 'continue';
      },
    });
    assert.equal(values.length, 2);
    assert.equal(values[0], values[1]);
  });
});

describe('threads', () => {
  it('are the calls that run side by side', async () => {
    const seen: string[] = [];
    await debug(shop, {
      skill: 'parallel',
      lines: ['slow:4'],
      *at() {
        for (const { id, name } of yield* ask({ type: 'threads' }))
          seen.push(`${id} ${name}: ${(yield* stackOf(id)).join(' < ')}`);
        return 'continue' as const;
      },
    });
    assert.deepEqual(seen, [
      '3 parallel → slow: slow 4:3 < ~parallel 2:18',
      '2 parallel → slow: ~slow 3:3 < ~parallel 2:18',
      '2 parallel → slow: slow 4:3 < ~parallel 2:18',
    ]);
  });
});

function* evaluate(expression: string) {
  return (yield* ask({ type: 'evaluate', expression, context: 'watch' })).value;
}

describe('changed skills', () => {
  it('are run with the same answers to the same place', async () => {
    const source = new MemorySkills({
      main: 'export default async () => {\n  const luck = Math.random();\n  let n = 1;\n  for (let i = 0; i < 3; i++) {\n    n += i;\n  }\n  console.log("n", n);\n  return [luck, n];\n};\n',
    });
    const seen: string[] = [];
    const { lines } = await debug(source, {
      lines: [{ at: 'main:5', hitCondition: '2' }, 'main:8'],
      *at({ number }) {
        seen.push(yield* evaluate('[luck, n].join()'));
        if (number > 1) return 'continue' as const;
        source.set(
          'main',
          '// One line more.\nexport default async () => {\n  const luck = Math.random();\n  let n = 100;\n  for (let i = 0; i < 3; i++) {\n    n += i;\n  }\n  console.log("now", n);\n  return [luck, n];\n};\n',
        );
        return { type: 'apply', breakpoints: noBreakpoints } as const;
      },
    });
    assert.equal(seen.length, 2);
    const [before, after] = seen.map(one => one.slice(1, -1).split(','));
    assert.equal(before?.[0], after?.[0]);
    assert.deepEqual([before?.[1], after?.[1]], ['1', '100']);
    assert.match(lines.at(-1) ?? '', /^result \[0\.\d+,103\]$/);
  });
});
