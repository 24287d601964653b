/** A debug session: plain messages of the Debug Adapter Protocol in and out, over a run that can be stopped. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Disposable } from '../base/disposal.ts';
import { BreakpointBook } from './breakpoint-book.ts';
import { breakpointRequests, noBreakpoints } from './breakpoint-requests.ts';
import { capabilities } from './capabilities.ts';
import { Channel, type Send } from './channel.ts';
import { DebuggedRun, type RunListener } from './debugged-run.ts';
import { DebugFault } from './fault.ts';
import type { DebugHost, DebugTarget } from './host.ts';
import { JsonValues } from './json-values.ts';
import { Numbering } from './numbering.ts';
import { logOutput, logpointOutput, outcomeOutput, restartedOutput } from './output.ts';
import type { RequestHandlers } from './request.ts';
import { SessionSkills } from './session-skills.ts';
import { stackRequests } from './stack-requests.ts';
import { stepRequests } from './step-requests.ts';
import { stoppedBody } from './stopped.ts';
import { valueRequests } from './value-requests.ts';
import { type Launch, readLaunch } from './wishes.ts';

/** What a launch has led to: a skill, and those around it as this run sees them. */
interface Opened {
  readonly launch: Launch;
  readonly target: DebugTarget;
  readonly skills: SessionSkills;
}

type LifeRequests =
  | 'initialize'
  | 'launch'
  | 'configurationDone'
  | 'restart'
  | 'terminate'
  | 'disconnect'
  | 'cancel';

/** Its creator disposes it, which ends the run. Nothing is sent after that. */
export class DebugSession implements Disposable {
  readonly #host: DebugHost;
  readonly #channel: Channel;
  readonly #numbering = new Numbering();
  readonly #book = new BreakpointBook(this.#numbering);
  readonly #json = new JsonValues();
  readonly #configured = Promise.withResolvers<void>();
  readonly #handlers: RequestHandlers;
  #isInitialized = false;
  #isLaunching = false;
  #isOver = false;
  #opened: Opened | undefined;
  #run: DebuggedRun | undefined;
  /** Settles when the run has begun, or could not. */
  #beginning: Promise<void> = Promise.resolve();
  #showsInvalidated = false;

