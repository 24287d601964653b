/**
 * Moves a day by a number of working days, Monday to Friday.
 * @param {string} start - a day such as 2026-03-06
 * @param {number} days - how many; negative goes back
 * @param {string[]} [holidays] - days off besides the weekends
 * @returns {string} a day
 * @tags dates, business
 * @example add_business_days({ start: '2026-03-06', days: 3 }) // => '2026-03-11'
 * @example add_business_days({ start: '2026-01-02', days: -1, holidays: ['2026-01-01'] }) // => '2025-12-31'
 */
export default function add_business_days(start, days, holidays = []) {
  const day = new Date(`${start}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) throw new RangeError(`"${start}" is no day such as 2026-03-06.`);
  const text = () => day.toISOString().slice(0, 10);
  const isFree = () => [0, 6].includes(day.getUTCDay()) || holidays.includes(text());
  for (let left = Math.abs(Math.trunc(days)); left > 0; ) {
    day.setUTCDate(day.getUTCDate() + Math.sign(days));
    if (!isFree()) left--;
  }
  return text();
}
