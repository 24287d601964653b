/** Does what the arguments say and returns the exit code: the whole of the program but its surroundings. */

import type { Disposable } from '../base/disposal.ts';
import type { Runner } from '../run/port.ts';
import { explanationOf } from '../skill/explanation.ts';
import { type Command, readArguments } from './arguments.ts';
import { batch } from './batch.ts';
import { check } from './check.ts';
import { graph } from './graph.ts';
import { helpText } from './help.ts';
import { list } from './list.ts';
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
  /** For so many runs at the same time. */
  readonly createRunner: (threads: number) => Runner & Disposable;
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
  { terminal, version, problemPage, createRunner }: CommandLineOptions,
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
  }
  const skills = await openSkills(command.root, terminal.currentFolder);
  try {
    if (command.do === 'run') return await run(command, skills, createRunner, terminal);
    if (command.do === 'batch') return await batch(command, skills, createRunner, terminal);
    if (command.do === 'graph') return await graph(command, skills, terminal);
    return command.do === 'list'
      ? list(skills, command.json, terminal)
      : await check(skills, command, terminal);
  } finally {
    skills.catalogue.dispose();
  }
}
