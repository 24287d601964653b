/**
 * Counts the letters to insert, delete or change to turn one text into another.
 * @param {string} from
 * @param {string} to
 * @returns {number}
 * @tags algorithms, text
 * @example levenshtein({ from: 'kitten', to: 'sitting' }) // => 3
 */
export default function levenshtein(from, to) {
  const target = [...to];
  let row = Array.from({ length: target.length + 1 }, (_, index) => index);
  for (const [i, letter] of [...from].entries()) {
    const next = [i + 1];
    for (const [j, other] of target.entries()) {
      next.push(Math.min(next[j] + 1, row[j + 1] + 1, row[j] + (letter === other ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1);
}
