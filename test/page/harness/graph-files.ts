/** The graph's page built as it is shipped, and served as a webview serves it. */

import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const root = path.resolve(import.meta.dirname, '../../..');
const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ttf': 'font/ttf',
};

export interface ServedFile {
  readonly body: Buffer;
  readonly type: string;
}

/** By path: `/graph.js`, `/graph.css`, `/codicon.ttf`. */
export async function graphFiles(): Promise<ReadonlyMap<string, ServedFile>> {
  const folder = path.join(root, '.test-output', 'pages');
  await promisify(execFile)(
    process.execPath,
    ['esbuild.mjs', '--pages', '--production', `--outdir=${folder}`],
    {
      cwd: root,
    },
  );
  const names = (await readdir(path.join(folder, 'page'))).filter(name => path.extname(name) in types);
  const files = names.map(async name => {
    const body = await readFile(path.join(folder, 'page', name));
    return [`/${name}`, { body, type: types[path.extname(name)] ?? '' }] as const;
  });
  return new Map(await Promise.all(files));
}

export interface GraphShell {
  /** What `getState` returns at first. */
  readonly kept: unknown;
  readonly variables: Readonly<Record<string, string>>;
  readonly bodyClass: string;
}

/** The editor's shell and policy; nothing inline but the script that stands for VS Code. */
export function graphShell(options: GraphShell): string {
  const nonce = 'bm9uY2U=';
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'nonce-${nonce}'; style-src 'self'; font-src 'self'; worker-src blob:">
<link rel="stylesheet" href="/graph.css">
<title>Graph</title>
</head>
<body>
<script nonce="${nonce}">
const { kept, variables, bodyClass } = ${JSON.stringify(options).replaceAll('<', '\\u003c')};
for (const [name, value] of Object.entries(variables)) document.documentElement.style.setProperty(name, value);
document.body.className = bodyClass;
window.keptState = kept;
window.acquireVsCodeApi = () => ({
  postMessage: message => window.postToEditor(JSON.stringify(message)),
  getState: () => window.keptState,
  setState: value => { window.keptState = structuredClone(value); },
});
</script>
<script type="module" nonce="${nonce}" src="/graph.js"></script>
</body>
</html>`;
}
