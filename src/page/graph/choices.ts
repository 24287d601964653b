/** What the user chose to see, and how the page keeps it so that it comes back as it was. */

import type { Camera } from './canvas/camera.ts';

export type ProblemFilter = 'error' | 'warning' | 'unknown' | 'cycle';

export const problemFilters: readonly ProblemFilter[] = ['error', 'warning', 'unknown', 'cycle'];

export interface Focus {
  readonly id: string;
  readonly levels: number;
  /** Categories that are drawn as one box while it lasts. */
  readonly collapsed: readonly string[];
}

/** What keeps skills out of the picture. */
export interface Filter {
  /** Empty: all of them. */
  readonly categories: readonly string[];
  readonly tags: readonly string[];
  readonly problems: readonly ProblemFilter[];
  readonly hidesLeaves: boolean;
  readonly hidesEntries: boolean;
}

export type Selection =
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'edge'; readonly from: string; readonly to: string };

export interface Choices {
  readonly rootId: string | undefined;
  readonly filter: Filter;
  readonly focus: Focus | undefined;
  /** Categories that are drawn as one box; `undefined` until the first picture decided by its size. */
  readonly collapsed: readonly string[] | undefined;
  readonly selection: Selection | undefined;
  /** `undefined`: all of the picture. */
  readonly camera: Camera | undefined;
  readonly isPinned: boolean;
  readonly view: 'picture' | 'list';
  readonly showsCycles: boolean;
  readonly showsLegend: boolean;
}

export const noFilter: Filter = {
  categories: [],
  tags: [],
  problems: [],
  hidesLeaves: false,
  hidesEntries: false,
};

export const firstChoices: Choices = {
  rootId: undefined,
  filter: noFilter,
  focus: undefined,
  collapsed: undefined,
  selection: undefined,
  camera: undefined,
  isPinned: false,
  view: 'picture',
  showsCycles: false,
  showsLegend: true,
};

export const mostLevels = 9;

export function isFiltering(filter: Filter): boolean {
  const { categories, tags, problems, hidesLeaves, hidesEntries } = filter;
  return categories.length + tags.length + problems.length > 0 || hidesLeaves || hidesEntries;
}

/** What was kept, each part that is whole; the rest as at first. */
export function readChoices(kept: unknown): Choices {
  if (!isRecord(kept)) return firstChoices;
  const filter = isRecord(kept.filter) ? kept.filter : {};
  return {
    rootId: typeof kept.rootId === 'string' ? kept.rootId : undefined,
    filter: {
      categories: strings(filter.categories) ?? [],
      tags: strings(filter.tags) ?? [],
      problems: problemFilters.filter(name => strings(filter.problems)?.includes(name)),
      hidesLeaves: filter.hidesLeaves === true,
      hidesEntries: filter.hidesEntries === true,
    },
    focus: readFocus(kept.focus),
    collapsed: strings(kept.collapsed),
    selection: readSelection(kept.selection),
    camera: readCamera(kept.camera),
    isPinned: kept.isPinned === true,
    view: kept.view === 'list' ? 'list' : 'picture',
    showsCycles: kept.showsCycles === true,
    showsLegend: kept.showsLegend !== false,
  };
}

function readFocus(kept: unknown): Focus | undefined {
  if (!isRecord(kept) || typeof kept.id !== 'string' || !isNumber(kept.levels)) return undefined;
  return {
    id: kept.id,
    levels: Math.min(mostLevels, Math.max(1, Math.round(kept.levels))),
    collapsed: strings(kept.collapsed) ?? [],
  };
}

function readSelection(kept: unknown): Selection | undefined {
  if (!isRecord(kept)) return undefined;
  if (kept.kind === 'node' && typeof kept.id === 'string') return { kind: 'node', id: kept.id };
  if (kept.kind === 'edge' && typeof kept.from === 'string' && typeof kept.to === 'string') {
    return { kind: 'edge', from: kept.from, to: kept.to };
  }
  return undefined;
}

function readCamera(kept: unknown): Camera | undefined {
  if (!isRecord(kept) || !isNumber(kept.x) || !isNumber(kept.y) || !isNumber(kept.scale)) return undefined;
  return kept.scale > 0 ? { x: kept.x, y: kept.y, scale: kept.scale } : undefined;
}

function strings(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : undefined;
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
