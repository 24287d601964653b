/** Hover over what names a skill, over the inputs of a call, and over calls that only the run knows. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { signature } from '../../skill/describe.ts';
import { isSecret } from '../../skill/secret-schema.ts';
import { type Hover, hoverAt } from '../../skill/symbol/hover.ts';
import { codeBlock, plainMarkdown } from '../markdown.ts';
import type { Parts } from '../parts.ts';
import type { SkillRuns } from '../run/runs.ts';
import type { SkillRoot } from '../skill-root.ts';
import { skillLanguages, skillOf } from './named-skill.ts';
import { rangeOf } from './range.ts';
import { documentationOf, inputText, linkedMarkdown, linksTo, prose, stateOf } from './skill-text.ts';

export function registerHover({ workspace, runs }: Pick<Parts, 'workspace' | 'runs'>): Disposable {
  return vscode.languages.registerHoverProvider(skillLanguages, {
    provideHover(document, position): vscode.Hover | undefined {
      const at = skillOf(workspace, document);
      if (at === undefined) return undefined;
      const { root, skill } = at;
      const found = hoverAt(skill, skill.lines.offset(position), root.catalogue);
      return found && new vscode.Hover(textOf(found, root, runs), rangeOf(found.range, skill.lines));
    },
  });
}

function textOf(found: Hover, root: SkillRoot, runs: SkillRuns): vscode.MarkdownString {
  switch (found.kind) {
    case 'skill': {
      const { callee } = found;
      const uri = root.uriOf(callee.path);
      return linkedMarkdown([
        codeBlock(signature(callee), 'ts'),
        ...documentationOf(callee),
        ...stateOf({ root, skill: callee, uri }, runs),
        linksTo(uri),
      ]);
    }
    case 'input': {
      const { callee, path, schema, isRequired } = found;
      const { description } = schema;
      return plainMarkdown([
        codeBlock(inputText(String(path.at(-1)), schema, isRequired), 'ts'),
        typeof description === 'string' ? prose(description) : '',
        isSecret(schema) ? prose('Secret: its value is not stored with the run.') : '',
        prose(`An input of ${callee.name}${isRequired ? '' : ', may be left out'}.`),
      ]);
    }
    case 'dynamic':
      return plainMarkdown([
        'Only the run knows which skill is called here. Rename, references and the call graph cannot see it.',
      ]);
  }
}
