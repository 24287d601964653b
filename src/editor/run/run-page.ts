/** The HTML around the run panel's page: nothing is loaded but what the extension brings, no script without the nonce. */

import { randomBytes } from 'node:crypto';
import * as vscode from 'vscode';

/** Where the page's bundles lie. */
export function pageFolder(extensionUri: vscode.Uri): vscode.Uri {
  return vscode.Uri.joinPath(extensionUri, 'dist', 'page');
}

export function runPageHtml(webview: vscode.Webview, extensionUri: vscode.Uri): string {
  const resource = (name: string) =>
    webview.asWebviewUri(vscode.Uri.joinPath(pageFolder(extensionUri), name));
  const nonce = randomBytes(16).toString('base64');
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${resource('run.css')}">
<title>Run</title>
</head>
<body>
<script type="module" nonce="${nonce}" src="${resource('run.js')}"></script>
</body>
</html>`;
}
