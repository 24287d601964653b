/** Collects what a window's console shows as an error, without the known noise of a server that has no network. */

import type { Page } from 'playwright-core';

const noise: readonly RegExp[] = [
  /open-vsx\.org|vscode-cdn\.net|gallery/i,
  /service ?worker|A bad HTTP response code \(404\)/i,
  /\[AgentHost|Copilot|chat/i,
  /github|authentication|sign-in|telemetry/i,
  // Trust restarts the built-in extensions; their start and the TypeScript server can be slow.
  /Aborted onWillSaveTextDocument|is already registered|Activating extension 'vscode\./,
  // A window in a browser that is loaded again.
  /Long running operations during shutdown|IndexedDB database '[^']*' is closed/,
  // Missing parts of the server itself: icons, the user's own files.
  /Failed to load resource/,
  /An iframe which has both allow-scripts and allow-same-origin/,
];

/** The array grows while the page lives. */
export function listenToErrors(page: Page): readonly string[] {
  const errors: string[] = [];
  const add = (text: string) => {
    if (!noise.some(pattern => pattern.test(text))) errors.push(text);
  };
  page.on('console', message => {
    if (message.type() === 'error') add(message.text());
  });
  page.on('pageerror', error => add(error.stack ?? error.message));
  return errors;
}
