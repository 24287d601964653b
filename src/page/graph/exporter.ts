/** Takes the picture out of the page: as SVG and PNG, as it is seen or whole, in the theme's colours or on white. */

import { svg } from '../../picture/svg.ts';
import { type Box, fitted, unionOf, visibleBox } from './canvas/camera.ts';
import { type Look, paperLook, themeLook } from './canvas/look.ts';
import { paintPart } from './canvas/picture-canvas.ts';
import { SpatialIndex } from './canvas/spatial-index.ts';
import type { GraphModel } from './graph-model.ts';

export interface PictureWish {
  readonly extent: 'seen' | 'whole';
  readonly colours: 'theme' | 'white';
}

/** Browsers draw no canvas that is larger; the picture is made smaller then. */
const mostPixels = 8_192;
const margin = 24;

/** The part of the picture that is wanted. */
function extentOf(model: GraphModel, { extent }: PictureWish): Box {
  const { bounds } = model.scene;
  if (extent === 'seen') return visibleBox(model.viewport.camera, model.viewport.size);
  return unionOf([
    {
      x: bounds.x - margin,
      y: bounds.y - margin,
      width: bounds.width + 2 * margin,
      height: bounds.height + 2 * margin,
    },
  ]);
}

function lookOf({ colours }: PictureWish): Look {
  return colours === 'theme' ? themeLook() : paperLook();
}

/** The PNG's bytes; twice as fine as it is drawn, where that is not too large. */
export async function pngOf(model: GraphModel, wish: PictureWish): Promise<Blob> {
  const part = extentOf(model, wish);
  const wanted = 2 * (wish.extent === 'seen' ? model.viewport.camera.scale : 1);
  const scale = Math.min(wanted, mostPixels / part.width, mostPixels / part.height);
  const size = {
    width: Math.max(1, Math.round(part.width * scale)),
    height: Math.max(1, Math.round(part.height * scale)),
  };
  const canvas = new OffscreenCanvas(size.width, size.height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('This window has no canvas to draw on.');
  const camera = fitted(part, size, { margin: 0, largest: scale });
  pen.setTransform(camera.scale, 0, 0, camera.scale, camera.x, camera.y);
  paintPart(pen, part, { index: new SpatialIndex(model.scene), look: lookOf(wish), scale: scale / 2 });
  return await canvas.convertToBlob({ type: 'image/png' });
}

/** In pieces: a picture has more bytes than a call may have arguments. */
export async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  const pieces: string[] = [];
  for (let at = 0; at < bytes.length; at += 8_192) {
    pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8_192)));
  }
  return btoa(pieces.join(''));
}

/** The text of an SVG file. */
export function svgOf(model: GraphModel, wish: PictureWish, measure: (text: string) => number): string {
  const look = lookOf(wish);
  const part = wish.extent === 'seen' ? extentOf(model, wish) : undefined;
  const index = new SpatialIndex(model.scene);
  const seen = part === undefined ? undefined : index.within(part);
  const nodes = [...(seen?.nodes ?? model.scene.nodes.values())];
  const edges = [...(seen?.edges ?? model.scene.edges.values())];
  const colours = [...new Set(nodes.flatMap(({ colour }) => colour ?? []))];
  const legend = colours
    .map(colour => ({ colour, name: model.colours.name(colour) }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const rows = new Map(legend.map(({ colour }, row) => [colour, row]));
  const pen = plainColours();
  const categories = legend.map(
    ({ colour }) => look.categories[colour % look.categories.length] ?? look.muted,
  );
  return svg(
    {
      nodes: nodes.map(node => ({
        ...node,
        colour: node.colour === undefined ? undefined : rows.get(node.colour),
      })),
      edges,
      legend: legend.map(({ name }) => name),
    },
    {
      title: `Calls of ${nodes.length} skills`,
      measure,
      ...(part && { part }),
      colours: {
        background: pen(look.background),
        text: pen(look.text),
        muted: pen(look.muted),
        node: pen(look.node),
        border: pen(look.border),
        line: pen(look.line),
        cycle: pen(look.cycle),
        error: pen(look.error),
        warning: pen(look.warning),
        fontFamily: look.fontFamily,
        categories: categories.length === 0 ? [pen(look.muted)] : categories.map(pen),
      },
    },
  );
}

/** Mixed colours and theme names as plain ones, which every viewer of SVG knows. */
function plainColours(): (colour: string) => string {
  const pen = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
  return colour => {
    if (pen === null) return colour;
    pen.clearRect(0, 0, 1, 1);
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [red = 0, green = 0, blue = 0] = pen.getImageData(0, 0, 1, 1).data;
    return `#${[red, green, blue].map(part => part.toString(16).padStart(2, '0')).join('')}`;
  };
}
