/** Signature help inside the object that a skill is called with. */

import * as vscode from 'vscode';
import type { Disposable } from '../../base/disposal.ts';
import { type SignatureHelp, signatureHelpAt } from '../../skill/symbol/signature-help.ts';
import { plainMarkdown } from '../markdown.ts';
import type { Parts } from '../parts.ts';
import { skillLanguages } from './named-skill.ts';
import { prose } from './skill-text.ts';

export function registerSignatureHelp({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const provider: vscode.SignatureHelpProvider = {
    provideSignatureHelp(document, position) {
      const root = workspace.rootOf(document.uri);
      if (root === undefined) return undefined;
      root.flush();
      const found = signatureHelpAt(document.getText(), document.offsetAt(position), root.catalogue);
      return found && helpOf(found);
    },
  };
  return vscode.languages.registerSignatureHelpProvider(skillLanguages, provider, {
    triggerCharacters: ['{', ',', '('],
    retriggerCharacters: [',', ':', '}'],
  });
}

function helpOf({ callee, label, inputs, active }: SignatureHelp): vscode.SignatureHelp {
  const information = new vscode.SignatureInformation(label, plainMarkdown([prose(callee.doc.summary)]));
  information.parameters = inputs.map(
    ({ range, description }) =>
      new vscode.ParameterInformation([range.start, range.end], plainMarkdown([prose(description)])),
  );
  const help = new vscode.SignatureHelp();
  help.signatures = [information];
  help.activeSignature = 0;
  // An index behind the last one highlights nothing.
  help.activeParameter = active ?? inputs.length;
  return help;
}
