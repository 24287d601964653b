/** The link on a problem's code, which opens what explains it. */

import * as vscode from 'vscode';
import type { ProblemCode } from '../../skill/problem.ts';
import { commandIds } from '../id.ts';

/** For the code of a diagnostic: both the hover and the Problems view let such a link run a command. */
export function explanationLink(code: ProblemCode): vscode.Uri {
  return vscode.Uri.from({
    scheme: 'command',
    path: commandIds.explainProblem,
    query: JSON.stringify([code]),
  });
}
