/** The link on a problem's code, which opens what explains it. */

import * as vscode from 'vscode';
import type { ProblemCode } from '../../skill/problem.ts';

/** Of documents that explain a problem each; package.json says that they are opened as drawn Markdown. */
export const explanationScheme = 'skillsmith-problem';

/** For the code of a diagnostic. It is a document's, as the hover lets no link run a command. */
export function explanationLink(code: ProblemCode): vscode.Uri {
  return vscode.Uri.from({ scheme: explanationScheme, path: `/${code.slice('skill/'.length)}.md` });
}
