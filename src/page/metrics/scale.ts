/** Where an axis ends: at a number that people would choose. */

/** The smallest of 1, 2, 5 times a power of ten that is not below the value; 1 for nothing. */
export function ceiling(value: number): number {
  if (!(value > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map(step => step * power).find(end => end >= value * 0.999_999) ?? 10 * power;
}
