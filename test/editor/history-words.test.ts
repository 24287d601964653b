/** How runs and metrics are put into words, and runs into commands. */

import assert from 'node:assert/strict';
import { commandText } from '../../src/editor/history/command-text.ts';
import { metricsLines, metricsText, percentText } from '../../src/editor/history/metrics-text.ts';
import { timeText } from '../../src/editor/history/run-row.ts';
import { filterText } from '../../src/editor/history/runs-filter.ts';
import { unknownMetrics } from '../../src/library/metrics.ts';

const now = new Date(2026, 10, 28, 14, 3, 5).getTime();

describe('Words of the history', () => {
  for (const [at, expected] of [
    [new Date(2026, 10, 28, 9, 5, 7), '09:05:07'],
    [new Date(2026, 10, 27, 23, 59), 'yesterday 23:59'],
    [new Date(2026, 0, 2, 8, 0), '2 Jan 08:00'],
    [new Date(2025, 10, 28, 8, 0), '28 Nov 2025 08:00'],
  ] as const)
    it(`tells the time of ${expected}`, () => assert.equal(timeText(at.getTime(), now), expected));

  for (const [rate, expected] of [
    [1, '100 %'],
    [0.999, '99 %'],
    [0.5, '50 %'],
    [0.001, '1 %'],
    [0, '0 %'],
  ] as const)
    it(`tells a rate of ${rate}`, () => assert.equal(percentText(rate), expected));

  it('tells how well a skill does, once there is more than one run', () => {
    const none = unknownMetrics('add');
    assert.equal(metricsText(none), '');
    const many = { ...none, runs: 200, calls: 1040, successRate: 0.97, p95Ms: 12.4, tokens: 9000 };
    assert.equal(metricsText(many), '97 % of 1,240 · p95 12 ms');
    const failures = [{ runId: 'a', at: now - 120_000, status: 'failed' as const, error: 'no\n  such' }];
    assert.deepEqual(metricsLines({ ...many, failures }, now), [
      '200 runs, 1040 calls, 97 % succeeded',
      'p95 12 ms',
      'about 9,000 tokens of inputs and results',
      'failed 2 min ago: no such',
    ]);
  });

  it('tells what the Runs view is filtered by', () => {
    assert.equal(filterText({}), '');
    const filter = {
      skill: 'add',
      status: 'timed-out',
      startedBy: 'command-line',
      sinceMs: 3_600_000,
    } as const;
    assert.equal(filterText(filter), 'add · timed out · last hour · by command line');
  });

  for (const [platform, inputs, root, expected] of [
    ['linux', {}, '/shop', 'skillsmith run add --root /shop'],
    ['linux', { a: 1 }, '/my shop', "skillsmith run add --root '/my shop' --inputs '{\"a\":1}'"],
    [
      'linux',
      { a: "it's $HOME `x`" },
      '/s',
      `skillsmith run add --root /s --inputs '{"a":"it'\\''s $HOME \`x\`"}'`,
    ],
    [
      'win32',
      { a: "it's" },
      'C:\\shop',
      'skillsmith run add --root C:\\shop --inputs \'{\\"a\\":\\"it\'\'s\\"}\'',
    ],
  ] as const)
    it(`quotes for ${platform}: ${JSON.stringify(inputs)}`, () => {
      assert.equal(commandText('add', inputs, root, platform), expected);
    });
});
