/** Does what the arguments say and returns the exit code: the whole of the program but its surroundings. */

import type { Disposable } from '../base/disposal.ts';
import type { Runner } from '../run/port.ts';
import { explanationOf } from '../skill/explanation.ts';
import { type Command, type ReplayCommand, readArguments } from './arguments.ts';
import { check } from './check.ts';
import { graph } from './graph.ts';
import { helpText } from './help.ts';
import { list } from './list.ts';
import { replayFile } from './replay.ts';
import type { RedisParts } from './results.ts';
import { run } from './run.ts';
import { openSkills } from './skill-root.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export interface CommandLineOptions {
  /** Without the program's own name. */
  readonly args: readonly string[];
  readonly terminal: Terminal;
  readonly version: () => Promise<string>;
  /** The page that explains all problems, as Markdown. */
  readonly problemPage: () => Promise<string>;
  readonly createRunner: () => Runner & Disposable;
  /** Without it there is no Redis. */
  readonly redis?: RedisParts;
}

/** Resolves to the exit code: 2 for wrong usage, 70 for an error of the program itself. */
export async function commandLine(options: CommandLineOptions): Promise<number> {
  const { err } = options.terminal;
  try {
    if (options.args.length === 0) {
      err.write(helpText(undefined, err.paint));
      return 2;
    }
    return await perform(readArguments(options.args), options);
  } catch (error) {
    if (error instanceof UsageError) {
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
  { terminal, version, problemPage, createRunner, redis }: CommandLineOptions,
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
      return replayCommand(command, createRunner, terminal);
  }
  const skills = await openSkills(command.root, terminal.currentFolder);
  try {
    if (command.do === 'run')
      return await run(command, skills, { createRunner, terminal, ...(redis && { redis }) });
    if (command.do === 'graph') return await graph(command, skills, terminal);
    return command.do === 'list'
      ? list(skills, command.json, terminal)
      : await check(skills, command, terminal);
  } finally {
    skills.catalogue.dispose();
  }
}

/** A recording has skills of its own, so that there need not be a folder with others. */
async function replayCommand(
  command: ReplayCommand,
  createRunner: () => Runner & Disposable,
  terminal: Terminal,
): Promise<number> {
  const today = await openSkills(command.root, terminal.currentFolder).catch((error: unknown) => {
    if (error instanceof UsageError && command.root === undefined) return undefined;
    throw error;
  });
  try {
    return await replayFile(command, { source: today?.catalogue, createRunner, terminal });
  } finally {
    today?.catalogue.dispose();
  }
}
