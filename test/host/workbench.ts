/**
 * A window of VS Code Server in Chromium, for tests in plain Node: opened with the extension in it, driven as a
 * person would by mouse and keyboard, and looked at.
 *
 *     const window = await Workbench.open({ workspace, theme: 'light' });
 *     await window.showView('Skills');
 *     await window.treeRow('pythagorean').click();
 *     await window.codeLens('Run skill').click();
 *     await window.webview('Run').getByRole('button', { name: 'Run' }).click();
 *     await window.picture('run-panel-light');
 *     await window.close();
 */

import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import { listenToErrors } from './console-error.ts';
import { root } from './main.ts';
import { createProfile, type Profile, type Theme } from './profile.ts';
import { installExtension, type Server, startServer, windowAddress } from './server.ts';
import { defaultVersion } from './server-package.ts';

export interface WorkbenchOptions {
  /** A folder or a `.code-workspace` file; undefined: an empty window. */
  readonly workspace?: string;
  /** A packaged extension to install; undefined: this checkout, as built, under development. */
  readonly vsix?: string;
  readonly theme?: Theme;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Undefined: everything is trusted. True: new folders open in Restricted Mode. */
  readonly asksForTrust?: boolean;
  /** Of the window's inside, in CSS pixels; 1280 × 800 when undefined. */
  readonly size?: { readonly width: number; readonly height: number };
  /** Of code-server. */
  readonly version?: string;
}

const defaultSize = { width: 1280, height: 800 };
/** How long something may take to appear, on a machine that has other things to do. */
const patienceMs = 45_000;

/** What VS Code calls its kinds of themes, in its own document and in those of webviews. */
const themeClasses = {
  dark: { workbench: 'vs-dark', webview: 'vscode-dark' },
  light: { workbench: 'vs', webview: 'vscode-light' },
} as const;

export class Workbench {
  readonly page: Page;
  /** What the window's console showed as an error; the known noise of a server without network is left out. */
  readonly errors: readonly string[];
  readonly #end: () => Promise<void>;
  #theme: Theme;

  private constructor(page: Page, theme: Theme, end: () => Promise<void>) {
    this.page = page;
    this.errors = listenToErrors(page);
    this.#theme = theme;
    this.#end = end;
  }

  /** Opens a window in a profile and a server of its own; the caller closes it. */
  static async open(options: WorkbenchOptions = {}): Promise<Workbench> {
    const theme = options.theme ?? 'dark';
    const version = options.version ?? process.env.SKILLSMITH_VSCODE ?? defaultVersion;
    const stack: (() => Promise<void>)[] = [];
    const end = async () => {
      for (const step of stack.splice(0).reverse()) await step();
    };
    try {
      const profile: Profile = await createProfile(options);
      stack.push(() => profile.dispose());
      if (options.vsix) await installExtension(options.vsix, { version, profile });
      const server: Server = await startServer({ ...options, version, profile });
      stack.push(() => server.stop());
      const browser: Browser = await launchBrowser();
      stack.push(() => browser.close());
      const context = await browser.newContext({
        viewport: options.size ?? defaultSize,
        colorScheme: theme === 'light' ? 'light' : 'dark',
        reducedMotion: 'reduce',
        permissions: ['clipboard-read', 'clipboard-write'],
      });
      const page = await context.newPage();
      page.setDefaultTimeout(patienceMs);
      const opened = new Workbench(page, theme, end);
      const window = { workspace: options.workspace, extension: options.vsix ? undefined : root };
      await page.goto(windowAddress(server, window), { timeout: 60_000 });
      await page.locator('.monaco-workbench .part.statusbar').waitFor({ timeout: 60_000 });
      // The extension host has told the window what the extension adds to it.
      await opened.#activityBarItem('Skill').waitFor({ timeout: 60_000 });
      return opened;
    } catch (error) {
      await end();
      throw error;
    }
  }

  /** Ends browser, server and profile. Calling it again does nothing. */
  async close(): Promise<void> {
    await this.#end();
  }

  /** Runs a command by its title in the palette, such as `Skillsmith: New Skill…`. */
  async command(title: string): Promise<void> {
    await this.page.keyboard.press('F1');
    const input = this.quickInput.locator('input').first();
    await input.fill(`>${title}`);
    const entry = this.quickInput.getByRole('option').filter({ hasText: title }).first();
    await entry.waitFor();
    await entry.click();
  }

  /** The box at the top in which commands, choices and names are typed. */
  get quickInput(): Locator {
    return this.page.locator('.quick-input-widget:visible');
  }

  /** Opens a file of the workspace by its name, as with Ctrl+P; resolves when keys go to its editor. */
  async openFile(name: string): Promise<void> {
    await this.page.keyboard.press('ControlOrMeta+P');
    await this.quickInput.locator('input').first().fill(name);
    await this.quickInput.getByRole('option').filter({ hasText: name }).first().click();
    await this.page.locator('.editor-group-container.active .tab.active').filter({ hasText: name }).waitFor();
    await this.page.locator('.editor-group-container.active .monaco-editor.focused').waitFor();
  }

