/** The rules of the house: who may import whom, and that code and manifest name the same things. */

import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import {
  commandIds,
  contextKeys,
  diagnosticSetting,
  panelIds,
  settingIds,
  viewIds,
} from '../src/editor/id.ts';
import { type ProblemCode, problemKinds } from '../src/skill/problem.ts';
import { findCycle, readSource, readSources, type Source } from './house-sources.ts';

/** A package ends in `/*` where every path or name below it is meant. */
interface Room {
  readonly rooms: readonly string[];
  readonly packages: readonly string[];
  /** Rooms of which it may know the types only. */
  readonly types?: readonly string[];
}

const engine = ['base', 'skill', 'sandbox', 'run', 'library', 'workflow', 'debug', 'mcp'];

/** What each room may import besides itself; the README draws them. */
const rooms: Readonly<Record<string, Room>> = {
  base: { rooms: [], packages: [] },
  skill: {
    rooms: ['base'],
    packages: [
      '@sveltejs/acorn-typescript',
      'acorn',
      'acorn-loose',
      'fastest-levenshtein',
      'jsdoc-type-pratt-parser',
      'lru-cache',
      'magic-string',
      'zod',
    ],
  },
  sandbox: { rooms: ['base'], packages: ['quickjs-emscripten-core', '@jitl/*', 'acorn', 'magic-string'] },
  run: { rooms: ['skill', 'sandbox', 'base'], packages: ['zod'] },
  library: { rooms: ['skill', 'base'], packages: ['lru-cache', 'minisearch'] },
  workflow: { rooms: ['run', 'library', 'skill', 'sandbox', 'base'], packages: [] },
  debug: { rooms: ['run', 'skill', 'sandbox', 'base'], packages: ['@vscode/debugprotocol'] },
  mcp: {
    rooms: ['workflow', 'run', 'library', 'skill', 'sandbox', 'base'],
    packages: ['@modelcontextprotocol/*'],
  },
  message: { rooms: ['base'], types: engine, packages: ['zod'] },
  picture: { rooms: ['base'], types: engine, packages: ['elkjs/*'] },
  node: {
    rooms: [...engine, 'message', 'picture'],
    packages: ['node:*', '@jitl/*', '@opentelemetry/*', '@redis/client', 'quickjs-emscripten-core'],
  },
  editor: { rooms: [...engine, 'message', 'picture', 'node'], packages: ['node:*', 'vscode'] },
  terminal: { rooms: [...engine, 'picture', 'node'], packages: ['node:*'] },
  tsserver: { rooms: ['skill', 'base'], packages: ['typescript-server'] },
  page: {
    rooms: ['message', 'picture', 'base'],
    types: engine,
    packages: ['lit', 'lit/*', '@vscode-elements/*', '@vscode/codicons/*'],
  },
};

/** The doors: one bundle each, which wire rooms together and do nothing else. */
const doors: Readonly<Record<string, Room>> = {
  'extension.ts': { rooms: [...engine, 'message', 'node', 'editor'], packages: ['vscode', 'node:*'] },
  'typescript-plugin.ts': { rooms: ['skill', 'base', 'tsserver'], packages: ['typescript-server'] },
  'cli.ts': { rooms: [...engine, 'picture', 'node', 'terminal'], packages: ['node:*'] },
  'mcp-server.ts': { rooms: [...engine, 'node'], packages: ['node:*'] },
};

const sources = readSources('src');
const roomOf = (path: string) => path.split('/')[1] as string;
const none: readonly string[] = [];

