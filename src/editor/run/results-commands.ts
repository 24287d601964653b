/** Forgetting the results of skills tagged `@cache`. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import type { Reporter } from '../report.ts';
import { redisUrl } from '../setting.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { countText } from '../wording.ts';
import type { WindowResults } from './results.ts';

interface ResultsCommandsParts {
  readonly results: WindowResults;
  readonly workspace: SkillWorkspace;
  readonly report: Reporter;
}

export function registerResultsCommands({ results, workspace, report }: ResultsCommandsParts): Disposable {
  const clear = async (): Promise<number> => {
    const cleared = await Promise.all(workspace.roots.map(root => results.clear(root)));
    const count = cleared.reduce((sum, one) => sum + one, 0);
    const done = `Cleared ${countText(count, 'cached result')}.`;
    if (redisUrl() === undefined) vscode.window.setStatusBarMessage(done, 4_000);
    else
      void vscode.window.showInformationMessage(
        `${done} Those in Redis are your team's and stay: "Run Skill without Cache" replaces what one run uses.`,
      );
    return count;
  };
  return registerCommands(report, [
    { id: commandIds.clearResults, task: 'clear the cached results', run: clear },
  ]);
}
