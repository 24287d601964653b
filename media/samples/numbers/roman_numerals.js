const values = { M: 1000, CM: 900, D: 500, CD: 400, C: 100, XC: 90, L: 50, XL: 40, X: 10, IX: 9, V: 5, IV: 4, I: 1 };

function toRoman(number) {
  let roman = '';
  for (const [letters, value] of Object.entries(values)) {
    while (number >= value) {
      roman += letters;
      number -= value;
    }
  }
  return roman;
}

function fromRoman(roman) {
  let rest = roman;
  let number = 0;
  for (const [letters, value] of Object.entries(values)) {
    while (rest.startsWith(letters)) {
      number += value;
      rest = rest.slice(letters.length);
    }
  }
  return number;
}

/**
 * Converts between numbers and Roman numerals, in both directions.
 * @param {number | string} value - 1 to 3999, or letters such as MCMXCIV
 * @returns {{ number: number, roman: string }}
 * @tags numbers
 * @example roman_numerals({ value: 1994 }) // => { number: 1994, roman: 'MCMXCIV' }
 * @example roman_numerals({ value: 'mmxxvi' }) // => { number: 2026, roman: 'MMXXVI' }
 */
export default function roman_numerals(value) {
  const number = typeof value === 'number' ? value : fromRoman(value.toUpperCase());
  const isRight = Number.isInteger(number) && number > 0 && number < 4000;
  if (!isRight || (typeof value === 'string' && toRoman(number) !== value.toUpperCase())) {
    throw new RangeError(`"${value}" is neither a whole number from 1 to 3999 nor a Roman numeral.`);
  }
  return { number, roman: toRoman(number) };
}
