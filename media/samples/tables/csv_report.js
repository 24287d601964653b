/**
 * Makes a Markdown report of comma-separated values: read, grouped, added up and sorted.
 * @param {string} csv - the first line names the columns
 * @param {string} by - the column to group by
 * @param {string} value - the column to add up
 * @param {{ top?: integer, title?: string }} [options]
 * @returns {{ markdown: string, groups: number, total: number }}
 * @tags tables, text, composed
 * @example csv_report({ csv: 'team,points\nred,3\nblue,5\nred,4', by: 'team', value: 'points' })
 * // => { markdown: '| team | points |\n|:-----|-------:|\n| red  |      7 |\n| blue |      5 |', groups: 2, total: 12 }
 */
export default async function csv_report(csv, by, value, options = {}) {
  const { rows, columns } = await callSkill('parse_csv', { text: csv });
  for (const column of [by, value]) {
    if (!columns.includes(column)) throw new RangeError(`There is no column "${column}" among ${columns.join(', ')}.`);
  }
  const groups = await callSkill('group_by', { rows, by, totals: { [value]: 'sum' } });
  groups.sort((a, b) => b[value] - a[value]);
  const total = groups.reduce((sum, group) => sum + group[value], 0);
  console.info(`${rows.length} rows in ${groups.length} groups, ${total} in all`);
  const table = await skills.markdown_table({ rows: groups.slice(0, options.top ?? groups.length) });
  return { markdown: options.title ? `## ${options.title}\n\n${table}` : table, groups: groups.length, total };
}
