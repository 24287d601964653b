/** A real TypeScript server with the plugin, in its own process, for the tests of this folder. */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { stripTypes } from '../../src/node/typescript.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { surroundings } from '../../src/skill/declaration.ts';
import { isSkillPath } from '../../src/skill/name.ts';
import type { Surroundings } from '../../src/skill/surroundings.ts';

const pluginName = 'skillsmith-typescript-plugin';
const require = createRequire(import.meta.url);

interface Reply {
  readonly type: string;
  readonly request_seq?: number;
  readonly success?: boolean;
  readonly message?: string;
  readonly body?: unknown;
  readonly event?: string;
}

/** A folder with the built plugin in its node_modules, as in the installed extension. */
export async function buildPlugin(folder: string): Promise<void> {
  const target = path.join(folder, 'node_modules', pluginName);
  await build({
    entryPoints: { index: 'src/typescript-plugin.ts' },
    outdir: target,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    logLevel: 'error',
    footer: { js: 'module.exports = module.exports.default;' },
  });
  await writeFile(path.join(target, 'package.json'), JSON.stringify({ name: pluginName, main: 'index.js' }));
}

export interface Place {
  readonly file: string;
  readonly line: number;
  readonly offset: number;
}

/** Files by their paths below the workspace; skills are those below `.skills`. */
export class Server {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #texts = new Map<string, string>();
  readonly #catalogue = new SkillCatalogue({ stripTypes });
  readonly folder: string;
  readonly events: string[] = [];
  #sequence = 0;
  #input = '';

