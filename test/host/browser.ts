/** The Chromium of this machine, started for tests. */

import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { MissingError } from './main.ts';

/** Rejects with a {@link MissingError} where there is none. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return await chromium.launch({
    executablePath: findBrowser(),
    headless: true,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** The executable that CHROMIUM names, or one in the usual places. */
export function findBrowser(): string {
  const named = process.env.CHROMIUM;
  if (named) {
    if (existsSync(named)) return named;
    throw new MissingError(`CHROMIUM names ${named}, which does not exist.`);
  }
  const found = candidates().find(place => existsSync(place));
  if (found) return found;
  throw new MissingError(
    'a Chromium or Chrome for the browser tests. Install one (Debian: apt-get install chromium; ' +
      'macOS: brew install --cask chromium; Windows: winget install Google.Chrome), ' +
      'or let the variable CHROMIUM name its executable.',
  );
}

function candidates(): string[] {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      name => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    const programs = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA];
    const products = ['Chromium', path.join('Google', 'Chrome'), path.join('Microsoft', 'Edge')];
    return products.flatMap(product =>
      programs
        .filter(folder => folder !== undefined)
        .map(folder =>
          path.join(folder, product, 'Application', product.includes('Edge') ? 'msedge.exe' : 'chrome.exe'),
        ),
    );
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return names.flatMap(name => folders.map(folder => path.join(folder, name)));
}
