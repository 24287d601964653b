/**
 * Checks the last digit of a card or device number, or works it out.
 * @param {string} number - spaces and hyphens do not matter
 * @param {'check' | 'complete'} [action]
 * @returns {{ isValid: boolean, number: string }}
 * @tags algorithms
 * @example luhn({ number: '4539 1488 0343 6467' }) // => { isValid: true, number: '4539148803436467' }
 * @example luhn({ number: '7992739871', action: 'complete' }) // => { isValid: true, number: '79927398713' }
 */
export default function luhn(number, action = 'check') {
  const digits = number.replace(/[\s-]/g, '');
  if (!/^\d+$/.test(digits)) throw new TypeError('A number has digits, spaces and hyphens only.');
  const sum = text =>
    [...text].reverse().reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 1 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  if (action === 'check') return { isValid: sum(digits) % 10 === 0, number: digits };
  return { isValid: true, number: digits + ((10 - (sum(`${digits}0`) % 10)) % 10) };
}
