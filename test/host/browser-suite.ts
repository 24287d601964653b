/** Runs a module of tests in the extension host of VS Code Server, opened in Chromium. */

import { format, stripVTControlCharacters } from 'node:util';
import type { Page } from 'playwright-core';
import { launchBrowser } from './browser.ts';
import type { Profile } from './profile.ts';
import { startServer, windowAddress } from './server.ts';
import { sourceNamer } from './stack-source.ts';

export interface BrowserSuiteOptions {
  readonly version: string;
  readonly profile: Profile;
  readonly workspace: string;
  readonly extension: string;
  /** The bundled tests. */
  readonly tests: string;
}

/** Before what the tests say; the rest of the console is VS Code's own. */
export const browserMark = '\u0001';

/** Longer than any single test may take: then nothing answers any more. */
const silenceLimitMs = 120_000;

/** The exit code: 0 when all tests passed. Rejects when they come to no end. */
export async function runInBrowser(options: BrowserSuiteOptions): Promise<number> {
  const browser = await launchBrowser();
  try {
    const server = await startServer(options);
    try {
      const page = await browser.newPage();
      const end = await exitOf(page, await sourceNamer(options.tests, options.extension));
      await page.goto(windowAddress(server, options));
      return await end.promise;
    } finally {
      await server.stop();
    }
  } finally {
    await browser.close();
  }
}

/** Streams what the tests say to this terminal until they end, or say nothing for two minutes. */
async function exitOf(
  page: Page,
  named: (text: string) => string,
): Promise<{ readonly promise: Promise<number> }> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let spoken = false;
  let last = 'nothing';
  const others: string[] = [];
  const fail = (what: string) => {
    const rest = spoken ? '' : `\nBefore any test, VS Code said:\n${others.slice(-20).join('\n')}`;
    reject(new Error(`${what} The tests' last words: ${last}${rest}`));
  };
  const silence = setTimeout(
    () => fail(`The extension host has said nothing for ${silenceLimitMs / 1000} s and was ended.`),
    silenceLimitMs,
  );
  await page.exposeFunction('codeAutomationLog', (_type: string, values: readonly unknown[]) => {
    const text = format(...values);
    if (!text.startsWith(browserMark)) {
      others.push(text);
      return;
    }
    silence.refresh();
    spoken = true;
    last = stripVTControlCharacters(text.slice(browserMark.length)).trim() || last;
    console.log(named(text.slice(browserMark.length)));
  });
  await page.exposeFunction('codeAutomationExit', (code: number) => {
    if (!spoken) fail(`The tests could not be started (exit code ${code}).`);
    resolve(code);
  });
  page.on('crash', () => fail('The browser page crashed.'));
  page.on('close', () => fail('The browser page was closed.'));
  // In an object, for a promise returned as such would be awaited before the page is opened.
  const ended = promise.finally(() => clearTimeout(silence));
  ended.catch(() => undefined);
  return { promise: ended };
}
