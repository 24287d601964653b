/**
 * Finds the week of the year that a day lies in, as ISO 8601 counts.
 * @param {string} date - a day such as 2026-01-01
 * @returns {{ year: number, week: number, label: string }}
 * @tags dates
 * @example iso_week({ date: '2027-01-01' }) // => { year: 2026, week: 53, label: '2026-W53' }
 */
function iso_week(date) {
  const day = new Date(`${date}T00:00:00Z`);
  // The week belongs to the year of its Thursday.
  day.setUTCDate(day.getUTCDate() + 4 - (day.getUTCDay() || 7));
  const year = day.getUTCFullYear();
  const week = Math.ceil(((day.getTime() - Date.UTC(year, 0, 1)) / 86_400_000 + 1) / 7);
  return { year, week, label: `${year}-W${String(week).padStart(2, '0')}` };
}
