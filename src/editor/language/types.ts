/** Tells the built-in TypeScript service what the skills that are open may use, whenever an answer changes. */

import * as vscode from 'vscode';
import { type Disposable, DisposableStore } from '../../base/disposal.ts';
import { surroundings } from '../../skill/declaration.ts';
import type { Skill } from '../../skill/skill.ts';
import type { Surroundings } from '../../skill/surroundings.ts';
import { Debouncer } from '../debounce.ts';
import type { Parts } from '../parts.ts';
import type { SkillRoot } from '../skill-root.ts';

/** On top of the time that the catalogue waits for the author. */
const quietMs = 20;
const serviceId = 'vscode.typescript-language-features';
/** As package.json names it. */
const pluginName = 'skillsmith-typescript-plugin';

/** The part that matters here of what the service's extension offers to others. */
interface ServiceApi {
  configurePlugin(plugin: string, configuration: unknown): void;
}

export function registerTypes({ workspace, report }: Pick<Parts, 'workspace' | 'report'>): Disposable {
  const store = new DisposableStore();
  const texts = new SurroundingTexts();
  let told = '';
  const tell = async () => {
    if (store.isDisposed) return;
    const surrounded = textsOfOpenSkills(workspace.roots, texts);
    const message = JSON.stringify(surrounded);
    if (message === told || (told === '' && surrounded.files.length === 0)) return;
    const service = await activeService();
    if (service === undefined || store.isDisposed) return;
    told = message;
    service.configurePlugin(pluginName, surrounded);
  };
  const later = store.add(
    new Debouncer<'all'>(quietMs, () => {
      tell().catch(error =>
        report.debug(`The TypeScript service cannot be told of skills: ${String(error)}`),
      );
    }),
  );
  store.add(workspace.onDidChange(() => later.add('all')));
  store.add(vscode.workspace.onDidOpenTextDocument(() => later.add('all')));
  store.add(vscode.workspace.onDidCloseTextDocument(() => later.add('all')));
  return store;
}

/** The service's interface; `undefined` where it is switched off or in a version without one. */
async function activeService(): Promise<ServiceApi | undefined> {
  const extension = vscode.extensions.getExtension<{ getAPI?(version: 0): ServiceApi | undefined }>(
    serviceId,
  );
  const exported = await extension?.activate();
  return exported?.getAPI?.(0);
}

function textsOfOpenSkills(roots: readonly SkillRoot[], texts: SurroundingTexts): Surroundings {
  const files: [string, string][] = [];
  for (const document of vscode.workspace.textDocuments) {
    for (const root of roots) {
      const path = root.pathOf(document.uri);
      const skill = path === undefined ? undefined : root.catalogue.at(path);
      if (skill === undefined) continue;
      files.push([document.uri.fsPath, texts.of(skill, root)]);
      break;
    }
  }
  return { folders: roots.map(({ folder }) => folder.fsPath), files };
}

/** Remembers the text of a skill for as long as neither it nor one of its callees is another. */
class SurroundingTexts {
  readonly #known = new WeakMap<
    Skill,
    { readonly callees: readonly (Skill | undefined)[]; readonly text: string }
  >();
  /** Of the skills that are called, by root and path, the last state in which the text parsed. */
  readonly #whole = new Map<string, Skill>();

  of(skill: Skill, root: SkillRoot): string {
    const find = (name: string) => this.#settled(root.catalogue.find(name), root);
    const callees = skill.calls.flatMap(call => call.callees).map(find);
    const known = this.#known.get(skill);
    const isSame =
      known?.callees.length === callees.length && known.callees.every((callee, at) => callee === callees[at]);
    if (known !== undefined && isSame) return known.text;
    const text = surroundings(skill, find);
    this.#known.set(skill, { callees, text });
    return text;
  }

  /** While its author types, a callee keeps the types that it had: half a text would make all callers red. */
  #settled(callee: Skill | undefined, root: SkillRoot): Skill | undefined {
    if (callee === undefined) return undefined;
    const key = root.uriOf(callee.path).toString();
    if (!callee.isComplete) return this.#whole.get(key) ?? callee;
    this.#whole.set(key, callee);
    return callee;
  }
}
