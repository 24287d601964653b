#!/usr/bin/env node
/** The door to the command line: joins terminal, skills on disk and sandbox. */

import { readFile } from 'node:fs/promises';
import { createRunnerPool } from './node/pool.ts';
import { commandLine } from './terminal/command-line.ts';
import { exitWhenWritten, processTerminal } from './terminal/process-terminal.ts';

/** Beside the bundle lie the worker's bundle and the engine; from source, they are where they come from. */
const engine = import.meta.url.endsWith('.ts')
  ? {
      worker: './node/worker.ts',
      redis: './node/redis/link.ts',
      wasm: import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'),
    }
  : { worker: './worker.js', redis: './redis.js', wasm: './quickjs.wasm' };

async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}

async function problemPage(): Promise<string> {
  return readFile(new URL('../media/problems.md', import.meta.url), 'utf8');
}

const code = await commandLine({
  args: process.argv.slice(2),
  terminal: processTerminal(),
  version,
  problemPage,
  redis: {
    url: process.env.SKILLSMITH_REDIS_URL,
    load: () => import(new URL(engine.redis, import.meta.url).href),
  },
  createRunner: () =>
    createRunnerPool({
      workerUrl: new URL(engine.worker, import.meta.url),
      wasmUrl: new URL(engine.wasm, import.meta.url),
      size: () => 1,
    }),
});
await exitWhenWritten(code);
