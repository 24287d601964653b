/** What a debug session asks of the window: the skills on the screen, recorded runs, and runs that can be stopped. */

import { readFile } from 'node:fs/promises';
import { isAbsolute, resolve } from 'node:path';
import * as vscode from 'vscode';
import type { DebugHost, DebugTarget, LaunchWishes } from '../../debug/host.ts';
import { globMatcher } from '../../library/glob.ts';
import { stripTypes } from '../../node/typescript.ts';
import type { Debuggee, DebugOptions } from '../../run/debug/debuggee.ts';
import type { RunRequest } from '../../run/outcome.ts';
import type { SkillSource } from '../../run/port.ts';
import { RecordedSkills, type RunRecording } from '../../run/recording.ts';
import { readRecording } from '../../run/recording-text.ts';
import { obstacleToReplay } from '../../run/replay.ts';
import type { Tape } from '../../run/tape.ts';
import { didYouMean } from '../../skill/name.ts';
import type { Skill } from '../../skill/skill.ts';
import { Refusal } from '../report.ts';
import { runLimits, skippedFiles } from '../setting.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';

/** A run that is to be debugged. */
export interface DebugRun {
  readonly request: RunRequest;
  readonly source: SkillSource;
  /** What it is answered from, instead of the world. */
  readonly tape?: Tape;
}

export interface DebugHostParts {
  readonly workspace: SkillWorkspace;
  /** Starts a run that can be stopped. */
  readonly startDebuggee: (run: DebugRun, options: DebugOptions) => Promise<Debuggee>;
  /** The recording that was kept with a run. Rejects with why there is none. */
  readonly keptRecording: (root: SkillRoot, id: string) => Promise<RunRecording>;
}

export class WindowDebugHost implements DebugHost {
  readonly #parts: DebugHostParts;
  readonly #folder: vscode.WorkspaceFolder | undefined;

  /** @param folder - the one that the session belongs to: names are looked up there first */
  constructor(parts: DebugHostParts, folder: vscode.WorkspaceFolder | undefined) {
    this.#parts = parts;
    this.#folder = folder;
  }

  async open(wishes: LaunchWishes): Promise<DebugTarget> {
    if (!vscode.workspace.isTrusted)
      throw new Refusal('Skills do not run in Restricted Mode. Trust this workspace to debug them.');
    const { workspace } = this.#parts;
    await workspace.whenLoaded();
    workspace.flush();
    return wishes.recording === undefined ? this.#live(wishes) : this.#recorded(wishes, wishes.recording);
  }

  #live(wishes: LaunchWishes): DebugTarget {
    const at = findSkill(this.#parts.workspace, wishes, this.#folder);
    if (at === undefined) throw unknownSkill(this.#parts.workspace, wishes);
    const { root, skill, uri } = at;
    const { catalogue } = root;
    const request = requestOf(skill.name, { limits: runLimits(uri), inputs: {} }, wishes);
    return this.#target(root, wishes, {
      skill: skill.name,
      source: catalogue,
      at: path => catalogue.at(path),
      fileOf: ({ path }) => root.uriOf(path).fsPath,
      start: (source, options) => this.#parts.startDebuggee({ request, source }, options),
    });
  }

  async #recorded(wishes: LaunchWishes, name: string): Promise<DebugTarget> {
    const { root, recording } = await this.#findRecording(name);
    const obstacle = obstacleToReplay(recording);
    if (obstacle !== undefined || recording.tape === undefined) throw new Refusal(obstacle ?? '');
    const { tape } = recording;
    const skills = new RecordingSkills(recording, root);
    const request = requestOf(recording.request.skill, recording.request, wishes);
    return this.#target(root, wishes, {
      skill: request.skill,
      source: skills,
      at: path => skills.at(path),
      fileOf: ({ path }) => (skills.isInFile(path) ? root.uriOf(path).fsPath : undefined),
      start: (source, options) => this.#parts.startDebuggee({ request, source, tape }, options),
    });
  }

  #target(
    root: SkillRoot,
    { skipFiles = skippedFiles(root.folder) }: LaunchWishes,
    target: Omit<DebugTarget, 'pathOf' | 'skipped'>,
  ): DebugTarget {
    const isSkipped = globs(skipFiles);
    return {
      ...target,
      pathOf: file => root.pathOf(vscode.Uri.file(file)),
      skipped: [...root.paths].filter(isSkipped),
    };
  }

  /** By its file, or else by the id of its run, in any root. */
  async #findRecording(
    name: string,
  ): Promise<{ readonly root: SkillRoot; readonly recording: RunRecording }> {
    const roots = this.#roots();
    const [first] = roots;
    if (first === undefined) throw new Refusal('Recordings are of skills. Open a folder on disk first.');
    if (/\.json$/i.test(name)) return recordingFile(name, roots);
    const reasons: unknown[] = [];
    for (const root of roots) {
      try {
        return { root, recording: await this.#parts.keptRecording(root, name) };
      } catch (error) {
        reasons.push(error);
      }
    }
    throw reasons[0];
  }

  #roots(): readonly SkillRoot[] {
    const { roots } = this.#parts.workspace;
    return [...roots].sort((a, b) => Number(this.#isOwn(b)) - Number(this.#isOwn(a)));
  }

  #isOwn(root: SkillRoot): boolean {
    return root.workspaceFolder.uri.toString() === this.#folder?.uri.toString();
  }
}

