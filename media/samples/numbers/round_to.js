/**
 * Rounds a number to some decimal places, halves away from zero.
 * @param {number} value
 * @param {integer} [digits] - after the decimal point; negative rounds to tens, hundreds, …
 * @returns {number}
 * @tags numbers
 * @example round_to({ value: 1.005 }) // => 1.01
 * @example round_to({ value: -1250, digits: -2 }) // => -1300
 */
function round_to(value, digits = 2) {
  const shift = (number, places) => {
    const [mantissa, exponent = '0'] = String(number).split('e');
    return Number(`${mantissa}e${Number(exponent) + places}`);
  };
  return Math.sign(value) * shift(Math.round(shift(Math.abs(value), digits)), -digits);
}
