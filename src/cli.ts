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
      redis: './node/redis/link.ts',
      otlp: './node/monitoring/otlp.ts',
      wasm: import.meta.resolve('@jitl/quickjs-wasmfile-release-sync/wasm'),
    }
  : { worker: './worker.js', redis: './redis.js', otlp: './otlp.js', wasm: './quickjs.wasm' };

const fileOf = (path: string) => readFile(new URL(`../${path}`, import.meta.url), 'utf8');
const version = async () =>
  String((JSON.parse(await fileOf('package.json')) as { version: unknown }).version);

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
    problemPage: () => fileOf('media/problems.md'),
    redis: {
      url: process.env.SKILLSMITH_REDIS_URL,
      load: () => import(new URL(engine.redis, import.meta.url).href),
    },
    createRunner: runners.create,
  }));
await runners.close();
await exitWhenWritten(code);
