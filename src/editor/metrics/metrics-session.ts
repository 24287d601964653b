/** What the metrics' page shows: of which root, and what is known of its skills. */

import * as vscode from 'vscode';
import { isUnused } from '../../library/result-cache.ts';
import type { RunSummary } from '../../library/run-record.ts';
import type { MetricsDetails, MetricsState } from '../../message/metrics.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';
import { metricsDetails, metricsRows } from './metrics-rows.ts';

export class MetricsSession {
  readonly #parts: Pick<Parts, 'workspace' | 'histories' | 'libraries' | 'results'>;
  #chosen: SkillRoot | undefined;

  constructor(parts: Pick<Parts, 'workspace' | 'histories' | 'libraries' | 'results'>) {
    this.#parts = parts;
  }

  /** The chosen root as long as it is there, else the first; `undefined` when there is none. */
  get root(): SkillRoot | undefined {
    const { roots } = this.#parts.workspace;
    return roots.find(root => root === this.#chosen) ?? roots[0];
  }

  choose(rootId: string): void {
    this.#chosen = this.#parts.workspace.roots.find(root => idOf(root) === rootId);
  }

  state(): MetricsState {
    const { workspace, histories, libraries, results } = this.#parts;
    const { root } = this;
    const history = root && histories.of(root);
    const counted = root && results.statistics(root);
    return {
      roots: workspace.roots.map(one => ({ id: idOf(one), name: one.workspaceFolder.name })),
      rootId: root && idOf(root),
      rows: root === undefined ? [] : metricsRows(root.catalogue, history?.allMetrics ?? []),
      isLoaded: workspace.isLoaded,
      obstacle: obstacle(root !== undefined && history === undefined),
      cache: root && libraries.statistics(root),
      results: counted === undefined || isUnused(counted) ? undefined : counted,
    };
  }

  /** @param id - of a row */
  async details(root: SkillRoot, id: string): Promise<MetricsDetails> {
    const history = this.#parts.histories.of(root);
    const name = root.catalogue.at(id)?.name ?? id;
    if (history === undefined) return { executions: [], failures: [] };
    const metrics = history.metrics(name);
    const ids = (metrics?.failures ?? []).map(({ runId }) => runId);
    const kept = new Set((await this.kept(root, ids)).map(run => run.id));
    return metricsDetails(await history.history.executions(name), metrics, runId => kept.has(runId));
  }

  /** Those of the runs that are kept. */
  async kept(root: SkillRoot, ids: readonly string[]): Promise<readonly RunSummary[]> {
    const history = this.#parts.histories.of(root)?.history;
    const found = await Promise.all([...new Set(ids)].map(id => history?.run(id)));
    return found.flatMap(run => run ?? []);
  }
}

function obstacle(isMissing: boolean): string | undefined {
  if (isMissing) return 'Runs are not kept: this VS Code has no database. Update it to see metrics.';
  return vscode.workspace.isTrusted
    ? undefined
    : 'Restricted Mode: nothing runs here, and nothing is recorded.';
}

function idOf(root: SkillRoot): string {
  return root.folder.toString();
}