  /** Answers VS Code's own dialog for files, once it has filled in what it proposes: the folder that it has looked at. */
  async chooseFile(file: string): Promise<void> {
    const input = this.quickInput.locator('input').first();
    await input.waitFor();
    for (let looks = 0; looks < 100 && (await input.inputValue()) === ''; looks++)
      await this.page.waitForTimeout(100);
    await this.page.waitForTimeout(500);
    await input.fill(file);
    await this.page.waitForTimeout(500);
    await this.page.keyboard.press('Enter');
  }

  tab(name: string): Locator {
    return this.page.locator('.tabs-container .tab').filter({ hasText: name });
  }

  /** Shows a view container by its name in the activity bar. */
  async showView(name: string): Promise<void> {
    const item = this.#activityBarItem(name);
    await item.waitFor();
    if (!(await item.getAttribute('class'))?.includes('checked')) await item.click();
  }

  #activityBarItem(name: string): Locator {
    return this.page
      .locator('.activitybar .action-item')
      .filter({ has: this.page.locator(`[aria-label^="${name}"]`) })
      .first();
  }

  /** A row of the side bar's trees, by what it shows. */
  treeRow(text: string | RegExp): Locator {
    return this.page.locator('.part.sidebar .monaco-list-row').filter({ hasText: text });
  }

  /** The side bar's tree as text: two spaces for each level, then what a row shows. */
  async treeTexts(): Promise<string[]> {
    const rows = await this.page.locator('.part.sidebar .monaco-list-row').all();
    return await Promise.all(
      rows.map(async row => {
        const level = Number((await row.getAttribute('aria-level')) ?? 1);
        const parts = await row.locator('.label-name, .label-description').allInnerTexts();
        return (
          '  '.repeat(level - 1) +
          parts
            .map(part => part.trim())
            .filter(Boolean)
            .join(' ')
        );
      }),
    );
  }

  /** A link of a CodeLens in the visible editor, by a part of its text. */
  codeLens(text: string | RegExp): Locator {
    return this.page.locator('.codelens-decoration a').filter({ hasText: text });
  }

  statusBarItem(text: string | RegExp): Locator {
    return this.page.locator('.part.statusbar .statusbar-item').filter({ hasText: text });
  }

  notification(text: string | RegExp): Locator {
    return this.page.locator('.notification-toast').filter({ hasText: text });
  }

  dialog(): Locator {
    return this.page.locator('.monaco-dialog-box');
  }

  /** The inside of the webview that is on the screen. */
  webview(): FrameLocator {
    return this.page.frameLocator('iframe.webview.ready:visible').frameLocator('#active-frame');
  }

  /** Drags the panel's border until it has this width, where it stands at the right, or this height at the bottom. */
  async resizePanel(size: { readonly width: number } | { readonly height: number }): Promise<void> {
    const panel = await this.page.locator('.part.panel').boundingBox();
    if (!panel) throw new Error('The panel is not open.');
    const [from, by] =
      'width' in size
        ? [
            { x: panel.x - 2, y: panel.y + panel.height / 2 },
            { x: panel.width - size.width, y: 0 },
          ]
        : [
            { x: panel.x + panel.width / 2, y: panel.y - 2 },
            { x: 0, y: panel.height - size.height },
          ];
    await this.page.mouse.move(from.x, from.y);
    await this.page.mouse.down();
    await this.page.mouse.move(from.x + by.x, from.y + by.y, { steps: 5 });
    await this.page.mouse.up();
  }

  /** Changes the colours, of a window that opened in dark or light; resolves when all webviews in it have them, too. */
  async setTheme(theme: 'dark' | 'light'): Promise<void> {
    this.#theme = theme;
    await this.page.emulateMedia({ colorScheme: theme });
    const { workbench, webview } = themeClasses[theme];
    await this.page.locator(`.monaco-workbench.${workbench}`).waitFor();
    const shown = this.page.locator('iframe.webview.ready:visible');
    for (let at = 0; at < (await shown.count()); at++) {
      const inside = shown.nth(at).contentFrame().frameLocator('#active-frame');
      await inside.locator(`body.${webview}`).waitFor({ state: 'attached' });
    }
  }

  /** Leaves two pictures, in dark and in light, named so; the window stays in the theme of the second. */
  async pictures(name: string): Promise<void> {
    const first = this.#theme;
    await this.picture(`${name}-${first}`);
    await this.setTheme(first === 'light' ? 'dark' : 'light');
    await this.#take(`${name}-${this.#theme}`);
  }

  /** Leaves a picture of the window, without the mouse in it, in .test-output/pictures. */
  async picture(name: string): Promise<void> {
    await this.#moveMouseAway();
    await this.#take(name);
  }

  async #take(name: string): Promise<void> {
    const folder = path.join(root, '.test-output', 'pictures');
    await mkdir(folder, { recursive: true });
    await this.page.screenshot({
      path: path.join(folder, `${name}.png`),
      animations: 'disabled',
      caret: 'hide',
    });
  }

  /** To the middle of the status bar, where nothing is; what it hovered over takes a moment to go. */
  async #moveMouseAway(): Promise<void> {
    const { width, height } = this.page.viewportSize() ?? defaultSize;
    await this.page.mouse.move(width / 2, height - 3);
    await this.page.waitForTimeout(400);
  }
}
