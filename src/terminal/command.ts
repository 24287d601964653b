/** The commands and flags that there are: one table, from which arguments are read and help is written. */

export const commandNames = [
  'list',
  'search',
  'check',
  'run',
  'batch',
  'replay',
  'runs',
  'stats',
  'cache',
  'graph',
  'explain',
] as const;
export type CommandName = (typeof commandNames)[number];

export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What stands for the value in help; absent for a flag that is on or off. */
  readonly value?: string;
  /** It may be given several times, and each time counts. */
  readonly isRepeated?: boolean;
  /** What stands between its values in {@link Flags}; a comma unless told. */
  readonly joint?: string;
  readonly text: string;
}

/** Between values that may hold anything else: no argument of a program has it. */
export const anyValue = '\u0000';

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
  search: {
    usage: '[words…] [flags]',
    summary: 'Find skills by what is remembered of them.',
    text: [
      'Looks for the words in names, tags, categories, descriptions, parameters and the names in the code, the best',
      'first. The beginning of a word is enough, and a typo does not matter. Without words, all that fit are listed.',
      'Exits with 0 also when nothing is found.',
    ].join('\n'),
    flags: [
      { name: 'category', value: 'C', text: 'Only this category and those below it.' },
      {
        name: 'tag',
        value: 'T',
        isRepeated: true,
        text: 'Only skills with this tag; several times: with all of them.',
      },
      {
        name: 'min-success-rate',
        value: 'R',
        text: 'Only skills whose runs completed at least so often, 0 to 1. Needs a history.',
      },
      { name: 'has-problems', text: 'Only skills with errors or warnings.' },
      { name: 'sort', value: 'ORDER', text: 'relevance, name, runs, recent or success. Default: relevance.' },
      { name: 'limit', value: 'N', text: 'At most so many. Default: 20; without words, all.' },
      json('Print an array of objects instead: those of "list --json", with score.'),
      root,
      help,
    ],
    examples: [
      ['skillsmith search csv', 'what has to do with CSV'],
      ["skillsmith search --tag text --sort name --json | jq -r '.[].name'", 'the names of all with a tag'],
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
  runs: {
    usage: '[flags]',
    summary: 'Show what ran, newest first.',
    text: [
      'Prints one line for each run that was recorded, by the editor or by this program: when, which skill, its outcome,',
      'how long it took, who started it, and why it failed. It needs Node 22.13 or later.',
    ].join('\n'),
    flags: [
      { name: 'skill', value: 'NAME', text: 'Only runs of this skill.' },
      { name: 'status', value: 'STATUS', text: 'Only these: completed, failed, cancelled or timed-out.' },
      {
        name: 'since',
        value: 'TIME',
        text: 'Only runs that started since: 30m, 12h or 7d ago, or a date such as 2026-01-31.',
      },
      { name: 'limit', value: 'N', text: 'At most so many. Default: 20.' },
      json('Print an array of objects instead: id, skill, status, startedAt, durationMs, error, …'),
      root,
      help,
    ],
    examples: [
      ['skillsmith runs --status failed --since 7d', 'what failed this week'],
      ['skillsmith runs --skill slugify --limit 100', 'the last runs of one skill'],
      ["skillsmith runs --json | jq '.[0].error'", 'why the last run failed'],
    ],
  },
  stats: {
    usage: '[flags]',
    summary: 'Show how often skills succeed, and how fast.',
    text: [
      'Prints one line for each skill that ever ran: runs, calls by other skills, success rate, mean, median and 95th',
      'percentile of its time, and its last failure. It needs Node 22.13 or later.',
    ].join('\n'),
    flags: [
      { name: 'skill', value: 'NAME', text: 'Only this skill.' },
      json('Print an array of objects instead: name, runs, calls, successRate, p95Ms, failures, …'),
      root,
      help,
    ],
    examples: [
      ['skillsmith stats', 'all skills at a glance'],
      ["skillsmith stats --json | jq '.[] | select(.successRate < 0.9) | .name'", 'those that need care'],
    ],
  },
  cache: {
    usage: '[flags]',
    summary: 'Show or clear the cached results of skills tagged @cache.',
    text: [
      'Prints how often a result was found, in memory, in the database of this folder and in Redis, how often none was,',
      'how many gave way to others, and how many are kept. All who use the folder count: the editor as well.',
      'Results in Redis are shared and stay; "skillsmith run --no-cache" replaces those of one run.',
    ].join('\n'),
    flags: [
      {
        name: 'clear',
        text: 'Forget the results of this folder. Other windows forget theirs when they close.',
      },
      json('Print an object instead: entries, hits (memory, database, redis), misses, evictions, cleared.'),
      root,
      help,
    ],
    examples: [
      ['skillsmith cache', 'whether caching is of use'],
      ['skillsmith cache --clear', 'let every skill run anew'],
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
        name: 'preset',
        value: 'NAME',
        text: 'The inputs that were saved under this name in the editor; --inputs changes single ones.',
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
      ['skillsmith run pythagorean --preset 3-4-5', 'inputs that were saved in the editor'],
      ['echo \'{"text": "Hi!"}\' | skillsmith run slugify --inputs-file -', 'inputs from another program'],
      [
        'skillsmith run slugify --json --inputs \'{"text": "Hi!"}\' | jq .calls',
        'who called whom, and for how long',
      ],
    ],
  },
  replay: {
    usage: '<file|run-id> [flags]',
    summary: 'Run a recorded run again, and say whether it is the same.',
    text: [
      'Runs the skills of today with the inputs, the clock, the randomness and all other answers of a recording, and',
      'compares: calls with their inputs, the log, and the result or the error. Says where they first differ.',
      'A recording is a file, or a run of the history: the beginning of its id will do ("skillsmith runs").',
      '',
      'With --set-input, --call and --fail it says what would have been: the run is another one from there on, and is',
      'answered from the recording as long as it calls and asks the same. A call is named by its number in the run.',
      '',
      'Exit codes: 0 the same, 1 not the same, 2 wrong usage or no recording that can be replayed, 130 cancelled;',
      'of what would have been those of "run".',
    ].join('\n'),
    flags: [
      { name: 'recorded', text: 'Run the skills as they were recorded, not those of today.' },
      {
        name: 'set-input',
        value: 'PATH=JSON',
        isRepeated: true,
        joint: anyValue,
        text: 'What if this input had been another: name=\'"Zoë"\', items[0].price=3.',
      },
      {
        name: 'call',
        value: 'N=JSON',
        isRepeated: true,
        joint: anyValue,
        text: 'What if call N, which then does not run, had returned this.',
      },
      {
        name: 'fail',
        value: 'N=MESSAGE',
        isRepeated: true,
        joint: anyValue,
        text: 'What if call N had failed: "no route", or with a name "NetworkError: no route".',
      },
      {
        name: 'beyond',
        value: 'WHO',
        text: 'Who answers what the recording cannot: world (default), or refuse, which ends the run.',
      },
      { name: 'save', text: 'Run nothing: write the recording beside its skill, as NAME.recording.json.' },
      json('Print an object instead: skill, isSame, divergence (kind, message, expected, actual), outcome.'),
      root,
      help,
    ],
    examples: [
      ['skillsmith run checkout --inputs-file cart.json --record checkout.recording.json', 'record a run'],
      ['skillsmith replay checkout.recording.json', 'after a change: does it still do the same?'],
      [
        'skillsmith replay 0mx0a2j3z --call 3=\'{"rate": 0.07}\'',
        'what if call 3 had returned something else?',
      ],
    ],
  },
  batch: {
    usage: '<name> [flags]',
    summary: 'Run a skill once for each row of a file.',
    text: [
      'Reads rows of inputs: a JSON array of objects, JSONL (an object on each line) or CSV (the first line names the',
      'inputs, also as user.name or items[0]). Runs the skill for each, several at the same time, and prints one line',
      'of JSON for each in the order of the rows: {"row": 1, "status": "completed", "result": …, "durationMs": 1.2},',
      'with "error" instead of "result" when it did not complete. A row that does not fit fails; the others go on.',
      '',
      'With --out the lines go to a file. When that exists and is of the same skill and rows, it is continued: rows',
      'whose line is there are not run again. So the same command goes on after Ctrl-C, or after the power failed.',
      '',
      'Exit codes: 0 all completed, 1 some did not, 2 wrong usage, or rows that cannot be read, 130 cancelled.',
    ].join('\n'),
    flags: [
      {
        name: 'inputs',
        value: 'FILE',
        text: 'The rows: a .json, .jsonl or .csv file, or standard input with "-".',
      },
      {
        name: 'concurrency',
        value: 'N',
        text: 'Runs at the same time, 1 to 256. Default: as many as the machine has processors.',
      },
      { name: 'out', value: 'FILE', text: 'Write the results to this file, or continue it.' },
      { name: 'retry-failed', text: 'With --out: run the rows again that did not complete before.' },
      { name: 'stop-on-error', text: 'Begin no more runs after one that did not complete.' },
      {
        name: 'timeout',
        value: 'MS',
        text: "Time limit of each run in milliseconds, 1 to 300000. Default: the skill's @timeout, else 30000.",
      },
      root,
      help,
    ],
    examples: [
      ['skillsmith batch slugify --inputs titles.csv', 'a run for each line of a table'],
      [
        'skillsmith batch geocode --inputs places.jsonl --out results.jsonl',
        'results in a file that can be continued',
      ],
      [
        'skillsmith batch geocode --inputs places.jsonl --out results.jsonl --retry-failed',
        'once more what failed, after the skill was repaired',
      ],
    ],
  },
};
