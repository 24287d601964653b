/** A run with everything that it depended on: skills, inputs, limits and tape; enough to have it again, to the byte. */

import { isJsonObject, type JsonValue } from '../base/json.ts';
import { parseSkill } from '../skill/parse.ts';
import { SecretTexts } from '../skill/secret.ts';
import type { Skill, SkillFile, StripTypes } from '../skill/skill.ts';
import type { Outcome, RunRequest } from './outcome.ts';
import type { Runner, RunWorld, SkillSource, SkillState } from './port.ts';
import { readCall, type Tape } from './tape.ts';

export interface RunRecording {
  readonly request: RunRequest;
  /** All skills that the run could reach by name, as their files were; sorted by path. */
  readonly skills: readonly SkillFile[];
  /** `undefined` when the run's thread had to be ended. */
  readonly tape: Tape | undefined;
  readonly outcome: Outcome;
}

/** Runs a skill and keeps what it depended on. Never rejects, as its runner does not. */
export async function record(
  runner: Runner,
  request: RunRequest,
  world: Omit<RunWorld, 'tape' | 'onTape' | 'onDivergence'>,
): Promise<RunRecording> {
  const source = new WatchedSkills(world.source);
  let tape: Tape | undefined;
  const outcome = await runner.run(request, {
    ...world,
    source,
    onTape: finished => {
      tape = finished;
    },
  });
  return { request, skills: source.skills.map(({ path, text }) => ({ path, text })), tape, outcome };
}

/** A source that remembers which skills it gave out: all that a run could reach by name. */
export class WatchedSkills implements SkillSource {
  readonly #source: SkillSource;
  readonly #given = new Map<string, Skill>();

  constructor(source: SkillSource) {
    this.#source = source;
  }

  find(name: string): Skill | undefined {
    const skill = this.#source.find(name);
    // One that is edited while the run goes on has been sent already.
    if (skill !== undefined && !this.#given.has(skill.path)) this.#given.set(skill.path, skill);
    return skill;
  }

  names(): Iterable<string> {
    return this.#source.names();
  }

  obstacle(name: string): string | undefined {
    return this.#source.obstacle?.(name);
  }

  /** Knowing about all skills is no use of them. */
  state(): SkillState | undefined {
    return this.#source.state?.();
  }

  /** Sorted by path, as they were when they were first asked for. */
  get skills(): readonly Skill[] {
    return [...this.#given.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}

/** The skills of a recording, as they were. */
export class RecordedSkills implements SkillSource {
  readonly #skills = new Map<string, Skill>();
  readonly #state: SkillState = { skills: () => this.#skills.values(), unreadable: () => [] };

  constructor(files: readonly SkillFile[], stripTypes: StripTypes) {
    for (const file of files) {
      const skill = parseSkill(file, stripTypes);
      this.#skills.set(skill.name.toLowerCase(), skill);
    }
  }

  find(name: string): Skill | undefined {
    return this.#skills.get(name.toLowerCase());
  }

  *names(): Iterable<string> {
    for (const { name } of this.#skills.values()) yield name;
  }

  state(): SkillState {
    return this.#state;
  }
}

/**
 * Whether values that are marked as secret went into a call of the run, whoever made it, so that they are on its tape.
 * @param skills - that the run could reach
 */
export function holdsSecrets({ calls }: Tape, skills: readonly Skill[]): boolean {
  const byName = new Map(skills.map(skill => [skill.name.toLowerCase(), skill.doc.secrets ?? []]));
  return calls.some(text => {
    const call = readCall(text);
    const secrets = byName.get(call?.name.toLowerCase() ?? '') ?? [];
    return call !== undefined && secrets.length > 0 && isGiven(call.inputs, secrets);
  });
}

function isGiven(text: string, secrets: readonly string[]): boolean {
  const inputs = JSON.parse(text) as JsonValue;
  return isJsonObject(inputs) && !new SecretTexts(inputs, secrets).isEmpty;
}
