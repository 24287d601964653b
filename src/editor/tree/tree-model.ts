/** The Skills view's nodes: roots, categories, skills and files that cannot be read, filtered as the user asked. */

import type * as vscode from 'vscode';
import type { SkillCatalogue } from '../../skill/catalogue.ts';
import { categoryOfPath } from '../../skill/name.ts';
import type { Skill } from '../../skill/skill.ts';
import type { RunRow } from '../history/run-row.ts';
import type { SkillRoot } from '../skill-root.ts';

export interface RootNode {
  readonly kind: 'root';
  readonly id: string;
  readonly root: SkillRoot;
}

export interface CategoryNode {
  readonly kind: 'category';
  readonly id: string;
  readonly root: SkillRoot;
  /** The whole path below the skills folder: `text/format`. */
  readonly category: string;
}

/** The same object for the same file as long as it exists; the skill itself is asked of the catalogue. */
export interface SkillNode {
  readonly kind: 'skill';
  readonly id: string;
  readonly root: SkillRoot;
  readonly path: string;
  readonly uri: vscode.Uri;
}

/** A file, or a whole folder, whose content cannot be had; the reason is asked of the catalogue. */
export interface UnreadableNode {
  readonly kind: 'unreadable';
  readonly id: string;
  readonly root: SkillRoot;
  readonly path: string;
  readonly uri: vscode.Uri;
}

export type FileNode = SkillNode | UnreadableNode;
export type FolderNode = RootNode | CategoryNode;
export type TreeNode = FolderNode | FileNode;
/** What the view shows: below a skill its last runs. */
export type TreeEntry = TreeNode | RunRow;

export function isTreeNode(entry: TreeEntry): entry is TreeNode {
  return entry.kind !== 'run';
}

/** The category that a node stands for, or in which it is. */
export function categoryOfNode(node: TreeNode): string {
  if (node.kind === 'root') return '';
  return node.kind === 'category' ? node.category : categoryOfPath(node.path);
}

/** What one folder of the view holds. */
interface Shelf {
  readonly node: FolderNode;
  readonly categories: CategoryNode[];
  readonly files: FileNode[];
  /** Skills below, at any depth. */
  count: number;
}

/** What the view and its filter look at. */
interface ListedSkill {
  readonly path: string;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly tags: readonly string[];
}

type Similar = (root: SkillRoot) => ReadonlySet<string>;
const noPaths: ReadonlySet<string> = new Set();

/** A picture of the catalogues; {@link rebuild} takes a new one and keeps the nodes that are still there. */
export class TreeModel {
  #nodes = new Map<string, TreeNode>();
  #before = new Map<string, TreeNode>();
  #shelves = new Map<string, Shelf>();
  #roots: readonly RootNode[] = [];
  #shown = 0;
  #total = 0;
  #isSimilar = false;

  /** Skills that pass the filter. */
  get shown(): number {
    return this.#shown;
  }

  /** Nothing has all words of the filter: what is shown is like it. */
  get isSimilar(): boolean {
    return this.#isSimilar;
  }

  get total(): number {
    return this.#total;
  }

