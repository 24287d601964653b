/** The HTML around a webview's page: nothing is loaded but what the extension brings, no script without the nonce. */

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** A page of `dist/page`, by the name of its bundle. */
export interface Page {
  readonly name: 'run' | 'graph' | 'metrics' | 'batch';
  readonly title: string;
  /** It starts workers, from text of its own bundle. */
  readonly hasWorker?: boolean;
}

/** Scripts may run, and nothing is to be had but the pages' own bundles. */
export function pageOptions(extensionUri: vscode.Uri): vscode.WebviewOptions {
  return { enableScripts: true, localResourceRoots: [pageFolder(extensionUri)] };
}

export function pageHtml(webview: vscode.Webview, extensionUri: vscode.Uri, page: Page): string {
  const resource = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), name));
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    ...(page.hasWorker ? ['worker-src blob:'] : []),
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${resource(`${page.name}.css`)}">
<title>${page.title}</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${resource(`${page.name}.js`)}"></script>
</body>
</html>`;
}

function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'page');
}
