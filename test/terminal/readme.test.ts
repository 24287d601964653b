/** The README against the product: its codes, settings, commands, skills and the output it shows. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import type { RunnerPool } from '../../src/node/pool.ts';
import { runErrors } from '../../src/run/outcome.ts';
import { problemKinds } from '../../src/skill/problem.ts';
import { commandLine } from '../../src/terminal/command-line.ts';
import { FakeTerminal } from './fake-terminal.ts';
import { makeWorkspace, removeWorkspace, sourcePool } from './workspace.ts';

interface Manifest {
  readonly contributes: {
    readonly configuration: { readonly properties: Readonly<Record<string, { readonly default: unknown }>> };
    readonly commands: readonly { readonly command: string; readonly title: string }[];
  };
}

async function readJson<T>(path: string): Promise<T> {
  return JSON.parse(await readFile(new URL(`../../${path}`, import.meta.url), 'utf8')) as T;
}

const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
const manifest = await readJson<Manifest>('package.json');
const words = await readJson<Readonly<Record<string, string>>>('package.nls.json');

/** The rows of tables whose first cell is code that matches. */
function rows(first: RegExp): string[] {
  return readme.split('\n').filter(line => first.test(/^\| `([^`]+)`/.exec(line)?.[1] ?? ''));
}

/** The fenced blocks of a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)]
    .filter(block => block[1] === language)
    .map(block => block[2] ?? '');
}

describe('README', () => {
  it('lists every problem code with its severity and its sentence', () => {
    assert.deepEqual(
      rows(/^skill\//),
      Object.entries(problemKinds).map(
        ([code, { severity, explanation }]) => `| \`${code}\` | ${severity} | ${explanation} |`,
      ),
    );
  });

  it('lists every error of a run with its sentence', () => {
    assert.deepEqual(
      rows(/^run\//),
      Object.entries(runErrors).map(([code, sentence]) => `| \`${code}\` | ${sentence} |`),
    );
  });

  it('lists every setting with its default', () => {
    const cells = rows(/^skillsmith\.\w/).map(row => row.split(' | ').slice(0, 2).join(' | '));
    assert.deepEqual(
      cells,
      Object.entries(manifest.contributes.configuration.properties)
        .filter(([id]) => !id.startsWith('skillsmith.diagnostics.'))
        .map(([id, setting]) => `| \`${id}\` | \`${String(setting.default)}\``),
    );
    assert.ok(readme.includes('`skillsmith.diagnostics.'), 'the severities of problems');
  });

  it('names every command', () => {
    for (const { title } of manifest.contributes.commands) {
      const name = title.replace(/^%(.*)%$/, (_all, key: string) => words[key] ?? key);
      assert.ok(readme.includes(`${name}\``), name);
    }
  });

  it('names only scripts that there are', async () => {
    const { scripts } = await readJson<{ readonly scripts: Readonly<Record<string, string>> }>(
      'package.json',
    );
    for (const [, script] of readme.matchAll(/npm run ([\w:]+)/g))
      assert.ok(Object.hasOwn(scripts, script ?? ''), script);
  });

  describe('on the command line', () => {
    let root: string;
    let pool: RunnerPool;
    before(async () => {
      const files = blocks('js').map(text => [/^\/\/ (\S+)/.exec(text)?.[1] ?? '', text]);
      root = await makeWorkspace(Object.fromEntries(files));
      pool = sourcePool();
    });
    after(async () => {
      pool.dispose();
      await removeWorkspace(root);
    });

    for (const block of blocks('console')) {
      const [command = '', ...shown] = block.split('\n');
      it(command.slice(2), async () => {
        const terminal = new FakeTerminal(root);
        const [, rest = '', inputs] = /^\$ npx skillsmith (.*?)(?:'(.*)')?$/.exec(command) ?? [];
        const args = [...rest.trim().split(' '), ...(inputs === undefined ? [] : [inputs])];
        await commandLine({
          args,
          terminal,
          version: async () => '0',
          problemPage: async () => '',
          createRunner: () => ({
            run: (request, world) => pool.run(request, world),
            dispose: () => undefined,
          }),
        });
        assert.equal(terminal.written.err + terminal.written.out, shown.join('\n'));
      });
    }
  });
});
