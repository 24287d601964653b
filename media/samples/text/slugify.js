/**
 * Turns a title into the part of an address that people can read.
 * @param {string} text - any text
 * @param {'-' | '_'} [separator] - between the words
 * @returns {string}
 * @tags text, web
 * @example slugify({ text: 'Crème brûlée: the 7 best!' }) // => 'creme-brulee-the-7-best'
 * @example slugify({ text: 'Straße nach Łódź', separator: '_' }) // => 'strasse_nach_lodz'
 */
export default function slugify(text, separator = '-') {
  const letters = { ß: 'ss', ł: 'l', ø: 'o', æ: 'ae', œ: 'oe', đ: 'd' };
  return text
    .toLowerCase()
    .replace(/[ßłøæœđ]/g, letter => letters[letter])
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\p{L}\p{N}]+/gu, separator)
    .replace(/^[-_]|[-_]$/g, '');
}
