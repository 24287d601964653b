/** From the engine's places to VS Code's. */

import * as vscode from 'vscode';
import type { LineMap, Range } from '../../base/text.ts';

export function rangeOf(range: Range, lines: LineMap): vscode.Range {
  const start = lines.position(range.start);
  const end = lines.position(range.end);
  return new vscode.Range(start.line, start.character, end.line, end.character);
}

/** The beginning of a file, for what concerns the file as a whole. */
export const fileStart = (): vscode.Range => new vscode.Range(0, 0, 0, 0);
