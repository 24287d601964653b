/** Real code of many hands runs with probes as it does without. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { MemorySkills } from '../../fakes/skill-source.ts';
import { packages } from './packages.ts';
import { assertSame } from './twins.ts';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const licences = /^(?:MIT|ISC|0BSD|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0)$/;

/** A package and what it needs, in one file that is a skill. */
async function bundled(code: string): Promise<string> {
  const imports = /^(?:\s*import [^;]+;)*/.exec(code)?.[0] ?? '';
  const contents = `${imports}\nexport async function main(out) {\n${code.slice(imports.length)}\n}`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: root },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'bundle',
    platform: 'neutral',
    mainFields: ['module', 'main'],
    define: { process: 'undefined', Buffer: 'undefined', setTimeout: 'undefined' },
    logLevel: 'silent',
  });
  const entry = `export default async function main() {\n  await bundle.main((...v) => print(JSON.stringify(v)));\n}`;
  return `${outputFiles[0]?.text}\n${entry}\n`;
}

function licenceOf(name: string): string {
  return JSON.parse(readFileSync(`${root}node_modules/${name}/package.json`, 'utf8')).license;
}

describe('packages with probes do what they do without', function () {
  this.timeout(60_000);

  it('are many, and may be used', () => {
    assert.ok(new Set(packages.map(({ name }) => name)).size >= 50);
    for (const { name } of packages) assert.match(licenceOf(name), licences, name);
  });

  for (const { name, code } of packages)
    it(name, async () => {
      const source = new MemorySkills({ main: await bundled(code) });
      const { status, error, logs } = await assertSame(source, ['unwatched', 'every probe']);
      assert.equal(status, 'completed', JSON.stringify(error));
      assert.ok(logs.length > 0 && logs.every(({ text }) => text.length > 2));
    });
});
