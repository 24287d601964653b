/** Drag and drop in the Skills view: skills and categories move, skills are also dragged into an editor. */

import * as vscode from 'vscode';
import { type CategoryPlace, lastSegment, moveCategory, moveToCategory } from '../file/edit-files.ts';
import { viewIds } from '../id.ts';
import type { Parts } from '../parts.ts';
import {
  type CategoryNode,
  categoryOfNode,
  isTreeNode,
  type SkillNode,
  type TreeEntry,
} from './tree-model.ts';

/** VS Code's name for what is dragged from this view. */
const treeMime = `application/vnd.code.tree.${viewIds.skills.toLowerCase()}`;

/** Uris of skills, and of the folders of categories. */
interface Dragged {
  readonly skills: readonly string[];
  readonly categories: readonly string[];
}

type DragParts = Pick<Parts, 'workspace' | 'report'>;

export class TreeDrag implements vscode.TreeDragAndDropController<TreeEntry> {
  readonly dragMimeTypes = [treeMime, 'text/uri-list'];
  readonly dropMimeTypes = [treeMime];
  readonly #parts: DragParts;

  constructor(parts: DragParts) {
    this.#parts = parts;
  }

  handleDrag(nodes: readonly TreeEntry[], data: vscode.DataTransfer): void {
    const categories = nodes.filter((node): node is CategoryNode => node.kind === 'category');
    const skills = nodes.filter((node): node is SkillNode => node.kind === 'skill');
    const loose = skills.filter(node => !categories.some(category => isInside(node, category)));
    const whole = categories.filter(
      node => !categories.some(other => other !== node && isInside(node, other)),
    );
    if (loose.length + whole.length === 0) return;
    const dragged: Dragged = {
      skills: loose.map(({ uri }) => uri.toString()),
      categories: whole.map(({ root, category }) => root.uriOf(category).toString()),
    };
    data.set(treeMime, new vscode.DataTransferItem(dragged));
    if (loose.length > 0) {
      data.set('text/uri-list', new vscode.DataTransferItem(dragged.skills.join('\r\n')));
    }
  }

  async handleDrop(target: TreeEntry | undefined, data: vscode.DataTransfer): Promise<void> {
    const dragged: unknown = data.get(treeMime)?.value;
    const to = this.#placeOf(target);
    if (to === undefined || !isDragged(dragged)) return;
    try {
      await this.#move(dragged, to);
    } catch (error) {
      this.#parts.report.show('move the skills', error);
    }
  }

  /** Below all rows is the top, where there is one root only. */
  #placeOf(target: TreeEntry | undefined): CategoryPlace | undefined {
    if (target && !isTreeNode(target)) return undefined;
    if (target) return { root: target.root, category: categoryOfNode(target) };
    const [root, second] = this.#parts.workspace.roots;
    return root && second === undefined ? { root, category: '' } : undefined;
  }

  async #move({ skills, categories }: Dragged, to: CategoryPlace): Promise<void> {
    const { workspace } = this.#parts;
    const found = skills.map(uri => workspace.at(vscode.Uri.parse(uri, true)));
    await moveToCategory(
      found.filter(at => at !== undefined),
      to,
    );
    for (const uri of categories) {
      const from = workspace.categoryAt(vscode.Uri.parse(uri, true));
      if (from === undefined) continue;
      const name = lastSegment(from.category);
      await moveCategory(from, { ...to, category: to.category === '' ? name : `${to.category}/${name}` });
    }
  }
}

function isInside(node: CategoryNode | SkillNode, { root, category }: CategoryNode): boolean {
  const path = node.kind === 'skill' ? node.path : node.category;
  return node.root === root && path.startsWith(`${category}/`);
}

function isDragged(value: unknown): value is Dragged {
  if (typeof value !== 'object' || value === null) return false;
  const { skills, categories } = value as Partial<Dragged>;
  return [skills, categories].every(
    list => Array.isArray(list) && list.every(uri => typeof uri === 'string'),
  );
}
