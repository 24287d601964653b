/** Writes the run panel's state: which skill and run it shows, and whether that differs from what was last sent. */

import * as vscode from 'vscode';
import type { PanelRun, PanelSkill, PanelState } from '../../message/run-panel.ts';
import { isBlocking, type Problem } from '../../skill/problem.ts';
import { withDefaults } from '../../skill/validate.ts';
import { SkillList } from '../skill-list.ts';
import type { SkillAt } from '../skill-root.ts';
import type { SkillWorkspace, WorkspaceChange } from '../skill-workspace.ts';
import type { Presets } from './presets.ts';
import { movedUri, type RunMemory } from './run-memory.ts';
import type { SkillRun, SkillRuns } from './runs.ts';

export interface PanelStateParts {
  readonly workspace: SkillWorkspace;
  readonly runs: SkillRuns;
  readonly memory: RunMemory;
  readonly presets: Presets;
}

export class PanelStateWriter {
  readonly #workspace: SkillWorkspace;
  readonly #runs: SkillRuns;
  readonly #memory: RunMemory;
  readonly #presets: Presets;
  #uri: vscode.Uri | undefined;
  /** Nobody chose the skill: it is the active editor's, and changes with it. */
  #isSuggested = false;
  #runId: string | undefined;
  readonly #list: SkillList;
  #focusRequest = 0;
  #inputsRequest = 0;
  #sent = '';

  constructor({ workspace, runs, memory, presets }: PanelStateParts) {
    this.#workspace = workspace;
    this.#runs = runs;
    this.#memory = memory;
    this.#presets = presets;
    this.#list = new SkillList(workspace);
  }

  /** To be told of every change before the state is asked for. */
  notice(change: WorkspaceChange): void {
    this.#list.notice(change);
  }

  get shownRun(): string | undefined {
    return this.#runId;
  }

  /** Shows a skill with its newest run. */
  selectSkill(at: SkillAt, takesFocus: boolean): void {
    this.#isSuggested = false;
    this.#uri = at.uri;
    this.#runId = this.#runs.latest(at.uri)?.id;
    // By the clock, for the page remembers the last one from the window before.
    if (takesFocus) this.#focusRequest = Math.max(this.#focusRequest + 1, Date.now());
  }

  /** What to show as long as nothing was selected, or what was is gone; a file that is no skill is none. Whether it is. */
  suggest(uri: vscode.Uri): boolean {
    const at = this.#workspace.at(uri);
    if (at === undefined || uri.toString() === this.#uri?.toString() || this.#isHeld()) return false;
    this.selectSkill(at, false);
    this.#isSuggested = true;
    return true;
  }

  /** Whether it shows this skill, and no run of it yet. */
  showsNoRunOf(uri: vscode.Uri): boolean {
    return this.#runId === undefined && this.#uri?.toString() === uri.toString();
  }

  /** Shows a run of the skill that is shown. */
  showLast(run: SkillRun): void {
    this.#runId = run.id;
  }

  /** Whether the skill that is shown was chosen, and is still there or running. */
  #isHeld(): boolean {
    if (this.#uri === undefined || this.#isSuggested) return false;
    return this.#workspace.at(this.#uri) !== undefined || this.#runs.liveOf(this.#uri).length > 0;
  }

  /** Follows a file, or a folder of it, that got another name or place. */
  follow(from: vscode.Uri, to: vscode.Uri): void {
    this.#uri = this.#uri && movedUri(this.#uri, from, to);
  }

  selectRun(run: SkillRun): void {
    this.#isSuggested = false;
    this.#uri = run.uri;
    this.#runId = run.id;
    if (run.past?.hasInputs) this.#inputsRequest++;
  }

  shows(run: SkillRun): boolean {
    return run.id === this.#runId;
  }

  /** Turns to a run that has just begun when it is of the shown skill; whether it did. */
  follows(run: SkillRun): boolean {
    if (run.uri.toString() !== this.#uri?.toString()) return false;
    this.#isSuggested = false;
    this.#runId = run.id;
    return true;
  }

  /** The page has been told of the outcome by itself: that alone is no reason to send the state again. */
  sawEnd(): void {
    this.#sent = this.#fingerprint(this.#stateWithoutRun());
  }

  whole(): PanelState {
    const state = this.#stateWithoutRun();
    this.#sent = this.#fingerprint(state);
    return { ...state, run: this.#run() };
  }

  /** `undefined` when nothing but live events changed since the last time. */
  changed(): PanelState | undefined {
    const state = this.#stateWithoutRun();
    const fingerprint = this.#fingerprint(state);
    if (fingerprint === this.#sent) return undefined;
    this.#sent = fingerprint;
    return { ...state, run: this.#run() };
  }

  /** What is large or of no matter to the page by itself is stood for by something small, or left out. */
  #fingerprint({ skills, inputs: _inputs, ...state }: PanelState): string {
    const run = this.#runId === undefined ? undefined : this.#runs.get(this.#runId);
    return JSON.stringify([
      state,
      this.#list.version,
      skills.length,
      this.#runId,
      run?.outcome !== undefined,
    ]);
  }

  #stateWithoutRun(): PanelState {
    const at = this.#uri && this.#workspace.at(this.#uri);
    return {
      skills: this.#list.all,
      skill: at && panelSkill(at),
      inputs: at ? (this.#memory.inputs(at.uri) ?? withDefaults(at.skill.inputs, {})) : {},
      presets: at ? this.#presets.of(at) : [],
      run: undefined,
      isTrusted: vscode.workspace.isTrusted,
      focusRequest: this.#focusRequest,
      inputsRequest: this.#inputsRequest,
    };
  }

  #run(): PanelRun | undefined {
    const run = this.#runId === undefined ? undefined : this.#runs.get(this.#runId);
    if (run === undefined) return undefined;
    const { id, inputs, limits, logs, events, outcome, past } = run;
    const shown = past && { startedAt: past.startedAt, startedBy: past.startedBy, notes: past.notes };
    return { id, skillId: run.uri.toString(), inputs, limits, logs, events, outcome, past: shown };
  }
}

function panelSkill(at: SkillAt): PanelSkill {
  const { skill, uri } = at;
  const parameters = skill.entry?.parameters ?? [];
  return {
    id: uri.toString(),
    name: skill.name,
    category: skill.category,
    form: skill.entry?.form ?? 'script',
    description: skill.doc.description,
    inputs: skill.inputs,
    parameters: parameters.map(({ name, isOptional, default: value }) => ({
      name,
      isOptional,
      default: value,
    })),
    hasSecrets: skill.doc.secrets.length > 0,
    isCached: skill.doc.cacheMs !== undefined,
    blockers: blockersOf(at).map(
      ({ range, message }) => `Line ${skill.lines.place(range.start).line}: ${message}`,
    ),
  };
}

/** The errors that keep the skill from running; those of its callees show when they are called. */
export function blockersOf({ skill, root }: SkillAt): readonly Problem[] {
  return root.catalogue.problems(skill.path).filter(isBlocking);
}
