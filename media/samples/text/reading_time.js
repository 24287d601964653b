/**
 * Tells how long a text takes to read.
 * @param {string} text - any text
 * @param {number} [wordsPerMinute] - most people read 200 to 250
 * @returns {{ minutes: number, label: string }}
 * @tags text
 * @example reading_time({ text: 'word '.repeat(450), wordsPerMinute: 225 }) // => { minutes: 2, label: '2 minutes' }
 */
export default async function reading_time(text, wordsPerMinute = 225) {
  const { words } = await skills.word_count({ text });
  const minutes = Math.max(1, Math.ceil(words / wordsPerMinute));
  return { minutes, label: minutes === 1 ? '1 minute' : `${minutes} minutes` };
}