function allows(pattern: string, name: string): boolean {
  return pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

/** What is wrong with one import of one file; `undefined` when nothing is. */
function trespass(source: Source, wanted: Source['imports'][number]): string | undefined {
  const place = roomOf(source.path);
  const room = rooms[place] ?? doors[place];
  const target = wanted.path === undefined ? wanted.specifier : roomOf(wanted.path);
  const asText = `${source.path} imports ${wanted.isType ? 'types of ' : ''}${wanted.specifier}`;
  if (room === undefined) return `${source.path}: src/${place} is no room of the house`;
  if (wanted.path === undefined) return room.packages.some(name => allows(name, target)) ? undefined : asText;
  if (target === place || room.rooms.includes(target)) return undefined;
  return wanted.isType && room.types?.includes(target) ? undefined : asText;
}

describe('the house', () => {
  it('is where the test looks for it', () => {
    assert.ok(sources.length > 80, `${sources.length} files`);
    assert.ok(sources.flatMap(source => source.imports).length > 200);
  });

  it('is read in every way in which a file can import', () => {
    const text = `/** Text. */
import type { A, B as C } from '../b/c.ts';
import { type D, e } from './e.ts';
import { type F } from './f.ts';
import type G from './g.ts';
import type * as H from 'h';
import * as I from 'i';
import './j.css';
export type { K } from './k.ts';
export { type L, l } from './l.ts';
export * from './m.ts';
const n: import('node:fs').Stats = await import('./o.ts');`;
    const found = readSource('src/a/a.ts', text).imports;
    assert.deepEqual(
      found.map(({ specifier, path, isType }) => `${path ?? specifier}${isType ? ' (types)' : ''}`),
      [
        'src/b/c.ts (types)',
        'src/a/e.ts',
        'src/a/f.ts (types)',
        'src/a/g.ts (types)',
        'h (types)',
        'i',
        'src/a/j.css',
        'src/a/k.ts (types)',
        'src/a/l.ts',
        'src/a/m.ts',
        'src/a/o.ts',
        'node:fs (types)',
      ],
    );
  });

  it('refuses an import that goes up', () => {
    const wrongs = (path: string, text: string) => {
      const source = readSource(path, text);
      return source.imports.flatMap(wanted => trespass(source, wanted) ?? []);
    };
    assert.deepEqual(wrongs('src/base/a.ts', "import { b } from '../skill/b.ts';"), [
      'src/base/a.ts imports ../skill/b.ts',
    ]);
    assert.equal(wrongs('src/run/a.ts', "import * as vscode from 'vscode';").length, 1);
    assert.equal(wrongs('src/message/a.ts', "import { b } from '../run/b.ts';").length, 1);
    assert.equal(wrongs('src/message/a.ts', "import type { b } from '../run/b.ts';").length, 0);
    assert.equal(wrongs('src/attic/a.ts', "import './b.ts';").length, 1);
    assert.equal(wrongs('src/extra.ts', "import './base/b.ts';").length, 1);
  });

  it('has imports that go down only', () => {
    const wrong = sources.flatMap(source => source.imports.map(wanted => trespass(source, wanted)));
    assert.deepEqual(
      wrong.filter(text => text !== undefined),
      none,
    );
  });

  it('has imports that lead to a file', () => {
    const paths = new Set(sources.map(source => source.path));
    const lost = sources.flatMap(({ path, imports }) =>
      imports
        .filter(({ path: to }) => to?.endsWith('.ts') && !paths.has(to))
        .map(({ specifier }) => `${path}: ${specifier}`),
    );
    assert.deepEqual(lost, none);
  });

  it('has no circular imports, not even of types', () => {
    assert.deepEqual(findCycle(sources), none);
  });

  it('has doors of at most 60 lines', () => {
    const found = sources.filter(({ path }) => path.split('/').length === 2);
    assert.ok(found.length >= 2);
    for (const { path, text } of found) {
      assert.ok(basename(path) in doors, `${path} is no door`);
      assert.ok(text.trimEnd().split('\n').length <= 60, path);
    }
  });

  it('imports vscode in the editor and its door only', () => {
    const importers = sources.filter(source =>
      source.imports.some(({ specifier }) => specifier === 'vscode'),
    );
    assert.deepEqual(
      importers.map(({ path }) => path).filter(path => !/^src\/(editor\/|extension\.ts$)/.test(path)),
      none,
    );
  });

  it('prints from the terminal only', () => {
    const printers = sources.filter(
      ({ path, printsToConsole }) => printsToConsole && roomOf(path) !== 'terminal',
    );
    assert.deepEqual(
      printers.map(({ path }) => path),
      none,
    );
  });

  it('opens each file with a sentence that says what it is for', () => {
    const silent = sources.filter(
      ({ text }) => !/^(#!.*\n)?\/(\*\*?\s[\s\S]*?[.:]\s*(\*\/|\n)|\/ .*[.:]\n)/.test(text),
    );
    assert.deepEqual(
      silent.map(({ path }) => path),
      none,
    );
  });

  it('has no drawer for odds and ends', () => {
    const drawers = sources.filter(({ path }) => /\/(utils?|helpers?|common|types?|core)\//.test(path));
    assert.deepEqual(
      drawers.map(({ path }) => path),
      none,
    );
  });
});

// The manifest

const manifest = readJson('package.json');
const words = readJson('package.nls.json');
const contributes = manifest.contributes as Contributions;

interface Contributions {
  readonly commands: readonly { readonly command: string }[];
  readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly viewsContainers: Readonly<Record<string, readonly { readonly id: string }[]>>;
  readonly configuration: Settings | readonly Settings[];
  readonly menus: Readonly<
    Record<string, readonly { readonly command?: string; readonly submenu?: string }[]>
  >;
  readonly keybindings: readonly { readonly command: string }[];
}
interface Settings {
  readonly properties: Readonly<
    Record<
      string,
      {
        readonly description?: string;
        readonly markdownDescription?: string;
        readonly type?: string;
        readonly default?: unknown;
        readonly scope?: string;
        readonly enum?: readonly string[];
      }
    >
  >;
}

function readJson(path: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
}

/** Every string in a JSON value, keys left out. */
function textsOf(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [];
}

/** The texts under a key, wherever in a JSON value it stands. */
function valuesOf(value: unknown, key: string): readonly string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, item]) =>
    name === key ? textsOf(item) : valuesOf(item, key),
  );
}

