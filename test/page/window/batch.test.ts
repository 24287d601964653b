/** The page of a batch in a real browser: rows chosen and checked, run, looked at, and run again. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Outcome } from '../../../src/run/outcome.ts';
import { launchBrowser } from '../../host/browser.ts';
import { BatchWindow, type BatchWindowOptions } from '../harness/batch-window.ts';
import { themeNames } from '../harness/themes.ts';

const mixed = 'amount,code,user.name\n10,AUTUMN,Ann\n20,,\nabc,X,Bo\n40,"a ""b""",\n50,,\n';

function failing(): Partial<Outcome> {
  const error = {
    name: 'RangeError',
    message: 'too many',
    chain: ['price'],
    stack: 'at price (price.js:7:3)',
  };
  return { status: 'failed', error };
}

describe('the page of a batch', function () {
  this.timeout(60_000);
  let browser: Browser;
  let window: BatchWindow;
  const open = async (options: BatchWindowOptions = {}) => {
    window = await BatchWindow.open(browser, options);
    return window.page;
  };
  const openMixed = (options: BatchWindowOptions = {}) => open({ rows: ['orders.csv', mixed], ...options });
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => window.close());
  after(() => browser.close());

  const status = () => window.page.locator('[role=status][aria-live]').innerText();
  const main = () => window.page.locator('.run-button').last();
  const press = (key: string) => window.page.keyboard.press(key);

  it('says what a batch is before there are rows, and takes a file', async () => {
    const page = await open();
    assert.match(await page.locator('.empty').innerText(), /once for each row.*amount: number/s);
    assert.equal(await main().getAttribute('aria-disabled'), 'true');
    window.chosen = ['orders.csv', mixed];
    await page.locator('vscode-button', { hasText: 'Choose File…' }).click();
    await page.waitForSelector('.batch-row');
    assert.match(await page.locator('.source').innerText(), /orders\.csv\s+5 rows/);
    assert.equal(await status(), '5 rows read, 1 invalid.');
  });

  it('takes rows that are pasted, into its box or anywhere', async () => {
    const page = await open();
    await window.button('Paste Rows…').click();
    await page.locator('#pasted').fill('amount\n1\n2\n');
    await window.button('Use These Rows').click();
    await window.settled();
    assert.deepEqual(await window.rows(), ['1 ready  {"amount":1} ', '2 ready  {"amount":2} ']);
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '[{"amount": 3}]');
      document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true }));
    }`);
    await window.settled();
    assert.deepEqual(await window.rows(), ['1 ready  {"amount":3} ']);
  });

  it('shows each row with what is wrong with it, and goes to the next that is', async () => {
    const page = await openMixed();
    assert.deepEqual(await window.rows(), [
      '1 ready  {"amount":10,"code":"AUTUMN","user":{"name":"Ann"}} ',
      '2 ready  {"amount":20} ',
      '3 invalid  {"amount":"abc","code":"X","user":{"name":"Bo"}} amount: expected number, got "abc"',
      '4 ready  {"amount":40,"code":"a \\"b\\""} ',
      '5 ready  {"amount":50} ',
    ]);
    await window.button('Next invalid').click();
    await window.settled();
    assert.equal(await page.locator('.batch-row.active').getAttribute('id'), 'row-2');
    assert.equal(await main().innerText(), 'Run 4 Rows');
  });

  it('says which column is unknown, and takes another choice', async () => {
    const page = await open({ rows: ['orders.csv', 'amuont,code\n1,a\n2,b\n'] });
    const column = page.locator('.column').first();
    assert.match(await column.innerText(), /no input is called "amuont": did you mean "amount"\?/);
    assert.match(await page.locator('.column-note').innerText(), /No column gives amount/);
    assert.equal(await main().getAttribute('title'), 'Some columns do not fit the skill');
    await page.locator('#column-0').selectOption('amount');
    await window.settled();
    assert.deepEqual(await window.rows(), [
      '1 ready  {"amount":1,"code":"a"} ',
      '2 ready  {"amount":2,"code":"b"} ',
    ]);
    await page.locator('.section-head').click();
    await page.locator('#column-1').selectOption('');
    await window.settled();
    assert.deepEqual(await window.rows(), ['1 ready  {"amount":1} ', '2 ready  {"amount":2} ']);
  });

  it('runs all rows, then those again that failed', async () => {
    let isRepaired = false;
    const page = await openMixed({
      answer: ({ amount = 0 }) =>
        Number(amount) > 30 && !isRepaired ? failing() : { result: { total: amount }, durationMs: 2 },
    });
    await main().click();
    await window.settled();
    assert.deepEqual(await window.rows(), [
      '1 completed 2.0 ms {"amount":10,"code":"AUTUMN","user":{"name":"Ann"}} {"total":10}',
      '2 completed 2.0 ms {"amount":20} {"total":20}',
      '3 invalid  {"amount":"abc","code":"X","user":{"name":"Bo"}} amount: expected number, got "abc"',
      '4 failed 1.0 ms {"amount":40,"code":"a \\"b\\""} RangeError: too many',
      '5 failed 1.0 ms {"amount":50} RangeError: too many',
    ]);
    assert.match(await page.locator('.progress-text').innerText(), /^2 completed, 2 failed in /);
    assert.match(await status(), /^2 completed, 2 failed in /);
    isRepaired = true;
    await window.button('Run Failed Rows Again (2)').click();
    await window.settled();
    assert.equal((await window.rows())[4], '5 completed 2.0 ms {"amount":50} {"total":50}');
    assert.equal(window.runner.runs.length, 6);
    assert.equal(await window.button(/Run Failed/).count(), 0);
  });

  it('tells how far it is, and cancels', async () => {
    const page = await openMixed({
      answer: ({ amount = 0 }) => (Number(amount) < 20 ? { result: amount } : undefined),
    });
    await main().click();
    await window.settled();
    assert.equal(await page.locator('[role=progressbar]').getAttribute('aria-valuenow'), '25');
    assert.match(await page.locator('.progress-text').innerText(), /^25 % · 1 of 4/);
    assert.equal(await main().innerText(), 'Cancel');
    await press('Escape');
    await window.settled();
    assert.deepEqual(
      (await window.rows()).map(row => row.split(' ').slice(1, 3).join(' ')),
      ['completed 1.0', 'cancelled 1.0', 'invalid ', 'cancelled 1.0', 'not run'],
    );
    assert.match(
      await page.locator('.progress-text').innerText(),
      /^Cancelled: 1 completed, 2 cancelled, 1 not run in /,
    );
    window.runner.answer = ({ amount = 0 }) => ({ result: amount });
    await window.button('Run the Rest (3)').click();
    await window.settled();
    assert.equal(await page.locator('.chip', { hasText: 'completed' }).innerText(), 'completed\n4');
  });

  it('goes on with the skill as it was when somebody edits it meanwhile, and says so', async () => {
    const page = await openMixed({ answer: () => undefined });
    await main().click();
    await window.settled();
    const before = window.skills.find('price');
    window.skills.set('price', 'export default function price(amount) { return 2 * amount; }');
    await window.session.skillChanged();
    await window.settled();
    assert.match(await page.locator('.progress-line').innerText(), /The skill was edited meanwhile/);
    window.runner.runs[0]?.end();
    await window.settled();
    assert.equal(window.runner.runs.length, 3);
    assert.equal(window.runner.runs[2]?.world.source.find('price'), before);
  });

  it('shows rows of one state, and sorts them', async () => {
    const page = await openMixed({
      answer: ({ amount = 0 }) => ({ result: amount, durationMs: 100 - Number(amount) }),
    });
    await main().click();
    await window.settled();
    await page.locator('.chip', { hasText: 'completed' }).click();
    await page.locator('.heading-duration').click();
    await window.settled();
    const numbers = async () => (await window.rows()).map(row => row.split(' ')[0]);
    assert.deepEqual(await numbers(), ['5', '4', '2', '1']);
    await page.locator('.heading-duration').click();
    await window.settled();
    assert.deepEqual(await numbers(), ['1', '2', '4', '5']);
    assert.equal(
      await page.locator('.heading-duration').getAttribute('aria-label'),
      'Time, sorted, descending',
    );
  });

  it('opens a row by key, follows the focus, and closes it', async () => {
    const page = await openMixed({ answer: () => failing() });
    await main().click();
    await window.settled();
    await page.locator('.viewport.rows').focus();
    await press('Enter');
    const detail = page.getByRole('region', { name: /^Row/ });
    await detail.waitFor();
    assert.match(
      await detail.innerText(),
      /Row 1.*"code": "AUTUMN".*RangeError: too many.*at price \(price\.js:7:3\)/s,
    );
    await press('ArrowDown');
    await press('ArrowDown');
    await window.settled();
    assert.match(await detail.innerText(), /Row 3.*Does not fit.*amount: expected number, got "abc"/s);
    await press('Escape');
    assert.equal(await detail.count(), 0);
    assert.equal(await page.evaluate('document.activeElement.className'), 'viewport rows');
  });

  it('hands on how the rows are to run', async () => {
    const page = await openMixed({ answer: () => undefined });
    await page.locator('#concurrency').fill('3');
    await page.locator('#timeout').fill('1500');
    await page.locator('#stop').check();
    await window.settled();
    await press('Control+Enter');
    await window.settled();
    assert.equal(window.runner.runs.length, 3);
    assert.equal(window.runner.runs[0]?.request.timeMs, 1500);
    window.runner.runs[0]?.end(failing());
    window.runner.runs[1]?.end();
    window.runner.runs[2]?.end();
    await window.settled();
    assert.match(
      await page.locator('.progress-text').innerText(),
      /^Stopped at an error: 2 completed, 1 failed, 1 not run/,
    );
  });

  it('asks for the results as a file', async () => {
    await openMixed();
    assert.equal(await window.button('CSV').count(), 0);
    await main().click();
    await window.settled();
    await window.button('CSV').click();
    assert.deepEqual(window.asked.at(-1), { name: 'export', params: { format: 'csv' } });
  });

  it('says why nothing runs in Restricted Mode, or where the skill has errors', async () => {
    const page = await openMixed({ isTrusted: false, blockers: ['Line 3: oh'] });
    assert.match(await page.locator('.note').first().innerText(), /Restricted Mode.*Manage Workspace Trust/s);
    assert.match(
      await page.locator('.note').nth(1).innerText(),
      /has errors and cannot run yet\. Line 3: oh/,
    );
    assert.equal(await main().getAttribute('aria-disabled'), 'true');
    await press('Control+Enter');
    await main().click({ force: true });
    assert.equal(window.runner.runs.length, 0);
    assert.deepEqual(window.asked, []);
  });

  it('says where a file ends in its middle, and shows what comes before', async () => {
    const page = await open({ rows: ['orders.json', '[{"amount": 1}, {"amount": 2'] });
    assert.match(await page.locator('.note').innerText(), /The array ends within the element/);
    assert.deepEqual(await window.rows(), ['1 ready  {"amount":1} ']);
  });

  it('takes 100,000 rows: few in the document, the last one a key away, while they run', async () => {
    const rows = `amount\n${Array.from({ length: 100_000 }, (_, n) => n).join('\n')}\n`;
    const page = await open({ rows: ['many.csv', rows] });
    await page.waitForSelector('.batch-row');
    await page.locator('.viewport.rows').focus();
    await press('End');
    await page.getByText('{"amount":99999}').waitFor();
    assert.ok((await page.locator('.batch-row').count()) < 80);
    await main().click();
    await page.locator('.chip', { hasText: 'completed' }).waitFor();
    await page.locator('.viewport.rows').focus();
    await press('Home');
    await page.getByText('{"total":0}').waitFor({ timeout: 10_000 });
    await page.locator('.progress-text', { hasText: '100,000 completed' }).waitFor({ timeout: 40_000 });
    await press('End');
    await page.getByText('{"total":99999}').waitFor();
  });

  for (const theme of themeNames)
    it(`looks like VS Code: ${theme}`, async () => {
      const page = await openMixed({
        theme,
        answer: ({ amount = 0 }) =>
          Number(amount) > 30 ? failing() : { result: { total: amount }, durationMs: 2 },
      });
      await page.locator('.section-head').click();
      await window.screenshot(`batch-ready-${theme}`);
      await main().click();
      await window.settled();
      await page.locator('.batch-row').nth(3).click();
      await window.settled();
      await window.screenshot(`batch-${theme}`);
    });

  for (const width of [380, 640])
    it(`fits into ${width} px`, async () => {
      const page = await openMixed({ width, answer: () => failing() });
      await main().click();
      await window.settled();
      await page.locator('.batch-row').nth(3).click();
      await window.settled();
      await window.screenshot(`batch-${width}`);
      assert.equal(await page.evaluate('document.documentElement.scrollWidth <= innerWidth'), true);
    });
});
