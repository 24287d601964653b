/** The last run of each root, as the graph shows it; put together only while somebody looks. */

import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { GraphRun } from '../../message/graph.ts';
import { idOfName } from '../../skill/graph/data.ts';
import type { SkillRun, SkillRuns } from '../run/runs.ts';
import { type Move, movedId } from './renames.ts';
import { RunSteps } from './run-steps.ts';

interface LastRun {
  readonly run: SkillRun;
  /** Undefined: nobody has looked. */
  steps: RunSteps | undefined;
  /** How many of the run's events are in the steps. */
  applied: number;
  isFinished: boolean;
}

export class GraphRuns implements Disposable {
  readonly #owned = new DisposableStore();
  readonly #last = new Map<SkillRun['root'], LastRun>();
  readonly #changed = this.#owned.add(new Emitter<SkillRun['root']>());
  /** A run of this root began, went on or ended. */
  readonly onDidChange: Event<SkillRun['root']> = this.#changed.event;

  constructor(runs: Pick<SkillRuns, 'onDidStart' | 'onDidProgress' | 'onDidEnd'>) {
    this.#owned.add(
      runs.onDidStart(run => {
        this.#last.set(run.root, { run, steps: undefined, applied: 0, isFinished: false });
        this.#changed.fire(run.root);
      }),
    );
    this.#owned.add(
      runs.onDidProgress(({ run, event }) => {
        if (event.type !== 'log' && this.#isLast(run)) this.#changed.fire(run.root);
      }),
    );
    this.#owned.add(
      runs.onDidEnd(run => {
        if (this.#isLast(run)) this.#changed.fire(run.root);
      }),
    );
  }

  /** Whether anything has run in this root since the window opened. */
  has(root: SkillRun['root']): boolean {
    return this.#last.has(root);
  }

  /** The root's last run; `undefined` before the first. */
  of(root: SkillRun['root']): GraphRun | undefined {
    const last = this.#last.get(root);
    return last && stepsOf(last).run;
  }

  /** Files of a root go on under another path. */
  rename(root: SkillRun['root'], move: Move): void {
    const last = this.#last.get(root);
    if (last) stepsOf(last).rename(id => movedId(id, move));
  }

  /** A root that is not there any more. */
  forget(root: SkillRun['root']): void {
    this.#last.delete(root);
  }

  dispose(): void {
    this.#owned.dispose();
    this.#last.clear();
  }

  #isLast(run: SkillRun): boolean {
    return this.#last.get(run.root)?.run === run;
  }
}

function stepsOf(last: LastRun): RunSteps {
  const { run } = last;
  const { catalogue } = run.root;
  const nodeOf = (skill: string) => idOfName(skill, catalogue.graph);
  last.steps ??= new RunSteps({ id: run.id, rootSkill: run.name }, nodeOf);
  if (run.outcome !== undefined && !last.isFinished) {
    last.steps.finish(run.outcome);
    last.isFinished = true;
  }
  for (; !last.isFinished && last.applied < run.events.length; last.applied++) {
    const event = run.events[last.applied];
    if (event) last.steps.apply(event);
  }
  return last.steps;
}
