/** Find Skill…: a list that searches while one types, and runs, opens or draws what it found. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { signature } from '../../skill/describe.ts';
import { registerCommands } from '../command.ts';
import { commandIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillAt } from '../skill-root.ts';
import { datedOutcomeText } from '../wording.ts';

type FindParts = Pick<Parts, 'report' | 'workspace' | 'libraries' | 'runs'>;

interface FoundItem extends vscode.QuickPickItem {
  readonly at: SkillAt | undefined;
}

const shown = 100;
const runButton: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('play'), tooltip: 'Run Skill' };
const graphButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('type-hierarchy'),
  tooltip: 'Show in Graph',
};
const openButton: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon('split-horizontal'),
  tooltip: 'Open to the Side',
};

export function registerFindSkill(parts: FindParts): Disposable {
  return registerCommands(parts.report, [
    { id: commandIds.findSkill, task: 'find a skill', run: text => findSkill(parts, text) },
  ]);
}

/** With a text as its argument it begins with that. */
async function findSkill(parts: FindParts, text: unknown): Promise<void> {
  const { workspace, libraries, report } = parts;
  await workspace.whenLoaded();
  if (workspace.roots.length === 0) throw new Refusal('There is no folder with skills open.');
  const store = new DisposableStore();
  const pick = store.add(vscode.window.createQuickPick<FoundItem>());
  // Ranked by the search: VS Code would sort by where the typed text stands in the label.
  Object.assign(pick, { sortByLabel: false });
  pick.title = 'Find Skill';
  pick.placeholder = 'Name, description, #tag, parameter or a name in the code';
  const refresh = () => {
    pick.items = itemsOf(parts, pick.value);
  };
  const done = Promise.withResolvers<void>();
  const leave = (action: () => Promise<void>) => {
    pick.hide();
    report.background('do this with the skill', action());
  };
  store.add(pick.onDidChangeValue(refresh));
  store.add(workspace.onDidChange(refresh));
  store.add(
    pick.onDidAccept(() => {
      const at = pick.selectedItems[0]?.at;
      if (at !== undefined) leave(() => open(at, vscode.ViewColumn.Active));
    }),
  );
  store.add(
    pick.onDidTriggerItemButton(({ item: { at }, button }) => {
      if (at === undefined) return;
      if (button === openButton) leave(() => open(at, vscode.ViewColumn.Beside));
      else leave(() => command(button === runButton ? commandIds.run : commandIds.showInGraph, at));
    }),
  );
  store.add(pick.onDidHide(() => done.resolve()));
  if (typeof text === 'string') pick.value = text;
  pick.show();
  pick.busy = true;
  await libraries.prepare();
  pick.busy = false;
  refresh();
  try {
    await done.promise;
  } finally {
    store.dispose();
  }
}

/** Words that begin with `#` are tags. */
function itemsOf({ libraries, runs }: FindParts, value: string): FoundItem[] {
  const words = value.split(/\s+/);
  const tags = words.filter(word => /^#./.test(word));
  const text = words.filter(word => !word.startsWith('#')).join(' ');
  const found = libraries.search(text, { tags, limit: shown });
  if (found.length === 0) return [nothing(value)];
  return found.map(at => {
    const outcome = runs.lastOutcome(at.uri);
    const known = outcome === undefined ? [] : [datedOutcomeText(outcome, Date.now())];
    const icon = at.skill.entry?.form === 'script' ? 'file-code' : 'symbol-function';
    return {
      label: `$(${icon}) ${at.skill.name}`,
      description: [at.skill.category, ...known].filter(part => part !== '').join(' · '),
      detail: detailOf(at),
      // What was found is what is shown, whatever VS Code itself would match.
      alwaysShow: true,
      buttons: vscode.workspace.isTrusted ? [runButton, openButton, graphButton] : [openButton, graphButton],
      at,
    };
  });
}

function detailOf({ skill }: SkillAt): string {
  const { deprecated, summary } = skill.doc;
  const said = deprecated === undefined ? summary : `deprecated · ${summary}`;
  return said === '' ? signature(skill) : `${said} — ${signature(skill)}`;
}

function nothing(value: string): FoundItem {
  const label = value.trim() === '' ? 'There are no skills yet' : `No skill is found for “${value.trim()}”`;
  return {
    label,
    detail: 'Try another word, or create a skill with Skillsmith: New Skill…',
    alwaysShow: true,
    at: undefined,
  };
}

async function open({ skill, uri }: SkillAt, viewColumn: vscode.ViewColumn): Promise<void> {
  const { line, column } = skill.lines.place(skill.entry?.range.start ?? 0);
  const position = new vscode.Position(line - 1, column - 1);
  const selection = new vscode.Range(position, position);
  await vscode.window.showTextDocument(uri, { viewColumn, selection });
}

async function command(id: string, at: SkillAt): Promise<void> {
  await vscode.commands.executeCommand(id, at.uri);
}
