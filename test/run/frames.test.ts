/** Guest stacks, read in the terms of the authors' files. */

import assert from 'node:assert/strict';
import { formatStack, framesOf } from '../../src/run/frames.ts';
import { programOf } from '../../src/run/program.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

function programs(files: Record<string, string>) {
  const source = new MemorySkills(files);
  const all = [...source.names()].map(name => source.find(name)).filter(skill => skill !== undefined);
  return new Map(all.map(skill => [skill.path, programOf(skill)]));
}

describe('frames', () => {
  const known = programs({
    'a/one': 'export default () => {\n  throw new Error("x");\n};\n',
    two: 'function two() { return 1; }',
  });
  const prefix = known.get('two.js')?.prefixLength ?? 0;

  const rows: readonly [stack: string, frames: readonly string[]][] = [
    ['    at $entry (a/one.js:2:18)', ['at one (a/one.js:2:9)']],
    ['    at <anonymous> (a/one.js:2:3)', ['at <anonymous> (a/one.js:2:3)']],
    ['    at a/one.js:2:3', ['at <anonymous> (a/one.js:2:3)']],
    [`    at two (two.js:1:${prefix + 5})`, ['at two (two.js:1:5)']],
    ['    at two (two.js:1:2)', []],
    ['    at start (skillsmith:sandbox:9:9)\n    at map (native)', []],
    ['    at $skill (a/one.js:2:3)', ['at one (a/one.js:2:3)']],
    ['    at x (other.js:1:1)', []],
    ['    at x (a/one.js:99:1)\n    at y (a/one.js:0:1)', []],
    ['no stack at all\n(((:::1:1', []],
    ['', []],
  ];
  for (const [stack, expected] of rows) {
    it(JSON.stringify(stack), () => assert.deepEqual(formatStack(framesOf(stack, known)), expected));
  }

  const at = (name: string, line: number) => ({ name, file: 'a/one.js', line, column: 1 });
  const repeated = (text: string) => formatStack([...text].map(name => at(name, 1))).join('\n');
  const circles: readonly [names: string, lines: readonly string[]][] = [
    ['fff', ['f', '… 2 more of it']],
    ['xfffffy', ['x', 'f', '… 4 more of it', 'y']],
    ['abababab', ['a', 'b', '… 3 more of these 2']],
    ['abcabcabcab', ['a', 'b', 'c', '… 2 more of these 3', 'a', 'b']],
    ['ffgg', ['f', 'f', 'g', 'g']],
    ['abcdefghijabcdefghij', [...'abcdefghijabcdefghij']],
  ];
  for (const [names, lines] of circles) {
    it(`counts what a recursion repeats: ${names}`, () => {
      const expected = lines.map(line => (line.length === 1 ? `at ${line} (a/one.js:1:1)` : line));
      assert.equal(repeated(names), expected.join('\n'));
    });
  }

  it('wastes no time on hostile lines', () => {
    const started = performance.now();
    assert.deepEqual(framesOf(`${'at ('.repeat(20_000)}${':'.repeat(50_000)}`, known), []);
    assert.ok(performance.now() - started < 1000);
  });

  it('keeps frames at other places apart', () => {
    const lines = formatStack([at('f', 1), at('f', 2), at('f', 3)]);
    assert.equal(lines.length, 3);
  });
});
