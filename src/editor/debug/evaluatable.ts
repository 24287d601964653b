/** What is shown of a stopped skill in its text: the value under the pointer, and values beside the lines. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { LineMap } from '../../base/text.ts';
import { evaluatableAt, type NamedRange, variablesUpTo } from '../../skill/symbol/evaluatable.ts';
import { debugType } from '../id.ts';
import { rangeOf } from '../language/range.ts';
import type { Parts } from '../parts.ts';

/** Texts of recordings have no file. */
const selector: vscode.DocumentSelector = ['javascript', 'typescript'].flatMap(language => [
  { scheme: 'file', language },
  { scheme: 'debug', language },
]);

export function registerValuesInText({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  const codeOf = (document: vscode.TextDocument): string | undefined => {
    if (vscode.debug.activeDebugSession?.type !== debugType) return undefined;
    return document.uri.scheme === 'debug' ? document.getText() : workspace.at(document.uri)?.skill.code;
  };
  store.add(
    vscode.languages.registerEvaluatableExpressionProvider(selector, {
      provideEvaluatableExpression(document, position) {
        const code = codeOf(document);
        if (code === undefined) return undefined;
        const lines = new LineMap(code);
        const range = evaluatableAt(code, lines.offset(position));
        return range && new vscode.EvaluatableExpression(rangeOf(range, lines));
      },
    }),
  );
  store.add(
    vscode.languages.registerInlineValuesProvider(selector, {
      provideInlineValues(document, viewPort, { stoppedLocation }) {
        const code = codeOf(document);
        if (code === undefined) return [];
        const lines = new LineMap(code);
        const end = lines.offset({ line: stoppedLocation.end.line + 1, character: 0 });
        return lookups(variablesUpTo(code, end), lines, viewPort);
      },
    }),
  );
  return store;
}

/** Each name once in a line. */
function lookups(
  names: readonly NamedRange[],
  lines: LineMap,
  viewPort: vscode.Range,
): vscode.InlineValueVariableLookup[] {
  const seen = new Set<string>();
  return names.flatMap(found => {
    const range = rangeOf(found, lines);
    const key = `${range.start.line}:${found.name}`;
    if (seen.has(key) || !viewPort.contains(range)) return [];
    seen.add(key);
    return new vscode.InlineValueVariableLookup(range, found.name, true);
  });
}
