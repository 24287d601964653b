/**
 * Hypotenuse of a right triangle.
 * @param {number} a - first leg
 * @param {number} b - second leg
 * @returns {{ hypotenuse: number }}
 * @tags numbers, geometry
 * @example pythagorean({ a: 3, b: 4 }) // => { hypotenuse: 5 }
 */
export default async function pythagorean(a, b) {
  const [x, y] = await Promise.all([callSkill('square', { x: a }), skills.square({ x: b })]);
  return { hypotenuse: Math.sqrt(x.result + y.result) };
}
