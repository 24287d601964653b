/** Does what the arguments say and returns the exit code: the whole of the program but its surroundings. */

import type { Disposable } from '../base/disposal.ts';
import { rateOf } from '../library/metrics.ts';
import type { SkillRates } from '../library/search.ts';
import { StoreError } from '../node/store/store-error.ts';
import { CachingRunner } from '../run/caching-runner.ts';
import type { Runner } from '../run/port.ts';
import { explanationOf } from '../skill/explanation.ts';
import { type Command, readArguments } from './arguments.ts';
import { batch } from './batch.ts';
import { cache } from './cache.ts';
import { check } from './check.ts';
import { graph } from './graph.ts';
import { helpText } from './help.ts';
import { type OpenHistory, openHistory, required } from './history.ts';
import type { SearchCommand } from './library-arguments.ts';
import { list } from './list.ts';
import { replay } from './replay.ts';
import type { ReplayCommand } from './replay-arguments.ts';
import { openResults, type RedisParts } from './results.ts';
import { run } from './run.ts';
import { runs } from './runs.ts';
import { search } from './search.ts';
import { openSkills } from './skill-root.ts';
import { stats } from './stats.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';
import { KeptVersions } from './versions.ts';

export interface CommandLineOptions {
  /** Without the program's own name. */
  readonly args: readonly string[];
  readonly terminal: Terminal;
  readonly version: () => Promise<string>;
  /** The page that explains all problems, as Markdown. */
  readonly problemPage: () => Promise<string>;
  /** For so many runs at the same time. */
  readonly createRunner: (threads: number) => Runner & Disposable;
  /** How the history of a folder is opened, where not by the database of this Node. */
  readonly historyOf?: typeof openHistory;
  /** Without it there is no Redis. */
  readonly redis?: RedisParts;
}

/** Resolves to the exit code: 2 for wrong usage and for a database that cannot be read, 70 for an error of the program itself. */
export async function commandLine(options: CommandLineOptions): Promise<number> {
  const { err } = options.terminal;
  try {
    if (options.args.length === 0) {
      err.write(helpText(undefined, err.paint));
      return 2;
    }
    return await perform(readArguments(options.args), options);
  } catch (error) {
    if (error instanceof UsageError || error instanceof StoreError) {
      err.write(`${err.paint('red', 'skillsmith')}: ${error.message}\n`);
      return 2;
    }
    err.write(
      `${err.paint('red', 'skillsmith')}: unexpected error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 70;
  }
}

async function perform(
  command: Command,
  { terminal, version, problemPage, createRunner, redis, historyOf = openHistory }: CommandLineOptions,
): Promise<number> {
  const { out } = terminal;
  switch (command.do) {
    case 'help':
      out.write(helpText(command.topic, out.paint));
      return 0;
    case 'version':
      out.write(`${await version()}\n`);
      return 0;
    case 'explain':
      out.write(explanationOf(command.code, await problemPage()) ?? '');
      return 0;
    case 'replay':
      return replayCommand(command, { createRunner, historyOf, terminal });
  }
  const skills = await openSkills(command.root, terminal.currentFolder);
  const { err } = terminal;
  const versions = new KeptVersions(skills.folder, text => err.write(`${err.paint('dim', text)}\n`));
  const history = needsHistory(command) ? historyOf(skills.folder, terminal) : undefined;
  try {
    await versions.notice();
    if (command.do === 'run')
      return await run(command, { skills, createRunner, history, ...(redis && { redis }) }, terminal);
    if (command.do === 'runs') return await runs(command, history, terminal);
    if (command.do === 'stats') return await stats(command, skills, history, terminal);
    if (command.do === 'cache') return await cache(command, skills.folder, terminal);
    if (command.do === 'batch')
      return await batch(
        command,
        skills,
        keptBy(
          history,
          () => openResults({ redis: undefined }, skills, { ...(redis && { redis }), terminal }),
          createRunner,
        ),
        terminal,
      );
    if (command.do === 'graph') return await graph(command, skills, terminal);
    if (command.do === 'search')
      return search(command, skills, terminal, asksForRates(command) ? await ratesOf(history) : undefined);
    return command.do === 'list'
      ? list(skills, command.json, terminal)
      : await check(skills, { ...command, versions }, terminal);
  } finally {
    await history?.history.settled();
    history?.dispose();
    versions.dispose();
    skills.catalogue.dispose();
  }
}

/** Makes runners whose runs and results are kept. */
function keptBy(
  history: OpenHistory | undefined,
  open: () => ReturnType<typeof openResults>,
  createRunner: (threads: number) => Runner & Disposable,
): (threads: number) => Runner & Disposable {
  return threads => {
    const runner = createRunner(threads);
    const results = open();
    const cached = new CachingRunner(runner, results);
    const recorded = history?.recorded(cached) ?? cached;
    return {
      run: (request, world) => recorded.run(request, world),
      dispose: () => {
        runner.dispose();
        void results.close();
      },
    };
  };
}

/** Whether how well skills do has to be known for a search. */
function asksForRates({ query: { minSuccessRate, sort } }: SearchCommand): boolean {
  return minSuccessRate !== undefined || (sort !== 'relevance' && sort !== 'name');
}

async function ratesOf(history: OpenHistory | undefined): Promise<SkillRates> {
  const all = await required(history).history.allMetrics();
  const rates = new Map(all.map(metrics => [metrics.name.toLowerCase(), rateOf(metrics)]));
  return { rateOf: name => rates.get(name.toLowerCase()) };
}

function needsHistory(command: Command): boolean {
  if (command.do === 'search') return asksForRates(command);
  return command.do === 'run' || command.do === 'batch' || command.do === 'runs' || command.do === 'stats';
}

/** A recording has skills of its own, so that there need not be a folder with others. */
async function replayCommand(
  command: ReplayCommand,
  {
    createRunner,
    historyOf,
    terminal,
  }: Required<Pick<CommandLineOptions, 'createRunner' | 'historyOf' | 'terminal'>>,
): Promise<number> {
  const today = await openSkills(command.root, terminal.currentFolder).catch((error: unknown) => {
    if (error instanceof UsageError && command.root === undefined) return undefined;
    throw error;
  });
  const history = today && historyOf(today.folder, terminal);
  try {
    return await replay(command, { today, history: history?.history, createRunner, terminal });
  } finally {
    history?.dispose();
    today?.catalogue.dispose();
  }
}
