/** The room where runs live: started here, watched from here, cancelled here; the last outcome of each skill is kept. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { Emitter, type Event } from '../../base/event.ts';
import type { JsonObject } from '../../base/json.ts';
import { CachingRunner } from '../../run/caching-runner.ts';
import type { Limits, LogLine, Outcome, RunEvent, RunRequest } from '../../run/outcome.ts';
import type { Runner } from '../../run/port.ts';
import { RunIds } from '../../run/run-id.ts';
import type { Histories } from '../history/histories.ts';
import { Refusal } from '../report.ts';
import { runLimits } from '../setting.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { OutcomeSummary } from '../wording.ts';
import type { WindowResults } from './results.ts';

/** How many ended runs are kept whole, with log and result. */
const keptRuns = 10;

/** A run of a skill, from its start on. Its arrays grow while it lives. */
export interface SkillRun {
  readonly id: string;
  readonly name: string;
  /** The skill's file; it may be gone or changed meanwhile. */
  readonly uri: vscode.Uri;
  readonly root: SkillRoot;
  readonly inputs: JsonObject;
  readonly limits: Limits;
  readonly logs: readonly LogLine[];
  /** Calls only; log lines are in {@link logs}. */
  readonly events: readonly RunEvent[];
  /** Undefined while it runs. */
  readonly outcome: Outcome | undefined;
  /** Of a run that was read from the history. */
  readonly past?: PastRunFacts;
  /** Never rejects. */
  readonly finished: Promise<Outcome>;
  /** At once, whatever the code does; a second call does nothing. */
  cancel(): void;
}

/** What there is to say of a run beside its outcome when it was read from the history. */
export interface PastRunFacts {
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  /** Who started it, in words. */
  readonly startedBy: string;
  readonly hasInputs: boolean;
  /** Marks stand where secret inputs were. */
  readonly hasSecrets: boolean;
  /** Sentences on what was not kept. */
  readonly notes: readonly string[];
}

export interface RunProgress {
  readonly run: SkillRun;
  readonly event: RunEvent;
}

/** What can be asked to run: a skill, or a name that perhaps no skill has. */
export type RunTarget = Pick<SkillAt, 'root' | 'uri'> & { readonly name: string };

/** What is not said is as the settings have it. */
export interface RunWishes {
  readonly limits?: Limits;
  /** See {@link RunRequest}. */
  readonly useCache?: boolean;
}

export interface RunSurroundings {
  /** Without them nothing is recorded, and nothing known of other windows' runs. */
  readonly histories?: Histories;
  /** Without them no result is cached. */
  readonly results?: WindowResults;
  readonly ids?: RunIds;
}

/** Disposing it cancels what is still running. */
export class SkillRuns implements Disposable {
  readonly #runner: Runner;
  readonly #owned = new DisposableStore();
  readonly #started = new Emitter<SkillRun>();
  readonly #ended = new Emitter<SkillRun>();
  readonly #progressed = new Emitter<RunProgress>();
  readonly #live = new Map<string, SkillRun>();
  readonly #kept = new Map<string, SkillRun>();
  readonly #outcomes = new Map<string, OutcomeSummary & { readonly runId: string }>();
  /** Read from the history, by id. */
  readonly #past = new Map<string, SkillRun>();
  readonly #histories: Histories | undefined;
  readonly #results: WindowResults | undefined;
  readonly #ids: RunIds;

  readonly onDidStart: Event<SkillRun> = this.#started.event;
  readonly onDidEnd: Event<SkillRun> = this.#ended.event;
  readonly onDidProgress: Event<RunProgress> = this.#progressed.event;

