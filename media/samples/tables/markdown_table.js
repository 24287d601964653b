/**
 * Writes rows as a Markdown table, with numbers to the right.
 * @param {Record<string, any>[]} rows
 * @param {string[]} [columns] - which, and in what order; all that the first row has when absent
 * @returns {string}
 * @tags tables, text
 * @example markdown_table({ rows: [{ city: 'Bath', people: 94000 }, { city: 'Ely', people: 20000 }] })
 * // => '| city | people |\n|:-----|-------:|\n| Bath |  94000 |\n| Ely  |  20000 |'
 */
export default function markdown_table(rows, columns = Object.keys(rows[0] ?? {})) {
  const text = value => String(value ?? '').replaceAll('|', '\\|').replaceAll('\n', '<br>');
  const table = columns.map(column => {
    const cells = rows.map(row => text(row[column]));
    const isNumeric = rows.every(row => typeof row[column] === 'number');
    const width = Math.max(3, text(column).length, ...cells.map(cell => cell.length));
    return { name: text(column).padEnd(width), cells, isNumeric, width };
  });
  const line = cells => `| ${cells.join(' | ')} |`;
  const rule = table.map(({ isNumeric, width }) => (isNumeric ? `${'-'.repeat(width + 1)}:` : `:${'-'.repeat(width + 1)}`));
  const body = rows.map((_, i) =>
    line(table.map(({ cells, isNumeric, width }) => (isNumeric ? cells[i].padStart(width) : cells[i].padEnd(width)))),
  );
  return [line(table.map(column => column.name)), `|${rule.join('|')}|`, ...body].join('\n');
}
