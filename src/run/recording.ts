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

/** A recording of a run that has just ended. */
export interface NewRecording extends RunRecording {
  /** Skills that were given values which they call secret: it is not to be stored then. */
  readonly secrets: readonly string[];
}

/** Runs a skill and keeps what it depended on. Never rejects, as its runner does not. */
export async function record(
  runner: Runner,
  request: RunRequest,
  world: Omit<RunWorld, 'tape' | 'fork' | 'onTape' | 'onDivergence' | 'onUnused'>,
): Promise<NewRecording> {
  const source = new WatchedSkills(world.source);
  let tape: Tape | undefined;
  const outcome = await runner.run(request, {
    ...world,
    source,
    onTape: finished => {
      tape = finished;
    },
  });
  const { skills } = source;
  return {
    request,
    skills: skills.map(({ path, text }) => ({ path, text })),
    tape,
    outcome,
    secrets: tape === undefined ? [] : secretsOf(tape, skills),
  };
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
 * The skills that were given values which they call secret, whoever called them, so that these are on the tape.
 * @param skills - that the run could reach
 */
export function secretsOf({ calls }: Tape, skills: readonly Skill[]): readonly string[] {
  const secretive = new Map(
    skills.filter(({ doc }) => doc.secrets.length > 0).map(skill => [skill.name.toLowerCase(), skill]),
  );
  const given = new Set<string>();
  if (secretive.size > 0)
    for (const text of calls) {
      const call = readCall(text);
      const skill = secretive.get(call?.name.toLowerCase() ?? '');
      if (call && skill && isGiven(call.inputs, skill.doc.secrets)) given.add(skill.name);
    }
  return [...given];
}

function isGiven(text: string, secrets: readonly string[]): boolean {
  const inputs = JSON.parse(text) as JsonValue;
  return isJsonObject(inputs) && !new SecretTexts(inputs, secrets).isEmpty;
}
