#!/usr/bin/env node
/** The door to the command line: joins terminal, skills on disk and sandbox. */

import { readFile } from 'node:fs/promises';
import { createRunnerPool } from './node/pool.ts';
import { commandLine } from './terminal/command-line.ts';
import { monitoredRunners } from './terminal/monitoring.ts';
import { currentNode, runInNewerNode } from './terminal/newer-node.ts';
import { exitWhenWritten, processTerminal } from './terminal/process-terminal.ts';

/** Beside the bundle lie the worker's bundle and the engine; from source, they are where they come from. */
const engine = import.meta.url.endsWith('.ts')
  ? {
      worker: './node/worker.ts',
      wasm: import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'),
      otlp: './node/monitoring/otlp.ts',
    }
  : { worker: './worker.js', wasm: './quickjs.wasm', otlp: './otlp.js' };

async function version(): Promise<string> {
  const manifest = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as {
    readonly version: string;
  };
  return manifest.version;
}

async function problemPage(): Promise<string> {
  return readFile(new URL('../media/problems.md', import.meta.url), 'utf8');
}

const runners = monitoredRunners(
  threads =>
    createRunnerPool({
      workerUrl: new URL(engine.worker, import.meta.url),
      wasmUrl: new URL(engine.wasm, import.meta.url),
      size: () => threads,
    }),
  {
    endpoint: () => process.env.OTEL_EXPORTER_OTLP_ENDPOINT,
    version: await version(),
    load: () => import(new URL(engine.otlp, import.meta.url).href),
    onNotice: sentence => void process.stderr.write(`skillsmith: ${sentence}\n`),
  },
);
const args = process.argv.slice(2);
const code =
  (await runInNewerNode(currentNode(new URL(import.meta.url), args))) ??
  (await commandLine({
    args,
    terminal: processTerminal(),
    version,
    problemPage,
    createRunner: runners.create,
  }));
await runners.close();
await exitWhenWritten(code);
