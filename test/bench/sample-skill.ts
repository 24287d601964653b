/** The skills that folders of any size are filled with for measuring. */

import type { SkillFile } from '../../src/skill/skill.ts';

const topics = ['price', 'tax', 'route', 'name', 'table', 'score', 'date', 'unit', 'colour', 'word'];
const types = ['number', 'string', 'number[]', '{ id: string, amount: number }[]', "'low'|'high'", 'boolean'];
const values = ['3', "'3'", '[3]', "[{ id: 'a', amount: 3 }]", "'low'", 'true'];

/** A skill of about 1.3 KB, one of `count`, that calls two that come later: no circles, long chains, nothing wrong. */
export function sampleSkill(index: number, count: number): SkillFile {
  const topic = topics[index % topics.length] as string;
  const type = types[index % types.length] as string;
  const name = `${topic}-${index}`;
  const next = (step: number) => Math.min(count - 1, index + step);
  const topicOf = (target: number) => topics[target % topics.length] as string;
  const called = (target: number) => `${topicOf(target)}-${target}`;
  const given = (target: number) => `{ ${topicOf(target)}: JSON.parse(notes[0] ?? '0'), options }`;
  const text = `/**
 * Works out the ${topic} of an order and rounds it as number ${index} wants it. Needs no network.
 * @param {${type}} ${topic} - what to start from
 * @param {number} [rate=${index % 7}] - added for each step
 * @param {{ round: boolean, digits?: number }} options - how the answer is written
 * @returns {{ total: number, notes: string[] }} the sum and what was noticed
 * @tags ${topic}, sums
 * @example ${topic}${index}({ ${topic}: ${values[index % values.length]}, options: { round: true } })
 */
export default async function ${topic}${index}(${topic}, rate = ${index % 7}, options) {
  const notes = [];
  const digits = options.digits ?? 2;
  let total = 0;
  for (const [position, part] of Object.entries(String(${topic}).split(','))) {
    const value = Number.parseFloat(part.trim());
    if (Number.isNaN(value)) {
      notes.push(\`part \${position} is no number: \${part}\`);
      continue;
    }
    total += value * (1 + rate / 100);
  }
  const [first, second] = await Promise.all([
    ${index + 1 < count ? `callSkill('${called(next(1))}', ${given(next(1))})` : 'undefined'},
    ${index + 1 < count ? `skills['${called(next(97))}'](${given(next(97))})` : 'undefined'},
  ]);
  const extra = [first, second].filter(Boolean).map(({ total: sum }) => sum);
  const factor = 10 ** digits;
  total = extra.reduce((sum, one) => sum + one, total);
  return { total: options.round ? Math.round(total * factor) / factor : total, notes };
}
`;
  return { path: `${topic}/${name}.js`, text };
}
