/** What a run writes while it is debugged, as events for the client's console. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import { durationText } from '../base/duration.ts';
import type { DebugEvent } from '../run/debug/debuggee.ts';
import type { LogLine, Outcome, RunError } from '../run/outcome.ts';
import { type JsonValues, lineOf } from './json-values.ts';
import type { Numbering } from './numbering.ts';
import type { SessionSkills } from './session-skills.ts';

type Output = DebugProtocol.OutputEvent['body'];

interface OutputParts {
  readonly skills: SessionSkills;
  readonly numbering: Numbering;
}

/** Clients show `console` as a warning and `stderr` as an error. */
const categories = {
  debug: 'stdout',
  log: 'stdout',
  info: 'stdout',
  warn: 'console',
  error: 'stderr',
} as const satisfies Record<LogLine['level'], string>;

export function logOutput({ level, text, file, line, column }: LogLine, parts: OutputParts): Output {
  const place = file === undefined ? undefined : placeOf(file, line, column, parts);
  return { category: categories[level], output: `${text}\n`, ...place };
}

export function logpointOutput(
  { text, place, isError }: Extract<DebugEvent, { readonly type: 'logpoint' }>,
  parts: OutputParts,
): Output {
  const { file, line, column } = place;
  return {
    category: isError ? 'stderr' : 'stdout',
    output: `${text}\n`,
    ...placeOf(file, line, column, parts),
  };
}

/** How the run ended: its result as a tree, or its error with the calls that it rose through. */
export function outcomeOutput(outcome: Outcome, parts: OutputParts & { readonly json: JsonValues }): Output {
  const { status, result = null, error, durationMs, skill } = outcome;
  const took = durationText(durationMs);
  if (status === 'completed') {
    const output = `${skill} completed in ${took}: ${lineOf(result)}\n`;
    return { category: 'stdout', output, variablesReference: parts.json.wrap('result', result) };
  }
  if (status === 'cancelled')
    return { category: 'console', output: `${skill} was cancelled after ${took}\n` };
  if (error === undefined) return { category: 'stderr', output: `${skill} ${status} after ${took}\n` };
  const place = error.file === undefined ? undefined : placeOf(error.file, error.line, error.column, parts);
  return { category: 'stderr', output: errorText(error, parts.skills), ...place };
}

function errorText({ name, message, chain, stack }: RunError, skills: SessionSkills): string {
  const calls = chain.length > 1 ? `\n    calls: ${chain.join(' → ')}` : '';
  const frames =
    stack === ''
      ? ''
      : `\n${stack
          .split('\n')
          .map(frame => `    ${withFile(frame, skills)}`)
          .join('\n')}`;
  return `${name}: ${message}${calls}${frames}\n`;
}

/** Consoles make links of files that are named in full. */
function withFile(frame: string, skills: SessionSkills): string {
  return frame.trim().replace(/\(([^()]+):(\d+:\d+)\)$/, (text, path: string, place: string) => {
    const file = skills.program(path) && skills.source(path).path;
    return file === undefined ? text : `(${file}:${place})`;
  });
}

function placeOf(
  file: string,
  line: number | undefined,
  column: number | undefined,
  { skills, numbering }: OutputParts,
): Pick<Output, 'source' | 'line' | 'column'> {
  return {
    source: skills.source(file),
    ...(line !== undefined && { line: numbering.clientLine(line) }),
    ...(column !== undefined && { column: numbering.clientColumn(column) }),
  };
}

/** The log that follows is that of changed skills, from the start. */
export function restartedOutput(): DebugProtocol.OutputEvent['body'] {
  return { category: 'console', output: 'Run again with the changed skills, answered as before.\n' };
}
