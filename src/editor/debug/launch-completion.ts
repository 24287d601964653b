/** Completion of the names of skills in launch.json; the schema of the manifest completes all else. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import type { Parts } from '../parts.ts';

const selector: vscode.DocumentSelector = { language: 'jsonc', pattern: '**/.vscode/launch.json' };

export function registerLaunchCompletion({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  return vscode.languages.registerCompletionItemProvider(
    selector,
    {
      provideCompletionItems(document, position): vscode.CompletionItem[] {
        const before = document.lineAt(position).text.slice(0, position.character);
        const typed = /"skill"\s*:\s*"([^"]*)$/.exec(before)?.[1];
        if (typed === undefined) return [];
        const range = new vscode.Range(position.translate(0, -typed.length), position);
        return workspace.roots.flatMap(({ catalogue }) =>
          [...catalogue.skills()].map(({ name, category, doc }) => {
            const label = { label: name, description: category };
            const item = new vscode.CompletionItem(label, vscode.CompletionItemKind.Function);
            item.range = range;
            item.documentation = doc.summary;
            return item;
          }),
        );
      },
    },
    '"',
  );
}