  constructor(host: DebugHost, send: Send) {
    this.#host = host;
    this.#channel = new Channel(message => {
      if (!this.#isOver) send(message);
    });
    const parts = this.#parts();
    this.#handlers = {
      ...this.#lifeRequests(),
      ...breakpointRequests(parts),
      ...stackRequests(parts),
      ...valueRequests(parts),
      ...stepRequests(parts),
      applyChange: () => this.#applyChange(),
      loadedSources: () => ({ sources: [...(this.#opened?.skills.loaded() ?? [])] }),
      source: ({ source, sourceReference }) => {
        const { skills } = this.#needOpened();
        const path = skills.pathOf({
          ...source,
          sourceReference: source?.sourceReference ?? sourceReference,
        });
        const skill = path === undefined ? undefined : skills.at(path);
        if (skill !== undefined) return { content: skill.text, mimeType: `text/${skill.language}` };
        throw new DebugFault('noSource', 'The text of this file is not known to the session.');
      },
    };
  }

  /** Takes a message of the client. Each request is answered, whatever is in it. */
  receive(message: DebugProtocol.ProtocolMessage): void {
    void this.#channel.answer(message, this.#handlers);
  }

  dispose(): void {
    this.#isOver = true;
    this.#run?.drop();
  }

  #parts() {
    const needOpened = () => this.#needOpened();
    const needRun = () => this.#needRun();
    return {
      numbering: this.#numbering,
      book: this.#book,
      json: this.#json,
      get run() {
        return needRun();
      },
      get skills() {
        return needOpened().skills;
      },
      get skill() {
        return needOpened().target.skill;
      },
      apply: async () => {
        await this.#beginning.catch(() => undefined);
        const run = this.#run;
        if (run === undefined || run.state === 'ended') return;
        await run.ask({ type: 'breakpoints', breakpoints: this.#breakpoints() });
      },
    };
  }

  /** Answered once the run has been sent on its way; it stops at the same place, or where the change takes it. */
  async #applyChange(): Promise<undefined> {
    const { skills } = this.#needOpened();
    const run = this.#needRun();
    if (run.state !== 'stopped') throw refused('Stop the run first, then apply what you have changed.');
    const changed = skills.outdated;
    if (changed.length === 0) throw refused('No skill of this run has changed. Edit one first.');
    const [blocker] = changed.map(path => skills.blockerNow(path)).filter(text => text !== undefined);
    if (blocker !== undefined) throw refused(`The change is not applied. ${blocker}`);
    skills.refresh();
    this.#tellPlaces();
    await run.apply(this.#breakpoints());
    return undefined;
  }

  #tellPlaces(): void {
    for (const breakpoint of this.#book.placed(this.#needOpened().skills))
      this.#channel.event('breakpoint', { reason: 'changed', breakpoint });
  }

  #lifeRequests(): RequestHandlers<LifeRequests> {
    return {
      initialize: args => {
        if (args.pathFormat !== undefined && args.pathFormat !== 'path')
          throw new DebugFault(
            'badArguments',
            'Files are named by their paths here: set "pathFormat" to "path".',
          );
        this.#numbering.adopt(args);
        this.#showsInvalidated = args.supportsInvalidatedEvent === true;
        this.#isInitialized = true;
        return capabilities;
      },
      launch: args => this.#launch(args),
      configurationDone: () => {
        this.#configured.resolve();
        return undefined;
      },
      restart: ({ arguments: args }) => this.#restart(args),
      terminate: () => {
        if (this.#run === undefined || this.#run.state === 'ended') this.#channel.event('terminated');
        else this.#run.end();
        return undefined;
      },
      disconnect: () => {
        this.#run?.drop();
        this.#channel.close('disconnect');
        return undefined;
      },
      cancel: ({ requestId }) => {
        if (requestId !== undefined) this.#channel.cancel(requestId);
        return undefined;
      },
    };
  }

  async #launch(args: unknown): Promise<undefined> {
    if (!this.#isInitialized)
      throw new DebugFault(
        'notInitialized',
        'The session has to be initialized before anything is launched.',
      );
    if (this.#isLaunching)
      throw new DebugFault(
        'alreadyLaunched',
        'This session has been launched already. Restart it, or begin another.',
      );
    this.#isLaunching = true;
    await this.#open(readLaunch(args));
    this.#channel.event('initialized');
    await this.#configured.promise;
    await this.#start();
    return undefined;
  }

  async #restart(args: unknown): Promise<undefined> {
    const before = this.#needOpened();
    const running = this.#run;
    await this.#open(args === undefined ? before.launch : readLaunch(args));
    running?.drop();
    this.#tellPlaces();
    await this.#start();
    return undefined;
  }

  async #open(launch: Launch): Promise<void> {
    const target = await this.#host.open(launch.wishes).catch(cannotLaunch);
    const onLoad = (source: DebugProtocol.Source) =>
      this.#channel.event('loadedSource', { reason: 'new', source });
    this.#opened = { launch, target, skills: new SessionSkills(target, onLoad) };
  }

  async #start(): Promise<void> {
    const { target, skills, launch } = this.#needOpened();
    const stopOnEntry = launch.stopOnEntry && !launch.noDebug;
    const parts = { skills, numbering: this.#numbering, json: this.#json };
    const tell = (event: string, body?: unknown) => this.#channel.event(event, body);
    const listener: RunListener = {
      onStopped: stop => tell('stopped', stoppedBody(stop)),
      onInvalidated: () => {
        if (this.#showsInvalidated) tell('invalidated', { areas: ['all'] });
      },
      onEvent: event => {
        if (event.type === 'logpoint') tell('output', logpointOutput(event, parts));
        else if (event.type === 'restarted') tell('output', restartedOutput());
        else if (event.event.type === 'log') tell('output', logOutput(event.event.line, parts));
      },
      onEnded: outcome => {
        tell('output', outcomeOutput(outcome, parts));
        tell('exited', { exitCode: outcome.status === 'completed' ? 0 : 1 });
        tell('terminated');
      },
    };
    this.#run = new DebuggedRun(target.skill, listener);
    this.#beginning = this.#run
      .begin({ target, skills, stopOnEntry, breakpoints: this.#breakpoints() })
      .catch(cannotLaunch);
    await this.#beginning;
  }

  #breakpoints() {
    const { target, skills, launch } = this.#needOpened();
    return launch.noDebug ? noBreakpoints : this.#book.all(skills, target.skipped);
  }

  #needOpened(): Opened {
    if (this.#opened !== undefined) return this.#opened;
    throw new DebugFault('notLaunched', 'Nothing has been launched yet.');
  }

  #needRun(): DebuggedRun {
    if (this.#run !== undefined) return this.#run;
    throw new DebugFault('notLaunched', 'The run has not begun yet.');
  }
}

function refused(message: string): DebugFault {
  return new DebugFault('refused', message, { isShown: true });
}

function cannotLaunch(error: unknown): never {
  const reason = error instanceof Error ? error.message : String(error);
  throw new DebugFault('cannotLaunch', reason, { isShown: true });
}
