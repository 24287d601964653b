/**
 * Tells how old somebody is, in whole years.
 * @param {string} born - a day such as 1990-07-14
 * @param {string} [on] - the day to look at; today when absent
 * @returns {{ years: number, isBirthday: boolean }}
 * @tags dates
 * @example age({ born: '1990-07-14', on: '2026-07-13' }) // => { years: 35, isBirthday: false }
 * @example age({ born: '1990-07-14', on: '2026-07-14' }) // => { years: 36, isBirthday: true }
 */
export default function age(born, on = new Date().toISOString().slice(0, 10)) {
  const [year, month, day] = born.split('-').map(Number);
  const [thisYear, thisMonth, thisDay] = on.split('-').map(Number);
  const isBefore = thisMonth < month || (thisMonth === month && thisDay < day);
  const years = thisYear - year - (isBefore ? 1 : 0);
  if (!(years >= 0)) throw new RangeError(`Nobody born on "${born}" has an age on "${on}".`);
  return { years, isBirthday: thisMonth === month && thisDay === day };
}
