/** The catalogues' problems in VS Code's Problems view and under the text, saved or not. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Problem, Severity } from '../../skill/problem.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { WorkspaceChange } from '../skill-workspace.ts';
import { inSlices } from '../time-slice.ts';
import { fileStart, rangeOf } from './range.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

export function registerDiagnostics({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  const publisher = store.add(new Publisher());
  store.add(workspace.onDidChange(change => publisher.take(change, workspace.roots.includes(change.root))));
  return store;
}

/** Publishes what changed, in pieces; only what differs from before is sent. */
class Publisher implements Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('skillsmith');
  readonly #pending = new Map<SkillRoot, Set<string>>();
  readonly #published = new Map<SkillRoot, Set<string>>();
  #isBusy = false;
  #isDisposed = false;

  take({ root, change }: WorkspaceChange, isOpen: boolean): void {
    if (!isOpen) this.#forget(root);
    if (!isOpen || !root.isLoaded) return;
    const paths = this.#pending.get(root) ?? new Set();
    this.#pending.set(root, paths);
    for (const path of change?.problems ?? this.#all(root)) paths.add(path);
    void this.#publish();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#collection.dispose();
  }

  /** Everything that has or had problems. */
  #all(root: SkillRoot): ReadonlySet<string> {
    const paths = new Set(this.#published.get(root));
    for (const path of root.paths) paths.add(path);
    return paths;
  }

  #forget(root: SkillRoot): void {
    for (const path of this.#published.get(root) ?? []) this.#collection.delete(root.uriOf(path));
    this.#published.delete(root);
    this.#pending.delete(root);
  }

  async #publish(): Promise<void> {
    if (this.#isBusy) return;
    this.#isBusy = true;
    for (let next = this.#take(); next && !this.#isDisposed; next = this.#take()) {
      const { root, paths } = next;
      await inSlices({
        items: paths,
        handle: batch => this.#show(root, batch),
        isStopped: () => this.#isDisposed,
      });
    }
    this.#isBusy = false;
  }

  #take(): { readonly root: SkillRoot; readonly paths: readonly string[] } | undefined {
    const [entry] = this.#pending;
    if (entry === undefined) return undefined;
    const [root, paths] = entry;
    this.#pending.delete(root);
    return { root, paths: [...paths] };
  }

  #show(root: SkillRoot, paths: readonly string[]): void {
    const published = this.#published.get(root) ?? new Set();
    this.#published.set(root, published);
    const changes: [vscode.Uri, readonly vscode.Diagnostic[] | undefined][] = [];
    for (const path of paths) {
      const problems = root.catalogue.problems(path);
      if (problems.length === 0 && !published.delete(path)) continue;
      if (problems.length > 0) published.add(path);
      changes.push([root.uriOf(path), problems.map(problem => diagnosticOf(problem, path, root))]);
    }
    if (changes.length > 0) this.#collection.set(changes);
  }
}

function diagnosticOf(problem: Problem, path: string, root: SkillRoot): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    placeOf(problem.range, path, root),
    problem.message,
    severities[problem.severity],
  );
  diagnostic.source = 'skillsmith';
  diagnostic.code = problem.code;
  if (problem.related.length > 0) {
    diagnostic.relatedInformation = problem.related.map(place => {
      const location = new vscode.Location(root.uriOf(place.path), placeOf(place.range, place.path, root));
      return new vscode.DiagnosticRelatedInformation(location, place.message);
    });
  }
  return diagnostic;
}

function placeOf(range: Problem['range'], path: string, root: SkillRoot): vscode.Range {
  const skill = root.catalogue.at(path);
  return skill ? rangeOf(range, skill.lines) : fileStart();
}
