/** The export menu: pictures that the page draws, and texts that the editor writes. */

import type { GraphTextFormat } from '../../message/graph.ts';
import { base64Of, type PictureWish, pngOf, svgOf } from './exporter.ts';
import type { GraphModel } from './graph-model.ts';
import type { MenuItem } from './menu-button.ts';

const wishes: readonly (readonly [string, PictureWish])[] = [
  ['whole, theme', { extent: 'whole', colours: 'theme' }],
  ['whole, white', { extent: 'whole', colours: 'white' }],
  ['as seen, theme', { extent: 'seen', colours: 'theme' }],
  ['as seen, white', { extent: 'seen', colours: 'white' }],
];

const texts: readonly (readonly [GraphTextFormat, string])[] = [
  ['mermaid', 'Mermaid'],
  ['dot', 'DOT'],
  ['json', 'JSON'],
];

export function exportItems(model: GraphModel): readonly MenuItem[] {
  const isEmpty = model.scene.nodes.size === 0;
  const act = (label: string, act: () => Promise<string>, copy?: () => Promise<string>): MenuItem => ({
    kind: 'action',
    icon: 'save',
    label,
    isDisabled: isEmpty,
    pick: () => tell(model, act),
    ...(copy && { side: { icon: 'copy', title: `Copy ${label}`, pick: () => tell(model, copy) } }),
  });
  return [
    { kind: 'heading', label: 'SVG' },
    ...wishes.map(([words, wish]) =>
      act(
        `SVG, ${words}`,
        () => saveSvg(model, wish),
        () => copySvg(model, wish),
      ),
    ),
    { kind: 'heading', label: 'PNG' },
    ...wishes.map(([words, wish]) =>
      act(
        `PNG, ${words}`,
        () => savePng(model, wish),
        () => copyPng(model, wish),
      ),
    ),
    { kind: 'heading', label: 'Text of what is shown' },
    ...texts.map(([format, label]) =>
      act(
        label,
        () => text(model, format, 'file'),
        () => text(model, format, 'clipboard'),
      ),
    ),
  ];
}

/** Says how it ended: an export may take a while and leaves nothing to see. */
function tell(model: GraphModel, act: () => Promise<string>): void {
  act().then(
    said => {
      if (said !== '') model.announce(said);
    },
    (error: unknown) => model.announce(error instanceof Error ? error.message : String(error)),
  );
}

function svgText(model: GraphModel, wish: PictureWish): string {
  return svgOf(model, wish, text => model.measure(text, false));
}

async function saveSvg(model: GraphModel, wish: PictureWish): Promise<string> {
  const { isSaved } = await model.request('savePicture', { format: 'svg', data: svgText(model, wish) });
  return isSaved ? 'SVG saved.' : '';
}

async function copySvg(model: GraphModel, wish: PictureWish): Promise<string> {
  await model.request('copy', { text: svgText(model, wish) });
  return 'SVG copied.';
}

async function savePng(model: GraphModel, wish: PictureWish): Promise<string> {
  const data = await base64Of(await pngOf(model, wish));
  const { isSaved } = await model.request('savePicture', { format: 'png', data });
  return isSaved ? 'PNG saved.' : '';
}

async function copyPng(model: GraphModel, wish: PictureWish): Promise<string> {
  // The item takes a promise, so that the click still counts when the picture is done.
  await navigator.clipboard.write([new ClipboardItem({ 'image/png': pngOf(model, wish) })]);
  return 'PNG copied.';
}

async function text(model: GraphModel, format: GraphTextFormat, to: 'file' | 'clipboard'): Promise<string> {
  const { places } = model.shown;
  // All of it needs no list of its parts.
  const ids = places.size === model.store.nodes.size ? undefined : [...places.keys()];
  const { isDone } = await model.request('exportText', { format, ids, to });
  return isDone ? `${to === 'file' ? 'Saved' : 'Copied'}.` : '';
}
