/**
 * Groups rows by a column and adds up others.
 * @param {Record<string, any>[]} rows
 * @param {string} by - the column to group by
 * @param {Record<string, 'sum' | 'mean' | 'min' | 'max' | 'count'>} [totals] - what to do with other columns
 * @returns {Record<string, any>[]} one row for each group, in the order in which they come first
 * @tags tables
 * @example group_by({ rows: [{ k: 'a', n: 1 }, { k: 'b', n: 5 }, { k: 'a', n: 2 }], by: 'k', totals: { n: 'sum' } })
 * // => [{ k: 'a', n: 3 }, { k: 'b', n: 5 }]
 */
export default function group_by(rows, by, totals = {}) {
  const sum = values => values.reduce((total, value) => total + value, 0);
  const fold = {
    sum,
    mean: values => sum(values) / values.length,
    min: values => Math.min(...values),
    max: values => Math.max(...values),
    count: values => values.length,
  };
  const groups = Map.groupBy(rows, row => row[by]);
  return [...groups].map(([key, members]) => ({
    [by]: key,
    ...Object.fromEntries(
      Object.entries(totals).map(([column, how]) => [column, fold[how](members.map(row => row[column]))]),
    ),
  }));
}
