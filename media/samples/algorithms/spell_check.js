/**
 * Suggests the nearest word of a list for every word that is not in it.
 * @param {string} text
 * @param {string[]} words - what is spelled correctly
 * @param {integer} [maxDistance] - letters that a suggestion may differ in
 * @returns {{ word: string, suggestion: string | null }[]}
 * @tags text, composed
 * @example spell_check({ text: 'helo wurld', words: ['hello', 'world', 'word'] })
 * // => [{ word: 'helo', suggestion: 'hello' }, { word: 'wurld', suggestion: 'world' }]
 */
export default async function spell_check(text, words, maxDistance = 2) {
  const known = new Set(words.map(word => word.toLowerCase()));
  const unknown = [...new Set(text.toLowerCase().match(/[\p{L}']+/gu) ?? [])].filter(word => !known.has(word));
  return Promise.all(
    unknown.map(async word => {
      const distances = await Promise.all(words.map(to => callSkill('levenshtein', { from: word, to })));
      const best = distances.indexOf(Math.min(...distances));
      return { word, suggestion: distances[best] <= maxDistance ? words[best] : null };
    }),
  );
}
