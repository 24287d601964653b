// Builds everything that runs into dist/: one bundle for each door, the worker, the pages and the WebAssembly file.
// TypeScript's server finds a plugin only as a package, in node_modules beside dist/.
import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { build, context } from 'esbuild';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');
/** Builds the pages only, and leaves everything else as it is: for tests that look at a page alone. */
const pagesOnly = process.argv.includes('--pages');
const outdir =
  process.argv.find(argument => argument.startsWith('--outdir='))?.slice('--outdir='.length) ?? 'dist';
const require = createRequire(import.meta.url);

/** @type {import('esbuild').BuildOptions} */
const shared = {
  bundle: true,
  outdir,
  minify: production,
  sourcemap: production ? false : 'linked',
  logLevel: 'warning',
  legalComments: 'none',
};

/** @type {import('esbuild').BuildOptions} */
const node = {
  ...shared,
  platform: 'node',
  target: 'node22',
  // VS Code reports every look at it as an error; zod looks, to know a Cloudflare worker.
  define: { navigator: 'undefined' },
};

/**
 * The command line also runs without VS Code, on the oldest Node that package.json allows.
 * @type {import('esbuild').BuildOptions}
 */
const terminal = { ...node, target: 'node20' };

/** ES modules on Node have no `require`; some bundled CommonJS packages ask for built-in modules with it. */
const requireBanner = {
  js: "import { createRequire as $createRequire } from 'node:module'; const require = $createRequire(import.meta.url);",
};

const pluginFolder = path.join(outdir, '../node_modules/skillsmith-typescript-plugin');

/** Files that went into bundles which are in another one as text. @type {Set<string>} */
const inputsOfTexts = new Set();

/**
 * `import text from './x.ts?bundle'` is the bundle of x.ts as text: a webview's page may start a worker from text only.
 * @type {import('esbuild').Plugin}
 */
const bundleAsText = {
  name: 'bundle-as-text',
  setup(page) {
    page.onResolve({ filter: /\?bundle$/ }, ({ path: wanted, resolveDir }) => ({
      path: path.resolve(resolveDir, wanted.replace(/\?bundle$/, '')),
      namespace: 'bundle',
    }));
    page.onLoad({ filter: /.*/, namespace: 'bundle' }, async ({ path: entry }) => {
      const { outputFiles, metafile } = await build({
        ...shared,
        entryPoints: [entry],
        platform: 'browser',
        target: 'chrome136',
        format: 'iife',
        sourcemap: false,
        write: false,
        metafile: true,
      });
      for (const input of Object.keys(metafile.inputs)) inputsOfTexts.add(input);
      return {
        contents: outputFiles[0]?.text ?? '',
        loader: 'text',
        watchFiles: Object.keys(metafile.inputs).map(input => path.resolve(input)),
      };
    });
  },
};

/** Folders with a `main.ts`; the others hold what pages share. */
const pages = (await readdir('src/page', { withFileTypes: true })).filter(
  entry => entry.isDirectory() && existsSync(`src/page/${entry.name}/main.ts`),
);

/** @type {import('esbuild').BuildOptions[]} */
const pageBundles = pages.map(page => ({
  ...shared,
  entryPoints: { [`page/${page.name}`]: `src/page/${page.name}/main.ts` },
  platform: /** @type {const} */ ('browser'),
  target: 'chrome136',
  format: /** @type {const} */ ('esm'),
  plugins: [bundleAsText],
  // Fonts lie beside the pages: a webview may load nothing outside of dist/page.
  assetNames: 'page/[name]',
  loader: { '.css': /** @type {const} */ ('css'), '.ttf': /** @type {const} */ ('file') },
}));

