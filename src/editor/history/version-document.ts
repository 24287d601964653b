/** Versions as documents to read and to compare, under addresses that renames of the skill do not change. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import type { Version } from '../../library/version.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';

const scheme = 'skillsmith-version';

/** Its path ends as the skill's file did, so that the text is shown in its language. */
export function versionUri(root: SkillRoot, { skill, number, path }: Version): vscode.Uri {
  const query = new URLSearchParams({ root: root.folder.toString(), skill: `${skill}`, number: `${number}` });
  return vscode.Uri.from({ scheme, path: `/${path}`, query: query.toString() });
}

export function registerVersionDocuments({
  workspace,
  stores,
}: Pick<Parts, 'workspace' | 'stores'>): Disposable {
  return vscode.workspace.registerTextDocumentContentProvider(scheme, {
    provideTextDocumentContent: async ({ query }) => {
      const wanted = new URLSearchParams(query);
      const root = workspace.roots.find(({ folder }) => folder.toString() === wanted.get('root'));
      if (root === undefined) throw new Error('The folder of this version is not open in this window.');
      const id = Number(wanted.get('skill'));
      const version = await stores.library(root).getVersion({ id }, Number(wanted.get('number')));
      if (version === undefined) throw new Error('This version is gone: what was kept has been deleted.');
      return version.text;
    },
  });
}
