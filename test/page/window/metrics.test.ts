/** The metrics' page in a real browser: what it says of skills, how it sorts and narrows, one skill from near. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { MetricsDetails, MetricsRow, RunStatus } from '../../../src/message/metrics.ts';
import { launchBrowser } from '../../host/browser.ts';
import { MetricsWindow, type MetricsWindowOptions } from '../harness/metrics-window.ts';

const noon = new Date().setHours(12, 0, 0, 0);

function row(name: string, more: Partial<MetricsRow> = {}): MetricsRow {
  return {
    id: `shop/${name}.js`,
    name,
    category: 'shop',
    exists: true,
    runs: 0,
    calls: 0,
    successRate: undefined,
    meanMs: undefined,
    p50Ms: undefined,
    p95Ms: undefined,
    trend: [],
    cacheHits: 0,
    tokens: 0,
    lastAt: undefined,
    ...more,
  };
}

const results = {
  hits: { memory: 310, database: 22, redis: 4 },
  misses: 12,
  evictions: 0,
  entries: 1_204,
};

const wave = (count: number, ms: number, failedAt: readonly number[] = []) =>
  Array.from({ length: count }, (_, index) => ({
    durationMs: ms * (1 + 0.6 * Math.sin(index / 2)),
    status: (failedAt.includes(index) ? 'failed' : 'completed') as RunStatus,
  }));

const checkout = row('checkout', {
  runs: 1_240,
  successRate: 0.9992,
  meanMs: 14.2,
  p50Ms: 12,
  p95Ms: 31.4,
  trend: wave(20, 14),
  tokens: 48_200,
  lastAt: noon,
});
const tax = row('tax', {
  calls: 2_480,
  successRate: 0.87,
  meanMs: 0.42,
  p50Ms: 0.4,
  p95Ms: 0.9,
  trend: wave(20, 0.4, [4, 11, 12]),
  cacheHits: 310,
  lastAt: noon,
});
const email = row('email', { category: 'mail', id: 'mail/email.js' });
const gone = row('old_price', {
  id: 'old_price',
  exists: false,
  runs: 3,
  successRate: 1,
  meanMs: 5,
  lastAt: noon,
});
const rows = [checkout, email, gone, tax];

const details: MetricsDetails = {
  executions: wave(60, 14, [20, 41]).map((point, index) => ({
    ...point,
    status: index === 30 ? 'timed-out' : index === 50 ? 'cancelled' : point.status,
    at: noon - (60 - index) * 60_000,
  })),
  failures: [
    { at: noon, reason: "TypeError: cannot read property 'rate' of undefined", runId: 'r2' },
    { at: noon - 3_600_000, reason: 'Error: <b>no</b> rate for XX', runId: undefined },
  ],
};

describe('metrics page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let window: MetricsWindow;
  const open = async (options: MetricsWindowOptions = {}) => {
    window = await MetricsWindow.open(browser, { rows, details: { [checkout.id]: details }, ...options });
    return window.page;
  };
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => window.close());
  after(() => browser.close());

  const names = async () => (await window.rows()).map(text => text.split(' ')[0]);

  it('says of each skill how often, how well and how fast it ran, the busiest first', async () => {
    await open();
    assert.deepEqual(await window.rows(), [
      'checkout shop | 1,240 | 99.9 % | 14 ms | 12 ms | 31 ms | 48,200 | 12:00',
      'old_price removed | 3 | 100 % | 5.0 ms | 12:00',
      'email mail | never',
      'tax shop | 2,480 | 87 % | 0.4 ms | 0.4 ms | 0.9 ms | 310 | 12:00',
    ]);
    const summary = await window.page.locator('.summary').innerText();
    assert.equal(summary, '4 skills · 1,243 runs · 91 % completed');
  });

  it('sorts by any column, and the other way round', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Skill', exact: true }).click();
    assert.deepEqual(await names(), ['checkout', 'email', 'old_price', 'tax']);
    await page.getByRole('button', { name: 'p95' }).click();
    assert.deepEqual(await names(), ['checkout', 'tax', 'email', 'old_price']);
    await page.getByRole('button', { name: 'p95' }).click();
    assert.deepEqual(await names(), ['tax', 'checkout', 'email', 'old_price']);
    assert.equal(
      await page.getByRole('columnheader', { name: 'p95' }).getAttribute('aria-sort'),
      'ascending',
    );
  });

  it('narrows by name and category, and says when nothing is left', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('SHOP t');
    assert.deepEqual(await names(), ['checkout', 'tax']);
    await page.keyboard.type('zz');
    await page.getByText('No skill matches "SHOP tzz".').waitFor();
    await page.getByText('Clear Filter').click();
    assert.equal((await window.rows()).length, 4);
  });

  it('shows one skill from near: durations, failures, and what can be done', async () => {
    const page = await open();
    await page.getByText('checkout').first().click();
    await page.getByRole('heading', { name: 'checkout' }).waitFor();
    assert.equal(await page.locator('.chart .point').count(), 60);
    assert.deepEqual(
      await page.locator('.chart .point').evaluateAll(points => {
        const kinds = points.map(point =>
          (point as unknown as { classList: { item(at: number): string } }).classList.item(1),
        );
        return [...new Set(kinds)].sort();
      }),
      ['cancelled', 'completed', 'failed', 'timed-out'],
    );
    await page.getByRole('button', { name: /^TypeError/ }).click();
    await page.getByRole('button', { name: 'Show Runs' }).click();
    await page.getByRole('button', { name: 'Open' }).click();
    await page.getByRole('button', { name: 'Run', exact: true }).click();
    assert.deepEqual(window.asked, [
      { name: 'openRun', params: { runId: 'r2' } },
      { name: 'showRuns', params: { id: checkout.id } },
      { name: 'open', params: { id: checkout.id } },
      { name: 'run', params: { id: checkout.id } },
    ]);
    assert.equal(await page.locator('.failures b').count(), 0, 'names and messages are text');
    await page.getByRole('button', { name: 'Close' }).click();
    assert.equal(await page.locator('.detail').count(), 0);
  });

  it('has the chart as a table for who cannot see it', async () => {
    const page = await open();
    await page.getByText('checkout').first().click();
    await page.getByRole('table', { name: 'Durations, oldest first' }).waitFor();
    assert.equal(await page.locator('figure tbody tr').count(), 60);
  });

  it('offers neither Run nor Open for a skill that is gone', async () => {
    const page = await open();
    await page.getByText('old_price').click();
    await page.getByText('It has not run yet.').waitFor();
    assert.equal(await page.getByRole('button', { name: 'Run', exact: true }).count(), 0);
  });

  it('is walked by keyboard alone', async () => {
    const page = await open();
    await page.locator('metrics-table .viewport').focus();
    await page.keyboard.press('End');
    await page.getByRole('heading', { name: 'tax' }).waitFor();
    await page.keyboard.press('Home');
    await page.getByRole('heading', { name: 'checkout' }).waitFor();
    await page.keyboard.press('Enter');
    assert.deepEqual(window.asked, [{ name: 'open', params: { id: checkout.id } }]);
    await page.keyboard.press('Escape');
    assert.equal(await page.locator('.detail').count(), 0);
  });

  it('exports what is shown, as it is sorted', async () => {
    const page = await open();
    await page.keyboard.press('/');
    await page.keyboard.type('shop');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    await page.getByRole('button', { name: 'Export as JSON' }).click();
    const ids = [checkout.id, gone.id, tax.id];
    assert.deepEqual(window.asked, [
      { name: 'export', params: { format: 'csv', ids } },
      { name: 'export', params: { format: 'json', ids } },
    ]);
  });

  it('follows what happens, and keeps the selected skill', async () => {
    const page = await open();
    await page.getByText('checkout').first().click();
    window.send({ rows: [{ ...checkout, runs: 1_241 }, tax] });
    await page.getByText('1,241').first().waitFor();
    await page.getByRole('heading', { name: 'checkout' }).waitFor();
  });

  it('comes back as it was', async () => {
    const page = await open({
      kept: { column: 'name', isDescending: true, filter: 'shop', selected: tax.id },
    });
    assert.deepEqual(await names(), ['tax', 'old_price', 'checkout']);
    await page.getByRole('heading', { name: 'tax' }).waitFor();
  });

  it('says what will appear, why nothing is kept, and how the cache does', async () => {
    const page = await open({
      rows: [],
      state: {
        obstacle: 'Runs are not kept: the folder cannot be written.',
        cache: { hits: 1_204, misses: 31, evictions: 2, entries: 100 },
        results,
      },
    });
    await page.getByText('There are no skills yet.').waitFor();
    await page.getByText('Runs are not kept').waitFor();
    await page.getByText('1,204 hits · 31 misses · 2 evictions · 100 entries').waitFor();
    const places = '336 hits (310 from memory, 22 from the database, 4 from Redis)';
    await page.getByText(`Results of skills tagged @cache: ${places} · 12 misses · 0 evictions`).waitFor();
  });

  it('draws only the rows on the screen of ten thousand', async () => {
    const page = await open({ rows: Array.from({ length: 10_000 }, (_, index) => row(`skill_${index}`)) });
    const drawn = await page.locator('metrics-table .row').count();
    assert.ok(drawn > 10 && drawn < 60, `${drawn} rows`);
    await page.locator('metrics-table .viewport').focus();
    await page.keyboard.press('End');
    await page.getByText('skill_9999').first().waitFor();
  });

  for (const theme of ['dark', 'light', 'high-contrast'] as const) {
    it(`looks right, ${theme}`, async () => {
      const page = await open({
        theme,
        state: { cache: { hits: 1_204, misses: 31, evictions: 2, entries: 100 }, results },
      });
      await page.getByText('checkout').first().click();
      await page.locator('.chart').waitFor();
      await window.screenshot(`metrics-${theme}`);
    });
  }

  it('looks right where there is little room', async () => {
    const page = await open({ width: 420, height: 640 });
    await page.getByText('checkout').first().click();
    await page.locator('.chart').waitFor();
    await window.screenshot('metrics-narrow');
  });
});
