/** The commands and flags that there are: one table, from which arguments are read and help is written. */

export const commandNames = ['list', 'check', 'run', 'replay', 'graph', 'explain'] as const;
export type CommandName = (typeof commandNames)[number];

export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in help; absent for a flag that is on or off. */
  readonly value?: string;
  /** It may be given several times, and each time counts. */
  readonly isRepeated?: boolean;
  readonly text: string;
}

const help: Flag = { name: 'help', short: 'h', text: 'Show this help.' };
const version: Flag = { name: 'version', short: 'V', text: 'Show the version.' };
const root: Flag = {
  name: 'root',
  value: 'DIR',
  text: 'The folder that holds .skills. Default: this folder, or the nearest one above it that has one.',
};
const json = (text: string): Flag => ({ name: 'json', text });

export const generalFlags: readonly Flag[] = [help, version];

export interface CommandHelp {
  /** What follows the command's name: `<name> [flags]`. */
  readonly usage: string;
  readonly summary: string;
  readonly text: string;
  readonly flags: readonly Flag[];
  readonly examples: readonly (readonly [command: string, explanation: string])[];
}

export const commands: Readonly<Record<CommandName, CommandHelp>> = {
  list: {
    usage: '[flags]',
    summary: 'Show the skills of this folder.',
    text: 'Prints one line for each skill: its signature, its category and what it does.',
    flags: [
      json('Print an array of objects instead: name, category, path, description, schemas, …'),
      root,
      help,
    ],
    examples: [
      ['skillsmith list', 'everything at a glance'],
      ["skillsmith list --json | jq -r '.[].name'", 'the names alone'],
    ],
  },
  check: {
    usage: '[flags]',
    summary: 'Find problems without running anything.',
    text: [
      'Prints each problem as "file:line:column severity code message", the file relative to the current folder,',
      'and a summary on standard error. Exits with 1 when there is an error; warnings alone exit with 0.',
      'With --fix, problems whose repair is safe are repaired in the files first; what is left is printed.',
    ].join('\n'),
    flags: [
      {
        name: 'fix',
        text: 'Make the repairs that are safe, and print them. Other problems are left to you.',
      },
      {
        name: 'severity',
        value: 'C=LEVEL',
        isRepeated: true,
        text: 'Tell problems of code C as error, warning, information or hint, or not at all: off.',
      },
      {
        name: 'max-depth',
        value: 'N',
        text: 'How many skills a chain of calls may have. Default: 5.',
      },
      json('Print an array of objects instead: file, line, column, severity, code, message, …'),
      root,
      help,
    ],
    examples: [
      ['skillsmith check', 'before a commit, or in CI'],
      ['skillsmith check --fix', 'repair what can be repaired safely'],
      ['skillsmith check --root ../shop', 'the skills of another folder'],
      ['skillsmith check --severity missing-description=off', 'without the notes on descriptions'],
    ],
  },
  graph: {
    usage: '[flags]',
    summary: 'Show who calls whom.',
    text: [
      'Prints the call graph on standard output: as Mermaid text for Markdown pages, as DOT for Graphviz, as an SVG',
      'picture, or as JSON: {"nodes": [{"name", …}], "edges": [{"from", "to", "calls", …}], "cycles": [["a", "b"]]}.',
      'With --cycles, what is not on a circle is left out, and without a --format each circle is listed with its calls.',
    ].join('\n'),
    flags: [
      { name: 'format', value: 'FORMAT', text: 'mermaid, dot, json or svg. Default: mermaid.' },
      { name: 'focus', value: 'NAME', text: 'Only this skill, its callers and its callees.' },
      {
        name: 'depth',
        value: 'N',
        text: 'With --focus: so many levels of callers and of callees. Default: all of them.',
      },
      { name: 'cycles', text: 'Only the circles of calls, which every run refuses.' },
      { name: 'fail-on-cycle', text: 'Exit with 1 when what is shown has a circle.' },
      root,
      help,
    ],
    examples: [
      ['skillsmith graph --format svg > skills.svg', 'a picture of all skills'],
      ['skillsmith graph --focus checkout --depth 2', 'what is near one skill'],
      ['skillsmith graph --cycles --fail-on-cycle', 'in CI: no circles'],
    ],
  },
  explain: {
    usage: '<code>',
    summary: 'Explain a problem that check finds.',
    text: 'Prints what the problem is, why it matters, and code before and after the repair, as Markdown.',
    flags: [help],
    examples: [['skillsmith explain missing-await', 'what skill/missing-await means']],
  },
  run: {
    usage: '<name> [flags]',
    summary: 'Run a skill and print its result.',
    text: [
      'Runs the skill in the sandbox. Its result is printed as JSON on standard output; what it logs, and the error',
      'when it fails, on standard error. Ctrl-C cancels the run; a second Ctrl-C ends the program at once.',
      '',
      'Exit codes: 0 completed, 1 failed, 2 wrong usage, unknown or invalid skill, invalid inputs,',
      '124 timed out, 130 cancelled.',
    ].join('\n'),
    flags: [
      { name: 'inputs', value: 'JSON', text: 'The inputs, as a JSON object. Default: {}.' },
      {
        name: 'inputs-file',
        value: 'FILE',
        text: 'Read the inputs from a file, or from standard input with "-".',
      },
      {
        name: 'timeout',
        value: 'MS',
        text: "Time limit in milliseconds, 1 to 300000. Default: the skill's @timeout, else 30000.",
      },
      {
        name: 'record',
        value: 'FILE',
        text: 'Write a recording of the run into this file, for "skillsmith replay".',
      },
      {
        name: 'no-cache',
        text: 'Run every skill, also those whose results are cached (@cache), and cache them anew.',
      },
      {
        name: 'redis',
        value: 'URL',
        text: 'Share cached results over this Redis server. Default: $SKILLSMITH_REDIS_URL.',
      },
      json('Print the whole outcome as one JSON object: status, result or error, logs, calls, duration.'),
      root,
      help,
    ],
    examples: [
      ['skillsmith run pythagorean --inputs \'{"a": 3, "b": 4}\'', 'a skill with inputs'],
      ['skillsmith run csv_report --inputs-file sales.json', 'inputs from a file'],
      ['echo \'{"text": "Hi!"}\' | skillsmith run slugify --inputs-file -', 'inputs from another program'],
      [
        'skillsmith run slugify --json --inputs \'{"text": "Hi!"}\' | jq .calls',
        'who called whom, and for how long',
      ],
    ],
  },
  replay: {
    usage: '<file> [flags]',
    summary: 'Run a recorded run again, and say whether it is the same.',
    text: [
      'Runs the skills of today with the inputs, the clock, the randomness and all other answers of a recording, and',
      'compares: calls with their inputs, the log, and the result or the error. Says where they first differ.',
      '',
      'Exit codes: 0 the same, 1 not the same, 2 wrong usage or no recording that can be replayed, 130 cancelled.',
    ].join('\n'),
    flags: [
      { name: 'recorded', text: 'Run the skills as they were recorded, not those of today.' },
      json('Print an object instead: skill, isSame, divergence (kind, message, expected, actual), outcome.'),
      root,
      help,
    ],
    examples: [
      ['skillsmith run checkout --inputs-file cart.json --record checkout.recording.json', 'record a run'],
      ['skillsmith replay checkout.recording.json', 'after a change: does it still do the same?'],
    ],
  },
};
