/** The commands that run skills, show runs and cancel them. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Outcome } from '../../run/outcome.ts';
import { registerCommands } from '../command.ts';
import { activeFile } from '../file/active-file.ts';
import { isLiveRow } from '../history/run-row.ts';
import { commandIds, contextKeys } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillAt } from '../skill-root.ts';
import { asNamedRun, type NamedRun, uriOf } from '../target.ts';
import { pickRun } from './run-list.ts';
import { blockersOf } from './run-panel-state.ts';
import type { SkillRun, SkillRuns } from './runs.ts';

type RunCommandParts = Pick<Parts, 'workspace' | 'runs' | 'memory' | 'panel' | 'targets' | 'report'>;

export function registerRunCommands(parts: RunCommandParts): Disposable {
  const { runs, panel, targets, report } = parts;
  const store = new DisposableStore();
  const tellRunning = () =>
    void vscode.commands.executeCommand('setContext', contextKeys.isRunning, runs.live.length > 0);
  store.add(runs.onDidStart(tellRunning));
  store.add(runs.onDidEnd(tellRunning));
  store.add(
    registerCommands(report, [
      { id: commandIds.run, task: 'run the skill', run: argument => run(parts, argument) },
      {
        id: commandIds.runWithInputs,
        task: 'run the skill',
        run: async argument => {
          const at = await targets.skill(argument);
          if (at && (await isTrusted())) await panel.showForm(at);
        },
      },
      {
        id: commandIds.runWithoutCache,
        task: 'run the skill',
        run: argument => runWithoutCache(parts, argument),
      },
      {
        id: commandIds.cancelRun,
        task: 'cancel the run',
        run: async argument => {
          for (const one of await runsToCancel(runs, argument)) one.cancel();
        },
      },
      {
        id: commandIds.showRunPanel,
        task: 'show the run panel',
        run: async argument => {
          const uri = uriOf(argument);
          const at = uri && parts.workspace.at(uri);
          await (at ? panel.showSkill(at) : panel.focus());
        },
      },
      {
        id: commandIds.showRuns,
        task: 'show the runs',
        run: async () => {
          const [only, second] = runs.live;
          const picked = only && second === undefined ? only : await pickRun(runs);
          if (picked) await panel.showRun(picked);
        },
      },
    ]),
  );
  return store;
}

/**
 * Runs what the argument means. `{ name, inputs }` runs that and shows nothing; otherwise a skill that needs inputs
 * gets the form, and of one that cannot run the errors are shown. The value is the outcome; `undefined` when nothing
 * ran.
 */
async function run(parts: RunCommandParts, argument: unknown): Promise<Outcome | undefined> {
  const named = asNamedRun(argument);
  if (named) return runNamed(parts, named);
  const at = await parts.targets.skill(argument);
  if (at === undefined || !(await isTrusted())) return undefined;
  if (blockersOf(at).length > 0) {
    await parts.panel.showBlockers(at);
    return undefined;
  }
  if (needsInputs(at)) {
    await parts.panel.showForm(at);
    return undefined;
  }
  const started = parts.runs.start({ ...at, name: at.skill.name }, {});
  await parts.panel.showRun(started);
  return started.finished;
}

/** Every skill runs, with the inputs of the last time; where there were none and some are needed, they are asked for. */
async function runWithoutCache(parts: RunCommandParts, argument: unknown): Promise<Outcome | undefined> {
  const at = await parts.targets.skill(argument);
  if (at === undefined || !(await isTrusted())) return undefined;
  const inputs = parts.memory.inputs(at.uri) ?? (needsInputs(at) ? undefined : {});
  if (blockersOf(at).length > 0) await parts.panel.showBlockers(at);
  else if (inputs === undefined) await parts.panel.showForm(at);
  else {
    const started = parts.runs.start({ ...at, name: at.skill.name }, inputs, { useCache: false });
    await parts.panel.showRun(started);
    return started.finished;
  }
  return undefined;
}

async function runNamed({ workspace, runs }: RunCommandParts, { name, inputs }: NamedRun): Promise<Outcome> {
  await workspace.whenLoaded();
  workspace.flush();
  const at = workspace.find(name);
  const root = at?.root ?? workspace.roots[0];
  if (root === undefined) throw new Refusal('There is no folder with skills open.');
  const uri = at?.uri ?? root.uriOf(name);
  return runs.start({ root, uri, name: at?.skill.name ?? name }, inputs).finished;
}

/** Whether a run with no inputs at all cannot fit the signature. */
function needsInputs({ skill }: SkillAt): boolean {
  const required: unknown = skill.inputs.required;
  return Array.isArray(required) && required.length > 0;
}

/** True when skills may run; otherwise says why not, with the way to change it. */
export async function isTrusted(): Promise<boolean> {
  if (vscode.workspace.isTrusted) return true;
  const manage = 'Manage Trust';
  const answer = await vscode.window.showWarningMessage(
    'Skills do not run in Restricted Mode. They can be read and checked. Trust this workspace to run them.',
    manage,
  );
  if (answer === manage) await vscode.commands.executeCommand('workbench.trust.manage');
  return false;
}

/** Those of the named skill, the only one, or what the user picks. */
async function runsToCancel(runs: SkillRuns, argument: unknown): Promise<readonly SkillRun[]> {
  if (isLiveRow(argument)) return [argument.run];
  const uri = uriOf(argument);
  if (uri) return runs.liveOf(uri);
  const active = activeFile();
  const ofActive = active ? runs.liveOf(active) : [];
  if (ofActive.length > 0) return ofActive;
  if (runs.live.length <= 1) return runs.live;
  const picked = await pickRun(runs);
  return picked ? [picked] : [];
}
