/** Where a replay left its recording, in words for people. */

import type { LogLine, Outcome } from './outcome.ts';
import type { Difference } from './replay.ts';
import { type Divergence, readCall } from './tape.ts';

export interface DifferenceText {
  readonly kind: Difference['kind'];
  /** A sentence. */
  readonly message: string;
  /** Where it is a call: its number in the run, and the names from the started skill to what was called. */
  readonly call?: { readonly number: number; readonly chain: readonly string[] };
  /** What was recorded; absent when nothing was. A result is a value, everything else text. */
  readonly expected?: unknown;
  readonly actual?: unknown;
}

export function differenceText(difference: Difference): DifferenceText {
  const { kind } = difference;
  switch (kind) {
    case 'call':
      return ofCall(difference);
    case 'question':
      return {
        kind,
        message: 'It asks the world something that the recorded run did not.',
        actual: difference.actual,
      };
    case 'clock':
      return { kind, message: 'It looks at the clock more often than the recorded run did.' };
    case 'log': {
      const message = `Line ${difference.number} of the log is another one.`;
      const [expected, actual] = [logText(difference.expected), logText(difference.actual)];
      return { kind, message, ...(expected && { expected }), ...(actual && { actual }) };
    }
    case 'end': {
      const [expected, actual] = [endOf(difference.expected), endOf(difference.actual)];
      return { kind, message: 'It ends in another way.', expected, actual };
    }
  }
}

function ofCall({ kind, number, ...difference }: Extract<Divergence, { kind: 'call' }>): DifferenceText {
  const [expected, actual] = [callText(difference.expected), callText(difference.actual)];
  const name = readCall(difference.actual)?.name;
  const chain = name === undefined ? difference.chain : [...difference.chain, name];
  const where = chain.length > 1 ? ` (${chain.join(' → ')})` : '';
  const what = expected === undefined ? 'is one more than were recorded' : 'is another one';
  return {
    kind,
    message: `Call ${number}${where} ${what}.`,
    call: { number, chain },
    ...(expected !== undefined && { expected }),
    ...(actual !== undefined && { actual }),
  };
}

/** `square({"x":3})`, from `1,"square",{"x":3}`. */
function callText(text: string | undefined): string | undefined {
  const call = readCall(text ?? '');
  return call === undefined ? text : `${call.name}(${call.inputs})`;
}

function logText(line: LogLine | undefined): string | undefined {
  return line && `[${line.skill}] ${line.level}: ${line.text}`;
}

/** The result, or the error in a sentence. */
function endOf({ status, result, error }: Outcome): unknown {
  return status === 'completed' ? (result ?? null) : `${error?.name}: ${error?.message}`;
}
