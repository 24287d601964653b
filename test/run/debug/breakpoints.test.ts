/** Where a run stops: conditions, counts, messages, functions, data and errors. */

import assert from 'node:assert/strict';
import { placeFor, stopPlaces } from '../../../src/run/debug/places.ts';
import { programOf } from '../../../src/run/program.ts';
import { type DebugScript, debug } from '../../fakes/debug-in-process.ts';
import { MemorySkills } from '../../fakes/skill-source.ts';

const loop = new MemorySkills({
  main: `export default () => {
  let sum = 0;
  for (let i = 0; i < 6; i++) {
    sum += i;
  }
  return sum;
};
`,
});

/** All that people would see, when every stop is continued. */
async function transcript(source: MemorySkills, script: Omit<DebugScript, 'at'>): Promise<readonly string[]> {
  return (await debug(source, { ...script, at: () => 'continue' })).lines;
}

describe('breakpoints', () => {
  it('stop each time', async () => {
    const lines = await transcript(loop, { lines: ['main:4'] });
    assert.equal(lines.filter(line => line === 'stopped breakpoint #1 in call 1').length, 6);
  });

  const counts: readonly [hitCondition: string, stops: number][] = [
    ['3', 1],
    ['== 3', 1],
    ['>= 3', 4],
    ['> 3', 3],
    ['< 3', 2],
    ['<= 3', 3],
    ['% 2', 3],
  ];
  for (const [hitCondition, stops] of counts)
    it(`stop ${stops} times of 6 with the count ${hitCondition}`, async () => {
      const lines = await transcript(loop, { lines: [{ at: 'main:4', hitCondition }] });
      assert.equal(lines.length - 1, stops);
    });

  it('stop where the condition holds', async () => {
    const lines = await transcript(loop, { lines: [{ at: 'main:4', condition: 'i === 2 || sum > 5' }] });
    // The sum is 6 before the round with 4, and 10 before the one with 5.
    assert.equal(lines.length - 1, 3);
  });

  it('stop, and say so, where a condition fails or never ends', async () => {
    const once = { hitCondition: '1' };
    const [failed] = await transcript(loop, { lines: [{ at: 'main:4', condition: 'nope.x', ...once }] });
    assert.equal(
      failed,
      'stopped breakpoint #1 (The condition "nope.x" failed: ReferenceError: \'nope\' is not defined) in call 1',
    );
    const broken = await transcript(loop, { lines: [{ at: 'main:6', condition: '1 +' }] });
    assert.match(broken[0] ?? '', /The condition "1 \+" failed: Unexpected token/);
    const endless = await transcript(loop, {
      lines: [{ at: 'main:6', condition: '(() => { for (;;); })()' }],
    });
    assert.match(endless[0] ?? '', /failed: It took longer than 1000 ms/);
    assert.equal(endless.at(-1), 'result 15');
  }).timeout(20_000);

  it('write instead of stopping', async () => {
    const lines = [{ at: 'main:4', condition: 'i > 3', logMessage: 'i is {i}, {({ sum }).sum} and {bad}' }];
    assert.deepEqual(await transcript(loop, { lines }), [
      "logpoint i is 4, 6 and {bad: ReferenceError: 'bad' is not defined}",
      "logpoint i is 5, 10 and {bad: ReferenceError: 'bad' is not defined}",
      'result 15',
    ]);
  });

  it('stop at functions and skills by name', async () => {
    const source = new MemorySkills({
      main: 'export default async () => {\n  helper();\n  return await callSkill("other");\n};\nfunction helper() {\n  return 1;\n}\n',
      other: 'const y = 2;\n',
    });
    const breakpoints = {
      functions: [
        { id: 10, name: 'helper' },
        { id: 11, name: 'other' },
        { id: 12, name: 'main' },
      ],
    };
    assert.deepEqual(await transcript(source, { breakpoints }), [
      'stopped function breakpoint #12 in call 1',
      'stopped function breakpoint #10 in call 1',
      'stopped function breakpoint #11 in call 2',
      'result {"y":2}',
    ]);
  });

  it('stop when a variable has another value', async () => {
    let dataId: string | undefined;
    const { lines } = await debug(loop, {
      stopOnEntry: true,
      *at({ number }) {
        if (number > 1) return 'continue' as const;
        const { frames } = (yield { type: 'stack', thread: 1, start: 0, count: 0 }) as {
          frames: { id: number }[];
        };
        const [scope] = (yield { type: 'scopes', frame: frames[0]?.id ?? 0 }) as { ref: number }[];
        const [sum] = (yield { type: 'variables', ref: scope?.ref ?? 0 }) as { dataId?: string }[];
        dataId = sum?.dataId;
        const data = [{ id: 20, dataId: dataId ?? '' }];
        const exceptions = { uncaught: false, caught: false };
        yield {
          type: 'breakpoints',
          breakpoints: { lines: [], functions: [], data, exceptions, skipped: [] },
        };
        return 'continue' as const;
      },
    });
    assert.deepEqual(lines.slice(0, 4), [
      'stopped entry in call 1',
      'stopped data breakpoint #20 (sum was <not initialised> and is 0) in call 1',
      'stopped data breakpoint #20 (sum was 0 and is 1) in call 1',
      'stopped data breakpoint #20 (sum was 1 and is 3) in call 1',
    ]);
  });

  it('at `debugger` statements', async () => {
    const source = new MemorySkills({ main: 'export default () => {\n  debugger;\n  return 1;\n};\n' });
    assert.deepEqual(await transcript(source, {}), ['stopped debugger statement in call 1', 'result 1']);
  });
});

