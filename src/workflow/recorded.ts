/** A runner that keeps what it ran: the run itself is neither delayed nor changed by that. */

import type { RunHistory } from '../library/history.ts';
import type { RecordedSkill, RecordingDraft } from '../library/run-record.ts';
import type { Outcome, RunRequest, RunStarter } from '../run/outcome.ts';
import type { Runner, RunWorld, SkillSource } from '../run/port.ts';
import { type RunRecording, secretsOf, WatchedSkills } from '../run/recording.ts';
import { writeKeptRecording } from '../run/recording-text.ts';
import type { RunIds } from '../run/run-id.ts';
import type { Tape } from '../run/tape.ts';
import type { Skill } from '../skill/skill.ts';
import type { KeptSkill } from './kept-run.ts';
import { draftOf } from './run-draft.ts';

export interface RecordingOptions {
  readonly history: Pick<RunHistory, 'record' | 'keepsRecordings'>;
  /** For requests that have no id. */
  readonly ids: RunIds;
  /** For requests that do not say it. */
  readonly startedBy: RunStarter;
  /** SHA-256 in hexadecimal digits. */
  readonly hashOf: (text: string) => string;
}

/** Every outcome of the runner is given to the history, refused runs included. */
export function recordingRunner(runner: Runner, options: RecordingOptions): Runner {
  return new RecordingRunner(runner, options);
}

class RecordingRunner implements Runner {
  readonly #runner: Runner;
  readonly #options: RecordingOptions;
  readonly #hashes = new WeakMap<Skill, string>();

  constructor(runner: Runner, options: RecordingOptions) {
    this.#runner = runner;
    this.#options = options;
  }

  async run(request: RunRequest, world: RunWorld): Promise<Outcome> {
    const { history, ids, startedBy } = this.#options;
    const id = request.id ?? ids.next();
    const met = new MetSkills(world.source);
    met.note(request.skill);
    const reached = new WatchedSkills(world.source);
    const isTaped = history.keepsRecordings && world.tape === undefined;
    let tape: Tape | undefined;
    const outcome = await this.#runner.run(
      { ...request, id },
      {
        ...world,
        source: reached,
        onEvent: event => {
          if (event.type === 'call-started') met.note(event.skill);
          world.onEvent?.(event);
        },
        ...(isTaped && {
          onTape: finished => {
            tape = finished;
            world.onTape?.(finished);
          },
        }),
      },
    );
    const skills = reached.skills.map(skill => ({ skill, ...this.#kept(skill) }));
    history.record(
      () => ({
        ...draftOf({
          id,
          startedBy: request.startedBy ?? startedBy,
          request,
          outcome,
          secrets: met.first?.doc.secrets ?? [],
          skills: met.skills.map(skill => this.#kept(skill)),
        }),
        ...(isTaped && { recording: recordingDraft({ request, tape, outcome }, skills) }),
      }),
      () => new Map(isTaped ? skills.map(({ skill, hash }) => [hash, skill.text]) : []),
    );
    return outcome;
  }

  #kept(skill: Skill): KeptSkill {
    let hash = this.#hashes.get(skill);
    if (hash === undefined) {
      hash = this.#options.hashOf(skill.text);
      this.#hashes.set(skill, hash);
    }
    return { name: skill.name, path: skill.path, hash };
  }
}

interface ReachedSkill extends RecordedSkill {
  readonly skill: Skill;
}

function recordingDraft(
  recording: Omit<RunRecording, 'skills'>,
  reached: readonly ReachedSkill[],
): RecordingDraft {
  const { tape } = recording;
  if (tape === undefined) return { missing: 'ended' };
  if (tape.isCut) return { missing: 'cut' };
  const all = reached.map(({ skill }) => skill);
  if (secretsOf(tape, all).length > 0) return { missing: 'secrets' };
  const skills = reached.map(({ path, hash }) => ({ path, hash }));
  return { text: writeKeptRecording(recording), skills };
}

/** The skills of a run as they were when it first met them. */
class MetSkills {
  readonly #source: SkillSource;
  readonly #byName = new Map<string, Skill | undefined>();

  constructor(source: SkillSource) {
    this.#source = source;
  }

  /** The one that was started; `undefined` when there was none of the name. */
  get first(): Skill | undefined {
    return [...this.#byName.values()][0];
  }

  get skills(): readonly Skill[] {
    return [...new Set(this.#byName.values())].filter(skill => skill !== undefined);
  }

  note(name: string): void {
    if (!this.#byName.has(name)) this.#byName.set(name, this.#source.find(name));
  }
}
