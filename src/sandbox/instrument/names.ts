/** The names that instrumentation adds to a program, none of which the program uses itself. */

export interface ProbeNames {
  /** The flags of all probes, an array of bytes. */
  readonly flags: string;
  /** Asked where a flag is set: whether to stop. */
  readonly probe: string;
  /** Called to stop, with a function that reads and sets the variables of the place. */
  readonly stop: string;
  /** Counts entries of functions and rounds of loops. */
  readonly count: string;
  /** The number of a function's frame. */
  readonly frame: string;
  /** The number of the skill's call. */
  readonly call: string;
  /** What is known of an asynchronous function's frame. */
  readonly task: string;
  readonly beginTask: string;
  readonly endTask: string;
  /** Called before and after an `await`. */
  readonly suspend: string;
  readonly resume: string;
  /** Reads and sets the variables of a function that has many. */
  readonly shared: string;
  /** The parameters of a function that reads and sets variables. */
  readonly which: string;
  readonly value: string;
  /** Gives the number of the call that a module is evaluated for. */
  readonly openCall: string;
  /** Handed the function that reads and sets the variables of the program itself. */
  readonly openBody: string;
  /** Handed the function that reads and sets the program's counter. */
  readonly addCounter: string;
  /** Given what was read as `.stack`, or an error that it is taken out of: puts it in terms of the program without probes. */
  readonly stackText: string;
}

/** With a prefix that stands nowhere in the program. */
export function probeNames(code: string): ProbeNames {
  let prefix = '$';
  while (code.includes(`${prefix}_`)) prefix += '$';
  const name = (letter: string) => `${prefix}_${letter}`;
  return {
    flags: name('b'),
    probe: name('p'),
    stop: name('q'),
    count: name('n'),
    frame: name('f'),
    call: name('c'),
    task: name('k'),
    beginTask: name('a'),
    endTask: name('z'),
    suspend: name('w'),
    resume: name('r'),
    shared: name('s'),
    which: name('i'),
    value: name('v'),
    openCall: name('o'),
    openBody: name('m'),
    addCounter: name('d'),
    stackText: name('t'),
  };
}
