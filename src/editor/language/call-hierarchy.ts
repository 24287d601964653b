/** Call hierarchy over skills: who calls a skill, and whom it calls. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import type { Skill } from '../../skill/skill.ts';
import { incoming, type Neighbour, outgoing } from '../../skill/symbol/hierarchy.ts';
import type { Parts } from '../parts.ts';
import type { SkillAt, SkillRoot } from '../skill-root.ts';
import type { SkillWorkspace } from '../skill-workspace.ts';
import { namedAt, skillLanguages } from './named-skill.ts';
import { rangeOf } from './range.ts';

export function registerCallHierarchy({ workspace }: Pick<Parts, 'workspace'>): Disposable {
  const store = new DisposableStore();
  store.add(vscode.languages.registerCallHierarchyProvider(skillLanguages, new SkillCalls(workspace)));
  return store;
}

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
    return named?.target && itemOf(named.root, named.target);
  }

  provideCallHierarchyIncomingCalls(item: vscode.CallHierarchyItem): vscode.CallHierarchyIncomingCall[] {
    const at = this.#at(item);
    if (at === undefined) return [];
    const { root } = at;
    return incoming(root.catalogue, at.skill).map(
      ({ skill, ranges }) =>
        new vscode.CallHierarchyIncomingCall(itemOf(root, skill), rangesOf({ skill, ranges })),
    );
  }

  provideCallHierarchyOutgoingCalls(item: vscode.CallHierarchyItem): vscode.CallHierarchyOutgoingCall[] {
    const at = this.#at(item);
    if (at === undefined) return [];
    return outgoing(at.root.catalogue, at.skill).map(
      ({ skill, ranges }) =>
        new vscode.CallHierarchyOutgoingCall(itemOf(at.root, skill), rangesOf({ skill: at.skill, ranges })),
    );
  }

  #at({ uri }: vscode.CallHierarchyItem): SkillAt | undefined {
    this.#workspace.rootOf(uri)?.flush();
    return this.#workspace.at(uri);
  }
}

function itemOf(root: SkillRoot, skill: Skill): vscode.CallHierarchyItem {
  const place = rangeOf(skill.entry?.range ?? { start: 0, end: 0 }, skill.lines);
  const whole = rangeOf({ start: 0, end: skill.text.length }, skill.lines);
  return new vscode.CallHierarchyItem(
    vscode.SymbolKind.Function,
    skill.name,
    skill.category,
    root.uriOf(skill.path),
    whole,
    place,
  );
}

function rangesOf({ skill, ranges }: Neighbour): vscode.Range[] {
  return ranges.map(range => rangeOf(range, skill.lines));
}
