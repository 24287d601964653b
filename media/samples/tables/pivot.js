/**
 * Turns rows into a table with one column for each value of a field.
 * @param {Record<string, any>[]} rows
 * @param {{ row: string, column: string, value: string }} fields - which field makes rows, columns and cells
 * @param {number | null} [empty] - for cells without a value
 * @returns {Record<string, any>[]} numbers that meet in one cell are added
 * @tags tables
 * @example pivot({ rows: [{ y: 2025, q: 'Q1', n: 3 }, { y: 2025, q: 'Q2', n: 4 }, { y: 2026, q: 'Q1', n: 5 }], fields: { row: 'y', column: 'q', value: 'n' } })
 * // => [{ y: 2025, Q1: 3, Q2: 4 }, { y: 2026, Q1: 5, Q2: null }]
 */
export default function pivot(rows, fields, empty = null) {
  const columns = [...new Set(rows.map(row => row[fields.column]))];
  const table = new Map();
  for (const row of rows) {
    const key = row[fields.row];
    if (!table.has(key)) {
      table.set(key, { [fields.row]: key, ...Object.fromEntries(columns.map(column => [column, empty])) });
    }
    const line = table.get(key);
    const before = line[row[fields.column]];
    line[row[fields.column]] = before === empty ? row[fields.value] : before + row[fields.value];
  }
  return [...table.values()];
}
