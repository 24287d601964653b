/**
 * Describes a list of numbers: mean, median, spread and extremes.
 * @param {number[]} values - at least one
 * @param {'population' | 'sample'} [deviation] - what the values are
 * @returns {{ count: number, mean: number, median: number, deviation: number, min: number, max: number }}
 * @tags numbers
 * @example statistics({ values: [2, 4, 4, 4, 5, 5, 7, 9] })
 * // => { count: 8, mean: 5, median: 4.5, deviation: 2, min: 2, max: 9 }
 */
export default function statistics(values, deviation = 'population') {
  if (values.length === 0) throw new RangeError('There are no values to describe.');
  const sorted = [...values].sort((a, b) => a - b);
  const count = sorted.length;
  const middle = count >> 1;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / count;
  const squares = sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const divisor = deviation === 'sample' ? Math.max(1, count - 1) : count;
  return {
    count,
    mean,
    median: count % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2,
    deviation: Math.sqrt(squares / divisor),
    min: sorted[0],
    max: sorted[count - 1],
  };
}
