/** The history of one skill: its versions to choose from, and what can be done with one. */

import * as vscode from 'vscode';
import type { Version } from '../../library/version.ts';
import type { Parts } from '../parts.ts';
import { Refusal } from '../report.ts';
import type { SkillAt } from '../skill-root.ts';
import { pick } from './pick.ts';
import { restoreVersion } from './restore.ts';
import { versionUri } from './version-document.ts';
import { versionText } from './version-text.ts';

export type HistoryParts = Pick<Parts, 'stores' | 'authors' | 'targets' | 'workspace' | 'report'>;

interface VersionItem extends vscode.QuickPickItem {
  readonly version: Version;
}

interface Action extends vscode.QuickPickItem {
  readonly run: () => Promise<unknown>;
  /** Whether the list of versions is shown again. */
  readonly comesBack?: boolean;
}

const compareButton = { iconPath: new vscode.ThemeIcon('diff'), tooltip: 'Compare with the Version Before' };
const restoreButton = { iconPath: new vscode.ThemeIcon('discard'), tooltip: 'Restore' };

/** How long the status bar says that something was copied. */
const noticeMs = 2_000;

/** Asks until something was shown, or nothing is chosen. */
export async function showHistory(at: SkillAt, parts: HistoryParts): Promise<void> {
  let chosen: number | undefined;
  for (;;) {
    const versions = await versionsOf(at, parts);
    const picked = await pickVersion(at, versions, chosen);
    if (picked === undefined || picked === 'back') return;
    const { version } = picked.item;
    chosen = version.number;
    const history = new SkillHistory(at, versions, parts);
    if (picked.button === compareButton) return history.compareWithBefore(version);
    if (picked.button === restoreButton) return restoreVersion(at, version, parts);
    const action = await history.pickAction(version);
    if (action === undefined) return;
    if (action === 'back') continue;
    await action.run();
    if (action.comesBack !== true) return;
  }
}

/** Newest first, with what nobody has noticed yet; what this window has just saved is its own. */
async function versionsOf(
  { root, skill: { path, name }, uri }: SkillAt,
  { stores, authors }: HistoryParts,
): Promise<readonly Version[]> {
  const library = stores.library(root);
  const origin = authors.originOf(uri);
  if (origin !== undefined) await library.notice({ paths: [path], origin });
  const versions = await library.history({ path });
  if (versions.length > 0) return versions;
  throw new Refusal(`"${name}" has no versions yet: save it first.`);
}

function pickVersion(
  { skill: { name, path } }: SkillAt,
  versions: readonly Version[],
  chosen: number | undefined,
) {
  const now = Date.now();
  const items = versions.map((version, at): VersionItem => {
    const { number, label } = version;
    const isOldest = at === versions.length - 1;
    return {
      label: `Version ${number}`,
      description: versionText(version, { path, now }),
      ...(label === undefined ? {} : { detail: `$(tag) ${label}` }),
      iconPath: new vscode.ThemeIcon(at === 0 ? 'circle-filled' : 'circle-outline'),
      buttons: [...(isOldest ? [] : [compareButton]), ...(at === 0 ? [] : [restoreButton])],
      version,
    };
  });
  const active = items.find(({ version }) => version.number === chosen);
  return pick({ title: `History of ${name}`, placeholder: 'Which version?', items, active });
}

class SkillHistory {
  readonly #at: SkillAt;
  readonly #versions: readonly Version[];
  readonly #parts: HistoryParts;

  constructor(at: SkillAt, versions: readonly Version[], parts: HistoryParts) {
    this.#at = at;
    this.#versions = versions;
    this.#parts = parts;
  }

  async pickAction(version: Version): Promise<Action | 'back' | undefined> {
    const { name } = this.#at.skill;
    const picked = await pick({
      title: `${name}, version ${version.number}`,
      placeholder: 'What do you want to do with it?',
      items: this.#actions(version),
      hasBack: true,
    });
    return picked === undefined || picked === 'back' ? picked : picked.item;
  }

  #actions(version: Version): readonly Action[] {
    const { number } = version;
    const isNewest = number === this.#versions[0]?.number;
    const before: Action = {
      label: `$(diff) Compare with Version ${number - 1}`,
      description: 'the one before',
      run: () => this.compareWithBefore(version),
    };
    const restore: Action = {
      label: '$(discard) Restore',
      description: 'as the newest version; Undo takes it back',
      run: () => restoreVersion(this.#at, version, this.#parts),
    };
    return [
      ...(number > 1 ? [before] : []),
      { label: '$(file-code) Compare with the File', run: () => this.#compareWithFile(version) },
      ...(this.#versions.length > 2
        ? [
            {
              label: '$(git-compare) Compare with Another Version…',
              run: () => this.#compareWithAnother(version),
            },
          ]
        : []),
      ...(isNewest ? [] : [restore]),
      { label: '$(tag) Label…', run: () => this.#label(version), comesBack: true },
      { label: '$(copy) Copy Text', run: () => this.#copy(version) },
    ];
  }

  async compareWithBefore(version: Version): Promise<void> {
    const before = this.#versions.find(({ number }) => number === version.number - 1);
    if (before !== undefined) await this.#compare(before, version);
  }

  async #compareWithAnother(version: Version): Promise<void> {
    const others = this.#versions.filter(({ number }) => number !== version.number);
    const picked = await pickVersion(this.#at, others, undefined);
    if (picked === undefined || picked === 'back') return;
    const [older, newer] = [version, picked.item.version].sort((a, b) => a.number - b.number);
    if (older !== undefined && newer !== undefined) await this.#compare(older, newer);
  }

  async #compare(older: Version, newer: Version): Promise<void> {
    const { root, skill } = this.#at;
    const title = `${skill.name}: version ${older.number} ↔ version ${newer.number}`;
    await vscode.commands.executeCommand(
      'vscode.diff',
      versionUri(root, older),
      versionUri(root, newer),
      title,
    );
  }

  async #compareWithFile(version: Version): Promise<void> {
    const { root, skill, uri } = this.#at;
    const title = `${skill.name}: version ${version.number} ↔ file`;
    await vscode.commands.executeCommand('vscode.diff', versionUri(root, version), uri, title);
  }

  async #label(version: Version): Promise<void> {
    const { root, skill } = this.#at;
    const label = await vscode.window.showInputBox({
      title: `Label of version ${version.number} of ${skill.name}`,
      value: version.label ?? '',
      prompt: 'What you call this version; nothing takes the label away',
    });
    if (label === undefined) return;
    await this.#parts.stores.library(root).label({ id: version.skill }, version.number, label);
  }

  async #copy(version: Version): Promise<void> {
    const { root, skill } = this.#at;
    const { text } =
      (await this.#parts.stores.library(root).getVersion({ id: version.skill }, version.number)) ?? {};
    if (text === undefined) throw new Refusal(`Version ${version.number} of "${skill.name}" is gone.`);
    await vscode.env.clipboard.writeText(text);
    vscode.window.setStatusBarMessage(`Copied version ${version.number} of ${skill.name}`, noticeMs);
  }
}
