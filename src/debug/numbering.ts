/** How a client counts lines and columns, from zero or from one; all else in this room counts from one. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { StopPlace } from '../run/debug/debuggee.ts';

/** A place as the client counts. */
export interface ClientPlace {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
}

export class Numbering {
  #firstLine = 1;
  #firstColumn = 1;

  adopt({ linesStartAt1 = true, columnsStartAt1 = true }: DebugProtocol.InitializeRequestArguments): void {
    this.#firstLine = linesStartAt1 ? 1 : 0;
    this.#firstColumn = columnsStartAt1 ? 1 : 0;
  }

  line(ofClient: number): number {
    return ofClient - this.#firstLine + 1;
  }

  column(ofClient: number): number {
    return ofClient - this.#firstColumn + 1;
  }

  clientLine(line: number): number {
    return line - 1 + this.#firstLine;
  }

  clientColumn(column: number): number {
    return column - 1 + this.#firstColumn;
  }

  client({ line, column, endLine, endColumn }: Omit<StopPlace, 'file'>): ClientPlace {
    return {
      line: this.clientLine(line),
      column: this.clientColumn(column),
      endLine: this.clientLine(endLine),
      endColumn: this.clientColumn(endColumn),
    };
  }
}
