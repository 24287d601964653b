/** Answers what the metrics' page asks. The page is not trusted: every id it sends is looked up again. */

import * as vscode from 'vscode';
import type { MetricsFormat, MetricsRequests } from '../../message/metrics.ts';
import type { Handlers } from '../../message/rpc.ts';
import { rowOf } from '../history/run-row.ts';
import { commandIds, viewIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import { metricsText } from './metrics-export.ts';
import type { MetricsSession } from './metrics-session.ts';

export interface MetricsHandlerParts extends Pick<Parts, 'workspace' | 'runsView' | 'report'> {
  readonly session: MetricsSession;
  /** Sends the page the whole state. */
  readonly tell: () => void;
}

export function metricsHandlers(parts: MetricsHandlerParts): Handlers<MetricsRequests> {
  const { workspace, runsView, report, session } = parts;
  /** A failure is shown to people here; the page gets it as the answer as well. */
  const shown =
    <P, A>(task: string, action: (root: SkillRoot, params: P) => A | Promise<A>) =>
    async (params: P): Promise<A> => {
      try {
        if (session.root === undefined) throw new Refusal('There is no folder with skills open.');
        return await action(session.root, params);
      } catch (error) {
        report.show(task, error);
        throw error;
      }
    };
  return {
    ready: async () => {
      if (workspace.roots.length === 0) await workspace.whenLoaded();
      return session.state();
    },
    chooseRoot: ({ rootId }) => {
      session.choose(rootId);
      parts.tell();
      return undefined;
    },
    details: shown('read the metrics', (root, { id }) => session.details(root, id)),
    open: shown('open the skill', async (root, { id }) => {
      await vscode.window.showTextDocument(skillOf(root, id).uri, { preview: true });
      return undefined;
    }),
    run: shown('run the skill', async (root, { id }) => {
      await vscode.commands.executeCommand(commandIds.run, skillOf(root, id).uri);
      return undefined;
    }),
    openRun: shown('open the run', async (root, { runId }) => {
      const [summary] = await session.kept(root, [runId]);
      if (summary === undefined) throw new Refusal('This run is not kept any more.');
      await vscode.commands.executeCommand(commandIds.openRun, rowOf(root, summary));
      return undefined;
    }),
    showRuns: shown('show the runs', async (root, { id }) => {
      runsView.filter = { skill: root.catalogue.at(id)?.name ?? id };
      await vscode.commands.executeCommand(`${viewIds.runs}.focus`);
      return undefined;
    }),
    export: shown('export the metrics', async (root, { format, ids }) => {
      const rows = new Map(session.state().rows.map(row => [row.id, row]));
      const chosen = ids.flatMap(id => rows.get(id) ?? []);
      return { isSaved: await save(root, format, metricsText(chosen, format)) };
    }),
  };
}

function skillOf(root: SkillRoot, id: string): SkillAt {
  const at = root.at(id);
  if (at === undefined) throw new Refusal('This skill is not there any more.');
  return at;
}

/** Whether it was saved: not when the user chose no place. */
async function save(root: SkillRoot, format: MetricsFormat, text: string): Promise<boolean> {
  const uri = await vscode.window.showSaveDialog({
    title: 'Export Metrics',
    defaultUri: vscode.Uri.joinPath(root.workspaceFolder.uri, `skill-metrics.${format}`),
    filters: { [format.toUpperCase()]: [format] },
  });
  if (uri === undefined) return false;
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return true;
}
