/** Go to definition and peek: from each place that names a skill to its file. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { home } from '../../skill/symbol/reference.ts';
import type { Parts } from '../parts.ts';
import { locationOf, namedAt, skillLanguages } from './named-skill.ts';

export function registerDefinition({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  return vscode.languages.registerDefinitionProvider(skillLanguages, {
    provideDefinition(document, position): vscode.LocationLink[] | undefined {
      const named = namedAt(workspace, document, position);
      if (named?.target === undefined) return undefined;
      const { uri, range } = locationOf(named.root, home(named.target));
      return [
        {
          originSelectionRange: named.range,
          targetUri: uri,
          targetRange: range,
          targetSelectionRange: range,
        },
      ];
    },
  });
}
