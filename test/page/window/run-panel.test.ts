/** The run panel's page in a real browser: what a user does by mouse and keyboard, and what comes of it. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { Call, InputIssue, RunEvent } from '../../../src/message/run-panel.ts';
import { launchBrowser } from '../../host/browser.ts';
import { Panel, type PanelOptions } from '../harness/panel.ts';
import {
  completed,
  failed,
  logLine,
  pythagorean,
  pythagoreanCalls,
  skills,
  skillWith,
} from '../harness/samples.ts';

const state = { skills, skill: pythagorean, inputs: { a: 3, b: 4 } };

describe('run panel', function () {
  this.timeout(30_000);
  let browser: Browser;
  let panel: Panel;
  const open = async (options: PanelOptions = {}) => {
    panel = await Panel.open(browser, options);
    return panel.page;
  };
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => panel.close());
  after(() => browser.close());

  const field = (name: string) => panel.page.getByLabel(name, { exact: true });
  const text = (selector: string) => panel.page.locator(selector).innerText();
  const runButton = () => panel.page.locator('.run-button');
  const focused = () =>
    panel.page.evaluate(
      'let e = document.activeElement; while (e.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; e.getAttribute("aria-label") ?? e.textContent.trim()',
    );

  describe('running', () => {
    it('runs with the inputs of the form, by mouse', async () => {
      await open({ state });
      panel.onRun = run => panel.end(run.id, completed({ hypotenuse: 5 }));
      await runButton().click();
      await panel.page.getByText('completed').first().waitFor();
      assert.deepEqual(panel.askedFor('run'), [{ skillId: pythagorean.id, inputs: { a: 3, b: 4 } }]);
      assert.match(await text('result-tree'), /hypotenuse\s*:\s*5/);
      assert.match(await text('[role=status][aria-live]'), /pythagorean completed in 3\.1 ms\./);
    });

    it('is usable by keyboard alone: the first field has the focus, Enter runs, the focus stays', async () => {
      const page = await open({ state: { ...state, inputs: {}, focusRequest: 1 } });
      panel.onRun = run => panel.end(run.id, completed({ hypotenuse: 13 }));
      await page.waitForFunction('document.activeElement.matches("vscode-textfield")');
      await page.keyboard.type('5');
      await page.keyboard.press('Tab');
      await page.keyboard.type('12');
      await page.keyboard.press('Enter');
      await page.getByText('completed').first().waitFor();
      assert.deepEqual(panel.askedFor('run')[0]?.inputs, { a: 5, b: 12 });
      assert.equal(await focused(), 'b');
    });

    it('runs with Ctrl+Enter from anywhere', async () => {
      const page = await open({ state });
      await page.locator('#tab-log').focus();
      await page.keyboard.press('Control+Enter');
      await page.getByText('running').first().waitFor();
      assert.equal(panel.askedFor('run').length, 1);
    });

    it('turns the run button into the cancel button in its place, and Escape cancels', async () => {
      const page = await open({ state });
      const before = await runButton().boundingBox();
      await runButton().click();
      await page.getByText('Cancel').waitFor();
      assert.deepEqual(await runButton().boundingBox(), before);
      assert.equal(await focused(), 'Cancel');
      await page.keyboard.press('Escape');
      await runButton().click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('cancel'), [{ runId: 'run-1' }, { runId: 'run-1' }]);
    });

    it('does nothing on Escape when nothing runs', async () => {
      const page = await open({ state });
      await field('a').focus();
      await page.keyboard.press('Escape');
      await panel.settled();
      assert.deepEqual(panel.asked, []);
    });

    it('does not run with wrong inputs, but goes to the first of them', async () => {
      const page = await open({ state: { ...state, inputs: { a: 3 } } });
      await runButton().click();
      await page.getByText('required, but missing').waitFor();
      assert.equal(await focused(), 'b');
      assert.deepEqual(panel.askedFor('run'), []);
      assert.match(await text('[role=status][aria-live]'), /1 input needs attention/);
    });

    it('keeps the result of the run before on the screen while a run is on', async () => {
      const page = await open({ state });
      panel.onRun = run => panel.end(run.id, completed({ hypotenuse: 5 }));
      await runButton().click();
      await page.locator('result-tree').waitFor();
      panel.onRun = () => undefined;
      await runButton().click();
      await page.getByText('running').first().waitFor();
      assert.match(await text('.result.stale'), /hypotenuse/);
    });
  });

  describe('validation', () => {
    it('shows at the field what is wrong while typing, and takes it away again', async () => {
      const page = await open({ state });
      await field('a').fill('x');
      await page.getByText('expected number, got "x"').waitFor();
      assert.equal(await field('a').getAttribute('aria-invalid'), 'true');
      await field('a').fill('6');
      await page.getByText('expected number').waitFor({ state: 'detached' });
      assert.equal(await field('a').getAttribute('aria-invalid'), 'false');
    });

    it('says nothing of missing values before their field was left', async () => {
      const page = await open({ state: { ...state, inputs: {} } });
      await field('a').focus();
      await panel.page.waitForTimeout(200);
      assert.equal(await page.getByText('required, but missing').count(), 0);
      await page.keyboard.press('Tab');
      await page.getByText('required, but missing').waitFor();
      assert.equal(await page.getByText('required, but missing').count(), 1);
    });

    it('drops answers that are about older inputs', async () => {
      const page = await open({ state });
      const late: (() => void)[] = [];
      panel.validate = ({ inputs }) => {
        const issues: InputIssue[] = [{ path: ['a'], message: `about ${String(inputs.a)}` }];
        return new Promise(resolve => late.push(() => resolve({ issues })));
      };
      await field('a').fill('1');
      while (late.length < 1) await page.waitForTimeout(20);
      await field('a').fill('2');
      while (late.length < 2) await page.waitForTimeout(20);
      late[1]?.();
      await page.getByText('about 2').waitFor();
      late[0]?.();
      await page.waitForTimeout(50);
      assert.equal(await page.getByText('about 1').count(), 0);
    });

    it('marks the fields after an outcome says that inputs are invalid', async () => {
      const page = await open({ state: { ...state, inputs: { a: 3 } } });
      const run = panel.start();
      panel.end(
        run.id,
        failed({ name: 'InvalidInputsError', code: 'run/invalid-inputs', message: 'b: missing' }),
      );
      await page.locator('.field.invalid').waitFor();
      assert.match(await text('.field.invalid'), /required, but missing/);
    });
  });

  describe('JSON mode', () => {
    it('holds the same data as the form', async () => {
      const page = await open({ state });
      await page.getByRole('radio', { name: 'JSON' }).click();
      const json = page.getByLabel('Inputs as JSON');
      assert.deepEqual(JSON.parse(await json.inputValue()), { a: 3, b: 4 });
      await json.fill('{ "a": 8, "b": 15, "note": "kept" }');
      await page.getByRole('radio', { name: 'Form' }).click();
      assert.equal(await field('a').inputValue(), '8');
      assert.equal(await page.getByLabel('note, as JSON').inputValue(), '"kept"');
    });

    it('shows line and column of what is wrong, and loses no text on the way to the form and back', async () => {
      const page = await open({ state });
      await page.getByRole('radio', { name: 'JSON' }).click();
      const json = page.getByLabel('Inputs as JSON');
      await json.fill('{\n  "a": 3,\n  b: 4\n}');
      await page.getByText('line 3, column 3: expected a name in double quotes').waitFor();
      await page.getByRole('radio', { name: 'Form' }).click();
      await page.getByText('The JSON has an error in line 3, column 3').waitFor();
      await page.getByText('Back to JSON').click();
      assert.equal(await json.inputValue(), '{\n  "a": 3,\n  b: 4\n}');
      await page.keyboard.press('Control+Enter');
      await panel.settled();
      assert.deepEqual(panel.askedFor('run'), []);
    });
  });

  describe('skills and presets', () => {
    it('finds a skill by parts of its name and category', async () => {
      const page = await open({ state });
      await page.locator('#skill .select-face').click();
      await page.keyboard.type('form tit');
      await page.keyboard.press('Enter');
      await panel.settled();
      assert.deepEqual(panel.askedFor('chooseSkill'), [{ id: 'file:///skills/text/format/title_case.js' }]);
      assert.match(String(await focused()), /^Skill/);
    });

    it('is quick with ten thousand skills', async () => {
      const many = Array.from({ length: 10_000 }, (_, at) => ({
        id: `s${at}`,
        name: `skill_${at}`,
        category: 'c',
      }));
      const page = await open({ state: { ...state, skills: many } });
      const start = Date.now();
      await page.locator('#skill .select-face').click();
      await page.keyboard.type('skill_9999');
      await page.getByRole('option', { name: 'skill_9999' }).waitFor();
      assert.ok(Date.now() - start < 1_500, `${Date.now() - start} ms`);
    });

    it('chooses, saves and deletes presets', async () => {
      const presets = [{ name: '5-12', inputs: { a: 5, b: 12 } }];
      const page = await open({ state: { ...state, presets } });
      await page.locator('#preset .select-face').click();
      await page.getByRole('option', { name: '5-12' }).click();
      assert.equal(await field('b').inputValue(), '12');
      assert.equal(await text('#preset .select-text'), '5-12');
      await field('b').fill('13');
      assert.equal(await text('#preset .select-text'), 'Presets');
      await page.getByRole('button', { name: 'Save Inputs as Preset' }).click();
      await page.getByRole('button', { name: 'Delete Preset saved' }).click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('savePreset')[0]?.inputs, { a: 5, b: 13 });
      assert.deepEqual(panel.askedFor('deletePreset'), [{ skillId: pythagorean.id, name: 'saved' }]);
    });
  });

  describe('debugging', () => {
    const debugButton = () => panel.page.locator('.debug-button');

    it('begins with the inputs of the form', async () => {
      await open({ state });
      await field('b').fill('5');
      await debugButton().click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('debug'), [{ skillId: pythagorean.id, inputs: { a: 3, b: 5 } }]);
      assert.deepEqual(panel.askedFor('run'), []);
    });

    it('does not begin while something runs, nor in Restricted Mode', async () => {
      await open({ state });
      await runButton().click();
      await panel.page.getByText('running').first().waitFor();
      assert.equal(await debugButton().getAttribute('aria-disabled'), 'true');
      await debugButton().dispatchEvent('click');
      await panel.settled();
      assert.deepEqual(panel.askedFor('debug'), []);
      await panel.close();
      await open({ state: { ...state, isTrusted: false } });
      assert.equal(await debugButton().getAttribute('title'), 'Skills do not run in Restricted Mode');
      assert.equal(await debugButton().getAttribute('aria-disabled'), 'true');
    });

    it('is offered on a run that failed, as it was recorded', async () => {
      await open({ state });
      panel.onRun = run => panel.end(run.id, failed({}));
      await runButton().click();
      await panel.page.getByText('Debug this run').click();
      await panel.settled();
      assert.equal(panel.askedFor('debugRun').length, 1);
      await panel.picture('failed-debug');
    });

    for (const width of [420, 640, 720, 1200])
      it(`has room for its button in ${width} pixels`, async () => {
        await open({ state });
        await panel.page.setViewportSize({ width, height: 420 });
        const [run, debug] = await Promise.all([runButton().boundingBox(), debugButton().boundingBox()]);
        assert(run && debug);
        assert(debug.x >= run.x + run.width && debug.x + debug.width <= width, JSON.stringify([run, debug]));
        await panel.picture(`debug-button-${width}`);
      });
  });

  describe('a skill whose results are cached', () => {
    it('runs with the cache, or afresh when that is switched off', async () => {
      const cached = { ...state, skill: { ...pythagorean, isCached: true } };
      const page = await open({ state: cached });
      const useCache = page.getByRole('checkbox', { name: 'Use cache' });
      assert.equal(await useCache.isChecked(), true);
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await panel.settled();
      assert.deepEqual(
        panel.askedFor('run').map(params => params?.useCache),
        [true],
      );
    });

    it('is told to run afresh', async () => {
      const page = await open({ state: { ...state, skill: { ...pythagorean, isCached: true } } });
      await page.getByRole('checkbox', { name: 'Use cache' }).uncheck();
      await panel.picture('run-afresh');
      await page.getByRole('button', { name: 'Run', exact: true }).click();
      await panel.settled();
      assert.deepEqual(
        panel.askedFor('run').map(params => params?.useCache),
        [false],
      );
    });

    it('alone has the switch', async () => {
      const page = await open({ state });
      assert.equal(await page.getByRole('checkbox', { name: 'Use cache' }).count(), 0);
    });
  });

  describe('outcome', () => {
    it('links the frames of an error to their places', async () => {
      const page = await open({ state });
      const run = panel.start();
      const stack = 'at tax (money/tax.js:12:7)\nat price (money/price.js:4:18)';
      panel.end(run.id, failed({ message: 'no rate', chain: ['checkout', 'price', 'tax'], stack }));
      await page.getByRole('button', { name: 'money/tax.js:12:7' }).click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('openPlace'), [
        { runId: run.id, file: 'money/tax.js', line: 12, column: 7 },
      ]);
      assert.equal((await text('.chain')).replaceAll(/\s+/g, ' '), 'checkout → price → tax');
    });

    it('explains a limit and leads to its setting', async () => {
      const page = await open({ state });
      const run = panel.start();
      panel.end(run.id, failed({ name: 'TimeLimitError', code: 'run/time-limit' }, { status: 'timed-out' }));
      await page.getByText('timed out').waitFor();
      await page.getByText('Change limit').click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('openLimitSetting'), [{ setting: 'timeout' }]);
    });

    it('walks the result by keyboard and copies values and paths', async () => {
      const page = await open({ state });
      panel.end(panel.start().id, completed({ items: [{ price: 2 }, { price: 3 }] }));
      await page.locator('result-tree .tree').focus();
      for (const key of ['ArrowDown', 'ArrowDown', 'ArrowLeft', 'ArrowDown']) await page.keyboard.press(key);
      await page.keyboard.press('Control+c');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Control+Shift+c');
      await panel.settled();
      assert.deepEqual(panel.askedFor('copy'), [{ text: '{\n  "price": 3\n}' }, { text: 'items[1].price' }]);
    });

    it('opens the result as JSON', async () => {
      const page = await open({ state });
      const run = panel.start();
      panel.end(run.id, completed([1]));
      await page.getByRole('button', { name: 'Open as JSON' }).click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('openResult'), [{ runId: run.id }]);
    });

    it('saves the recording of what ran, also when it failed', async () => {
      const page = await open({ state });
      const save = page.getByRole('button', { name: 'Save Recording Beside the Skill' });
      assert.equal(await save.count(), 0);
      const run = panel.start();
      panel.end(run.id, failed({ message: 'no rate' }));
      await save.click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('saveRecording'), [{ runId: run.id }]);
    });

    it('shows a result of 5 MB within 200 ms', async () => {
      const page = await open({ state });
      const run = panel.start();
      await page.getByText('running').first().waitFor();
      const rows = Array.from({ length: 40_000 }, (_, id) => ({
        id,
        name: `row ${id}`,
        text: 'x'.repeat(90),
      }));
      const outcome = completed({ rows });
      assert.ok(outcome.resultBytes > 5_000_000);
      await page.evaluate(`
        const outcome = JSON.parse(${JSON.stringify(JSON.stringify(outcome))});
        window.took = new Promise(resolve => {
          addEventListener('message', () => {
            const start = performance.now();
            requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start)));
          }, { once: true, capture: true });
        });
        window.postMessage({ rpc: 'event', name: 'runEnded', data: { runId: '${run.id}', outcome } }, '*');`);
      const took = (await page.evaluate('window.took')) as number;
      assert.match(await text('result-tree'), /\[ 40,000 \]/);
      console.log(`      5 MB shown in ${took.toFixed(0)} ms`);
      assert.ok(took < 200, `${took} ms`);
    });

    it('shows calls live, then with sizes', async () => {
      const page = await open({ state });
      const run = panel.start();
      const events: RunEvent[] = [
        { type: 'call-started', id: 1, parent: 0, skill: 'pythagorean', startedMs: 0, inputBytes: 13 },
        { type: 'call-started', id: 2, parent: 1, skill: 'square', startedMs: 1, inputBytes: 7 },
        { type: 'call-ended', id: 2, status: 'completed', durationMs: 0.4, resultBytes: 12 },
      ];
      await page.locator('#tab-calls').click();
      panel.notify('runEvents', { runId: run.id, events });
      await page.locator('call-tree').waitFor();
      const rows = await page.locator('call-tree .row').allInnerTexts();
      assert.deepEqual(
        rows.map(row => row.replaceAll(/\s+/g, ' ').trim()),
        ['running pythagorean 13 B → … …', 'completed square 7 B → 12 B 0.4 ms'],
      );
      panel.end(run.id, completed(5, { calls: pythagoreanCalls }));
      await page.getByText('3.1 ms').first().waitFor();
      assert.match(await text('call-tree'), /13 B → 16 B/);
      assert.match(await text('#tab-calls'), /3/);
    });
  });

  it('says whose result was cached', async () => {
    for (const theme of ['dark', 'light'] as const) {
      const page = await open({ state, theme });
      const run = panel.start();
      const events: RunEvent[] = [
        { type: 'call-started', id: 1, parent: 0, skill: 'pythagorean', startedMs: 0, inputBytes: 13 },
        { type: 'call-started', id: 2, parent: 1, skill: 'square', startedMs: 1, inputBytes: 7 },
        { type: 'call-ended', id: 2, status: 'completed', durationMs: 0.4, resultBytes: 12, cached: 'redis' },
      ];
      await page.locator('#tab-calls').click();
      panel.notify('runEvents', { runId: run.id, events });
      await page.getByText('cached (redis)').waitFor();
      const [first, ...rest] = pythagoreanCalls.calls;
      const calls = [{ ...(first as Call), cached: 'memory' as const }, ...rest];
      panel.end(run.id, completed(5, { calls: { ...pythagoreanCalls, calls } }));
      await page.getByText('cached (memory)').waitFor();
      assert.equal(await page.locator('call-tree .cached').count(), 1);
      await panel.picture(`run-cached-${theme}`);
      if (theme === 'dark') await panel.close();
    }
  });

  describe('log', () => {
    it('streams, links to the line, and filters by level', async () => {
      const page = await open({ state });
      const run = panel.start();
      await page.locator('#tab-log').click();
      panel.log(run.id, [logLine('one'), logLine('two', { level: 'warn', line: 12 })]);
      await page.getByRole('button', { name: 'pythagorean:12' }).click();
      assert.deepEqual(panel.askedFor('openPlace')[0]?.line, 12);
      await page.getByRole('button', { name: 'warn, 1 line' }).click();
      assert.equal(await page.locator('.log-row').count(), 1);
      await page.getByRole('button', { name: 'Copy Log' }).click();
      await panel.settled();
      assert.match(panel.askedFor('copy')[0]?.text ?? '', /^\+0\.001 log {3}pythagorean:10 {2}one$/);
    });

    it('follows the end only while the user is there', async () => {
      const page = await open({ state });
      const run = panel.start();
      await page.locator('#tab-log').click();
      const lines = (from: number) => Array.from({ length: 100 }, (_, at) => logLine(`line ${from + at}`));
      panel.log(run.id, lines(0));
      await page.getByText('line 99').waitFor();
      await page.evaluate('document.querySelector(".viewport.log").scrollTop = 440');
      await panel.settled();
      panel.log(run.id, lines(100));
      await page.locator('#tab-log', { hasText: '200' }).waitFor();
      await panel.settled();
      assert.equal(await page.evaluate('document.querySelector(".viewport.log").scrollTop'), 440);
      await page.getByRole('button', { name: 'Scroll to End' }).click();
      panel.log(run.id, lines(200));
      await page.getByText('line 299').waitFor();
    });

    it('is not slowed down by 100,000 lines', async () => {
      const page = await open({ state });
      const run = panel.start();
      await page.locator('#tab-log').click();
      const start = Date.now();
      for (let batch = 0; batch < 20; batch++) {
        const lines = Array.from({ length: 5_000 }, (_, at) => logLine(`line ${batch * 5_000 + at}`));
        panel.log(run.id, lines);
      }
      await page.getByText('line 99999').waitFor();
      const streamed = Date.now() - start;
      assert.ok((await page.locator('.log-row').count()) < 100);
      const frame = (await page.evaluate(
        'new Promise(resolve => { const start = performance.now(); document.querySelector(".viewport.log").scrollTop = 1e6; requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - start))); })',
      )) as number;
      console.log(
        `      100,000 lines streamed in ${streamed} ms, one scroll drawn in ${frame.toFixed(0)} ms`,
      );
      assert.ok(frame < 100, `${frame} ms`);
    });

    it('shows text of every kind as text', async () => {
      const page = await open({ state });
      const run = panel.start();
      await page.locator('#tab-log').click();
      panel.log(run.id, [logLine('<img src=x onerror=alert(1)>\n<b>bold</b>')]);
      await page.getByText('<img src=x onerror=alert(1)>').waitFor();
      assert.equal(await page.locator('.log-row').count(), 2);
      assert.equal(await page.locator('log-list img, log-list b').count(), 0);
    });
  });

  describe('staying and coming back', () => {
    it('catches up with a run that went on while it was asleep', async () => {
      const page = await open({ state });
      const run = panel.start();
      panel.log(run.id, [logLine('first')]);
      await page.locator('#tab-log').click();
      panel.send({ run: { ...run, logs: ['first', 'second', 'third'].map(line => logLine(line)) } });
      await page.getByText('third').waitFor();
      assert.equal(await page.locator('.log-row').count(), 3);
      panel.end(
        run.id,
        completed(1, { logs: ['first', 'second', 'third', 'last'].map(line => logLine(line)) }),
      );
      await page.getByText('last').waitFor();
      assert.equal(await page.locator('.log-row').count(), 4);
    });

    it('never shows the result of one skill for another', async () => {
      const page = await open({ state });
      panel.end(panel.start().id, completed({ hypotenuse: 5 }));
      await page.locator('result-tree').waitFor();
      panel.send({ skill: skillWith({}), run: undefined });
      await page.getByText('Not run yet').waitFor();
      assert.equal(await page.locator('result-tree').count(), 0);
    });

    it('says under the log and the calls what the error was, and leads to it', async () => {
      const page = await open({ state });
      await page.locator('#tab-log').click();
      panel.end(panel.start().id, failed({}));
      const note = page.locator('.error-note');
      await note.getByText('TypeError').waitFor();
      await note.getByRole('button', { name: 'Show error' }).click();
      await page.locator('.error-view').waitFor();
      assert.equal(await focused(), 'Result');
    });

    it('does not take the focus for what was asked in the window before', async () => {
      const kept = { tab: 'log', skillId: pythagorean.id, focusRequest: 7, inputs: undefined };
      const page = await open({ state, kept });
      await panel.settled();
      assert.equal(await page.evaluate('document.activeElement === document.body'), true);
      panel.send({ focusRequest: 8 });
      await page.locator('vscode-textfield:focus').waitFor();
    });

    it('keeps tables whole in a narrow log, which then scrolls sideways', async () => {
      const page = await open({ state, width: 320, height: 600 });
      await page.locator('#tab-log').click();
      const run = panel.start();
      const widthOf = () => page.locator('.viewport.log').evaluate(log => log.scrollWidth - log.clientWidth);
      panel.log(run.id, [logLine('words '.repeat(60))]);
      await panel.settled();
      assert.equal(await widthOf(), 0);
      panel.log(run.id, [logLine(`┌${'─'.repeat(80)}┐\n│${' '.repeat(80)}│\n└${'─'.repeat(80)}┘`)]);
      await page.getByText(`└${'─'.repeat(80)}┘`).waitFor();
      assert.ok((await widthOf()) > 200);
      const place = await page.locator('.log-row.wide .place').boundingBox();
      assert.ok(place && place.x + place.width <= 320, 'the link to the line stays in sight');
    });

    it('comes back with its tab, its mode and what was typed', async () => {
      const page = await open({ state });
      await page.locator('#tab-calls').click();
      await page.getByRole('radio', { name: 'JSON' }).click();
      await page.getByLabel('Inputs as JSON').fill('{ "a": 1, ');
      await panel.settled();
      const kept = await page.evaluate('window.keptState');
      await panel.close();
      const again = await open({ state, kept });
      assert.equal(await again.getByLabel('Inputs as JSON').inputValue(), '{ "a": 1, ');
      assert.equal(await again.locator('#tab-calls').getAttribute('aria-selected'), 'true');
    });

    it('keeps nothing of what was typed where some of it is secret', async () => {
      const skill = skillWith({ key: { type: 'string', writeOnly: true } }, { skill: { hasSecrets: true } });
      const page = await open({ state: { skills, skill, inputs: {} } });
      await field('key').fill('hunter2');
      await panel.settled();
      assert.ok(!JSON.stringify(await page.evaluate('window.keptState')).includes('hunter2'));
    });

    it('shows a past run as it was, says so, and takes its inputs without taking the focus', async () => {
      const page = await open({ state });
      await page.locator('#tab-result').focus();
      const run = panel.start();
      const past = {
        startedAt: Date.UTC(2026, 0, 31),
        startedBy: 'command line',
        notes: ['Its result was cut.'],
      };
      const outcome = completed({ hypotenuse: 13 });
      panel.send({ run: { ...run, id: 'old', outcome, past }, inputs: { a: 5, b: 12 }, inputsRequest: 1 });
      await page.getByText(/Run of .*2026.*, started by the command line\. Its result was cut\./).waitFor();
      assert.match(await text('result-tree'), /hypotenuse\s*:\s*13/);
      assert.equal(await field('a').inputValue(), '5');
      assert.equal(await focused(), 'Result');
      await panel.picture('past-run');
      const { result: _gone, ...cut } = outcome;
      panel.send({ run: { ...run, id: 'older', outcome: { ...cut, resultBytes: 12_000_000 }, past } });
      await page.getByText('The result (11.4 MB) was too large to be kept.').waitFor();
    });

    it('keeps what is being typed when the state comes again, and takes new inputs when asked to', async () => {
      const page = await open({ state });
      await field('a').fill('77');
      panel.send({ presets: [] });
      await panel.settled();
      assert.equal(await field('a').inputValue(), '77');
      panel.send({ inputs: { a: 1, b: 2 }, focusRequest: 1 });
      await page.waitForFunction('document.activeElement.matches("vscode-textfield")');
      assert.equal(await field('a').inputValue(), '1');
    });

    it('hands over what was typed, to be remembered', async () => {
      await open({ state });
      await field('a').fill('9');
      await panel.page.waitForTimeout(450);
      assert.deepEqual(panel.remembered.at(-1), { skillId: pythagorean.id, inputs: { a: 9, b: 4 } });
    });

    it('hands over what was typed for one skill before another is shown, under its own name', async () => {
      await open({ state });
      await field('a').fill('9');
      panel.send({ skill: skillWith({ x: { type: 'string' } }), inputs: { x: 'other' } });
      await field('x').waitFor();
      await panel.page.waitForTimeout(50);
      assert.deepEqual(panel.remembered, [{ skillId: pythagorean.id, inputs: { a: 9, b: 4 } }]);
    });
  });

  describe('when nothing can run', () => {
    it('says how to begin', async () => {
      const page = await open();
      await page.getByText('There are no skills yet.').waitFor();
      panel.send({ skills });
      await page.getByText('Choose a skill above').waitFor();
      assert.equal(await runButton().getAttribute('aria-disabled'), 'true');
    });

    it('says that the workspace is not trusted, and leads there', async () => {
      const page = await open({ state: { ...state, isTrusted: false } });
      await page.getByText('Manage Workspace Trust').click();
      await runButton().click({ force: true });
      await panel.settled();
      assert.deepEqual(panel.asked, [{ name: 'manageTrust', params: undefined }]);
    });

    it("lists a skill's blockers, and leads there", async () => {
      const page = await open({
        state: { ...state, skill: { ...pythagorean, blockers: ['Line 3: no `fetch` here.'] } },
      });
      await page.getByText('Line 3: no `fetch` here.').waitFor();
      await page.locator('outcome-pane').getByText('Go to Error').click();
      await panel.settled();
      assert.deepEqual(panel.askedFor('openSource'), [{ skillId: pythagorean.id }]);
    });
  });
});
