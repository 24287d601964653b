/** What is seen and changed at a stop: scopes, values, expressions. */

import assert from 'node:assert/strict';
import type { DebugCommand, EvaluationContext, Variable } from '../../../src/run/debug/debuggee.ts';
import { ask, debug, framesOf, Refused, scopesOf } from '../../fakes/debug-in-process.ts';
import { MemorySkills } from '../../fakes/skill-source.ts';

type Script<T> = Generator<DebugCommand, T, unknown>;

/** Stops at `debugger;` and looks. */
async function lookInto<T>(code: string, look: (frame: number) => Script<T>, inputs = {}): Promise<T> {
  let seen: { readonly value: T } | undefined;
  const { outcome } = await debug(new MemorySkills({ main: code }), {
    inputs,
    *at({ stop }) {
      const [top] = yield* framesOf(stop.thread);
      seen = { value: yield* look(top?.id ?? 0) };
      return 'continue' as const;
    },
  });
  assert.ok(seen, JSON.stringify(outcome.error));
  return seen.value;
}

function* evaluate(expression: string, frame: number, context: EvaluationContext = 'watch'): Script<string> {
  try {
    return (yield* ask({ type: 'evaluate', expression, frame, context })).value;
  } catch (error) {
    if (error instanceof Refused) return `! ${error.message}`;
    throw error;
  }
}

/** The value of a variable or expression, opened: `name: value`. */
function* opened(
  expression: string,
  frame: number,
  page?: { start: number; count: number },
): Script<readonly string[]> {
  const { ref } = yield* ask({ type: 'evaluate', expression, frame, context: 'watch' });
  const rows: readonly Variable[] = yield* ask({
    type: 'variables',
    ref,
    ...page,
    ...(page && { filter: 'indexed' }),
  });
  return rows.map(({ name, value }) => `${name}: ${value}`);
}

describe('scopes at a stop', () => {
  it('are those of the language, innermost first', async () => {
    const code = `/** @param {number} n - n */
export default function main(n) {
  const outer = 1;
  const inner = (a, b = 2) => {
    var c = a + outer;
    for (const item of [n]) {
      try { throw new Error('x'); } catch (error) {
        debugger;
        let later = item;
      }
    }
    return c;
  };
  return inner(5);
}
const top = 'T';
`;
    assert.deepEqual(await lookInto(code, scopesOf, { n: 7 }), [
      'Block: later=<not initialised>',
      'Catch: error=Error: x',
      'Block: item=7',
      'Local: a=5 b=2 c=6',
      'Closure (main): n=7 outer=1',
      "Skill: main=[Function: main] top='T'",
    ]);
  });

  it('has the inputs and the variables of a script', async () => {
    const code = '/** @param {number} x - x */\nconst y = x + 1;\ndebugger;\nconst z = 3;\n';
    assert.deepEqual(await lookInto(code, scopesOf, { x: 1 }), [
      'Script: y=2 z=<not initialised>',
      'Inputs: x=1',
    ]);
  });
});

describe('values at a stop', () => {
  it('open as trees', async () => {
    const code = `export default () => {
  const self = { name: 'me', list: [1, , 'three'], when: new Date(0), none: null };
  self.self = self;
  class Point { #secret = 1; constructor() { this.x = 1; } get size() { return 42; } }
  const all = { self, map: new Map([['k', { v: 1 }]]), set: new Set([1]), bytes: new Uint8Array([7, 8]), point: new Point(), bad: { get a() { throw new Error('no'); } } };
  debugger;
};
`;
    await lookInto(code, function* (frame) {
      assert.deepEqual(yield* opened('self', frame), [
        "name: 'me'",
        "list: [ 1, <1 empty item>, 'three' ]",
        'when: 1970-01-01T00:00:00.000Z',
        'none: null',
        "self: <ref *1> { name: 'me', list: [ 1, <1 empty item>, 'three' ], when: 1970-01-01T00:00:00.000Z, none: null, self: [Circular *1] }",
      ]);
      assert.deepEqual(yield* opened('all.map', frame), ["0: 'k' → { v: 1 }"]);
      assert.deepEqual(yield* opened('all.set', frame), ['0: 1']);
      assert.deepEqual(yield* opened('all.bytes', frame), ['0: 7', '1: 8']);
      assert.deepEqual(yield* opened('all.point', frame), ['x: 1', 'size: (…)']);
    });
  });

  it('run a getter only when it is opened, and say what it throws', async () => {
    const code = `export default () => {
  let runs = 0;
  const box = { get ok() { return ++runs; }, get bad() { throw new TypeError('no'); } };
  debugger;
};
`;
    await lookInto(code, function* (frame) {
      const { ref } = yield* ask({ type: 'evaluate', expression: 'box', frame, context: 'watch' });
      const [ok, bad] = yield* ask({ type: 'variables', ref });
      assert.equal(ok?.isLazy, true);
      assert.equal(yield* evaluate('runs', frame), '0');
      const [value] = yield* ask({ type: 'variables', ref: ok?.ref ?? 0 });
      assert.equal(value?.value, '1');
      assert.equal(yield* evaluate('runs', frame), '1');
      const failed = yield* refusal({ type: 'variables', ref: bad?.ref ?? 0 });
      assert.equal(failed, 'TypeError: no');
    });
  });

  it('are paged, and stay small, for a million elements and for long texts', async () => {
    const code = `export default () => {
  const many = Array.from({ length: 1_000_000 }, (_, i) => i);
  const long = 'x'.repeat(10_000_000);
  debugger;
};
`;
    await lookInto(code, function* (frame) {
      const { indexed, value } = yield* ask({
        type: 'evaluate',
        expression: 'many',
        frame,
        context: 'watch',
      });
      assert.equal(indexed, 1_000_000);
      assert.ok(value.length < 500);
      const page = yield* opened('many', frame, { start: 999_998, count: 10 });
      assert.deepEqual(page, ['999998: 999998', '999999: 999999']);
      const text = yield* evaluate('long', frame);
      assert.ok(text.length < 500 && text.endsWith('(10000000 characters)'), text.slice(-80));
    });
  });
});

