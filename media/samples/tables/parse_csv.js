/**
 * @typedef {Record<string, string | number>} Row
 */

/**
 * Reads comma-separated values into rows; quoted fields may hold separators and line breaks.
 * @param {string} text - the first line names the columns
 * @param {',' | ';' | '|'} [separator]
 * @param {boolean} [numbers] - turn what looks like a number into one
 * @returns {{ columns: string[], rows: Row[] }}
 * @tags tables
 * @example parse_csv({ text: 'city,people\n"Bath, UK",94000' })
 * // => { columns: ['city', 'people'], rows: [{ city: 'Bath, UK', people: 94000 }] }
 * @example parse_csv({ text: 'a;b\n1;"say ""hi"""', separator: ';', numbers: false })
 * // => { columns: ['a', 'b'], rows: [{ a: '1', b: 'say "hi"' }] }
 */
export default function parse_csv(text, separator = ',', numbers = true) {
  const lines = [[]];
  const field = new RegExp(`(?:"((?:[^"]|"")*)"|([^"\\r\\n\\${separator}]*))(\\${separator}|\\r?\\n|$)`, 'gy');
  for (const [all, quoted, bare, end] of text.trimEnd().matchAll(field)) {
    if (all === '' && lines.at(-1).length === 0) break;
    lines.at(-1).push(quoted?.replaceAll('""', '"') ?? bare);
    if (end === '') break;
    if (end !== separator) lines.push([]);
  }
  const [columns, ...body] = lines;
  const value = cell => (numbers && cell.trim() !== '' && !Number.isNaN(Number(cell)) ? Number(cell) : cell);
  const rows = body.map(cells => Object.fromEntries(columns.map((column, i) => [column, value(cells[i] ?? '')])));
  console.debug(`${rows.length} rows, ${columns.length} columns`);
  return { columns, rows };
}
