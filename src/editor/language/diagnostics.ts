/** The catalogues' problems in VS Code's Problems view and under the text, saved or not. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { type Problem, type ProblemCode, problemKinds, type Severity } from '../../skill/problem.ts';
import { diagnosticSettings, settingIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { runLimits, type ShownSeverity, shownSeverity } from '../setting.ts';
import type { SkillRoot } from '../skill-root.ts';
import type { WorkspaceChange } from '../skill-workspace.ts';
import { inSlices } from '../time-slice.ts';
import { explanationLink } from './explain-link.ts';
import { fileStart, rangeOf } from './range.ts';

const severities: Readonly<Record<Severity, vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
  hint: vscode.DiagnosticSeverity.Hint,
};

/** What VS Code draws faded or struck through. */
const tags: ReadonlyMap<ProblemCode, vscode.DiagnosticTag> = new Map([
  ['skill/unused-input', vscode.DiagnosticTag.Unnecessary],
  ['skill/unreachable-code', vscode.DiagnosticTag.Unnecessary],
  ['skill/deprecated-skill', vscode.DiagnosticTag.Deprecated],
]);

export function registerDiagnostics({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  const publisher = store.add(new Publisher());
  store.add(
    workspace.onDidChange(change => {
      allowDepth(change.root);
      publisher.take(change, workspace.roots.includes(change.root));
    }),
  );
  store.add(
    vscode.workspace.onDidChangeConfiguration(event => {
      if (event.affectsConfiguration(settingIds.maxDepth))
        for (const root of workspace.roots) allowDepth(root);
      if (event.affectsConfiguration(diagnosticSettings)) publisher.showAnew(workspace.roots);
    }),
  );
  return store;
}

/** How long a chain of calls may be before it is a problem. */
function allowDepth({ catalogue, workspaceFolder }: SkillRoot): void {
  catalogue.setMaxDepth(runLimits(workspaceFolder.uri).depth);
}

/** Publishes what changed, in pieces; only what differs from before is sent. */
class Publisher implements Disposable {
  readonly #collection = vscode.languages.createDiagnosticCollection('skillsmith');
  readonly #pending = new Map<SkillRoot, Set<string>>();
  readonly #published = new Map<SkillRoot, Set<string>>();
  /** How each root wants to see each code; read when first needed, and again after a change of the settings. */
  readonly #severities = new Map<SkillRoot, ReadonlyMap<ProblemCode, ShownSeverity>>();
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

  /** After a change of the settings. */
  showAnew(roots: readonly SkillRoot[]): void {
    this.#severities.clear();
    for (const root of roots) this.take({ root, change: undefined }, true);
  }

  #severity(code: ProblemCode, root: SkillRoot): Severity | 'off' {
    let severities = this.#severities.get(root);
    if (severities === undefined) {
      const codes = Object.keys(problemKinds) as ProblemCode[];
      const scope = root.workspaceFolder.uri;
      severities = new Map(codes.map(one => [one, shownSeverity(one, scope)]));
      this.#severities.set(root, severities);
    }
    const shown = severities.get(code) ?? 'default';
    return shown === 'default' ? problemKinds[code].severity : shown;
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
    this.#severities.delete(root);
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
      const diagnostics = root.catalogue.problems(path).flatMap(problem => {
        const severity = this.#severity(problem.code, root);
        return severity === 'off' ? [] : [diagnosticOf(problem, severity, { path, root })];
      });
      if (diagnostics.length === 0 && !published.delete(path)) continue;
      if (diagnostics.length > 0) published.add(path);
      changes.push([root.uriOf(path), diagnostics]);
    }
    if (changes.length > 0) this.#collection.set(changes);
  }
}

interface FileAt {
  readonly path: string;
  readonly root: SkillRoot;
}

function diagnosticOf(problem: Problem, severity: Severity, { path, root }: FileAt): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    placeOf(problem.range, path, root),
    problem.message,
    severities[severity],
  );
  diagnostic.source = 'skillsmith';
  diagnostic.code = { value: problem.code, target: explanationLink(problem.code) };
  const tag = tags.get(problem.code);
  if (tag !== undefined) diagnostic.tags = [tag];
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
