/** The parts that contributions share, put together by hand; nothing is read, run or registered here. */

import { pathToFileURL } from 'node:url';
import * as vscode from 'vscode';
import type { DisposableStore } from '../base/disposal.ts';
import { createRunnerPool } from '../node/pool.ts';
import { CachingRunner } from '../run/caching-runner.ts';
import { Renames } from './file/renames.ts';
import { Reporter } from './report.ts';
import { WindowResults } from './run/results.ts';
import { RunMemory } from './run/run-memory.ts';
import { RunPanel } from './run/run-panel.ts';
import { SkillRuns } from './run/runs.ts';
import { workerCount } from './setting.ts';
import { SkillWorkspace } from './skill-workspace.ts';
import { Targets } from './target.ts';
import { SkillTree } from './tree/tree.ts';

export interface Parts {
  readonly extensionUri: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
  readonly report: Reporter;
  readonly pool: ReturnType<typeof createRunnerPool>;
  readonly workspace: SkillWorkspace;
  readonly runs: SkillRuns;
  readonly memory: RunMemory;
  readonly panel: RunPanel;
  readonly tree: SkillTree;
  readonly targets: Targets;
  readonly renames: Renames;
}

type Surroundings = Pick<vscode.ExtensionContext, 'extensionUri' | 'workspaceState'>;

/** What has to be disposed is added to the store. */
export function createParts({ extensionUri, workspaceState }: Surroundings, store: DisposableStore): Parts {
  const bundle = (name: string) => pathToFileURL(vscode.Uri.joinPath(extensionUri, 'dist', name).fsPath);
  const log = store.add(vscode.window.createOutputChannel('Skillsmith', { log: true }));
  const report = new Reporter(log);
  const pool = store.add(
    createRunnerPool({ workerUrl: bundle('worker.js'), wasmUrl: bundle('quickjs.wasm'), size: workerCount }),
  );
  const workspace = store.add(new SkillWorkspace(report));
  const loadRedis = () => import(bundle('redis.js').href);
  const results = store.add(new WindowResults(loadRedis, sentence => log.warn(sentence)));
  const runs = store.add(new SkillRuns(new CachingRunner(pool, results)));
  const memory = new RunMemory(workspaceState);
  const panel = store.add(new RunPanel({ extensionUri, workspace, runs, memory, report }));
  const tree = store.add(new SkillTree(workspace, runs));
  const targets = new Targets(workspace, tree);
  const renames = new Renames(workspace);
  return { extensionUri, log, report, pool, workspace, runs, memory, panel, tree, targets, renames };
}
