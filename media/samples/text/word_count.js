/**
 * Counts the words, characters and sentences of a text.
 * @param {string} text - any text
 * @tags text, script
 * @example word_count({ text: 'One two. Three!' }) // => { words: 3, characters: 15, sentences: 2, longest: 'Three' }
 */
const _words = text.match(/[\p{L}\p{N}'’-]+/gu) ?? [];
const words = _words.length;
const characters = [...text].length;
const sentences = (text.match(/[^.!?…]+[.!?…]+|[^.!?…]+$/g) ?? []).filter(part => /[\p{L}\p{N}]/u.test(part)).length;
const longest = _words.reduce((found, word) => (word.length > found.length ? word : found), '');