describe('errors', () => {
  const source = new MemorySkills({
    main: `export default async () => {
  try {
    JSON.parse('{');
  } catch (error) {
    console.log('caught', error.name);
  }
  return await callSkill('fails', { n: 2 });
};
`,
    fails: `/** @param {number} n - n */
export default async function fails(n) {
  for (let i = 0; i < 5; i++) {
    if (i === n) check(i);
  }
}
function check(i) {
  const bad = undefined;
  return bad.length + i;
}
`,
  });

  it('that leave the run are shown where they were thrown', async () => {
    const places: string[] = [];
    const breakpoints = { exceptions: { uncaught: true, caught: false } };
    const { lines } = await debug(source, {
      breakpoints,
      *at({ stop }) {
        const { frames } = (yield { type: 'stack', thread: stop.thread, start: 0, count: 0 }) as {
          frames: { name: string; place: { line: number } }[];
        };
        places.push(frames.map(({ name, place }) => `${name} ${place.line}`).join(' < '));
        return 'continue' as const;
      },
    });
    assert.deepEqual(places, ['fails: check 9 < fails 4 < main 7']);
    assert.deepEqual(lines, [
      'log caught SyntaxError',
      "stopped exception TypeError: cannot read property 'length' of undefined in call 2",
      "failed cannot read property 'length' of undefined",
    ]);
  });

  it('that are caught are shown where they were thrown, when that is wanted', async () => {
    const breakpoints = { exceptions: { uncaught: false, caught: true } };
    const lines = await transcript(source, { breakpoints });
    assert.match(lines[0] ?? '', /^stopped exception SyntaxError: .* \(caught\) in call 1$/);
    assert.equal(lines[1], 'log caught SyntaxError');
    assert.equal(lines.length, 3);
  });

  it('only of the names that are wanted, which may be others for those that are caught', async () => {
    const stopsWith = async (names: readonly string[], caughtNames?: readonly string[]) => {
      const exceptions = { uncaught: true, caught: true, names, ...(caughtNames && { caughtNames }) };
      const lines = await transcript(source, { breakpoints: { exceptions } });
      return lines.filter(line => line.startsWith('stopped')).map(line => line.split(/[ :]/)[2]);
    };
    assert.deepEqual(await stopsWith(['RangeError']), []);
    assert.deepEqual(await stopsWith(['RangeError'], []), ['SyntaxError']);
    assert.deepEqual(await stopsWith(['TypeError'], ['RangeError']), ['TypeError']);
  });
});

describe('places of breakpoints', () => {
  const places = (code: string) =>
    stopPlaces(programOf(new MemorySkills({ main: code }).find('main') as never));
  const code = `// a comment
export default function f(a) {

  const b = a; return b;
}
`;

  it('move to the next statement', () => {
    const at = (line: number, column?: number) => {
      const place = placeFor(places(code), line, column);
      return place && `${place.line}:${place.column}`;
    };
    assert.deepEqual(
      [at(1), at(3), at(4), at(4, 10), at(5), at(9)],
      ['4:3', '4:3', '4:3', '4:16', undefined, undefined],
    );
  });

  it('are none where the file does not parse', () => {
    assert.deepEqual(places('export default ('), []);
  });
});
