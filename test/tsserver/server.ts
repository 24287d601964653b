/** A real TypeScript server with the plugin, in its own process, for the tests of this folder. */

import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { build } from 'esbuild';
import { stripTypes } from '../../src/node/typescript.ts';
import { SkillCatalogue } from '../../src/skill/catalogue.ts';
import { surroundings } from '../../src/skill/declaration.ts';
import { isSkillPath } from '../../src/skill/name.ts';
import type { Surroundings } from '../../src/skill/surroundings.ts';

const pluginName = 'skillsmith-typescript-plugin';

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

/** One server for many workspaces; those that are closed cost nothing any more. */
export class Server {
  readonly #process: ChildProcess;
  readonly #waiting = new Map<number, (reply: Reply) => void>();
  readonly #workspaces = new Set<Workspace>();
  readonly #folder: string;
  /** The names of all that it has told unasked. */
  readonly events: string[] = [];
  #sequence = 0;
  #input = '';

  private constructor(folder: string, tsserver: string) {
    this.#folder = folder;
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

  static async start(tsserver: string): Promise<Server> {
    const folder = await mkdtemp(path.join(tmpdir(), 'skillsmith-tsserver-'));
    await buildPlugin(folder);
    const server = new Server(folder, tsserver);
    // As VS Code does for JavaScript that belongs to no project.
    await server.request('compilerOptionsForInferredProjects', {
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
    return server;
  }

  /** Files by their paths; skills are those below `.skills`. All of JavaScript and TypeScript are opened. */
  async workspace(files: Readonly<Record<string, string>>): Promise<Workspace> {
    const workspace = new Workspace(this, await mkdtemp(path.join(this.#folder, 'workspace-')));
    this.#workspaces.add(workspace);
    await workspace.add(files);
    await this.configure();
    return workspace;
  }

  async close(workspace: Workspace): Promise<void> {
    workspace.close();
    this.#workspaces.delete(workspace);
    await this.configure();
  }

  async stop(): Promise<void> {
    this.#process.kill();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** Tells of the skills, as the editor does. */
  async configure(): Promise<void> {
    const all = [...this.#workspaces];
    const configuration: Surroundings = {
      folders: all.map(({ skillsFolder }) => skillsFolder),
      files: all.flatMap(workspace => workspace.surroundings()),
    };
    await this.request('configurePlugin', { pluginName, configuration });
  }

  send(command: string, args: object): number {
    const seq = ++this.#sequence;
    this.#process.stdin?.write(`${JSON.stringify({ seq, type: 'request', command, arguments: args })}\n`);
    return seq;
  }

  request(command: string, args: object): Promise<unknown> {
    const seq = this.send(command, args);
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

export class Workspace {
  readonly #server: Server;
  readonly #folder: string;
  readonly #texts = new Map<string, string>();
  readonly #catalogue = new SkillCatalogue({ stripTypes });

  constructor(server: Server, folder: string) {
    this.#server = server;
    this.#folder = folder;
  }

  get skillsFolder(): string {
    return this.#path('.skills');
  }

  /** Of the skills that are open. */
  surroundings(): [path: string, text: string][] {
    return [...this.#texts.keys()].flatMap(name => {
      const skill = this.#catalogue.at(name.replace(/^\.skills\//, ''));
      if (skill === undefined) return [];
      return [[this.#path(name), surroundings(skill, callee => this.#catalogue.find(callee))]];
    });
  }

  async add(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(this.#path(name)), { recursive: true });
      await writeFile(this.#path(name), text);
    }
    for (const [name, text] of Object.entries(files)) {
      if (!/\.[mc]?[jt]s$/.test(name)) continue;
      this.#texts.set(name, text);
      this.#index(name, text);
      this.#server.send('open', {
        file: this.#path(name),
        fileContent: text,
        projectRootPath: this.#folder,
      });
    }
  }

  close(): void {
    for (const name of this.#texts.keys()) this.#server.send('close', { file: this.#path(name) });
  }

  /** As the editor does when the author has typed: first the text, then what others may know of it. */
  async edit(name: string, before: string, after: string): Promise<void> {
    const text = this.#texts.get(name) ?? '';
    const at = this.#find(name, before);
    const end = this.place(name, at + before.length);
    this.#server.send('change', {
      ...this.place(name, at),
      endLine: end.line,
      endOffset: end.offset,
      insertString: after,
    });
    const changed = text.slice(0, at) + after + text.slice(at + before.length);
    this.#texts.set(name, changed);
    this.#index(name, changed);
    await this.#server.configure();
  }

  /** `2:7 2322 message` for each `syntactic`, `semantic` or `suggestion` problem. */
  async problems(
    name: string,
    kinds: readonly string[] = ['syntactic', 'semantic'],
  ): Promise<readonly string[]> {
    const asked = kinds.map(kind =>
      this.#server.request(`${kind}DiagnosticsSync`, { file: this.#path(name) }),
    );
    const problems = (await Promise.all(asked)).flat() as readonly {
      readonly start: { readonly line: number; readonly offset: number };
      readonly code: number;
      readonly text: string;
    }[];
    return problems.map(({ start, code, text }) => `${start.line}:${start.offset} ${code} ${text}`);
  }

  /** What a hover over the first occurrence says. */
  async hover(name: string, text: string): Promise<string | undefined> {
    const info = await this.ask('quickinfo', this.at(name, text));
    return (info as { readonly displayString: string } | undefined)?.displayString;
  }

  /** The completions right behind the first occurrence. */
  async complete(name: string, text: string): Promise<readonly string[]> {
    const place = this.place(name, this.#find(name, text) + text.length);
    const info = await this.ask('completionInfo', { ...place, includeExternalModuleExports: true });
    const { entries } = (info ?? { entries: [] }) as {
      readonly entries: readonly { readonly name: string }[];
    };
    return entries.map(entry => entry.name);
  }

  /** The body of a command's answer; `undefined` where there is none. */
  async ask(command: string, args: object): Promise<unknown> {
    return this.#server.request(command, args).catch(error => {
      if (/No content available/.test(String(error))) return undefined;
      throw error;
    });
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
    return path.join(this.#folder, name);
  }

  #index(name: string, text: string): void {
    const file = name.startsWith('.skills/') ? name.slice('.skills/'.length) : '';
    if (isSkillPath(file)) this.#catalogue.update({ set: [{ path: file, text }] });
  }
}
