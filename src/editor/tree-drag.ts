/** Drag and drop in the Skills view: skills move between categories and roots, or are dragged into an editor. */

import * as vscode from 'vscode';
import { categoryOfPath } from '../skill/name.ts';
import { viewIds } from './id.ts';
import type { Reporter } from './report.ts';
import type { SkillRoot } from './skill-root.ts';
import type { SkillNode, TreeNode } from './tree-model.ts';

/** VS Code's name for what is dragged from this view. */
const treeMime = `application/vnd.code.tree.${viewIds.skills.toLowerCase()}`;

/** Moves files, undoably. */
export type SkillMover = (uris: readonly vscode.Uri[], root: SkillRoot, category: string) => Promise<void>;

export class TreeDrag implements vscode.TreeDragAndDropController<TreeNode> {
  readonly dragMimeTypes = [treeMime, 'text/uri-list'];
  readonly dropMimeTypes = [treeMime];
  readonly #move: SkillMover;
  readonly #report: Reporter;

  constructor(move: SkillMover, report: Reporter) {
    this.#move = move;
    this.#report = report;
  }

  handleDrag(nodes: readonly TreeNode[], data: vscode.DataTransfer): void {
    const skills = nodes.filter((node): node is SkillNode => node.kind === 'skill');
    if (skills.length === 0) return;
    const uris = skills.map(node => node.uri.toString());
    data.set(treeMime, new vscode.DataTransferItem(uris));
    data.set('text/uri-list', new vscode.DataTransferItem(uris.join('\r\n')));
  }

  async handleDrop(target: TreeNode | undefined, data: vscode.DataTransfer): Promise<void> {
    const uris: unknown = data.get(treeMime)?.value;
    if (target === undefined || !Array.isArray(uris)) return;
    const moved = uris.filter(uri => typeof uri === 'string').map(uri => vscode.Uri.parse(uri, true));
    try {
      await this.#move(moved, target.root, categoryOfNode(target));
    } catch (error) {
      this.#report.show('move the skills', error);
    }
  }
}

/** The category that a node stands for, or in which it is. */
export function categoryOfNode(node: TreeNode): string {
  if (node.kind === 'root') return '';
  return node.kind === 'category' ? node.category : categoryOfPath(node.path);
}