/** @type {import('esbuild').BuildOptions[]} */
const bundles = [
  {
    ...node,
    entryPoints: { extension: 'src/extension.ts' },
    format: 'cjs',
    outExtension: { '.js': '.cjs' },
    external: ['vscode'],
  },
  // No `vscode` here: an import of it that strays into the command line breaks the build.
  { ...terminal, entryPoints: { cli: 'src/cli.ts' }, format: 'esm', banner: requireBanner },
  { ...terminal, entryPoints: { worker: 'src/node/worker.ts' }, format: 'esm', banner: requireBanner },
  {
    ...node,
    entryPoints: { 'debug-worker': 'src/node/debug/worker.ts' },
    format: 'esm',
    banner: requireBanner,
  },
  // Large, and loaded only where a collector is named.
  { ...node, entryPoints: { otlp: 'src/node/monitoring/otlp.ts' }, format: 'esm', banner: requireBanner },
  // Large, and loaded only where a server is named.
  { ...terminal, entryPoints: { redis: 'src/node/redis/link.ts' }, format: 'esm', banner: requireBanner },
  {
    ...terminal,
    entryPoints: { 'store-worker': 'src/node/store/worker.ts' },
    format: 'esm',
    banner: requireBanner,
  },
  {
    ...terminal,
    entryPoints: { 'store-worker': 'src/node/store/worker.ts' },
    format: 'esm',
    banner: requireBanner,
  },
  {
    ...node,
    outdir: pluginFolder,
    entryPoints: { index: 'src/typescript-plugin.ts' },
    format: 'cjs',
    // The server wants the factory itself.
    footer: { js: 'module.exports = module.exports.default;' },
  },
  ...pageBundles,
];

await mkdir(outdir, { recursive: true });
await writePluginManifest();
const wasm = '@jitl/quickjs-wasmfile-release-sync/wasm';
if (!pagesOnly) await cp(require.resolve(wasm), `${outdir}/quickjs.wasm`);

if (pagesOnly) await Promise.all(pageBundles.map(options => build(options)));
else if (watch) {
  for (const options of bundles) await (await context(options)).watch();
} else {
  const results = await Promise.all(bundles.map(options => build({ ...options, metafile: true })));
  await chmod(`${outdir}/cli.js`, 0o755);
  const outputs = results.flatMap(result => Object.keys(result.metafile.outputs));
  const inputs = results.flatMap(result => Object.keys(result.metafile.inputs));
  await writeLicences([...inputs, ...inputsOfTexts, path.relative('', require.resolve(wasm))]);
  const files = [...outputs, `${outdir}/quickjs.wasm`, `${outdir}/licences.txt`];
  await removeOthers(files);
  if (production) await printSizes(files);
}

/**
 * Removes what earlier builds left. Not before the build: a window that is open keeps its files meanwhile.
 * @param {readonly string[]} outputs with `/` on every system
 */
async function removeOthers(outputs) {
  const kept = new Set(outputs.map(output => path.resolve(output)));
  for (const entry of await readdir(outdir, { recursive: true, withFileTypes: true })) {
    const file = path.resolve(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(file)) await rm(file, { force: true });
  }
}

/** Makes a package of the folder with TypeScript's plugin. */
async function writePluginManifest() {
  await mkdir(pluginFolder, { recursive: true });
  const { version, license } = JSON.parse(await readFile('package.json', 'utf8'));
  const manifest = { name: path.basename(pluginFolder), version, license, main: 'index.js', private: true };
  await writeFile(path.join(pluginFolder, 'package.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
}

/**
 * The licences of all packages that are in the bundles: most ask that their text goes along.
 * @param {readonly string[]} inputs with `node_modules/` in those of packages
 */
async function writeLicences(inputs) {
  const folders = inputs.flatMap(
    input => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(input.replaceAll('\\', '/'))?.[0] ?? [],
  );
  const texts = [...new Set(folders)].sort().map(async folder => {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const names = (await readdir(folder)).filter(file => /^licen[cs]e/i.test(file)).sort();
    const pages = await Promise.all(names.map(file => readFile(path.join(folder, file), 'utf8')));
    return [`${name} ${version} (${license})`, ...pages.map(page => page.trim())].join('\n\n');
  });
  await writeFile(
    `${outdir}/licences.txt`,
    `${(await Promise.all(texts)).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`,
  );
}

/** @param {readonly string[]} files */
async function printSizes(files) {
  for (const file of files) {
    const { size } = await stat(file);
    console.log(`${(size / 1024).toFixed(0).padStart(6)} KB  ${file}`);
  }
}
