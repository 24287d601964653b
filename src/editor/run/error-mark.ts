/** Marks the line at which a run failed, until the file is edited or the skill runs again. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { RunError } from '../../run/outcome.ts';
import type { Parts } from '../parts.ts';
import type { SkillRun } from './runs.ts';

export function registerErrorMarks({ runs, workspace }: Pick<Parts, 'runs' | 'workspace'>): Disposable {
  const store = new DisposableStore();
  const marks = store.add(new ErrorMarks());
  store.add(runs.onDidStart(run => marks.begin(run)));
  store.add(runs.onDidEnd(run => marks.mark(run)));
  store.add(vscode.window.onDidChangeVisibleTextEditors(() => marks.decorate()));
  store.add(
    workspace.onDidChange(({ root, change }) => {
      for (const path of change?.skills ?? []) marks.edited(root.uriOf(path));
    }),
  );
  return store;
}

interface Mark {
  /** The file of the error, which may be a callee's. */
  readonly uri: vscode.Uri;
  readonly range: vscode.Range;
  readonly text: string;
}

/** VS Code ends a range at the end of its line. */
const beyondAnyLine = 100_000;

class ErrorMarks implements Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('skillsmith run');
  readonly #line = vscode.window.createTextEditorDecorationType({
    isWholeLine: true,
    backgroundColor: new vscode.ThemeColor('inputValidation.errorBackground'),
    overviewRulerColor: new vscode.ThemeColor('editorError.foreground'),
    overviewRulerLane: vscode.OverviewRulerLane.Full,
    after: { color: new vscode.ThemeColor('editorError.foreground'), margin: '0 0 0 2em' },
  });
  /** By the uri of the skill that was started. */
  readonly #marks = new Map<string, Mark>();
  /** By the id of a live run, the files that were edited since it began. */
  readonly #edited = new Map<string, Set<string>>();

  /** Takes away what the skill's last run left. */
  begin(run: SkillRun): void {
    this.#edited.set(run.id, new Set());
    if (this.#marks.delete(run.uri.toString())) this.#show();
  }

  /** Not in a file that was edited meanwhile: its lines are others than those that ran. */
  mark(run: SkillRun): void {
    run.root.flush();
    const edited = this.#edited.get(run.id);
    this.#edited.delete(run.id);
    const error = run.outcome?.error;
    if (error?.file === undefined || error.line === undefined) return;
    const uri = run.root.uriOf(error.file);
    if (edited?.has(uri.toString())) return;
    this.#marks.set(run.uri.toString(), {
      uri,
      range: rangeOfError(error, error.line),
      text: `${error.name}: ${error.message}`,
    });
    this.#show();
  }

  /** Also when the file was moved or deleted. */
  edited(uri: vscode.Uri): void {
    const key = uri.toString();
    for (const edited of this.#edited.values()) edited.add(key);
    const stale = [...this.#marks].filter(([, mark]) => mark.uri.toString() === key);
    for (const [started] of stale) this.#marks.delete(started);
    if (stale.length > 0) this.#show();
  }

  decorate(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const key = editor.document.uri.toString();
      const marks = [...this.#marks.values()].filter(mark => mark.uri.toString() === key);
      editor.setDecorations(this.#line, marks.map(decorationOf));
    }
  }

  dispose(): void {
    this.#collection.dispose();
    this.#line.dispose();
  }

  #show(): void {
    this.#collection.clear();
    const files = Map.groupBy(this.#marks.values(), mark => mark.uri.toString());
    for (const marks of files.values()) {
      const [first] = marks;
      if (first) this.#collection.set(first.uri, marks.map(diagnosticOf));
    }
    this.decorate();
  }
}

/** From where it was thrown to the end of the line. */
function rangeOfError({ column }: RunError, line: number): vscode.Range {
  const character = Math.max(0, (column ?? 1) - 1);
  return new vscode.Range(line - 1, character, line - 1, character + beyondAnyLine);
}

function decorationOf({ range, text }: Mark): vscode.DecorationOptions {
  const oneLine = text.replace(/\s+/g, ' ');
  const contentText = oneLine.length > 120 ? `${oneLine.slice(0, 119)}…` : oneLine;
  return { range, renderOptions: { after: { contentText } } };
}

function diagnosticOf({ range, text }: Mark): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(range, text, vscode.DiagnosticSeverity.Error);
  diagnostic.source = 'skillsmith run';
  return diagnostic;
}
