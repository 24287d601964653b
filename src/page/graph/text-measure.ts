/** Measures names as the picture writes them, before there is a picture. */

import { themeLook } from './canvas/look.ts';
import type { MeasureText } from './drawable.ts';

const mostKept = 50_000;

export function textMeasure(): MeasureText {
  const pen = new OffscreenCanvas(1, 1).getContext('2d');
  const { fontFamily } = themeLook();
  const kept = new Map<string, number>();
  return (text, isBold) => {
    const key = `${isBold ? 'b' : ''}\0${text}`;
    const known = kept.get(key);
    if (known !== undefined) return known;
    if (pen === null) return text.length * 7;
    pen.font = `${isBold ? '600 ' : ''}13px ${fontFamily}`;
    const { width } = pen.measureText(text.slice(0, 100));
    if (kept.size >= mostKept) kept.clear();
    kept.set(key, width);
    return width;
  };
}
