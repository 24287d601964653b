/** The keys of the picture: walking along the calls, opening, moving and zooming. */

import type { SceneEdge } from './canvas/scene.ts';
import type { GraphModel } from './graph-model.ts';
import { type Arrow, first, walk } from './walk.ts';

const arrows: Readonly<Record<string, Arrow>> = {
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
};

const panSteps: Readonly<Record<Arrow, readonly [number, number]>> = {
  up: [0, 64],
  down: [0, -64],
  left: [64, 0],
  right: [-64, 0],
};

/** For the help: what the keys do, in the order in which people need them. */
export const pictureKeys: readonly (readonly [string, string])[] = [
  ['↑ ↓', 'Go to a caller, to a callee'],
  ['← →', 'Go along the row'],
  ['Enter', 'Open the source; expand a category'],
  ['Space', 'Collapse the category into one box, or expand it'],
  ['F', 'Focus on the selected skill, or show all again'],
  ['[ ]', 'Fewer or more levels around the focus'],
  ['C', 'List the callers in VS Code'],
  ['R', 'Run the selected skill'],
  ['/', 'Search; Enter goes to the next match, Shift+Enter to the one before'],
  ['N P', 'Go to the next or the previous match'],
  ['+ − 0', 'Zoom in, zoom out, fit all'],
  ['Shift+arrows', 'Move the view; dragging, Space+dragging and scrolling do, too'],
  ['Ctrl+wheel', 'Zoom; pinching does, too'],
  ['L', 'Show as list'],
  ['Escape', 'Clear the search, the selection, the focus'],
];

/** Whether the key was one of the picture's. */
export function pictureKey(event: KeyboardEvent, model: GraphModel): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const arrow = arrows[event.key];
  if (arrow !== undefined && event.shiftKey) model.viewport.panBy(...panSteps[arrow]);
  else if (arrow !== undefined) go(arrow, model);
  else return letterKey(event.key.length === 1 ? event.key.toLowerCase() : event.key, model);
  return true;
}

function letterKey(key: string, model: GraphModel): boolean {
  const keys: Readonly<Record<string, () => void>> = {
    Enter: () => openSelected(model),
    Home: () => selectFirst(model),
    f: () => toggleFocus(model),
    '[': () => changeLevels(model, -1),
    ']': () => changeLevels(model, 1),
    c: () => withSkill(model, id => model.ask('showCallers', { id })),
    r: () => withSkill(model, id => model.state?.isTrusted === true && model.ask('run', { id })),
    n: () => model.goToMatch(1),
    p: () => model.goToMatch(-1),
    l: () => model.setView({ view: 'list' }),
  };
  if (!Object.hasOwn(keys, key)) return false;
  keys[key]?.();
  return true;
}

/** Keys that work wherever the keyboard is, but where text is typed. */
export function pageKey(event: KeyboardEvent, model: GraphModel): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return false;
  const { viewport } = model;
  if (event.key === '+' || event.key === '=') viewport.zoomBy(1.25);
  else if (event.key === '-') viewport.zoomBy(0.8);
  else if (event.key === '0') viewport.fit();
  else if (event.key === 'Escape') return stepBack(model);
  else return false;
  return true;
}

/** One thing at a time: the search, the selection, the run's lights, the focus. */
function stepBack(model: GraphModel): boolean {
  if (model.pattern !== '') model.setSearch('');
  else if (model.choices.selection !== undefined) model.select(undefined);
  else if (model.player.isShown) model.player.hide();
  else if (model.choices.focus !== undefined) model.focus(undefined);
  else return false;
  return true;
}

const trails = new WeakMap<GraphModel, { readonly from: string; readonly to: string }>();

function go(arrow: Arrow, model: GraphModel): void {
  const { scene } = model;
  const place = model.selectedPlace;
  const from = place?.kind === 'node' ? place.id : place?.kind === 'edge' ? place.from : undefined;
  const trail = trails.get(model);
  const next = walk(from, arrow, {
    scene,
    callers: id => edgesAt(model, id, 'to'),
    callees: id => edgesAt(model, id, 'from'),
    cameFrom: trail !== undefined && trail.to === from ? trail.from : undefined,
  });
  if (next === undefined) {
    const words: Readonly<Record<Arrow, string>> = {
      up: 'No callers.',
      down: 'No callees.',
      left: 'Nothing further left.',
      right: 'Nothing further right.',
    };
    model.announce(words[arrow]);
    return;
  }
  if (from !== undefined) trails.set(model, { from, to: next });
  model.select({ kind: 'node', id: next }, { reveals: true });
}

function edgesAt(model: GraphModel, id: string, end: 'from' | 'to'): readonly SceneEdge[] {
  return model.arranger.edgesOf(id).filter(edge => edge[end] === id);
}

function selectFirst(model: GraphModel): void {
  const node = first(model.scene);
  if (node !== undefined) model.select({ kind: 'node', id: node.id }, { reveals: true });
}

function openSelected(model: GraphModel): void {
  const place = model.selectedPlace;
  if (place?.kind === 'node') model.open(place.id);
  else if (place?.kind === 'edge') model.openEdge(place.from, place.to);
}

/** Collapses the category of the selected skill into one box, or expands it. */
export function toggleGroup(model: GraphModel): void {
  const place = model.selectedPlace;
  if (place?.kind !== 'node') return;
  const category = model.shown.groups.get(place.id)?.category ?? model.store.nodes.get(place.id)?.category;
  if (category !== undefined) model.toggleCategory(category);
}

function toggleFocus(model: GraphModel): void {
  const { focus, selection } = model.choices;
  if (selection?.kind === 'node' && focus?.id !== selection.id && model.store.nodes.has(selection.id)) {
    model.focus(selection.id);
  } else if (focus !== undefined) model.focus(undefined);
}

function changeLevels(model: GraphModel, by: number): void {
  const { focus } = model.choices;
  if (focus !== undefined) model.focus(focus.id, focus.levels + by);
}

function withSkill(model: GraphModel, act: (id: string) => unknown): void {
  const { selection } = model.choices;
  if (selection?.kind === 'node' && model.store.nodes.has(selection.id)) act(selection.id);
}