/**
 * The skill that is to be debugged: of its name, in the file or the folder where several have it; else of its file.
 * `undefined` when there is none.
 */
export function findSkill(
  workspace: SkillWorkspace,
  { skill, program }: Pick<LaunchWishes, 'skill' | 'program'>,
  folder: vscode.WorkspaceFolder | undefined,
): SkillAt | undefined {
  const inFile = program === undefined ? undefined : workspace.at(vscode.Uri.file(program));
  if (skill === undefined) return inFile;
  if (inFile?.skill.name.toLowerCase() === skill.toLowerCase()) return inFile;
  const own = workspace.roots.find(
    ({ workspaceFolder }) => workspaceFolder.uri.toString() === folder?.uri.toString(),
  );
  const found = own?.catalogue.find(skill);
  return found === undefined ? workspace.find(skill) : own?.at(found.path);
}

/** What to say when {@link findSkill} finds nothing. */
export function unknownSkill(
  { roots }: SkillWorkspace,
  { skill, program }: Pick<LaunchWishes, 'skill' | 'program'>,
): Refusal {
  if (skill === undefined)
    return new Refusal(
      `${vscode.workspace.asRelativePath(program ?? '')} is no skill. Skills are files in the skills folder: name one with "skill".`,
    );
  const names = roots.flatMap(({ catalogue }) => [...catalogue.names()]);
  const hint = didYouMean(skill, names) || '. Create it, or correct "skill" in launch.json.';
  return new Refusal(`No skill is called "${skill}"${hint}`);
}

function requestOf(
  skill: string,
  { limits, inputs, timeMs }: Pick<RunRequest, 'limits' | 'inputs' | 'timeMs'>,
  wishes: LaunchWishes,
): RunRequest {
  const time = wishes.timeout ?? timeMs;
  return {
    skill,
    inputs: wishes.inputs ?? inputs,
    limits,
    startedBy: 'editor',
    ...(time !== undefined && { timeMs: time }),
  };
}

async function recordingFile(name: string, roots: readonly SkillRoot[]) {
  const folders = roots.map(({ workspaceFolder }) => workspaceFolder.uri.fsPath);
  const path = isAbsolute(name) ? name : resolve(folders[0] ?? '', name);
  const uri = vscode.Uri.file(path);
  const root = roots.find(({ workspaceFolder }) => path.startsWith(workspaceFolder.uri.fsPath)) ?? roots[0];
  const text = await readFile(uri.fsPath, 'utf8').catch(error => {
    throw new Refusal(
      `The recording ${name} cannot be read: ${error.message}. Correct "recording" in launch.json.`,
    );
  });
  return { root: root as SkillRoot, recording: await readRecording(text) };
}

/** The skills of a recording, but for those whose files are edited from now on. */
class RecordingSkills implements SkillSource {
  readonly #recorded: RecordedSkills;
  readonly #catalogue: SkillRoot['catalogue'];
  /** What is in the files of recorded skills, by path. */
  readonly #before = new Map<string, string | undefined>();
  readonly #byPath = new Map<string, Skill>();

  constructor({ skills }: RunRecording, { catalogue }: SkillRoot) {
    this.#recorded = new RecordedSkills(skills, stripTypes);
    this.#catalogue = catalogue;
    for (const skill of this.#recorded.state().skills()) {
      this.#byPath.set(skill.path, skill);
      this.#before.set(skill.path, catalogue.at(skill.path)?.text);
    }
  }

  find(name: string): Skill | undefined {
    const recorded = this.#recorded.find(name);
    return recorded && this.at(recorded.path);
  }

  names(): Iterable<string> {
    return this.#recorded.names();
  }

  at(path: string): Skill | undefined {
    return this.#isEdited(path) ? this.#catalogue.at(path) : this.#byPath.get(path);
  }

  /** The text that runs is the one in the file, or was when it was launched. */
  isInFile(path: string): boolean {
    return this.#byPath.get(path)?.text === this.#before.get(path) || this.#isEdited(path);
  }

  #isEdited(path: string): boolean {
    const now = this.#catalogue.at(path);
    return now !== undefined && this.#byPath.has(path) && now.text !== this.#before.get(path);
  }
}

/** Of several patterns the last that fits decides; one that begins with `!` takes back. */
function globs(patterns: readonly string[]): (path: string) => boolean {
  const rules = patterns.map(pattern => ({
    fits: globMatcher(pattern.replace(/^!/, '')),
    isSkipped: !pattern.startsWith('!'),
  }));
  return path => rules.findLast(({ fits }) => fits(path))?.isSkipped ?? false;
}
