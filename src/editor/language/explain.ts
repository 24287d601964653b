/** Explains a problem: its section of the page about all of them, as Markdown that is drawn. */

import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { codeOf, explanationOf } from '../../skill/explanation.ts';
import { type ProblemCode, problemKinds } from '../../skill/problem.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { explanationLink, explanationScheme } from './explain-link.ts';

type ExplainParts = Pick<Parts, 'extensionUri' | 'report' | 'workspace'>;

export function registerExplanations({ extensionUri, report, workspace }: ExplainParts): Disposable {
  const store = new DisposableStore();
  const page = vscode.Uri.joinPath(extensionUri, 'media', 'problems.md').fsPath;
  store.add(
    vscode.workspace.registerTextDocumentContentProvider(explanationScheme, {
      provideTextDocumentContent: async uri => {
        const code = codeOf(uri.path.replace(/^\/|\.md$/g, ''));
        return code && explanationOf(code, await readFile(page, 'utf8'));
      },
    }),
  );
  store.add(
    registerCommands(report, [
      {
        id: commandIds.explainProblem,
        task: 'explain the problem',
        run: async argument => {
          const code = typeof argument === 'string' ? codeOf(argument) : await pickCode(workspace);
          if (code === undefined) return;
          await vscode.commands.executeCommand('markdown.showPreview', explanationLink(code));
        },
      },
    ]),
  );
  return store;
}

interface CodeItem extends vscode.QuickPickItem {
  readonly code: ProblemCode;
}

/** Asks which; the problems of the active skill come first. `undefined` when the answer is none. */
async function pickCode(workspace: Parts['workspace']): Promise<ProblemCode | undefined> {
  const document = vscode.window.activeTextEditor?.document;
  workspace.flush();
  const at = document && workspace.at(document.uri);
  const here = new Set(at?.root.catalogue.problems(at.skill.path).map(({ code }) => code));
  const all = Object.keys(problemKinds) as ProblemCode[];
  const items = [...here, ...all.filter(code => !here.has(code))].map(
    (code): CodeItem => ({ label: code, detail: problemKinds[code].explanation, code }),
  );
  const picked = await vscode.window.showQuickPick(items, {
    placeHolder: 'Which problem?',
    matchOnDetail: true,
  });
  return picked?.code;
}
