/** Answers requests about breakpoints, and hands them on to the run. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Breakpoints } from '../run/debug/debuggee.ts';
import { type BreakpointBook, placesBetween } from './breakpoint-book.ts';
import { exceptionInfo } from './exception-filter.ts';
import { DebugFault } from './fault.ts';
import type { RequestHandlers } from './request.ts';
import type { RunParts } from './stack-requests.ts';

interface BreakpointParts extends RunParts {
  readonly book: BreakpointBook;
  /** The skill that is debugged. */
  readonly skill: string;
  /** Has the run, if it has begun, take what the book says now. */
  apply(): Promise<void>;
}

type BreakpointRequests =
  | 'setBreakpoints'
  | 'setFunctionBreakpoints'
  | 'setExceptionBreakpoints'
  | 'setDataBreakpoints'
  | 'breakpointLocations'
  | 'exceptionInfo';

export function breakpointRequests(parts: BreakpointParts): RequestHandlers<BreakpointRequests> {
  const { book, numbering } = parts;
  const applied = async (answers: readonly DebugProtocol.Breakpoint[]) => {
    await parts.apply();
    return { breakpoints: [...answers] };
  };
  return {
    setBreakpoints: ({ source, breakpoints, lines = [] }) => {
      const wanted = breakpoints ?? lines.map(line => ({ line }));
      const path = parts.skills.pathOf(source);
      if (path === undefined)
        return {
          breakpoints: [...book.refuse(wanted, 'This file is not among the skills that are debugged.')],
        };
      return applied(book.setLines(path, wanted, parts.skills));
    },
    setFunctionBreakpoints: ({ breakpoints }) =>
      applied(book.setFunctions(breakpoints, parts.skills, parts.skill)),
    setExceptionBreakpoints: args => applied(book.setExceptions(args)),
    setDataBreakpoints: ({ breakpoints }) => applied(book.setData(breakpoints)),
    breakpointLocations: ({ source, line, column, endLine = line, endColumn }) => {
      const path = parts.skills.pathOf(source);
      if (path === undefined) return { breakpoints: [] };
      const from = {
        line: numbering.line(line),
        column: column === undefined ? 1 : numbering.column(column),
      };
      const to = {
        line: numbering.line(endLine),
        column: endColumn === undefined ? Number.MAX_SAFE_INTEGER - 1 : numbering.column(endColumn),
      };
      const places = placesBetween(parts.skills.places(path), from, to);
      return { breakpoints: places.map(place => numbering.client(place)) };
    },
    exceptionInfo: () => {
      const error = parts.run.stop?.error;
      if (error === undefined) throw new DebugFault('refused', 'The run has not stopped at an error.');
      return exceptionInfo(error);
    },
  };
}

export const noBreakpoints: Breakpoints = {
  lines: [],
  functions: [],
  data: [],
  exceptions: { uncaught: false, caught: false },
  skipped: [],
};
