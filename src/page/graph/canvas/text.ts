/** Texts that fit into their boxes: hostile ones, too long ones, in either direction. */

import type { Pen } from './draw-edge.ts';

const kept = new Map<string, string>();
const maxKept = 20_000;

/** What a name may bring that would break out of its line or turn the text around it. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
const unfit = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069]+/g;

/** The text, or as much of it as fits with an ellipsis; measured with the pen's font. */
export function fittedText(pen: Pen, text: string, room: number): string {
  const key = `${pen.font}\0${room}\0${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const fitted = shorten(pen, text.replace(unfit, ' ').slice(0, 500), room);
  if (kept.size >= maxKept) kept.clear();
  kept.set(key, fitted);
  return fitted;
}

function shorten(pen: Pen, text: string, room: number): string {
  if (pen.measureText(text).width <= room) return text;
  const parts = [...text];
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pen.measureText(`${parts.slice(0, middle).join('')}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return `${parts.slice(0, low).join('')}…`;
}
