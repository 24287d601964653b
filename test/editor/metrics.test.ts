/** What the metrics' page is given, and what is exported of it. */

import assert from 'node:assert/strict';
import { metricsText } from '../../src/editor/metrics/metrics-export.ts';
import { metricsDetails, metricsRows } from '../../src/editor/metrics/metrics-rows.ts';
import { type SkillMetrics, unknownMetrics } from '../../src/library/metrics.ts';
import { stripTypes } from '../../src/node/typescript.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';

const failures = [
  { runId: 'r2', at: 20, status: 'failed', error: 'Error: no' },
  { runId: 'r1', at: 10, status: 'timed-out', error: '' },
] as const;

function metrics(name: string, more: Partial<SkillMetrics> = {}): SkillMetrics {
  return { ...unknownMetrics(name), runs: 3, successRate: 0.5, meanMs: 1.25, ...more };
}

describe('metrics of a folder', () => {
  const catalogue = new SkillCatalogue({ stripTypes });
  catalogue.update({
    set: [
      { path: 'shop/price.js', text: 'export default () => 1;' },
      { path: 'tax.js', text: 'export default () => 1;' },
    ],
  });
  const rows = metricsRows(catalogue, [metrics('Price'), metrics('gone')]);

  after(() => catalogue.dispose());

  it('are those of each skill, whether it ran or not, and of those that are gone', () => {
    assert.deepEqual(
      rows.map(({ id, name, exists, runs, successRate }) => [id, name, exists, runs, successRate]),
      [
        ['shop/price.js', 'price', true, 3, 0.5],
        ['tax.js', 'tax', true, 0, undefined],
        ['gone', 'gone', false, 3, 0.5],
      ],
    );
  });

  it('lead to the runs that are still kept', () => {
    const executions = [{ runId: 'r2', status: 'failed', endedAt: 20, durationMs: 2, error: 'no' } as const];
    assert.deepEqual(
      metricsDetails(executions, metrics('price', { failures }), id => id === 'r2'),
      {
        executions: [{ at: 20, durationMs: 2, status: 'failed' }],
        failures: [
          { at: 20, reason: 'Error: no', runId: 'r2' },
          { at: 10, reason: 'timed out', runId: undefined },
        ],
      },
    );
  });

  it('are exported as CSV', () => {
    const odd = { ...rows[1], category: 'a "b", c' };
    assert.equal(
      metricsText([...rows.slice(0, 1), odd as (typeof rows)[number]], 'csv'),
      [
        'name,category,exists,runs,calls,successRate,meanMs,p50Ms,p95Ms,cacheHits,tokens,lastAt',
        'price,shop,true,3,0,0.5,1.25,,,0,0,',
        'tax,"a ""b"", c",true,0,0,,,,,0,0,',
        '',
      ].join('\r\n'),
    );
  });

  it('are exported as CSV in which nothing is a formula', () => {
    const [, tax] = rows;
    const odd = { ...tax, name: 'tax', category: '@shop/=1' } as (typeof rows)[number];
    assert.match(metricsText([odd], 'csv'), /\r\ntax,'@shop\/=1,true,/);
  });

  it('are exported as JSON, with null where nothing is known', () => {
    const [, tax] = JSON.parse(metricsText(rows, 'json'));
    assert.deepEqual([tax.name, tax.runs, tax.p95Ms, tax.lastAt], ['tax', 0, null, null]);
  });
});
