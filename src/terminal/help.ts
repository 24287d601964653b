/** The text of `--help`, for the program and for each command. */

import { type CommandName, commandNames, commands, type Flag, generalFlags } from './command.ts';
import type { Paint } from './terminal.ts';

/** @param topic - a command, or `undefined` for the program as a whole */
export function helpText(topic: CommandName | undefined, paint: Paint): string {
  return topic === undefined ? generalHelp(paint) : commandHelp(topic, paint);
}

function generalHelp(paint: Paint): string {
  return [
    'Skillsmith runs and checks skills: small JavaScript functions that lie in a folder called .skills',
    'and run in a sandbox of their own.',
    '',
    section('Usage', ['skillsmith <command> [flags]'], paint),
    '',
    section('Commands', columns(commandNames.map(name => [signature(name), commands[name].summary])), paint),
    '',
    section('Flags', flagLines(generalFlags), paint),
    '',
    section('Examples', examples([...commandNames].map(name => commands[name].examples[0]!)), paint),
    '',
    'Learn more about a command: skillsmith <command> --help',
    'Colours: only on a terminal; NO_COLOR=1 turns them off, FORCE_COLOR=1 turns them on.',
    '',
  ].join('\n');
}

function commandHelp(name: CommandName, paint: Paint): string {
  const { summary, usage, text, flags, examples: shown } = commands[name];
  return [
    summary,
    '',
    section('Usage', [`skillsmith ${name} ${usage}`], paint),
    '',
    text,
    '',
    section('Flags', flagLines(flags), paint),
    '',
    section('Examples', examples(shown), paint),
    '',
  ].join('\n');
}

function signature(name: CommandName): string {
  return `${name} ${commands[name].usage.replace(' [flags]', '').replace('[flags]', '')}`.trim();
}

function section(title: string, lines: readonly string[], paint: Paint): string {
  return [paint('bold', `${title}:`), ...lines.map(line => `  ${line}`)].join('\n');
}

function flagLines(flags: readonly Flag[]): string[] {
  return columns(
    flags.map(({ name, short, value, text }) => {
      const long = value === undefined ? `--${name}` : `--${name} ${value}`;
      return [short === undefined ? `    ${long}` : `-${short}, ${long}`, text];
    }),
  );
}

function examples(shown: readonly (readonly [string, string])[]): string[] {
  return shown.flatMap(([command, explanation]) => [`# ${explanation}`, command]);
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}
