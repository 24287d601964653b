/** At which errors a run stops, as clients choose it, and what is said of one that it has stopped at. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ExceptionStops, StopError } from '../run/debug/debuggee.ts';

export const exceptionFilters: DebugProtocol.ExceptionBreakpointsFilter[] = [
  {
    filter: 'uncaught',
    label: 'Uncaught Errors',
    description: 'Stops at errors that end the run or the call of a skill.',
    default: true,
    supportsCondition: true,
    conditionDescription: 'Names of errors, such as: TypeError, RangeError',
  },
  {
    filter: 'caught',
    label: 'Caught Errors',
    description: 'Stops at errors that a catch takes.',
    default: false,
    supportsCondition: true,
    conditionDescription: 'Names of errors, such as: TypeError, RangeError',
  },
];

export const noExceptionStops: ExceptionStops = { uncaught: false, caught: false };

/** What the client's choice means to a run, and the answers: one for each filter, in order. */
export function exceptionStops({
  filters = [],
  filterOptions = [],
}: DebugProtocol.SetExceptionBreakpointsArguments): {
  readonly stops: ExceptionStops;
  readonly answers: readonly Omit<DebugProtocol.Breakpoint, 'id'>[];
} {
  const wanted = [...filters.map(filterId => ({ filterId, condition: '' })), ...filterOptions];
  const read = wanted.map(({ filterId, condition = '' }) => ({ filterId, ...namesIn(condition) }));
  const good = read.filter(({ problem }) => problem === undefined);
  const uncaught = good.filter(({ filterId }) => filterId === 'uncaught');
  const caught = good.filter(({ filterId }) => filterId === 'caught');
  const names = together(uncaught);
  const caughtNames = together(caught);
  const hasNames = uncaught.length > 0 && names !== undefined;
  const stops: ExceptionStops = {
    uncaught: uncaught.length > 0,
    caught: caught.length > 0,
    ...(uncaught.length > 0 && names && { names }),
    ...(caught.length > 0 && (caughtNames ?? hasNames) && { caughtNames: caughtNames ?? [] }),
  };
  return { stops: uncaught.length === 0 ? withCaughtOnly(stops) : stops, answers: read.map(answerOf) };
}

/** `names` speak of all errors where nothing else is said. */
function withCaughtOnly({ caughtNames, ...stops }: ExceptionStops): ExceptionStops {
  return caughtNames === undefined ? stops : { ...stops, names: caughtNames };
}

interface Read {
  readonly filterId: string;
  readonly names: readonly string[] | undefined;
  readonly problem?: string;
}

function answerOf({ filterId, problem }: Read): Omit<DebugProtocol.Breakpoint, 'id'> {
  if (!exceptionFilters.some(({ filter }) => filter === filterId))
    return { verified: false, message: `There is no filter of errors called "${filterId}".` };
  return problem === undefined ? { verified: true } : { verified: false, message: problem };
}

/** All errors, if one of them means all. */
function together(read: readonly Read[]): readonly string[] | undefined {
  const lists = read.map(({ names }) => names);
  return lists.includes(undefined) ? undefined : lists.flatMap(names => names ?? []);
}

function namesIn(condition: string): Omit<Read, 'filterId'> {
  const names = condition.split(/[\s,]+/).filter(name => name !== '');
  if (names.length === 0) return { names: undefined };
  const strange = names.find(name => !/^[\p{ID_Start}$_][\p{ID_Continue}$.]*$/u.test(name));
  if (strange === undefined) return { names };
  return { names, problem: `"${strange}" is no name of an error. Write names: TypeError, RangeError.` };
}

/** For the client's widget at the line. */
export function exceptionInfo({
  name,
  message,
  isCaught,
  stack,
  chain,
}: StopError): DebugProtocol.ExceptionInfoResponse['body'] {
  const through = chain.length > 1 ? `\nCalls: ${chain.join(' → ')}` : '';
  return {
    exceptionId: name,
    description: message + through,
    breakMode: isCaught ? 'always' : 'unhandled',
    details: { message, typeName: name, stackTrace: stack },
  };
}
