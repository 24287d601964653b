/** Answers what the run panel's page asks. The page is not trusted: every name and place it sends is looked up again. */

import * as vscode from 'vscode';
import type { Handlers } from '../../message/rpc.ts';
import type { PanelRequests, PanelState } from '../../message/run-panel.ts';
import { validateInputs } from '../../skill/validate.ts';
import type { Histories } from '../history/histories.ts';
import { saveRecording, tellSaved } from '../history/save-recording.ts';
import { commandIds, settingIds } from '../id.ts';
import { rangeOf } from '../language/range.ts';
import { Refusal, type Reporter } from '../report.ts';
import type { SkillAt } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import type { Presets } from './presets.ts';
import type { RunMemory } from './run-memory.ts';
import { blockersOf } from './run-panel-state.ts';
import type { SkillRun, SkillRuns } from './runs.ts';

export interface RunPanelParts {
  readonly extensionUri: vscode.Uri;
  readonly workspace: SkillWorkspace;
  readonly runs: SkillRuns;
  readonly memory: RunMemory;
  readonly presets: Presets;
  readonly report: Reporter;
  /** Without them, runs of other windows are not known. */
  readonly histories?: Histories;
}

interface HandlerParts extends RunPanelParts {
  /** The page is there and wants everything. */
  readonly ready: () => PanelState;
  readonly choose: (at: SkillAt) => void;
  /** Something of the state that no event tells of has changed. */
  readonly changed: () => void;
}

export function panelHandlers(parts: HandlerParts): Handlers<PanelRequests> {
  const { workspace, runs, memory, presets, report } = parts;
  /** A failure is shown to people here; the page gets it as the answer as well. */
  const shown =
    <P, A>(task: string, action: (params: P) => A | Promise<A>) =>
    async (params: P): Promise<A> => {
      try {
        return await action(params);
      } catch (error) {
        report.show(task, error);
        throw error;
      }
    };
  const skillOf = (id: string): SkillAt => {
    workspace.flush();
    const at = workspace.at(vscode.Uri.parse(id, true));
    if (at === undefined) throw new Refusal('This skill is not there any more.');
    return at;
  };
  const runOf = (id: string): SkillRun => {
    const run = runs.get(id);
    if (run === undefined) throw new Refusal('This run is not kept any more. Run the skill again.');
    return run;
  };
  return {
    ready: () => parts.ready(),
    chooseSkill: shown('show the skill', ({ id }) => {
      parts.choose(skillOf(id));
      return undefined;
    }),
    run: shown('run the skill', async ({ skillId, inputs, useCache = true }) => {
      const at = skillOf(skillId);
      await memory.rememberInputs(at.uri, inputs, at.skill.doc.secrets);
      return { runId: runs.start({ ...at, name: at.skill.name }, inputs, { useCache }).id };
    }),
    cancel: ({ runId }) => {
      runs.get(runId)?.cancel();
      return undefined;
    },
    debug: shown('debug the skill', async ({ skillId, inputs }) => {
      const at = skillOf(skillId);
      await memory.rememberInputs(at.uri, inputs, at.skill.doc.secrets);
      await vscode.commands.executeCommand(commandIds.debug, { uri: at.uri, inputs });
      return undefined;
    }),
    debugRun: shown('debug the run', async ({ runId }) => {
      await vscode.commands.executeCommand(commandIds.debugRun, { runId: runOf(runId).id });
      return undefined;
    }),
    validate: ({ skillId, inputs }) => ({ issues: validateInputs(skillOf(skillId).skill.inputs, inputs) }),
    remember: async ({ skillId, inputs }) => {
      const at = workspace.at(vscode.Uri.parse(skillId, true));
      if (at) await memory.rememberInputs(at.uri, inputs, at.skill.doc.secrets);
      return undefined;
    },
    savePreset: shown('save the preset', async ({ skillId, inputs }) => {
      const at = skillOf(skillId);
      const taken = presets.of(at).map(preset => preset.name);
      const name = await askPresetName(taken, presets.areShared(at));
      if (name === undefined) return undefined;
      const kept = await presets.save(at, { name, inputs });
      parts.changed();
      if (kept.place === 'spare' && kept.reason !== undefined)
        report.show(`share the preset "${name}"`, new Refusal(keptHere(name, kept.reason)));
      return { name };
    }),
    deletePreset: shown('delete the preset', async ({ skillId, name }) => {
      await presets.remove(skillOf(skillId), name);
      parts.changed();
      return undefined;
    }),
    openPlace: shown('open the place', ({ runId, file, line, column }) =>
      openPlace(runOf(runId), file, new vscode.Position(line - 1, column - 1)),
    ),
    openResult: shown('open the result', ({ runId }) => openResult(runOf(runId))),
    saveRecording: shown('save the recording', async ({ runId }) => {
      const { histories } = parts;
      if (histories === undefined) throw new Refusal('No runs are kept here, and no recordings of them.');
      const uri = await saveRecording(histories, runOf(runId).root, runId);
      report.background('open the recording', tellSaved(uri));
      return undefined;
    }),
    openSource: shown('open the skill', async ({ skillId }) => {
      const at = skillOf(skillId);
      const [blocker] = blockersOf(at);
      const selection = blocker && { selection: rangeOf(blocker.range, at.skill.lines) };
      await vscode.window.showTextDocument(at.uri, { ...selection });
      return undefined;
    }),
    copy: shown('copy', async ({ text }) => {
      await vscode.env.clipboard.writeText(text);
      return undefined;
    }),
    openLimitSetting: shown('open the settings', async ({ setting }) => {
      await vscode.commands.executeCommand('workbench.action.openSettings', `@id:${settingIds[setting]}`);
      return undefined;
    }),
    manageTrust: shown('manage trust', async () => {
      await vscode.commands.executeCommand('workbench.trust.manage');
      return undefined;
    }),
  };
}

function keptHere(name: string, reason: unknown): string {
  const message = reason instanceof Error ? reason.message : String(reason);
  return `The preset "${name}" is kept for this workspace on this machine only, not beside the skills. ${message}`;
}

async function askPresetName(taken: readonly string[], areShared: boolean): Promise<string | undefined> {
  const name = await vscode.window.showInputBox({
    title: 'Save Preset',
    prompt: areShared
      ? 'A name for these inputs'
      : 'A name for these inputs, which are kept for this workspace on this machine only',
    validateInput: text => {
      if (text.trim() === '') return 'A preset needs a name.';
      const message = `"${text.trim()}" exists and will be replaced.`;
      return taken.includes(text.trim())
        ? { message, severity: vscode.InputBoxValidationSeverity.Warning }
        : undefined;
    },
  });
  return name?.trim();
}

/** Only files that the run's catalogue knows are opened. */
async function openPlace(run: SkillRun, file: string, position: vscode.Position): Promise<undefined> {
  const at = run.root.at(file);
  if (at === undefined) throw new Refusal(`${file} is not there any more.`);
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(at.uri, { selection, viewColumn: vscode.ViewColumn.Active });
  return undefined;
}

async function openResult(run: SkillRun): Promise<undefined> {
  if (run.outcome?.status !== 'completed') throw new Refusal('This run has no result.');
  const content = JSON.stringify(run.outcome.result ?? null, undefined, 2);
  const document = await vscode.workspace.openTextDocument({ language: 'json', content });
  await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preview: true });
  return undefined;
}
