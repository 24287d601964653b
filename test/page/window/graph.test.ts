/** The graph's page in a real browser: what a user does by mouse and keyboard, and what comes of it. */

import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { categoryId } from '../../../src/picture/view.ts';
import { launchBrowser } from '../../host/browser.ts';
import { call, edge, graph, large, shop, shopRun, skill, stateOf } from '../harness/graph-samples.ts';
import { GraphWindow, type GraphWindowOptions } from '../harness/graph-window.ts';

describe('graph page', function () {
  this.timeout(60_000);
  let browser: Browser;
  let graphWindow: GraphWindow;
  const open = async (options: Partial<GraphWindowOptions> = {}) => {
    graphWindow = await GraphWindow.open(browser, { state: stateOf(shop.data), ...options });
    return graphWindow.page;
  };
  before(async () => {
    browser = await launchBrowser();
  });
  afterEach(() => graphWindow.close());
  after(() => browser.close());

  const { checkout, price, tax, email, missing } = shop;
  const card = () => graphWindow.page.locator('side-card .card');
  const status = () => graphWindow.page.locator('[role=status][aria-live]').innerText();
  const pick = async (menu: string, item: string | RegExp) => {
    await graphWindow.page.click(`${menu} .tool`);
    await graphWindow.page.locator(`${menu} .menu-item`, { hasText: item }).first().click();
  };
  const focusPicture = () => graphWindow.picture.focus();
  const selection = () => graphWindow.model<{ id?: string } | undefined>('model.choices.selection');

  describe('the picture', () => {
    it('has all skills and calls, callers above callees', async () => {
      await open();
      assert.equal(await graphWindow.picture.getAttribute('data-nodes'), '20');
      assert.equal(await graphWindow.picture.getAttribute('data-edges'), '24');
      const [from, to] = [await graphWindow.boxOf(email.id), await graphWindow.boxOf(missing.id)];
      assert.ok(from.y + from.height <= to.y);
    });

    it('draws something where a box is, and not only background', async () => {
      await open();
      const { x, y, width, height } = await graphWindow.boxOf(checkout.id);
      const picture = await graphWindow.page.screenshot({ clip: { x, y, width, height } });
      const { x: left } = await graphWindow.boxOf(checkout.id);
      const empty = await graphWindow.page.screenshot({ clip: { x: left, y: 40, width, height: 20 } });
      assert.ok(picture.length > empty.length + 300);
    });

    it('shows all at first, pans by drag and by wheel, zooms with Ctrl+wheel around the pointer', async () => {
      const page = await open();
      const before = await graphWindow.centreOf(price.id);
      await page.mouse.move(500, 90);
      await page.mouse.down();
      await page.mouse.move(540, 130, { steps: 3 });
      await page.mouse.up();
      await graphWindow.settled();
      const dragged = await graphWindow.centreOf(price.id);
      assert.deepEqual([dragged.x - before.x, dragged.y - before.y].map(Math.round), [40, 40]);
      await page.mouse.wheel(0, 30);
      await graphWindow.settled();
      assert.equal(Math.round((await graphWindow.centreOf(price.id)).y - dragged.y), -30);
      const at = await graphWindow.centreOf(price.id);
      await page.mouse.move(at.x, at.y);
      await page.keyboard.down('Control');
      await page.mouse.wheel(0, -100);
      await page.keyboard.up('Control');
      await graphWindow.settled();
      const zoomed = await graphWindow.centreOf(price.id);
      assert.ok(Math.hypot(zoomed.x - at.x, zoomed.y - at.y) < 1.5);
      assert.ok((await graphWindow.boxOf(price.id)).width > 112);
      await page.getByRole('button', { name: 'Fit All (0)' }).click();
      await graphWindow.settled();
      const fitted = await graphWindow.centreOf(price.id);
      assert.ok(Math.hypot(fitted.x - before.x, fitted.y - before.y) < 1);
    });

    it('says on hover what is under the pointer', async () => {
      const page = await open();
      const { x, y } = await graphWindow.centreOf(price.id);
      await page.mouse.move(x, y);
      assert.match(
        (await graphWindow.picture.getAttribute('title')) ?? '',
        /price\nshop\/money\nWhat an order costs/,
      );
      const middle = await graphWindow.middleOf(checkout.id, price.id);
      await page.mouse.move(middle.x, middle.y);
      assert.equal(await graphWindow.picture.getAttribute('title'), 'checkout → price, 2 calls');
    });

    it('has a map that moves the view', async () => {
      const page = await open({ state: stateOf(large(60)) });
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      await page.keyboard.press('+');
      await page.waitForSelector('.mini-map');
      await graphWindow.settled();
      const before = await graphWindow.model<{ x: number }>('model.viewport.camera');
      const map = await page.locator('.mini-map').boundingBox();
      assert.ok(map !== null);
      await page.mouse.click(map.x + 12, map.y + map.height / 2);
      await graphWindow.settled();
      const left = await graphWindow.model<{ x: number }>('model.viewport.camera');
      assert.ok(left.x > before.x);
      await page.mouse.move(map.x + 12, map.y + 50);
      await page.mouse.down();
      await page.mouse.move(map.x + 150, map.y + 50, { steps: 3 });
      await page.mouse.up();
      assert.ok((await graphWindow.model<{ x: number }>('model.viewport.camera')).x < left.x);
    });
  });

  describe('selecting', () => {
    it('shows how a skill does, from the first run on and as it changes', async () => {
      const metrics = {
        [price.id]: { executions: 1_240, successRate: 0.9755, p95Ms: 12.3, lastFailure: 'no <b>rate</b>' },
        [tax.id]: { executions: 1, successRate: undefined, p95Ms: undefined, lastFailure: '' },
      };
      await open({ state: stateOf(shop.data, { metrics }) });
      await graphWindow.click(price.id);
      const line = card().locator('.metrics');
      assert.match(await line.innerText(), /98 % of 1,240 · p95 12 ms\s+Last failure: no <b>rate<\/b>/);
      await graphWindow.screenshot('graph-card-metrics');
      await graphWindow.click(tax.id);
      assert.equal((await line.innerText()).trim(), '1 run');
      await graphWindow.click(email.id);
      assert.equal(await line.count(), 0);
      graphWindow.notify('metrics', {
        [email.id]: { executions: 2, successRate: 1, p95Ms: 0.4, lastFailure: '' },
      });
      await line.waitFor();
      assert.equal((await line.innerText()).trim(), '100 % of 2 · p95 0.4 ms');
    });

    it('shows a card with what is known and can be done', async () => {
      const page = await open();
      await graphWindow.click(price.id);
      const text = await card().innerText();
      assert.match(text, /price\(items: Item\[\], coupon\?: string\): number/);
      assert.match(text, /2 warnings/);
      assert.match(text, /In a cycle:\s+price → tax → price/);
      assert.match(text, /3 callers/);
      assert.match(text, /2 callees/);
      await card().getByRole('button', { name: 'Open' }).click();
      await card().getByRole('button', { name: 'Run' }).click();
      await card().getByRole('button', { name: 'Show Callers' }).click();
      await card().getByRole('button', { name: 'discount' }).click();
      await graphWindow.settled();
      assert.match(await card().innerText(), /^discount/);
      assert.deepEqual(graphWindow.asked, [
        { name: 'open', params: { id: price.id, offset: undefined } },
        { name: 'run', params: { id: price.id } },
        { name: 'showCallers', params: { id: price.id } },
      ]);
      await page.keyboard.press('Escape');
      await card().waitFor({ state: 'detached' });
    });

    it('offers no run where the workspace is not trusted', async () => {
      await open({ state: stateOf(shop.data, { isTrusted: false }) });
      await graphWindow.click(price.id);
      assert.equal(await card().getByRole('button', { name: 'Run' }).count(), 0);
      await graphWindow.page.keyboard.press('r');
      assert.deepEqual(graphWindow.asked, []);
    });

    it('offers to create an unknown skill', async () => {
      await open();
      await graphWindow.click(missing.id);
      assert.match(await card().innerText(), /No file of this folder has this name/);
      await card().getByRole('button', { name: 'Create Skill' }).click();
      assert.deepEqual(graphWindow.askedFor('createSkill'), [{ id: missing.id }]);
    });

    it('lists the calls of a line, each with its place in the source', async () => {
      const page = await open();
      const { x, y } = await graphWindow.middleOf(checkout.id, price.id);
      await page.mouse.click(x, y);
      await graphWindow.settled();
      assert.match(await card().innerText(), /checkout → price\s+line 3\s+line 7\s+in a loop/);
      await card().getByRole('button', { name: 'line 7' }).click();
      assert.deepEqual(graphWindow.askedFor('open'), [{ id: checkout.id, offset: 700 }]);
    });

    it('opens the file on a double click, and the first call on one at a line', async () => {
      const page = await open();
      await graphWindow.click(tax.id, { isDouble: true });
      const { x, y } = await graphWindow.middleOf(checkout.id, price.id);
      await page.mouse.dblclick(x, y);
      await graphWindow.settled();
      assert.deepEqual(graphWindow.askedFor('open'), [
        { id: tax.id, offset: undefined },
        { id: checkout.id, offset: 300 },
      ]);
    });
  });

  describe('narrowing down', () => {
    it('searches: the slash goes there, matches are counted, Enter goes from one to the next', async () => {
      const page = await open();
      await focusPicture();
      await page.keyboard.press('/');
      await page.keyboard.type('t');
      const count = page.locator('.search .number');
      const total = Number((await count.innerText()).replace(/^1 of /, ''));
      assert.ok(total > 3);
      await page.keyboard.type('a');
      await page.keyboard.press('Enter');
      const first = (await selection())?.id;
      await page.keyboard.press('Enter');
      assert.notEqual((await selection())?.id, first);
      assert.match(await count.innerText(), /^2 of \d+$/);
      await page.keyboard.press('Shift+Enter');
      assert.equal((await selection())?.id, first);
      await page.keyboard.press('Escape');
      assert.equal(await count.innerText(), '');
    });

    it('filters by category, tag and problem, and clears', async () => {
      await open();
      await pick('#category', 'shop/money');
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 4);
      await graphWindow.page.keyboard.press('Escape');
      await pick('#problem', 'With errors');
      await graphWindow.arranged();
      assert.deepEqual(await graphWindow.shown(), [shop.discount.id]);
      await graphWindow.page.keyboard.press('Escape');
      await pick('#view', 'Clear filters');
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 20);
      await pick('#tag', 'entry');
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 4);
    });

    it('says when nothing fits, with the way back', async () => {
      const page = await open();
      await pick('#category', '(no category)');
      await page.keyboard.press('Escape');
      await pick('#problem', 'With errors');
      await page.keyboard.press('Escape');
      await page.locator('.notice', { hasText: 'No skill fits the filter.' }).waitFor();
      await page.getByText('Show All Skills').click();
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 20);
    });

    it('focuses on one skill with more and fewer levels', async () => {
      const page = await open();
      await graphWindow.click(price.id);
      await card().getByRole('button', { name: 'Focus' }).click();
      await graphWindow.arranged();
      const two = (await graphWindow.shown()).length;
      await page.getByRole('button', { name: 'Fewer levels' }).click();
      await graphWindow.arranged();
      assert.deepEqual(
        await graphWindow.shown(),
        [checkout.id, price.id, tax.id, shop.discount.id, shop.report.id].sort(),
      );
      await page.getByRole('button', { name: 'More levels' }).click();
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, two);
      await page.getByRole('button', { name: 'Show all skills' }).click();
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 20);
    });

    it('draws a category as one box, which a double click opens again', async () => {
      const page = await open();
      await page.click('#category .tool');
      await page.getByRole('menuitem', { name: 'Collapse shop/money' }).click();
      await page.keyboard.press('Escape');
      await graphWindow.arranged();
      const group = categoryId('shop/money');
      assert.ok((await graphWindow.shown()).includes(group));
      assert.equal((await graphWindow.shown()).length, 17);
      await graphWindow.click(group);
      assert.match(await card().innerText(), /shop\/money\s+4 skills in one box/);
      await graphWindow.click(group, { isDouble: true });
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 20);
      await pick('#view', 'Collapse all');
      await graphWindow.arranged();
      assert.ok((await graphWindow.shown()).length <= 8);
      await pick('#view', 'Expand all');
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 20);
    });

    it('collapses all categories from the legend, and expands them', async () => {
      const page = await open();
      await page.locator('.legend').getByRole('button', { name: 'Collapse All' }).click();
      await graphWindow.arranged();
      assert.ok((await graphWindow.shown()).length < 10);
      await page.locator('.legend').getByRole('button', { name: 'Expand All' }).click();
      await graphWindow.arranged();
      assert.equal((await graphWindow.shown()).length, 20);
    });

    it('lists the cycles with their calls', async () => {
      const page = await open();
      await page.click('.cycles');
      const panel = page.locator('.cycles-panel');
      assert.match(await panel.innerText(), /1 cycle\s+price → tax\s+line 2\s+tax → price\s+line 6/);
      await panel.getByRole('button', { name: 'line 6' }).click();
      assert.deepEqual(graphWindow.askedFor('open'), [{ id: tax.id, offset: 600 }]);
    });
  });

  describe('by keyboard', () => {
    it('walks along the calls, opens and clears', async () => {
      const page = await open();
      await graphWindow.click(email.id);
      await page.keyboard.press('ArrowDown');
      const down = (await selection())?.id ?? '';
      assert.ok(['?send_sms', 'mail/template.js'].includes(down), down);
      await page.keyboard.press('ArrowUp');
      assert.equal((await selection())?.id, email.id);
      assert.match(await status(), /^email, mail, 1 callers, 2 callees\./);
      await page.keyboard.press('Enter');
      assert.deepEqual(graphWindow.askedFor('open'), [{ id: email.id, offset: undefined }]);
      await page.keyboard.press('Escape');
      assert.equal(await selection(), undefined);
    });

    it('zooms, fits and helps', async () => {
      const page = await open();
      await focusPicture();
      const scale = () => graphWindow.model<number>('model.viewport.camera.scale');
      const before = await scale();
      await page.keyboard.press('+');
      assert.ok((await scale()) > before);
      await page.keyboard.press('-');
      await page.keyboard.press('-');
      assert.ok((await scale()) < before);
      await page.keyboard.press('0');
      assert.equal(await scale(), before);
      await page.keyboard.press('?');
      await page.getByRole('region', { name: 'Keys' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('region', { name: 'Keys' }).waitFor({ state: 'detached' });
    });

    it('collapses the category of the selected skill with Space', async () => {
      const page = await open();
      await graphWindow.click(price.id);
      await page.keyboard.press(' ');
      await graphWindow.arranged();
      assert.ok((await graphWindow.shown()).includes(categoryId('shop/money')));
    });
  });

  describe('as a list', () => {
    it('has the same content in a tree that the selection and the keys go through', async () => {
      const page = await open();
      await page.getByRole('button', { name: 'Show as List (L)' }).click();
      const tree = page.getByRole('tree', { name: 'Skills and their calls' });
      await tree.waitFor();
      assert.ok((await tree.getByRole('treeitem').count()) >= 20);
      await page.locator('graph-list .row', { hasText: 'checkout' }).click();
      assert.equal((await selection())?.id, checkout.id);
      assert.match(await tree.innerText(), /calls price/);
      await tree.focus();
      await page.keyboard.press('Enter');
      assert.deepEqual(graphWindow.askedFor('open'), [{ id: checkout.id, offset: undefined }]);
    });

    it('is there for screen readers while the picture is shown, in step with it', async () => {
      const page = await open();
      await graphWindow.click(price.id);
      const active = page.locator('graph-list .row.active');
      assert.match(await active.textContent().then(text => text ?? ''), /price/);
      assert.equal(await page.locator('graph-list .viewport').getAttribute('tabindex'), '-1');
    });
  });

  describe('while the code changes', () => {
    it('moves nothing but what changed, and keeps selection, zoom and filters', async () => {
      const page = await open();
      await graphWindow.click(email.id);
      await page.keyboard.press('+');
      await graphWindow.settled();
      const before = await graphWindow.model<Record<string, string>>(
        'Object.fromEntries([...model.scene.nodes].map(([id, { x, y }]) => [id, x + " " + y]))',
      );
      const scale = await graphWindow.model<number>('model.viewport.camera.scale');
      const added = skill('invoice', { category: 'shop' });
      graphWindow.change({ nodes: [added], edgesFrom: { [added.id]: [edge(added, email)] } });
      await page.waitForSelector('canvas[data-nodes="21"]');
      const after = await graphWindow.model<Record<string, string>>(
        'Object.fromEntries([...model.scene.nodes].map(([id, { x, y }]) => [id, x + " " + y]))',
      );
      const { [added.id]: place, ...rest } = after;
      assert.ok(place !== undefined);
      assert.deepEqual(rest, before);
      assert.equal((await selection())?.id, email.id);
      assert.equal(await graphWindow.model<number>('model.viewport.camera.scale'), scale);
    });

    it('lets a renamed file keep its place and its selection', async () => {
      const page = await open();
      await graphWindow.click(tax.id);
      const before = await graphWindow.boxOf(tax.id);
      const renamed = { ...tax, id: 'shop/money/levy.js', name: 'levy' };
      graphWindow.change({
        nodes: [renamed],
        removed: [tax.id],
        renamed: [{ from: tax.id, to: renamed.id }],
        edgesFrom: {
          [renamed.id]: [edge(renamed, price, [call(6)])],
          [price.id]: [edge(price, shop.discount), edge(price, renamed)],
        },
        cycles: [{ path: [renamed.id, price.id], members: [renamed.id, price.id] }],
      });
      await page.getByRole('heading', { name: 'levy' }).waitFor();
      await graphWindow.arranged();
      const after = await graphWindow.boxOf(renamed.id);
      assert.deepEqual([after.x, after.y], [before.x, before.y]);
    });

    it('asks for the whole when it missed a change', async () => {
      await open();
      graphWindow.notify('change', {
        revision: 9,
        nodes: [],
        removed: [],
        renamed: [],
        edgesFrom: {},
        cycles: [],
      });
      await graphWindow.page.waitForTimeout(100);
      assert.equal(graphWindow.readyCount, 2);
    });

    it('follows the active editor until it is pinned', async () => {
      const page = await open();
      graphWindow.notify('follow', { rootId: 'root', id: price.id });
      await page.getByRole('heading', { name: 'price' }).waitFor();
      await page.getByRole('button', { name: /^Pin/ }).click();
      graphWindow.notify('follow', { rootId: 'root', id: tax.id });
      await graphWindow.settled();
      assert.equal((await selection())?.id, price.id);
      await page.getByRole('button', { name: 'Follow the Active Editor' }).click();
      await page.getByRole('heading', { name: 'tax' }).waitFor();
    });

    it('keeps what was selected while the same file is on the screen', async () => {
      await open({ state: stateOf(shop.data, { followed: price.id }) });
      await graphWindow.click(email.id);
      graphWindow.send({ revision: 2 });
      await graphWindow.settled();
      assert.equal((await selection())?.id, email.id);
      graphWindow.send({ revision: 3, followed: tax.id });
      await graphWindow.settled();
      assert.equal((await selection())?.id, tax.id);
    });

    it('shows what the editor reveals, whatever hid it', async () => {
      await open();
      await pick('#category', 'mail');
      await graphWindow.page.keyboard.press('Escape');
      graphWindow.notify('reveal', { id: price.id, levels: undefined });
      await graphWindow.page.getByRole('heading', { name: 'price' }).waitFor();
      await graphWindow.arranged();
      assert.ok((await graphWindow.shown()).includes(price.id));
      graphWindow.notify('reveal', { id: email.id, levels: 1 });
      await graphWindow.page.getByRole('heading', { name: 'email' }).waitFor();
      await graphWindow.arranged();
      assert.deepEqual(
        await graphWindow.shown(),
        [checkout.id, email.id, missing.id, 'mail/template.js'].sort(),
      );
    });

    it('chooses among several folders', async () => {
      const roots = [
        { id: 'root', name: 'shop' },
        { id: 'other', name: 'bank' },
      ];
      await open({ state: stateOf(shop.data, { roots }) });
      await pick('#root', 'bank');
      assert.deepEqual(graphWindow.askedFor('chooseRoot'), [{ rootId: 'other' }]);
    });
  });

  describe('while a run is on, and after it', () => {
    it('lights up live, tells the end, and plays again', async () => {
      const page = await open();
      graphWindow.notify('run', {
        ...shopRun,
        status: 'running',
        durationMs: undefined,
        steps: shopRun.steps.slice(0, 2).map(step => ({ ...step, endMs: undefined, hasFailed: false })),
      });
      await page.locator('.run-bar', { hasText: 'running' }).waitFor();
      const lit = () => graphWindow.model<string[]>('[...model.frame.nodes.keys()]');
      assert.deepEqual(await lit(), [checkout.id, price.id]);
      graphWindow.notify('run', shopRun);
      await page.locator('.run-bar', { hasText: '2 failed' }).waitFor();
      assert.equal((await lit()).length, 6);
      assert.equal(await status(), 'checkout failed in 12 ms. 2 of 7 calls failed.');
      await page.getByRole('slider', { name: 'Moment of the run' }).fill('0');
      assert.deepEqual(await lit(), [checkout.id]);
      await page.getByRole('button', { name: 'One step on' }).click();
      assert.deepEqual(await lit(), [checkout.id, price.id]);
      await page.getByRole('button', { name: 'Play the run again' }).click();
      await page.locator('.run-bar[data-playing=true]').waitFor();
      await page.getByRole('button', { name: 'Pause' }).click();
      await page.locator('.run-bar[data-playing=false]').waitFor();
      await page.getByRole('button', { name: 'Put the run away' }).click();
      await page.getByText('Play the last run again').waitFor();
    });

    it('lights the box of a category for the skills in it', async () => {
      await open({ kept: { collapsed: ['shop/money'] } });
      graphWindow.notify('run', shopRun);
      await graphWindow.page.locator('.run-bar .status').waitFor();
      const lit = await graphWindow.model<string[]>('[...model.frame.nodes.keys()]');
      assert.ok(lit.includes(categoryId('shop/money')));
    });
  });

  describe('exporting', () => {
    const wishes = ['whole, theme', 'whole, white', 'as seen, theme', 'as seen, white'];
    for (const wish of wishes) {
      it(`saves SVG, ${wish}`, async () => {
        const page = await open();
        await pick('#export', `SVG, ${wish}`);
        await page.locator('[role=status]', { hasText: 'SVG saved' }).waitFor({ state: 'attached' });
        const [saved] = graphWindow.askedFor('savePicture');
        assert.equal(saved?.format, 'svg');
        const reader = await browser.newPage();
        const texts = (await reader.evaluate(`(() => {
          const parsed = new DOMParser().parseFromString(${JSON.stringify(saved?.data)}, 'image/svg+xml');
          if (parsed.querySelector('parsererror') !== null) return ['broken'];
          return [...parsed.querySelectorAll('text')].map(text => text.textContent);
        })()`)) as string[];
        await reader.close();
        for (const name of ['checkout', 'price', 'send_sms']) assert.ok(texts.includes(name), name);
      });
    }

    it('saves PNG', async () => {
      const page = await open();
      await pick('#export', 'PNG, whole, white');
      await page.locator('[role=status]', { hasText: 'PNG saved' }).waitFor({ state: 'attached' });
      const [saved] = graphWindow.askedFor('savePicture');
      const bytes = Buffer.from(saved?.data ?? '', 'base64');
      assert.equal(bytes.subarray(1, 4).toString(), 'PNG');
      assert.ok(bytes.readUInt32BE(16) > 1_000, 'width');
    });

    it('asks for texts of what is shown, to file and clipboard', async () => {
      const page = await open();
      await pick('#export', 'Mermaid');
      await pick('#category', 'mail');
      await page.keyboard.press('Escape');
      await graphWindow.arranged();
      await page.click('#export .tool');
      await page.getByRole('menuitem', { name: 'Copy JSON' }).click();
      await graphWindow.settled();
      const [all, some] = graphWindow.askedFor('exportText');
      assert.deepEqual(all, { format: 'mermaid', ids: undefined, to: 'file' });
      assert.deepEqual(
        [...(some?.ids ?? [])].sort(),
        ['?send_sms', email.id, 'mail/greeting.js', 'mail/template.js'].sort(),
      );
      assert.equal(some?.to, 'clipboard');
    });
  });

  describe('coming back', () => {
    it('is as it was: filters, focus, selection, zoom, pin', async () => {
      const page = await open();
      await pick('#category', 'shop/money');
      await page.keyboard.press('Escape');
      await graphWindow.arranged();
      await graphWindow.click(price.id);
      await page.keyboard.press('+');
      await page.getByRole('button', { name: /^Pin/ }).click();
      await page.waitForTimeout(400);
      const kept = await page.evaluate('window.keptState');
      const camera = await graphWindow.model('model.viewport.camera');
      await graphWindow.close();
      await open({ kept });
      assert.equal((await graphWindow.shown()).length, 4);
      assert.equal((await selection())?.id, price.id);
      assert.deepEqual(await graphWindow.model('model.viewport.camera'), camera);
      assert.equal(await graphWindow.model('model.choices.isPinned'), true);
    });
  });

  describe('with little or much', () => {
    const empty = graph([], []);
    it('says what will appear where there are no skills', async () => {
      const page = await open({ state: stateOf(empty), isEmpty: true });
      await page.getByText('No skills yet.').waitFor();
    });
    it('says that it still reads', async () => {
      const page = await open({ state: stateOf(empty, { isLoaded: false }), isEmpty: true });
      await page.getByText('Reading the skills…').waitFor();
    });
    it('says that there is no folder', async () => {
      const page = await open({ state: stateOf(empty, { roots: [], rootId: undefined }), isEmpty: true });
      await page.getByText('This window has no skills folder.').waitFor();
    });
    it('draws 10,000 skills as categories first, and is usable', async () => {
      const page = await open({ state: stateOf(large(10_000, 40)) });
      assert.ok((await graphWindow.shown()).length <= 45);
      await page.keyboard.press('/');
      await page.keyboard.type('price_');
      await page.keyboard.press('Enter');
      await card().waitFor();
      await card().getByRole('button', { name: 'Focus' }).click();
      await graphWindow.arranged();
      assert.ok((await graphWindow.shown()).includes((await selection())?.id ?? ''));
    });
  });

  it('shows hostile text as text', async () => {
    const nasty = skill('img', {
      category: '<img src=x onerror=alert(1)>',
      summary: '<script>alert(1)</script> \u202eabc \ud83d\ude80 \u05e9\u05dc\u05d5\u05dd',
      signature: '</pre><b>x</b>',
      tags: ['"><i>'],
    });
    const page = await open({ state: stateOf(graph([nasty], [])) });
    await graphWindow.click(nasty.id);
    assert.match(await card().innerText(), /<script>alert\(1\)<\/script>/);
    assert.match(await card().innerText(), /<\/pre><b>x<\/b>/);
    assert.equal(
      await page.locator('graph-page img, graph-page script, graph-page i, graph-page b').count(),
      0,
    );
  });

  it('is fitted beside the card of a skill that the editor shows', async () => {
    await open({ width: 1_100, height: 640 });
    graphWindow.notify('reveal', { id: price.id, levels: undefined });
    await card().waitFor();
    await graphWindow.settled();
    await graphWindow.settled();
    const over = await card().boundingBox();
    for (const id of await graphWindow.shown()) {
      const box = await graphWindow.boxOf(id);
      assert.ok(over && box.x + box.width <= over.x, id);
    }
  });

  it('is fitted beside the card when the window gets another size', async () => {
    const page = await open({ width: 500, height: 640 });
    await graphWindow.click(price.id);
    for (const [width, height] of [
      [1_100, 640],
      [560, 420],
    ] as const) {
      await page.setViewportSize({ width, height });
      await graphWindow.settled();
      await graphWindow.settled();
      const over = await card().boundingBox();
      assert.ok(over);
      for (const id of await graphWindow.shown()) {
        const box = await graphWindow.boxOf(id);
        assert.ok(
          box.x + box.width <= over.x || box.y + box.height <= over.y || box.y >= over.y + over.height,
          `${id} at ${width} × ${height}`,
        );
      }
    }
  });

  for (const width of [500, 800]) {
    it(`keeps the selected box beside its card, ${width} pixels wide`, async () => {
      await open({ width, height: 640 });
      const ids = [checkout, price, tax, missing].map(({ id }) => id);
      for (const id of ids) {
        await graphWindow.page.keyboard.press('Escape');
        await graphWindow.model('model.viewport.fit()');
        await graphWindow.click(id);
        await graphWindow.settled();
        const box = await graphWindow.boxOf(id);
        const over = await card().boundingBox();
        assert.ok(over);
        const isBeside =
          box.x + box.width <= over.x || box.y + box.height <= over.y || box.y >= over.y + over.height;
        assert.ok(isBeside, id);
      }
    });
  }

  for (const width of [360, 560]) {
    it(`fits into a group of ${width} pixels`, async () => {
      const page = await open({ width, height: 500 });
      const wide = await page.evaluate('document.documentElement.scrollWidth');
      assert.equal(wide, width);
      const canvas = await graphWindow.picture.boundingBox();
      assert.ok((canvas?.height ?? 0) > 250);
    });
  }
});
