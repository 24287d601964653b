/** The parts that contributions share, put together by hand; nothing is read, run or registered here. */

import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposal.ts';
import { Debuggees } from '../node/debug/debuggees.ts';
import { MonitoredRunner } from '../node/monitoring/monitor.ts';
import { createRunnerPool } from '../node/pool.ts';
import type { Runner } from '../run/port.ts';
import { RunIds } from '../run/run-id.ts';
import { PoolSize } from './batch/pool-size.ts';
import { Renames } from './file/renames.ts';
import { Authors } from './history/authors.ts';
import { Histories } from './history/histories.ts';
import { RunsView } from './history/runs-view.ts';
import { Libraries } from './library/libraries.ts';
import { Reporter } from './report.ts';
import { Presets } from './run/presets.ts';
import { WindowResults } from './run/results.ts';
import { RunMemory } from './run/run-memory.ts';
import { RunPanel } from './run/run-panel.ts';
import { SkillRuns } from './run/runs.ts';
import { monitoringEndpoint, workerCount } from './setting.ts';
import { SkillStores } from './skill-stores.ts';
import { SkillWorkspace } from './skill-workspace.ts';
import { Targets } from './target.ts';
import { SkillTree } from './tree/tree.ts';

export interface Parts {
  readonly extensionUri: vscode.Uri;
  /** For what is kept from one window of this workspace to the next; `undefined` without a workspace. */
  readonly storage: vscode.Uri | undefined;
  readonly log: vscode.LogOutputChannel;
  readonly report: Reporter;
  readonly pool: ReturnType<typeof createRunnerPool>;
  /** The pool, told of to the collector that the user names. */
  readonly runner: Runner;
  /** Runs under a debugger. */
  readonly debuggees: Debuggees;
  /** How many threads the pool may have. */
  readonly poolSize: PoolSize;
  readonly workspace: SkillWorkspace;
  readonly libraries: Libraries;
  /** What ran, in each root. */
  readonly histories: Histories;
  readonly stores: SkillStores;
  readonly authors: Authors;
  readonly results: WindowResults;
  readonly runs: SkillRuns;
  readonly memory: RunMemory;
  readonly presets: Presets;
  readonly panel: RunPanel;
  readonly tree: SkillTree;
  readonly runsView: RunsView;
  readonly targets: Targets;
  readonly renames: Renames;
}

type Surroundings = Pick<
  vscode.ExtensionContext,
  'extension' | 'extensionUri' | 'storageUri' | 'workspaceState'
>;

/** What has to be disposed is added to the store. */
export function createParts(
  { extension, extensionUri, storageUri, workspaceState }: Surroundings,
  store: DisposableStore,
): Parts {
  const bundle = (name: string) => pathToFileURL(vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath);
  const log = store.add(vscode.window.createOutputChannel('Skillsmith', { log: true }));
  const report = new Reporter(log);
  const poolSize = new PoolSize(workerCount);
  const pool = store.add(
    createRunnerPool({
      workerUrl: bundle('worker.js'),
      wasmUrl: bundle('quickjs.wasm'),
      size: poolSize.current,
    }),
  );
  const debuggees = store.add(
    new Debuggees({ workerUrl: bundle('debug-worker.js'), wasmUrl: bundle('quickjs.wasm') }),
  );
  const runner = store.add(
    new MonitoredRunner(pool, {
      endpoint: monitoringEndpoint,
      version: String(extension.packageJSON.version),
      patienceMs: 10_000,
      onNotice: sentence => log.warn(sentence),
      load: () => import(bundle('otlp.js').href),
    }),
  );
  const workspace = store.add(new SkillWorkspace(report));
  const stores = store.add(new SkillStores(workspace, report, bundle('store-worker.js')));
  const ids = new RunIds({ now: Date.now, random: Math.random });
  const histories = store.add(new Histories({ workspace, stores, ids, report }));
  const libraries = store.add(new Libraries(workspace, histories));
  const loadRedis = () => import(bundle('redis.js').href);
  const results = store.add(new WindowResults(stores, loadRedis, sentence => log.warn(sentence)));
  const runs = store.add(new SkillRuns(runner, { histories, results, ids }));
  const memory = new RunMemory(workspaceState);
  const presets = new Presets(workspaceState, stores);
  const panel = store.add(
    new RunPanel({ extensionUri, workspace, runs, memory, presets, report, histories }),
  );
  const tree = store.add(new SkillTree({ workspace, runs, libraries, histories }));
  const runsView = store.add(new RunsView({ histories, runs, report }));
  const targets = new Targets(workspace, tree);
  const renames = new Renames(workspace);
  const authors = new Authors();
  return {
    ...{
      extensionUri,
      storage: storageUri,
      log,
      report,
      pool,
      runner,
      debuggees,
      poolSize,
      workspace,
      stores,
      histories,
      libraries,
      results,
      runs,
      memory,
      presets,
    },
    ...{ panel, tree, runsView, targets, renames, authors },
  };
}
