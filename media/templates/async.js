/**
 * Calls a skill for many inputs at the same time, each once more if it fails.
 * @param {string} skill - the name of the skill to call
 * @param {object[]} batch - the inputs, one object for each call
 * @param {number} [pauseMs] - how long to wait before the second attempt
 * @timeout 60s
 */
export default async function new_skill(skill, batch, pauseMs = 100) {
  async function attempt(inputs) {
    try {
      return await callSkill(skill, inputs);
    } catch (error) {
      console.warn(`${skill} failed, once more: ${error.message}`);
      await sleep(pauseMs);
      return await callSkill(skill, inputs);
    }
  }
  return Promise.all(batch.map(attempt));
}