  private constructor(folder: string, tsserver: string) {
    this.folder = folder;
    this.#process = spawn(
      process.execPath,
      [
        tsserver,
        '--useInferredProjectPerProjectRoot',
        '--disableAutomaticTypingAcquisition',
        '--suppressDiagnosticEvents',
        '--globalPlugins',
        pluginName,
        '--pluginProbeLocations',
        folder,
      ],
      { stdio: ['pipe', 'pipe', 'ignore'] },
    );
    this.#process.stdout?.setEncoding('utf8').on('data', (text: string) => this.#read(text));
  }

  static async start(files: Readonly<Record<string, string>>, tsserver?: string): Promise<Server> {
    const folder = await mkdtemp(path.join(tmpdir(), 'skillsmith-tsserver-'));
    await buildPlugin(folder);
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    const server = new Server(folder, tsserver ?? require.resolve('typescript-server/lib/tsserver.js'));
    await server.#request('compilerOptionsForInferredProjects', {
      options: {
        module: 'ESNext',
        moduleResolution: 'Bundler',
        target: 'ES2024',
        allowJs: true,
        allowSyntheticDefaultImports: true,
        strictNullChecks: true,
        strictFunctionTypes: true,
      },
    });
    for (const [name, text] of Object.entries(files)) server.#index(name, text);
    for (const [name, text] of Object.entries(files))
      if (/\.[mc]?[jt]s$/.test(name)) await server.open(name, text);
    await server.configure();
    return server;
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await rm(this.folder, { recursive: true, force: true });
  }

  async open(name: string, text: string): Promise<void> {
    this.#texts.set(name, text);
    this.#index(name, text);
    this.#send('open', { file: this.#path(name), fileContent: text, projectRootPath: this.folder });
  }

  /** As the editor does when the author has typed: first the text, then what others may know of it. */
  async edit(name: string, before: string, after: string): Promise<void> {
    const text = this.#texts.get(name) ?? '';
    const at = text.indexOf(before);
    assert(at >= 0, `${name} has no ${before}`);
    const start = this.place(name, at);
    const end = this.place(name, at + before.length);
    this.#send('change', {
      ...start,
      endLine: end.line,
      endOffset: end.offset,
      insertString: after,
    });
    const changed = text.slice(0, at) + after + text.slice(at + before.length);
    this.#texts.set(name, changed);
    this.#index(name, changed);
    await this.configure();
  }

  async configure(): Promise<void> {
    const files: [string, string][] = [];
    for (const name of this.#texts.keys()) {
      const skill = name.startsWith('.skills/')
        ? this.#catalogue.at(name.slice('.skills/'.length))
        : undefined;
      if (skill === undefined) continue;
      files.push([this.#path(name), surroundings(skill, callee => this.#catalogue.find(callee))]);
    }
    const configuration: Surroundings = { folders: [this.#path('.skills')], files };
    await this.#request('configurePlugin', { pluginName, configuration });
  }

  /** `syntactic | semantic | suggestion` problems as `2:7 2322 message`. */
  async problems(
    name: string,
    kinds: readonly string[] = ['syntactic', 'semantic'],
  ): Promise<readonly string[]> {
    const lists = await Promise.all(
      kinds.map(kind => this.#request(`${kind}DiagnosticsSync`, { file: this.#path(name) })),
    );
    const problems = lists.flat() as readonly {
      readonly start: { readonly line: number; readonly offset: number };
      readonly code: number;
      readonly text: string;
    }[];
    return problems.map(({ start, code, text }) => `${start.line}:${start.offset} ${code} ${text}`);
  }

  /** What a hover over the first occurrence says. */
  async hover(name: string, text: string): Promise<string | undefined> {
    const info = await this.#try('quickinfo', this.at(name, text));
    return (info as { readonly displayString: string } | undefined)?.displayString;
  }

  /** The completions right behind the first occurrence. */
  async complete(name: string, text: string): Promise<readonly string[]> {
    const place = this.place(name, this.#find(name, text) + text.length);
    const info = await this.#try('completionInfo', { ...place, includeExternalModuleExports: true });
    return (
      (info as { readonly entries: readonly { readonly name: string }[] } | undefined)?.entries ?? []
    ).map(entry => entry.name);
  }

  /** The body of a command's answer; `undefined` where there is none. */
  async #try(command: string, args: object): Promise<unknown> {
    return this.#request(command, args).catch(error => {
      if (/No content available/.test(String(error))) return undefined;
      throw error;
    });
  }

  async ask(command: string, args: object): Promise<unknown> {
    return this.#try(command, args);
  }

  at(name: string, text: string): Place {
    return this.place(name, this.#find(name, text));
  }

  place(name: string, offset: number): Place {
    const before = (this.#texts.get(name) ?? '').slice(0, offset).split('\n');
    return { file: this.#path(name), line: before.length, offset: (before.at(-1) ?? '').length + 1 };
  }

  #find(name: string, text: string): number {
    const at = (this.#texts.get(name) ?? '').indexOf(text);
    assert(at >= 0, `${name} has no ${text}`);
    return at;
  }

  #path(name: string): string {
    return path.join(this.folder, name);
  }

  #index(name: string, text: string): void {
    const file = name.startsWith('.skills/') ? name.slice('.skills/'.length) : '';
    if (isSkillPath(file)) this.#catalogue.update({ set: [{ path: file, text }] });
  }

  #send(command: string, args: object): number {
    const seq = ++this.#sequence;
    this.#process.stdin?.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return seq;
  }

  #request(command: string, args: object): Promise<unknown> {
    const seq = this.#send(command, args);
    return new Promise((resolve, reject) => {
      this.#waiting.set(seq, reply =>
        reply.success ? resolve(reply.body) : reject(new Error(`${command}: ${reply.message}`)),
      );
    });
  }

  #read(text: string): void {
    this.#input += text;
    const lines = this.#input.split(/\r?\n/);
    this.#input = lines.pop() ?? '';
    for (const line of lines) {
      if (!line.startsWith('{')) continue;
      const reply = JSON.parse(line) as Reply;
      if (reply.type === 'event' && reply.event !== undefined) this.events.push(reply.event);
      if (reply.request_seq === undefined) continue;
      this.#waiting.get(reply.request_seq)?.(reply);
      this.#waiting.delete(reply.request_seq);
    }
  }
}
