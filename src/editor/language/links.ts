/** Links in comments that open the skill which `{@link x}` or `@see x` names. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { signature } from '../../skill/describe.ts';
import { commentMentions } from '../../skill/symbol/mention.ts';
import type { Parts } from '../parts.ts';
import { skillLanguages, skillOf } from './named-skill.ts';
import { rangeOf } from './range.ts';

export function registerLinks({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  return vscode.languages.registerDocumentLinkProvider(skillLanguages, {
    provideDocumentLinks(document): vscode.DocumentLink[] {
      const at = skillOf(workspace, document);
      if (at === undefined) return [];
      const { root, skill } = at;
      return commentMentions(skill).flatMap(({ kind, name, range }) => {
        const target = kind === 'link' ? root.catalogue.find(name) : undefined;
        if (target === undefined) return [];
        const { line, column } = target.lines.place(target.entry?.range.start ?? 0);
        const uri = root.uriOf(target.path).with({ fragment: `L${line},${column}` });
        const link = new vscode.DocumentLink(rangeOf(range, skill.lines), uri);
        link.tooltip = `Open the skill ${signature(target)}`;
        return [link];
      });
    },
  });
}
