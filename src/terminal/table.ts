/** Rows of text in columns that are aligned. */

import type { Output } from './terminal.ts';

export interface Column {
  readonly title: string;
  /** Numbers stand right. */
  readonly isRight?: boolean;
}

/** Lines, each with its end; the last column is cut to the terminal's width. Rows hold no control characters. */
export function tableText(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { paint, columns: width }: Pick<Output, 'paint' | 'columns'>,
): string {
  const titles = columns.map(({ title }) => title);
  const widths = columns.map((_, index) =>
    Math.max(...[titles, ...rows].map(row => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    cut(
      cells
        .map((cell, index) => {
          const size = widths[index] as number;
          if (columns[index]?.isRight) return cell.padStart(size);
          return index === columns.length - 1 ? cell : cell.padEnd(size);
        })
        .join('  '),
      width,
    ).trimEnd();
  return `${[paint('dim', line(titles)), ...rows.map(line)].join('\n')}\n`;
}

function cut(text: string, width: number | undefined): string {
  return width === undefined || width < 40 || text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