/** Ids that VS Code takes without a declaration: those of status bar items. */
const undeclared: readonly string[] = ['skillsmith.running', 'skillsmith.changedOnDisk'];

const sorted = (names: Iterable<string>) => [...new Set(names)].sort();
const commands = sorted(contributes.commands.map(({ command }) => command));
const views = sorted(Object.values(contributes.views).flatMap(list => list.map(({ id }) => id)));
const settings = [contributes.configuration].flat().flatMap(({ properties }) => Object.entries(properties));
const editorText = sources.filter(
  ({ path }) => /^src\/(editor\/|extension)/.test(path) && !path.endsWith('/id.ts'),
);

describe('the manifest', () => {
  it('declares the commands that the editor has, and no others', () => {
    assert.deepEqual(commands, sorted(Object.values(commandIds)));
  });

  it('declares the views that the editor has, and no others', () => {
    assert.deepEqual(views, sorted(Object.values(viewIds)));
  });

  it('declares the settings that the editor reads, and no others, each described', () => {
    const severities = (Object.keys(problemKinds) as ProblemCode[]).map(diagnosticSetting);
    assert.deepEqual(
      sorted(settings.map(([id]) => id)),
      sorted([...Object.values(settingIds), ...severities]),
    );
    const mute = settings.filter(
      ([, setting]) => (setting.description ?? setting.markdownDescription) === undefined,
    );
    assert.deepEqual(mute, none);
  });

  it('declares for each problem a severity to choose, described with the default', () => {
    for (const [code, { severity, explanation }] of Object.entries(problemKinds)) {
      const id = diagnosticSetting(code as ProblemCode);
      const setting = settings.find(([name]) => name === id)?.[1];
      assert.deepEqual(
        [setting?.type, setting?.default, setting?.scope, setting?.enum],
        ['string', 'default', 'resource', ['default', 'error', 'warning', 'information', 'hint', 'off']],
      );
      const key = `setting.diagnostics.${code.slice('skill/'.length)}`;
      assert.equal(words[key], `${explanation} By default: ${severity}.`);
    }
  });

  it('wakes up for its tabs when a window is loaded again', () => {
    const events = manifest.activationEvents as readonly string[];
    assert.deepEqual(
      Object.values(panelIds).filter(id => !events.includes(`onWebviewPanel:${id}`)),
      none,
    );
  });

  it('has an implementation for each id: the editor uses it', () => {
    const names = { commandIds, viewIds, panelIds, settingIds, contextKeys };
    const unused = Object.entries(names).flatMap(([table, ids]) =>
      Object.keys(ids)
        .filter(key => !editorText.some(({ text }) => new RegExp(`\\b${table}\\.${key}\\b`).test(text)))
        .map(key => `${table}.${key}`),
    );
    assert.deepEqual(unused, none);
  });

  it('is named in code by its table of ids alone', () => {
    const strays = editorText.flatMap(({ path, strings }) =>
      strings
        .filter(text => /^skillsmith\.\w/.test(text) && !undeclared.includes(text))
        .map(text => `${path}: ${text}`),
    );
    assert.deepEqual(strays, none);
  });

  it('offers in menus, keys and texts only commands that it declares', () => {
    const menus = Object.values(contributes.menus)
      .flat()
      .flatMap(({ command }) => command ?? []);
    const keys = contributes.keybindings.map(({ command }) => command);
    const links = [...textsOf(words), ...textsOf(contributes)].flatMap(text =>
      [...text.matchAll(/\b(?:command|onCommand):(skillsmith\.[\w.]+)/g)].map(found => found[1] as string),
    );
    assert.ok(menus.length > 0 && links.length > 0);
    assert.deepEqual(
      [...menus, ...keys, ...links].filter(id => id.startsWith('skillsmith.') && !commands.includes(id)),
      none,
    );
  });

  it('asks in its conditions only for context keys, settings and views that exist', () => {
    const known: readonly string[] = [
      ...Object.values(contextKeys),
      ...Object.values(settingIds),
      ...Object.values(panelIds),
      ...views,
      ...commands,
    ];
    const conditions = ['when', 'enablement', 'completionEvents'].flatMap(key => valuesOf(contributes, key));
    assert.ok(conditions.length > 10);
    const asked = conditions.flatMap(text => text.match(/skillsmith\.[\w.]+/g) ?? []);
    assert.deepEqual(sorted(asked.filter(id => !known.includes(id))), none);
  });

  it('finds each of its texts in package.nls.json, which has no others', () => {
    const asked = textsOf(manifest).flatMap(text =>
      [...text.matchAll(/^%([\w.-]+)%$/g)].map(found => found[1] as string),
    );
    assert.deepEqual(sorted(asked), sorted(Object.keys(words)));
    assert.deepEqual(
      Object.entries(words).filter(([, text]) => typeof text !== 'string' || text === ''),
      none,
    );
  });

  it('names only files that there are and that are packed', () => {
    const packed = manifest.files as readonly string[];
    const named = textsOf([manifest.icon, contributes]).filter(text =>
      /^[\w./-]+\.(svg|png|md|json)$/.test(text),
    );
    assert.ok(named.length > 5);
    const paths = named.map(text => text.replace(/^\.\//, ''));
    assert.deepEqual(
      paths.filter(path => !existsSync(path)),
      none,
    );
    assert.deepEqual(
      paths.filter(path => !packed.some(entry => path === entry || path.startsWith(`${entry}/`))),
      none,
    );
  });

  it('puts its views into containers that it declares', () => {
    const containers = Object.values(contributes.viewsContainers).flatMap(list => list.map(({ id }) => id));
    assert.deepEqual(
      Object.keys(contributes.views).filter(id => !containers.includes(id)),
      none,
    );
  });
});