  /** @param similar - what to show where nothing has all words of the filter: paths of a root's skills */
  rebuild(roots: readonly SkillRoot[], filter: string, similar: Similar = () => noPaths): void {
    this.#before = this.#nodes;
    this.#nodes = new Map();
    this.#shelves = new Map();
    this.#shown = 0;
    this.#total = 0;
    const words = filter
      .toLowerCase()
      .split(/\s+/)
      .filter(word => word !== '');
    const all = roots.map(root => ({
      root,
      passes: (skill: ListedSkill) => words.every(word => matches(skill, word)),
    }));
    const isExact = words.length === 0 || all.some(({ root, passes }) => has(root, passes));
    this.#isSimilar = !isExact;
    this.#roots = all.map(({ root, passes }) => {
      if (isExact) return this.#addRoot(root, words, passes);
      const paths = similar(root);
      return this.#addRoot(root, words, ({ path }) => paths.has(path));
    });
    this.#before.clear();
  }

  /** Roots are nodes only where there are several. */
  top(): readonly TreeNode[] {
    const [only] = this.#roots;
    if (this.#roots.length === 1 && only) return this.children(only);
    return this.#roots;
  }

  /** Categories first, both in the order of their names. */
  children(node: TreeNode): readonly TreeNode[] {
    const shelf = this.#shelves.get(node.id);
    return shelf ? [...shelf.categories, ...shelf.files] : [];
  }

  parent(node: TreeNode): TreeNode | undefined {
    if (node.kind === 'root') return undefined;
    const above = categoryOfPath(node.kind === 'category' ? node.category : node.path);
    const shelf = this.#shelves.get(shelfId(node.root, above));
    if (shelf?.node.kind === 'root' && this.#roots.length === 1) return undefined;
    return shelf?.node;
  }

  /** Of skills, at any depth. */
  count(node: FolderNode): number {
    return this.#shelves.get(node.id)?.count ?? 0;
  }

  isEmpty(node: FolderNode): boolean {
    return this.children(node).length === 0;
  }

  /** `undefined` when the filter hides it or it is no file of the view. */
  fileNode(uri: vscode.Uri): FileNode | undefined {
    const node = this.#nodes.get(uri.toString());
    return node?.kind === 'skill' || node?.kind === 'unreadable' ? node : undefined;
  }

  #addRoot(root: SkillRoot, words: readonly string[], passes: (skill: ListedSkill) => boolean): RootNode {
    const node = this.#keep({ kind: 'root', id: shelfId(root, ''), root });
    this.#shelves.set(node.id, { node, categories: [], files: [], count: 0 });
    for (const skill of listed(root)) {
      this.#total++;
      if (!passes(skill)) continue;
      this.#shown++;
      this.#addFile(root, skill.path, 'skill');
      for (let above = skill.category; ; above = categoryOfPath(above)) {
        this.#shelf(root, above).count++;
        if (above === '') break;
      }
    }
    this.#addUnreadable(root, words);
    return node;
  }

  /** Among the skills, by their paths. */
  #addUnreadable(root: SkillRoot, words: readonly string[]): void {
    const shelves = new Set<Shelf>();
    for (const { path } of root.catalogue.unreadable()) {
      const text = path.toLowerCase();
      if (words.every(word => text.includes(word))) shelves.add(this.#addFile(root, path, 'unreadable'));
    }
    for (const { files } of shelves) files.sort((a, b) => (a.path < b.path ? -1 : 1));
  }

  #addFile(root: SkillRoot, path: string, kind: FileNode['kind']): Shelf {
    const uri = root.uriOf(path);
    const shelf = this.#shelf(root, categoryOfPath(path));
    shelf.files.push(this.#keep({ kind, id: uri.toString(), root, path, uri }));
    return shelf;
  }

  #shelf(root: SkillRoot, category: string): Shelf {
    const id = shelfId(root, category);
    const known = this.#shelves.get(id);
    if (known) return known;
    const node = this.#keep({ kind: 'category', id, root, category });
    const shelf: Shelf = { node, categories: [], files: [], count: 0 };
    this.#shelves.set(id, shelf);
    const { categories } = this.#shelf(root, categoryOfPath(category));
    categories.push(node);
    // Skills come sorted by path, so that only what holds nothing readable comes late.
    if ((categories.at(-2)?.category ?? '') > category)
      categories.sort((a, b) => (a.category < b.category ? -1 : 1));
    return shelf;
  }

  #keep<T extends TreeNode>(fresh: T): T {
    const known = this.#before.get(fresh.id);
    const node = known?.kind === fresh.kind && known.root === fresh.root ? (known as T) : fresh;
    this.#nodes.set(node.id, node);
    return node;
  }
}

function has(root: SkillRoot, passes: (skill: ListedSkill) => boolean): boolean {
  for (const skill of listed(root)) if (passes(skill)) return true;
  return false;
}

/** Sorted by path: what has been read, and what is known from before of what has not. */
function listed({ catalogue, outlines }: SkillRoot): Iterable<ListedSkill> {
  const read = [...catalogue.skills()].map(listedSkill);
  if (outlines.size === 0) return read;
  const unread = [...outlines.values()].filter(({ path }) => isUnread(catalogue, path));
  const all = [...read, ...unread.map(outline => ({ ...outline, description: outline.summary }))];
  return all.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function isUnread(catalogue: SkillCatalogue, path: string): boolean {
  return catalogue.at(path) === undefined && catalogue.unreadableAt(path) === undefined;
}

function listedSkill({ path, name, category, doc }: Skill): ListedSkill {
  return { path, name, category, description: doc.description, tags: doc.tags };
}

/** A word is looked for in the name, the category, the description and, where it begins with `#`, the tags only. */
function matches(skill: ListedSkill, word: string): boolean {
  const hasTag = (text: string) => skill.tags.some(tag => tag.toLowerCase().includes(text));
  if (word.startsWith('#')) return hasTag(word.slice(1));
  const texts = [skill.name, skill.category, skill.description];
  return texts.some(text => text.toLowerCase().includes(word)) || hasTag(word);
}

function shelfId(root: SkillRoot, category: string): string {
  return `${root.folder.toString()}/${category}/`;
}
