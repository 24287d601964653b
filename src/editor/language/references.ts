/** Find references and the highlights of a name: all places that name the same skill. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { alike, home, references } from '../../skill/symbol/reference.ts';
import type { Parts } from '../parts.ts';
import { locationOf, namedAt, skillLanguages } from './named-skill.ts';
import { rangeOf } from './range.ts';

export function registerReferences({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  store.add(
    vscode.languages.registerReferenceProvider(skillLanguages, {
      provideReferences(document, position, { includeDeclaration }): vscode.Location[] | undefined {
        const named = namedAt(workspace, document, position);
        if (named === undefined) return undefined;
        const { root, target, mention } = named;
        const sites = references(root.catalogue, target?.name ?? mention.name);
        const all = includeDeclaration && target !== undefined ? [home(target), ...sites] : sites;
        return all.map(site => locationOf(root, site));
      },
    }),
  );
  store.add(
    vscode.languages.registerDocumentHighlightProvider(skillLanguages, {
      provideDocumentHighlights(document, position): vscode.DocumentHighlight[] | undefined {
        const named = namedAt(workspace, document, position);
        if (named === undefined) return undefined;
        const { root, skill } = named;
        return alike(root.catalogue, named).map(({ kind, range }) => {
          const highlight =
            kind === 'definition' ? vscode.DocumentHighlightKind.Write : vscode.DocumentHighlightKind.Read;
          return new vscode.DocumentHighlight(rangeOf(range, skill.lines), highlight);
        });
      },
    }),
  );
  return store;
}
