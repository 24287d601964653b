/**
 * Multiplies a number by itself.
 * @param {number} x
 * @returns {{ result: number }}
 * @tags numbers
 * @example square({ x: 12 }) // => { result: 144 }
 */
function square(x) {
  return { result: x * x };
}
