import assert from 'node:assert/strict';
import { readArguments } from '../../src/terminal/arguments.ts';
import { UsageError } from '../../src/terminal/usage-error.ts';

function refused(line: string): string {
  try {
    readArguments(line.split(' ').filter(word => word !== ''));
  } catch (error) {
    assert.ok(error instanceof UsageError);
    return error.message;
  }
  return 'accepted';
}

describe('arguments', () => {
  for (const [line, expected] of [
    ['list', { do: 'list', root: undefined, json: false }],
    [
      'check --json --root /a',
      { do: 'check', root: '/a', json: true, fix: false, severities: new Map(), maxDepth: undefined },
    ],
    [
      'check --fix',
      { do: 'check', root: undefined, json: false, fix: true, severities: new Map(), maxDepth: undefined },
    ],
    ['--root=/a list', { do: 'list', root: '/a', json: false }],
    ['--help', { do: 'help', topic: undefined }],
    ['-h', { do: 'help', topic: undefined }],
    ['help run', { do: 'help', topic: 'run' }],
    ['run --help', { do: 'help', topic: 'run' }],
    ['list -h', { do: 'help', topic: 'list' }],
    ['--version', { do: 'version' }],
    ['-V', { do: 'version' }],
    [
      'run add',
      {
        do: 'run',
        root: undefined,
        json: false,
        skill: 'add',
        preset: undefined,
        inputs: { from: 'arguments', text: '{}' },
        timeoutMs: undefined,
        record: undefined,
        noCache: false,
        redis: undefined,
      },
    ],
    ['cache', { do: 'cache', root: undefined, json: false, clear: false }],
    ['cache --clear --json --root /a', { do: 'cache', root: '/a', json: true, clear: true }],
    [
      'run add --preset two --inputs {"a":-1}',
      {
        do: 'run',
        root: undefined,
        json: false,
        skill: 'add',
        preset: 'two',
        inputs: { from: 'arguments', text: '{"a":-1}' },
        timeoutMs: undefined,
        record: undefined,
        noCache: false,
        redis: undefined,
      },
    ],
    [
      'run add --inputs {"a":-1} --timeout 300000 --json',
      {
        do: 'run',
        root: undefined,
        json: true,
        skill: 'add',
        preset: undefined,
        inputs: { from: 'arguments', text: '{"a":-1}' },
        timeoutMs: 300_000,
        record: undefined,
        noCache: false,
        redis: undefined,
      },
    ],
    [
      'run --inputs-file - add',
      {
        do: 'run',
        root: undefined,
        json: false,
        skill: 'add',
        preset: undefined,
        inputs: { from: 'standard-input' },
        timeoutMs: undefined,
        record: undefined,
        noCache: false,
        redis: undefined,
      },
    ],
    [
      'run --inputs-file a.json -- add',
      {
        do: 'run',
        root: undefined,
        json: false,
        skill: 'add',
        preset: undefined,
        inputs: { from: 'file', path: 'a.json' },
        timeoutMs: undefined,
        record: undefined,
        noCache: false,
        redis: undefined,
      },
    ],
    [
      'run add --record a.json',
      {
        do: 'run',
        root: undefined,
        json: false,
        skill: 'add',
        preset: undefined,
        inputs: { from: 'arguments', text: '{}' },
        timeoutMs: undefined,
        record: 'a.json',
        noCache: false,
        redis: undefined,
      },
    ],
    [
      'run add --no-cache --redis redis://localhost',
      {
        do: 'run',
        root: undefined,
        json: false,
        skill: 'add',
        preset: undefined,
        inputs: { from: 'arguments', text: '{}' },
        timeoutMs: undefined,
        record: undefined,
        noCache: true,
        redis: 'redis://localhost',
      },
    ],
    [
      'replay a.json --recorded',
      {
        do: 'replay',
        root: undefined,
        json: false,
        recording: 'a.json',
        recorded: true,
        save: false,
        changes: undefined,
      },
    ],
    [
      'replay mif7k2 --set-input user.name="Zoë" --set-input items[0]=[1,2] --call 3={"a":1,"b":2} --fail 4=XError:no --beyond refuse',
      {
        do: 'replay',
        root: undefined,
        json: false,
        recording: 'mif7k2',
        recorded: false,
        save: false,
        changes: {
          inputs: [
            { text: 'user.name', path: ['user', 'name'], value: 'Zoë' },
            { text: 'items[0]', path: ['items', 0], value: [1, 2] },
          ],
          calls: new Map<number, object>([
            [3, { result: { a: 1, b: 2 } }],
            [4, { error: { name: 'XError', message: 'no' } }],
          ]),
          beyond: 'refuse',
        },
      },
    ],
    ['runs', { do: 'runs', root: undefined, json: false, limit: 20, query: {} }],
    [
      'runs --skill add --status timed-out --since 2026-01-31T09:30:00Z --limit 5 --json',
      {
        do: 'runs',
        root: undefined,
        json: true,
        limit: 5,
        query: { skill: 'add', status: 'timed-out', from: Date.UTC(2026, 0, 31, 9, 30) },
      },
    ],
    ['stats --skill add', { do: 'stats', root: undefined, json: false, skill: 'add' }],
    [
      'batch add --inputs a.csv',
      {
        do: 'batch',
        root: undefined,
        skill: 'add',
        inputs: { from: 'file', path: 'a.csv' },
        concurrency: undefined,
        timeoutMs: undefined,
        stopOnError: false,
        out: undefined,
        retryFailed: false,
      },
    ],
    [
      'batch --inputs - add --out o.jsonl --retry-failed --stop-on-error --concurrency 8 --timeout 9',
      {
        do: 'batch',
        root: undefined,
        skill: 'add',
        inputs: { from: 'standard-input' },
        concurrency: 8,
        timeoutMs: 9,
        stopOnError: true,
        out: 'o.jsonl',
        retryFailed: true,
      },
    ],
  ] as const) {
    it(`skillsmith ${line}`, () => {
      assert.deepEqual(readArguments(line.split(' ')), expected);
    });
  }

  for (const [line, message] of [
    [
      '',
      'No command. Say what to do: list, search, check, run, batch, replay, runs, stats, cache, graph or explain.',
    ],
    ['lst', 'Unknown command "lst": did you mean "list"?'],
    ['check --severity x=off', 'There is no problem with the code "x".'],
    [
      'check --severity missing-await=bad',
      '--severity is CODE=LEVEL with error, warning, information, hint or off, got "missing-await=bad".',
    ],
    ['check --max-depth 0', '--max-depth is a whole number from 1 to 100, got "0".'],
    ['explain', 'Which problem? Say: skillsmith explain <code>'],
    [
      'publish',
      'Unknown command "publish". There are list, search, check, run, batch, replay, runs, stats, cache, graph and explain.',
    ],
    ['help chek', 'Unknown command "chek": did you mean "check"?'],
    ['run', 'Which skill? Say: skillsmith run <name>'],
    ['run a b', '"run" does not know what to do with "b". Inputs are given with --inputs.'],
    ['list a', '"list" does not know what to do with "a".'],
    ['run a --input {}', 'Unknown flag "--input": did you mean "--inputs"?'],
    ['list --jsn', 'Unknown flag "--jsn": did you mean "--json"?'],
    ['list -x', 'Unknown flag "-x".'],
    ['run a --verbose', 'Unknown flag "--verbose".'],
    ['runs --status faild', 'Unknown outcome "faild": did you mean "failed"?'],
    ['runs --status x', 'Unknown outcome "x". There are completed, failed, cancelled and timed-out.'],
    ['runs --limit 0', '--limit is a whole number from 1 to 1000000, got "0".'],
    [
      'runs --since yesterday',
      '--since is a time such as 30m, 12h or 7d, or a date such as 2026-01-31, got "yesterday".',
    ],
    ['list --timeout 5', '"list" does not take --timeout, which belongs to "run", "batch".'],
    ['check --version', '"check" does not take --version, which stands alone.'],
    ['run a --inputs', '--inputs needs a value: --inputs JSON'],
    ['list --root --json', '--root needs a value: --root DIR'],
    ['list --json=yes', '--json takes no value.'],
    ['run a --inputs {} --inputs-file f', 'Give the inputs once: either --inputs or --inputs-file.'],
    ['run a --timeout 0', '--timeout is a whole number of milliseconds from 1 to 300000, got "0".'],
    ['run a --timeout 300001', '--timeout is a whole number of milliseconds from 1 to 300000, got "300001".'],
    ['run a --timeout -5', '--timeout is a whole number of milliseconds from 1 to 300000, got "-5".'],
    ['replay a --call', '--call needs a value: --call N=JSON'],
    ['replay a --call 3', '--call has two sides of a "=", got "3".'],
    ['replay a --call x=1', '--call begins with the number of a call, such as 3, got "x=1".'],
    ['replay a --call 0=1', '--call begins with the number of a call, such as 3, got "0=1".'],
    [
      'replay a --call 3=yes',
      `The value of --call 3 is not JSON: column 1: expected a value, found "yes". For a text, say: --call '3="yes"'`,
    ],
    [
      'replay a --call 3=1 --fail 3=no',
      'A call has one answer: give each number once, to --call or to --fail.',
    ],
    ['replay a --set-input [=1', '--set-input begins with an input, such as user.name or items[0], got "[".'],
    [
      'replay a --beyond world',
      '--beyond needs something that is other than it was: --set-input, --call or --fail.',
    ],
    ['replay a --call 2=1 --beyond moon', '--beyond is world or refuse, got "moon".'],
    ['replay a --save --json', '--save runs nothing, so that no other flag goes with it but --root.'],
    ['batch', 'Which skill? Say: skillsmith batch <name> --inputs FILE'],
    ['batch a', 'Which rows? Say: --inputs FILE, or --inputs - for standard input.'],
    ['batch a --inputs', '--inputs needs a value: --inputs FILE'],
    ['batch a b --inputs f', '"batch" does not know what to do with "b". Inputs are given with --inputs.'],
    ['batch a --inputs f --retry-failed', '--retry-failed needs --out FILE: the results that are there.'],
    ['batch a --inputs f --concurrency 0', '--concurrency is a whole number from 1 to 256, got "0".'],
    ['run a --timeout 5s', '--timeout is a whole number of milliseconds from 1 to 300000, got "5s".'],
  ] as const) {
    it(`skillsmith ${line} is refused`, () => {
      assert.equal(refused(line), message);
    });
  }
});
