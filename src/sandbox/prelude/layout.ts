/** Prelude part: the entries of a value on one line or on several, in columns where they are many and short. */

import type { PreludePart, Space } from './guest.ts';

export const layoutPart: PreludePart = guest => {
  const { descriptor, indexOf, join, padEnd, padStart, repeat } = guest.primordials;
  const { floor, max, min, round, sqrt } = Math;

  const groupItems = (output: string[], space: Space): string[] => {
    const hasRest = output.length > space.maxItems;
    const count = hasRest ? output.length - 1 : output.length;
    let total = 0;
    let longest = 0;
    for (let i = 0; i < count; i++) {
      const length = (output[i] as string).length;
      total += length + 2;
      longest = max(longest, length);
    }
    const widest = longest + 2;
    if (widest * 3 + space.indentation >= space.breakLength) return output;
    if (total / widest <= 5 && longest > 6) return output;
    const biased = max(widest - 3 - sqrt(widest - total / output.length), 1);
    const fitting = floor((space.breakLength - space.indentation) / widest);
    const columns = min(round(sqrt(2.5 * biased * count) / biased), fitting, 12, 15);
    if (columns <= 1) return output;
    const widths: number[] = [];
    for (let i = 0; i < columns; i++) {
      let width = 0;
      for (let j = i; j < count; j += columns) width = max(width, (output[j] as string).length);
      widths[i] = width + 2;
    }
    let isNumeric = true;
    for (let i = 0; i < count && isNumeric; i++) {
      const item: unknown = descriptor(space.holder, i)?.value;
      isNumeric = typeof item === 'number' || typeof item === 'bigint';
    }
    const rows: string[] = [];
    for (let i = 0; i < count; i += columns) {
      const last = min(i + columns, count) - 1;
      let row = '';
      for (let j = i; j < last; j++) {
        row += (isNumeric ? padStart : padEnd)(`${output[j]}, `, widths[j - i] as number);
      }
      const end = output[last] as string;
      rows[rows.length] = row + (isNumeric ? padStart(end, (widths[last - i] as number) - 2) : end);
    }
    if (hasRest) rows[rows.length] = output[count] as string;
    return rows;
  };

  const fitsOneLine = (output: readonly string[], start: number, base: string, breakLength: number) => {
    let total = output.length + start;
    if (total + output.length > breakLength) return false;
    for (let i = 0; i < output.length; i++) {
      total += (output[i] as string).length;
      if (total > breakLength || indexOf(output[i] as string, '\n') >= 0) return false;
    }
    return indexOf(base, '\n') < 0;
  };

  guest.layOut = (items, shape, space) => {
    const head = shape.base === '' ? shape.open : `${shape.base} ${shape.open}`;
    const output = shape.isList && items.length > 6 ? groupItems(items, space) : items;
    if (space.isShallow && output === items) {
      const start = output.length + space.indentation + shape.open.length + shape.base.length + 10;
      if (fitsOneLine(output, start, shape.base, space.breakLength))
        return `${head} ${join(output, ', ')} ${shape.close}`;
    }
    const indent = `\n${repeat(' ', space.indentation)}`;
    return `${head}${indent}  ${join(output, `,${indent}  `)}${indent}${shape.close}`;
  };
};
