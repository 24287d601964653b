/** Launch configurations: what F5 means without one, what a new launch.json holds, and what is missing in one. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { isJsonObject, type JsonObject } from '../../base/json.ts';
import { validateInputs } from '../../skill/validate.ts';
import { activeFile } from '../file/active-file.ts';
import { debugType } from '../id.ts';
import type { Parts } from '../parts.ts';
import { isTrusted } from '../run/run-commands.ts';
import { blockersOf } from '../run/run-panel-state.ts';
import type { SkillAt } from '../skill-root.ts';
import { findSkill, unknownSkill } from './debug-host.ts';

export type ConfigurationParts = Pick<Parts, 'workspace' | 'memory' | 'panel' | 'targets' | 'report'>;

/** Skills that the list of configurations offers. */
const mostOffered = 50;

export function registerDebugConfigurations(parts: ConfigurationParts): Disposable {
  const { workspace, report } = parts;
  const store = new DisposableStore();
  const { Dynamic } = vscode.DebugConfigurationProviderTriggerKind;
  store.add(
    vscode.debug.registerDebugConfigurationProvider(debugType, {
      provideDebugConfigurations: async () => {
        await workspace.whenLoaded();
        return [firstConfiguration(parts)];
      },
      resolveDebugConfiguration: async (_folder, configuration) => {
        try {
          return await withSkill(parts, configuration);
        } catch (error) {
          report.show('debug the skill', error);
          return undefined;
        }
      },
      resolveDebugConfigurationWithSubstitutedVariables: async (folder, configuration) => {
        try {
          return await withInputs(parts, folder, configuration);
        } catch (error) {
          report.show('debug the skill', error);
          return undefined;
        }
      },
    }),
  );
  store.add(
    vscode.debug.registerDebugConfigurationProvider(
      debugType,
      {
        provideDebugConfigurations: async () => {
          await workspace.whenLoaded();
          return offered(parts);
        },
      },
      Dynamic,
    ),
  );
  return store;
}

/** A launch of a skill, as it stands in launch.json. */
export function launchOf({ skill, uri }: SkillAt, inputs?: JsonObject): vscode.DebugConfiguration {
  return {
    type: debugType,
    request: 'launch',
    name: `Debug ${skill.name}`,
    skill: skill.name,
    program: uri.fsPath,
    ...(inputs && { inputs }),
  };
}

/** For a new launch.json: the skill in the editor with its last inputs, else any. */
function firstConfiguration({ workspace, memory }: ConfigurationParts): vscode.DebugConfiguration {
  const active = activeFile();
  const at = (active && workspace.at(active)) ?? anySkill(workspace);
  if (at === undefined)
    return { type: debugType, request: 'launch', name: 'Debug skill', program: `\${file}`, inputs: {} };
  const { program: _own, ...launch } = launchOf(at, memory.inputs(at.uri) ?? {});
  return launch;
}

function anySkill({ roots }: ConfigurationParts['workspace']): SkillAt | undefined {
  for (const root of roots) for (const { path } of root.catalogue.skills()) return root.at(path);
  return undefined;
}

/** The active skill first. */
function offered({ workspace }: ConfigurationParts): vscode.DebugConfiguration[] {
  const active = activeFile();
  const first = active && workspace.at(active);
  const all: SkillAt[] = first ? [first] : [];
  for (const root of workspace.roots)
    for (const { path } of root.catalogue.skills()) {
      const at = root.at(path);
      if (at === undefined || at.uri.toString() === first?.uri.toString()) continue;
      if (all.length >= mostOffered) break;
      all.push(at);
    }
  return all.map(at => launchOf(at));
}

/** Says which skill is meant where the configuration does not: the active one, or what the user picks. */
async function withSkill(
  { targets }: ConfigurationParts,
  configuration: vscode.DebugConfiguration,
): Promise<vscode.DebugConfiguration | undefined> {
  const { skill, program, recording } = configuration;
  if (skill !== undefined || program !== undefined || recording !== undefined) return configuration;
  const at = await targets.skill(undefined);
  return (
    at && {
      ...launchOf(at),
      ...configuration,
      type: debugType,
      request: 'launch',
      name: `Debug ${at.skill.name}`,
    }
  );
}

/** Fills in the inputs of the last time. Where they do not fit, or the skill cannot run, the run panel says so. */
async function withInputs(
  parts: ConfigurationParts,
  folder: vscode.WorkspaceFolder | undefined,
  configuration: vscode.DebugConfiguration,
): Promise<vscode.DebugConfiguration | undefined> {
  if (!(await isTrusted())) return undefined;
  if (configuration.recording !== undefined) return configuration;
  const { workspace, memory, panel } = parts;
  await workspace.whenLoaded();
  workspace.flush();
  const wishes = { skill: configuration.skill, program: configuration.program };
  const at = findSkill(workspace, wishes, folder);
  if (at === undefined) throw unknownSkill(workspace, wishes);
  if (blockersOf(at).length > 0) {
    await panel.showBlockers(at);
    return undefined;
  }
  const inputs: unknown = configuration.inputs ?? memory.inputs(at.uri) ?? {};
  // What is no object is refused when the session begins.
  if (!isJsonObject(inputs) || validateInputs(at.skill.inputs, inputs).length === 0)
    return { ...configuration, ...named(at), inputs };
  await panel.showForm(at, inputs);
  return undefined;
}

function named({ skill, uri }: SkillAt) {
  return { skill: skill.name, program: uri.fsPath };
}
