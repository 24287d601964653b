/**
 * Works out the monthly rate of a loan, and what it costs in all.
 * @param {object} loan
 * @param {number} loan.amount - borrowed
 * @param {number} loan.yearlyRate - in percent
 * @param {integer} loan.months - until it is paid back
 * @param {boolean} [loan.schedule=false] - with a line for each month
 * @returns {Promise<{ monthly: number, interest: number, schedule?: { month: number, interest: number, rest: number }[] }>}
 * @tags numbers, finance
 * @example loan_payment({ amount: 12000, yearlyRate: 6, months: 24 }) // => { monthly: 531.85, interest: 764.34 }
 */
export default async function loan_payment({ amount, yearlyRate, months, schedule = false }) {
  const rate = yearlyRate / 1200;
  const exact = rate === 0 ? amount / months : (amount * rate) / (1 - (1 + rate) ** -months);
  const [monthly, interest] = await Promise.all([
    skills.round_to({ value: exact }),
    skills.round_to({ value: exact * months - amount }),
  ]);
  if (!schedule) return { monthly, interest };
  let rest = amount;
  const lines = Array.from({ length: months }, (_, index) => {
    const cost = rest * rate;
    rest -= exact - cost;
    return { month: index + 1, interest: Math.round(cost * 100) / 100, rest: Math.abs(Math.round(rest * 100) / 100) };
  });
  console.table(lines.slice(0, 12));
  return { monthly, interest, schedule: lines };
}