  constructor(runner: Runner, { histories, results, ids }: RunSurroundings = {}) {
    this.#runner = runner;
    this.#histories = histories;
    this.#results = results;
    this.#ids = ids ?? new RunIds({ now: Date.now, random: Math.random });
    for (const emitter of [this.#started, this.#ended, this.#progressed]) this.#owned.add(emitter);
  }

  /** In the order of their starts. */
  get live(): readonly SkillRun[] {
    return [...this.#live.values()];
  }

  /**
   * Starts a run of what is on the screen. In a workspace that is not trusted nothing runs.
   * @throws {Refusal} when the workspace is not trusted
   */
  start(
    target: RunTarget,
    inputs: JsonObject,
    { limits = runLimits(target.uri), useCache = true }: RunWishes = {},
  ): SkillRun {
    if (!vscode.workspace.isTrusted) {
      throw new Refusal('Skills do not run in Restricted Mode. Trust this workspace to run them.');
    }
    target.root.flush();
    const run = new LiveRun({ id: this.#ids.next(), target, inputs, limits, useCache });
    this.#live.set(run.id, run);
    this.#started.fire(run);
    const results = this.#results?.of(target.root);
    const cached = results === undefined ? this.#runner : new CachingRunner(this.#runner, results);
    const runner = this.#histories?.recorded(target.root, cached) ?? cached;
    run.begin(runner, event => this.#progressed.fire({ run, event }));
    void run.finished.then(outcome => this.#end(run, outcome));
    return run;
  }

  /** A live run, or an ended one that is still kept. */
  get(id: string): SkillRun | undefined {
    return this.#live.get(id) ?? [...this.#kept.values()].find(run => run.id === id) ?? this.#past.get(id);
  }

  /** Keeps a run that was read from the history, so that it can be shown. */
  adopt(run: SkillRun): void {
    this.#past.delete(run.id);
    this.#past.set(run.id, run);
    const [oldest] = this.#past.keys();
    if (this.#past.size > keptRuns && oldest !== undefined) this.#past.delete(oldest);
  }

  /** Drops all that ended: the history was cleared. */
  forgetAll(): void {
    this.#kept.clear();
    this.#outcomes.clear();
    this.#past.clear();
  }

  /** Drops runs that were deleted from the history. */
  forget(ids: ReadonlySet<string>): void {
    for (const [key, run] of [...this.#kept]) if (ids.has(run.id)) this.#kept.delete(key);
    for (const [key, { runId }] of [...this.#outcomes]) if (ids.has(runId)) this.#outcomes.delete(key);
    for (const id of ids) this.#past.delete(id);
  }

  /** The newest run of a skill's file, while it is kept. */
  latest(uri: vscode.Uri): SkillRun | undefined {
    return this.liveOf(uri).at(-1) ?? this.#kept.get(uri.toString());
  }

  liveOf(uri: vscode.Uri): readonly SkillRun[] {
    const key = uri.toString();
    return this.live.filter(run => run.uri.toString() === key);
  }

  /** How the skill's last run ended, wherever it was started; `undefined` when none is kept. */
  lastOutcome(uri: vscode.Uri): OutcomeSummary | undefined {
    const own = this.#outcomes.get(uri.toString());
    const stored = this.#histories?.metrics(uri)?.last;
    if (own === undefined || stored === undefined || stored.id === own.runId) return own ?? stored;
    return stored.id > own.runId ? stored : own;
  }

  dispose(): void {
    for (const run of this.#live.values()) run.cancel();
    this.#owned.dispose();
  }

  #end(run: SkillRun, outcome: Outcome): void {
    const key = run.uri.toString();
    this.#live.delete(run.id);
    this.#kept.delete(key);
    this.#kept.set(key, run);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > keptRuns && oldest !== undefined) this.#kept.delete(oldest);
    this.#outcomes.set(key, {
      runId: run.id,
      status: outcome.status,
      durationMs: outcome.durationMs,
      endedAt: Date.now(),
      errorName: outcome.error?.name,
      errorMessage: outcome.error?.message,
    });
    this.#ended.fire(run);
  }
}

interface RunOptions {
  readonly id: string;
  readonly target: RunTarget;
  readonly inputs: JsonObject;
  readonly limits: Limits;
  readonly useCache: boolean;
}

class LiveRun implements SkillRun {
  readonly id: string;
  readonly name: string;
  readonly uri: vscode.Uri;
  readonly root: SkillRoot;
  readonly inputs: JsonObject;
  readonly limits: Limits;
  readonly #useCache: boolean;
  readonly logs: LogLine[] = [];
  readonly events: RunEvent[] = [];
  readonly finished: Promise<Outcome>;
  readonly #abort = new AbortController();
  readonly #settle: (outcome: Outcome) => void;
  outcome: Outcome | undefined;

  constructor({ id, target, inputs, limits, useCache }: RunOptions) {
    this.id = id;
    this.name = target.name;
    this.uri = target.uri;
    this.root = target.root;
    this.inputs = inputs;
    this.limits = limits;
    this.#useCache = useCache;
    const { promise, resolve } = Promise.withResolvers<Outcome>();
    this.finished = promise;
    this.#settle = resolve;
  }

  begin(runner: Runner, onEvent: (event: RunEvent) => void): void {
    const { id, name: skill, inputs, limits } = this;
    const request: RunRequest = { id, startedBy: 'editor', skill, inputs, limits, useCache: this.#useCache };
    const world = {
      source: this.root.catalogue,
      signal: this.#abort.signal,
      onEvent: (event: RunEvent) => {
        if (event.type === 'log') this.logs.push(event.line);
        else this.events.push(event);
        onEvent(event);
      },
    };
    void runner.run(request, world).then(outcome => {
      this.outcome = outcome;
      this.#settle(outcome);
    });
  }

  cancel(): void {
    this.#abort.abort();
  }
}
