/**
 * Call hierarchy over skills: who calls a skill, and whom it calls. VS Code asks one provider alone for a file, so this
 * one answers for the functions inside a skill, too, and is registered for the skills folders only.
 */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore, toDisposable } from '../../base/disposal.ts';
import type { Range } from '../../base/text.ts';
import type { Skill } from '../../skill/skill.ts';
import { incoming, outgoing } from '../../skill/symbol/hierarchy.ts';
import { LocalCalls, type LocalFunction } from '../../skill/symbol/local-call.ts';
import type { Parts } from '../parts.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { namedAt, skillOf } from './named-skill.ts';
import { rangeOf } from './range.ts';

export function registerCallHierarchy({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  const provider = new SkillCalls(workspace);
  let folders = '';
  let registration: Disposable | undefined;
  const follow = () => {
    const now = workspace.roots.map(({ folder }) => folder.toString()).join('\n');
    if (now === folders) return;
    folders = now;
    registration?.dispose();
    const selector = workspace.roots.flatMap(({ folder }) =>
      ['javascript', 'typescript'].map(language => {
        return { scheme: 'file', language, pattern: new vscode.RelativePattern(folder, '**') };
      }),
    );
    registration = vscode.languages.registerCallHierarchyProvider(selector, provider);
  };
  store.add(workspace.onDidChange(follow));
  store.add(toDisposable(() => registration?.dispose()));
  follow();
  return store;
}

/** A function of a skill's file, of which the position tells which one it is. */
class LocalItem extends vscode.CallHierarchyItem {}

class SkillCalls implements vscode.CallHierarchyProvider {
  readonly #workspace: SkillWorkspace;

  constructor(workspace: SkillWorkspace) {
    this.#workspace = workspace;
  }

  prepareCallHierarchy(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): vscode.CallHierarchyItem | undefined {
    const named = namedAt(this.#workspace, document, position);
    if (named !== undefined) return named.target && itemOf(named.root, named.target);
    const at = skillOf(this.#workspace, document);
    if (at === undefined) return undefined;
    const local = new LocalCalls(at.skill).at(at.skill.lines.offset(position));
    return local && localItem(at, local);
  }

  provideCallHierarchyIncomingCalls(item: vscode.CallHierarchyItem): vscode.CallHierarchyIncomingCall[] {
    const at = this.#at(item);
    if (at === undefined) return [];
    const { root, skill } = at;
    const local = localOf(item, skill);
    if (local !== undefined)
      return local.calls.incoming(local.self).map(({ other, ranges }) => {
        const from = other === undefined ? itemOf(root, skill) : localItem(at, other);
        return new vscode.CallHierarchyIncomingCall(from, rangesOf(skill, ranges));
      });
    if (item instanceof LocalItem) return [];
    return incoming(root.catalogue, skill).map(({ skill: caller, ranges }) => {
      return new vscode.CallHierarchyIncomingCall(itemOf(root, caller), rangesOf(caller, ranges));
    });
  }

  provideCallHierarchyOutgoingCalls(item: vscode.CallHierarchyItem): vscode.CallHierarchyOutgoingCall[] {
    const at = this.#at(item);
    if (at === undefined) return [];
    const { root, skill } = at;
    const local = localOf(item, skill);
    if (local === undefined && item instanceof LocalItem) return [];
    const functions = local?.calls.outgoing(local.self) ?? [];
    const skills = outgoing(root.catalogue, skill).map(({ skill: callee, ranges }) => {
      const own = local ? ranges.filter(range => local.calls.isIn(range, local.self)) : ranges;
      return { callee, ranges: own };
    });
    return [
      ...functions.flatMap(({ other, ranges }) =>
        other === undefined
          ? []
          : [new vscode.CallHierarchyOutgoingCall(localItem(at, other), rangesOf(skill, ranges))],
      ),
      ...skills
        .filter(({ ranges }) => ranges.length > 0)
        .map(({ callee, ranges }) => {
          return new vscode.CallHierarchyOutgoingCall(itemOf(root, callee), rangesOf(skill, ranges));
        }),
    ];
  }

  #at({ uri }: vscode.CallHierarchyItem): SkillAt | undefined {
    this.#workspace.rootOf(uri)?.flush();
    return this.#workspace.at(uri);
  }
}

function itemOf(root: SkillRoot, skill: Skill): vscode.CallHierarchyItem {
  const place = rangeOf(skill.entry?.range ?? { start: 0, end: 0 }, skill.lines);
  const whole = rangeOf({ start: 0, end: skill.text.length }, skill.lines);
  const { name, category, path } = skill;
  return new vscode.CallHierarchyItem(
    vscode.SymbolKind.Function,
    name,
    category,
    root.uriOf(path),
    whole,
    place,
  );
}

function localItem({ skill, uri }: SkillAt, { name, range, nameRange }: LocalFunction): LocalItem {
  const whole = { start: Math.min(range.start, nameRange.start), end: range.end };
  return new LocalItem(
    vscode.SymbolKind.Function,
    name,
    skill.name,
    uri,
    rangeOf(whole, skill.lines),
    rangeOf(nameRange, skill.lines),
  );
}

/** The function that an item stands for, and the calls of its file; `undefined` when the item is a skill or is gone. */
function localOf(
  item: vscode.CallHierarchyItem,
  skill: Skill,
): { readonly calls: LocalCalls; readonly self: LocalFunction } | undefined {
  if (!(item instanceof LocalItem)) return undefined;
  const calls = new LocalCalls(skill);
  const { start, end } = item.selectionRange;
  const nameRange = { start: skill.lines.offset(start), end: skill.lines.offset(end) };
  const self = calls.again({ name: item.name, nameRange });
  return self && { calls, self };
}

function rangesOf(skill: Skill, ranges: readonly Range[]): vscode.Range[] {
  return ranges.map(range => rangeOf(range, skill.lines));
}
