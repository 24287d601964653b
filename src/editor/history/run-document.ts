/** Runs as documents of pretty JSON, so that two of them can be compared in VS Code's own diff editor. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import type { SkillRun } from '../run/runs.ts';
import { durationText } from '../wording.ts';
import type { Histories } from './histories.ts';
import { loadPastRun } from './past-run.ts';
import { timeText } from './run-row.ts';

const scheme = 'skillsmith-run';

/** A document is read from the history by the id in its address, also when a tab comes back in another window. */
export function registerRunDocuments(histories: Histories): Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    async provideTextDocumentContent({ path }): Promise<string> {
      const id = path.split('/')[1] ?? '';
      for (const { root } of histories.all) {
        const run = await loadPastRun(histories, root, id);
        if (run) return runText(run);
      }
      return 'This run is not kept any more.\n';
    },
  });
}

/** Opens the difference of what went in and what came out, the older run left. */
export async function compareRuns(one: SkillRun, other: SkillRun): Promise<void> {
  const [left, right] = one.id < other.id ? [one, other] : [other, one];
  const title = `${titleOf(left)} ↔ ${titleOf(right)}`;
  await vscode.commands.executeCommand('vscode.diff', uriOf(left), uriOf(right), title);
}

function uriOf({ id, name }: SkillRun): vscode.Uri {
  return vscode.Uri.from({ scheme, path: `/${id}/${name}.json` });
}

/** Inputs and result, or the error; and nothing that differs between any two runs. */
function runText({ name, inputs, outcome, past }: SkillRun): string {
  const kept = {
    skill: name,
    inputs: past?.hasInputs === false ? '(too large to be kept)' : inputs,
    status: outcome?.status,
    ...(outcome?.status === 'completed' && {
      result: 'result' in outcome ? outcome.result : '(too large to be kept)',
    }),
    ...(outcome?.error && {
      error: { name: outcome.error.name, message: outcome.error.message, chain: outcome.error.chain },
    }),
  };
  return `${JSON.stringify(kept, undefined, 2)}\n`;
}

function titleOf({ name, outcome }: SkillRun): string {
  if (outcome === undefined) return name;
  return `${name} (${timeText(outcome.startedAt, Date.now())}, ${durationText(outcome.durationMs)})`;
}
