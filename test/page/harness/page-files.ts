/** A page built as it is shipped, in memory, and served as a webview serves it. */

import path from 'node:path';
import { build } from 'esbuild';

const root = path.resolve(import.meta.dirname, '../../..');
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

export type PageName = 'run' | 'metrics' | 'batch';

/** By path: `/run.js`, `/run.css`, `/codicon.ttf`. */
export async function pageFiles(
  name: PageName,
): Promise<ReadonlyMap<string, { readonly body: Buffer; readonly type: string }>> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: { [name]: `src/page/${name}/main.ts` },
    outdir: '/',
    bundle: true,
    write: false,
    minify: true,
    platform: 'browser',
    target: 'chrome136',
    format: 'esm',
    loader: { '.ttf': 'file' },
    assetNames: '[name]',
  });
  return new Map(
    outputFiles.map(file => [
      file.path,
      {
        body: Buffer.from(file.contents),
        type: types[path.extname(file.path)] ?? 'application/octet-stream',
      },
    ]),
  );
}

export interface ShellOptions {
  readonly page: PageName;
  /** What `getState` returns at first. */
  readonly kept: unknown;
  readonly variables: Readonly<Record<string, string>>;
  readonly bodyClass: string;
  readonly name?: 'run' | 'batch';
}

/** Stricter than the editor's shell: nothing inline but the script that stands for VS Code. */
export function shell({ page, ...options }: ShellOptions): string {
  const nonce = 'bm9uY2U=';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; font-src 'self'">
<link rel="stylesheet" href="/${page}.css">
<title>Skillsmith</title>
</head>
<body>
<script nonce="${nonce}">
const { kept, variables, bodyClass } = ${JSON.stringify(options).replaceAll('<', '\\u003c')};
for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
document.documentElement.style.background = 'var(--vscode-panel-background)';
document.body.className = bodyClass;
window.keptState = kept;
window.acquireVsCodeApi = () => ({
  postMessage: message => window.postToEditor(JSON.stringify(message)),
  getState: () => window.keptState,
  setState: value => { window.keptState = structuredClone(value); },
});
</script>
<script type="module" nonce="${nonce}" src="/${page}.js"></script>
</body>
</html>`;
}
