/** Texts as the terms by which they are found: words and their parts, without case and accents. */

/** Words of letters and digits; the scripts that put no spaces between words in runs of their own. */
const runs =
  /([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]+)|([\p{L}\p{N}\p{M}]+)/gu;
const parts = /\p{Lu}+(?!\p{Ll})|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+|\p{N}+/gu;
const marks = /\p{M}+/gu;
const longest = 64;

/** `parseCSV_file` is `parsecsv`, `parse`, `csv` and `file`; of text without spaces, each pair of neighbours. */
export function termsOf(text: string): string[] {
  const terms: string[] = [];
  for (const [, dense, word] of text.matchAll(runs)) {
    if (dense !== undefined) addPairs(dense, terms);
    else if (word !== undefined) addWord(word, terms);
  }
  return terms;
}

/** What a person typed: as it stands, for whoever types `parseCSV` wants that, and not what has `parse` somewhere. */
export function queryTerms(text: string): string[] {
  const terms: string[] = [];
  for (const [, dense, word] of text.matchAll(runs)) {
    if (dense !== undefined) addPairs(dense, terms);
    else if (word !== undefined) terms.push(folded(word));
  }
  return [...new Set(terms)];
}

function addWord(word: string, terms: string[]): void {
  terms.push(folded(word));
  const found = word.match(parts) ?? [];
  if (found.length < 2) return;
  for (const part of found) terms.push(folded(part));
}

function addPairs(text: string, terms: string[]): void {
  const characters = [...text.normalize('NFKC')];
  if (characters.length < 3) terms.push(characters.join(''));
  else for (let at = 1; at < characters.length; at++) terms.push(`${characters[at - 1]}${characters[at]}`);
}

/** `Ça` is `ca`, `ﬁ` is `fi`. */
function folded(word: string): string {
  return word.normalize('NFKD').replace(marks, '').toLowerCase().slice(0, longest);
}