describe('expressions at a stop', () => {
  const code = `export default function main() {
  let count = 1;
  const fixed = 2;
  const bump = () => ++count;
  const settled = Promise.resolve(5);
  const never = new Promise(() => {});
  const failed = Promise.reject(new Error('gone'));
  failed.catch(() => {});
  debugger;
  return count;
}
`;

  const table: readonly [expression: string, value: string][] = [
    ['count + fixed', '3'],
    ['bump()', '2'],
    ['count = 5', '5'],
    ['fixed = 1', '! TypeError: "fixed" is a constant'],
    ['{ a: count }', '{ a: 1 }'],
    ['let t = count; t * 10', '10'],
    ['missing', "! ReferenceError: 'missing' is not defined"],
    ['1 +', '! Unexpected token'],
    ['await settled', '5'],
    ['await count', '1'],
    ['await never', '! The promise is still pending: it can only settle when the run goes on.'],
    ['await failed', '! The promise was rejected: Error: gone'],
    ['[1].map(x => x + count)', '[ 2 ]'],
    ['typeof missing', "'undefined'"],
    ['main.name', "'main'"],
  ];
  for (const [expression, value] of table)
    it(`${expression} is ${value}`, () =>
      lookInto(code, function* (frame) {
        assert.equal(yield* evaluate(expression, frame), value);
      }));

  it('that never end are given up, and the run is where it was', async () => {
    await lookInto(code, function* (frame) {
      assert.match(yield* evaluate('(() => { while (true); })()', frame), /^! It took longer than 1000 ms/);
      assert.equal(yield* evaluate('count', frame), '1');
    });
  }).timeout(20_000);

  it('under the mouse change nothing', async () => {
    await lookInto(code, function* (frame) {
      assert.match(yield* evaluate('bump()', frame, 'hover'), /^! Only what changes nothing/);
      assert.equal(yield* evaluate('count', frame, 'hover'), '1');
    });
  });

  it('leave no trace in the moments of the run', async () => {
    const stops: string[] = [];
    const source = new MemorySkills({
      main: `export default () => {
  const f = x => { return x; };
  const a = f(1);
  const b = f(2);
  return a + b;
};
`,
    });
    await debug(source, {
      lines: ['main:4'],
      *at({ stop, number }) {
        const [top] = yield* framesOf(stop.thread);
        stops.push(`${top?.place.line}`);
        yield* evaluate('f(10) + f(20)', top?.id ?? 0);
        return number === 1 ? ('back' as const) : ('over' as const);
      },
    });
    assert.deepEqual(stops, ['4', '3', '4', '5']);
  });

  it('set variables and properties, and the run goes on with them', async () => {
    const source = new MemorySkills({
      main: 'export default () => {\n  let a = 1;\n  const o = { p: 1 };\n  debugger;\n  return [a, o.p];\n};\n',
    });
    const { lines } = await debug(source, {
      *at({ stop }) {
        const [top] = yield* framesOf(stop.thread);
        const [scope] = yield* ask({ type: 'scopes', frame: top?.id ?? 0 });
        yield* ask({ type: 'set', ref: scope?.ref ?? 0, name: 'a', value: '2 * 21' });
        const { ref } = yield* ask({
          type: 'evaluate',
          expression: 'o',
          frame: top?.id ?? 0,
          context: 'watch',
        });
        yield* ask({ type: 'set', ref, name: 'p', value: 'a + 1' });
        return 'continue' as const;
      },
    });
    assert.equal(lines.at(-1), 'result [42,43]');
  });

  it('complete names and members', async () => {
    await lookInto(
      'export default () => {\n  const total = { price: 1 };\n  debugger;\n};\n',
      function* (frame) {
        const names = yield* ask({ type: 'complete', frame, text: 'to' });
        assert.ok(names.some(({ label }) => label === 'total'));
        const members = yield* ask({ type: 'complete', frame, text: 'total.pr' });
        assert.deepEqual(members[0], { label: 'price', kind: 'property', replaces: 2 });
      },
    );
  });

  it('see the variables of frames further down the stack', async () => {
    const source = new MemorySkills({
      main: `export default () => {
  const outer = [];
  for (let i = 0; i < 3; i++) {
    const here = i * 10;
    outer.push(helper(here));
  }
  return outer;
};
function helper(x) {
  const y = x + 1;
  return y;
}
`,
    });
    const seen: string[] = [];
    await debug(source, {
      lines: [{ at: 'main:11', hitCondition: '2' }],
      *at({ stop }) {
        const [, caller] = yield* framesOf(stop.thread);
        seen.push(...(yield* scopesOf(caller?.id ?? 0)));
        return 'continue' as const;
      },
    });
    assert.deepEqual(seen.slice(0, 3), ['Block: here=10', 'Block: i=1', 'Local: outer=[ 1 ]']);
  });
});

function* refusal(command: DebugCommand): Script<string | undefined> {
  try {
    yield* ask(command);
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.message;
    throw error;
  }
}
