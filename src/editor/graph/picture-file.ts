/** Checks the pictures that the graph's page hands over before anything is written: the page is not trusted. */

import type { GraphPictureFormat } from '../../message/graph.ts';

/** Larger than any picture of a graph; what is larger is refused. */
const maxBytes = 64 * 1024 * 1024;

const pngStart = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

export type PictureFile =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly message: string };

export function pictureFile(format: GraphPictureFormat, data: string): PictureFile {
  // Before it is decoded, which would need as much again.
  if (data.length > maxBytes * (format === 'png' ? 4 / 3 : 1)) return tooLarge();
  return format === 'png' ? pngFile(data) : svgFile(data);
}

function svgFile(text: string): PictureFile {
  const isWhole = /^\s*(<\?xml[^>]*\?>\s*)?<svg[\s>]/.test(text) && /<\/svg>\s*$/.test(text);
  if (!isWhole) return refused('The picture is no SVG.');
  // A browser that opens the file would run it, or fetch what it names.
  if (/<(script|foreignObject|iframe|!DOCTYPE|!ENTITY)\b/i.test(text))
    return refused('The picture holds more than a drawing.');
  const bytes = new TextEncoder().encode(text);
  return bytes.length > maxBytes ? tooLarge() : { ok: true, bytes };
}

function pngFile(base64: string): PictureFile {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0)
    return refused('The picture is not in base64.');
  const bytes = new Uint8Array(Buffer.from(base64, 'base64'));
  return pngStart.every((byte, at) => bytes[at] === byte)
    ? { ok: true, bytes }
    : refused('The picture is no PNG.');
}

function tooLarge(): PictureFile {
  return refused('The picture has more than 64 MB. Show fewer skills, or save it as SVG.');
}

function refused(message: string): PictureFile {
  return { ok: false, message };
}
