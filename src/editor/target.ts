/** What a command is about: a node of the view, a file, a name, the active editor, or what the user picks. */

import * as vscode from 'vscode';
import { isJsonObject, type JsonObject } from '../base/json.ts';
import { activeFile } from './file/active-file.ts';
import type { CategoryPlace } from './file/edit-files.ts';
import { chooseCategory } from './file/pick-category.ts';
import { Refusal } from './report.ts';
import type { SkillAt, SkillRoot } from './skill-root.ts';
import type { SkillWorkspace } from './skill-workspace.ts';
import type { SkillTree } from './tree/tree.ts';
import { categoryOfNode, type TreeNode } from './tree/tree-model.ts';

/** What other extensions and key bindings pass to `skillsmith.run`. */
export interface NamedRun {
  readonly name: string;
  readonly inputs: JsonObject;
}

export function asNamedRun(argument: unknown): NamedRun | undefined {
  if (!isJsonObject(argument) || typeof argument.name !== 'string' || 'kind' in argument) return undefined;
  const inputs = argument.inputs ?? {};
  if (!isJsonObject(inputs)) throw new Refusal('The inputs of a run are an object: { "name": value }.');
  return { name: argument.name, inputs };
}

/** What key bindings of the Skills view pass: `{ "selection": true }` means the selected rows. */
export function isSelection(argument: unknown): boolean {
  return isJsonObject(argument) && argument.selection === true;
}

const nodeKinds: ReadonlySet<string> = new Set<TreeNode['kind']>(['root', 'category', 'skill', 'unreadable']);

function isTreeNode(argument: unknown): argument is TreeNode {
  return (
    typeof argument === 'object' &&
    argument !== null &&
    'kind' in argument &&
    typeof argument.kind === 'string' &&
    nodeKinds.has(argument.kind)
  );
}

/** Finds what commands mean. */
export class Targets {
  readonly #workspace: SkillWorkspace;
  readonly #tree: SkillTree;

  constructor(workspace: SkillWorkspace, tree: SkillTree) {
    this.#workspace = workspace;
    this.#tree = tree;
  }

  /**
   * The skill that a command's first argument names; without one, that of the active editor, else the user's choice.
   * `undefined` when the user chooses none.
   * @throws {Refusal} when the argument names a file that is no skill
   */
  async skill(argument: unknown): Promise<SkillAt | undefined> {
    await this.#workspace.whenLoaded();
    this.#workspace.flush();
    const [selected] = isSelection(argument) ? this.#tree.selection : [];
    const uri = uriOf(selected ?? argument);
    if (uri) return this.#known(uri);
    if (selected) return undefined;
    const active = activeFile();
    return (active && this.#workspace.at(active)) ?? this.pick();
  }

  /** As above, for commands that work on several: all selected nodes when the clicked one is among them. */
  async skills(argument: unknown, selected: unknown): Promise<readonly SkillAt[]> {
    await this.#workspace.whenLoaded();
    this.#workspace.flush();
    const uris = this.#selectedFiles(argument, selected);
    if (uris.length > 0) return uris.map(uri => this.#known(uri));
    const one = await this.skill(argument);
    return one ? [one] : [];
  }

  /** As above, for what can also be done to a file that cannot be read. */
  async files(argument: unknown, selected: unknown): Promise<readonly vscode.Uri[]> {
    const uris = this.#selectedFiles(argument, selected);
    if (uris.length > 0) return uris;
    if (isTreeNode(argument) && argument.kind === 'unreadable') return [argument.uri];
    const one = await this.skill(argument);
    return one ? [one.uri] : [];
  }

  #selectedFiles(argument: unknown, selected: unknown): readonly vscode.Uri[] {
    const many = Array.isArray(selected) && selected.length > 0 ? selected : undefined;
    const nodes = many ?? (isSelection(argument) ? this.#tree.selection : []);
    return nodes.map(uriOf).filter(uri => uri !== undefined);
  }

  /** The category of a node, else the one that the user picks; `undefined` when none, or when the node is another. */
  async category(argument: unknown): Promise<CategoryPlace | undefined> {
    await this.#workspace.whenLoaded();
    this.#workspace.flush();
    const node = isSelection(argument) ? this.#tree.selection[0] : argument;
    if (isTreeNode(node)) return node.kind === 'category' ? node : undefined;
    return chooseCategory(this.#workspace.roots);
  }

  /** The root and category that a node stands for, or in which it is; else those of the only or chosen root. */
  async place(argument: unknown): Promise<CategoryPlace | undefined> {
    await this.#workspace.whenLoaded();
    if (isTreeNode(argument)) return { root: argument.root, category: categoryOfNode(argument) };
    const [selected] = this.#tree.selection;
    if (selected) return { root: selected.root, category: categoryOfNode(selected) };
    const root = await this.root();
    return root && { root, category: '' };
  }

  /**
   * The root of the active editor's folder, else the first.
   * @throws {Refusal} when there is no folder on disk
   */
  async likelyRoot(): Promise<SkillRoot> {
    await this.#workspace.whenLoaded();
    const { roots } = this.#workspace;
    const active = activeFile();
    const folder = active && vscode.workspace.getWorkspaceFolder(active)?.uri.toString();
    const root = roots.find(({ workspaceFolder }) => workspaceFolder.uri.toString() === folder) ?? roots[0];
    if (root) return root;
    throw new Refusal('Skills live in a folder of the workspace. Open a folder on disk first.');
  }

  /**
   * The only root, or the one that the user picks; `undefined` when none.
   * @throws {Refusal} when there is no folder on disk
   */
  async root(): Promise<SkillRoot | undefined> {
    const likely = await this.likelyRoot();
    const { roots } = this.#workspace;
    if (roots.length === 1) return likely;
    const items = [likely, ...roots.filter(root => root !== likely)].map(root => ({
      label: root.workspaceFolder.name,
      description: root.folder.fsPath,
      root,
    }));
    const picked = await vscode.window.showQuickPick(items, { placeHolder: 'In which folder?' });
    return picked?.root;
  }

  /** @throws {Refusal} when there is no skill at all */
  async pick(): Promise<SkillAt | undefined> {
    const items: (vscode.QuickPickItem & { readonly at: SkillAt })[] = [];
    for (const root of this.#workspace.roots) {
      for (const skill of root.catalogue.skills()) {
        const at: SkillAt = { root, skill, uri: root.uriOf(skill.path) };
        items.push({ label: skill.name, description: skill.category, detail: skill.doc.summary, at });
      }
    }
    if (items.length === 0) throw new Refusal('There is no skill here yet. Create one with "New Skill…".');
    const picked = await vscode.window.showQuickPick(items, {
      placeHolder: 'Which skill?',
      matchOnDescription: true,
      matchOnDetail: true,
    });
    return picked?.at;
  }

  #known(uri: vscode.Uri): SkillAt {
    const at = this.#workspace.at(uri);
    if (at) return at;
    const name = vscode.workspace.asRelativePath(uri);
    throw new Refusal(
      `${name} is not a skill that can be read. Skills are .js and .ts files in the skills folder.`,
    );
  }
}

/** The file that an argument names, as links in texts do by its address; `undefined` for anything else. */
export function uriOf(argument: unknown): vscode.Uri | undefined {
  if (argument instanceof vscode.Uri) return argument;
  if (typeof argument === 'string' && argument.startsWith('file:')) return vscode.Uri.parse(argument);
  if (!isTreeNode(argument)) return undefined;
  return argument.kind === 'skill' || argument.kind === 'unreadable' ? argument.uri : undefined;
}
