/**
 * Passes inputs through several skills, one after another.
 * @param {string[]} steps - names of skills; each receives the result of the one before
 * @param {object} inputs - what the first one receives
 */
export default async function new_skill(steps, inputs) {
  let value = inputs;
  for (const step of steps) {
    value = await callSkill(step, value);
  }
  return value;
}
