/** For the tests of what helps while typing: a folder as text, and the cursor written as `|`. */

import { SkillCatalogue } from '../../../src/skill/catalogue.ts';
import { completionsAt } from '../../../src/skill/symbol/completion.ts';
import type { CompletionItem, Completions } from '../../../src/skill/symbol/completion-item.ts';
import { noTypes } from '../reading.ts';

export const sampleFiles: Readonly<Record<string, string>> = {
  'geometry/square.js': `/**
 * Square of a number.
 * @param {number} x - the side
 * @returns {{ result: number }}
 * @tags geometry, math
 */
export default function square(x) { return { result: x * x }; }`,
  'geometry/pythagorean.js': `/**
 * Hypotenuse of a right triangle.
 * @param {number} a - first leg
 * @param {number} b - second leg
 * @returns {{ hypotenuse: number }}
 * @tags geometry
 * @example pythagorean({ a: 3, b: 4 }) // => { hypotenuse: 5 }
 */
export default async function pythagorean(a, b) {
  const [x, y] = await Promise.all([callSkill('square', { x: a }), skills.square({ x: b })]);
  return { hypotenuse: Math.sqrt(x.result + y.result) };
}`,
  'shop/order-total.js': `/**
 * The price of an order.
 * @param {{ id: string, count: number, options?: { gift: boolean } }[]} items - what is bought
 * @param {'low'|'high'} level - how dear
 * @param {{ street: string, zip?: string }} address - where to
 * @param {string} [currency=EUR] - of the result
 * @param {boolean} [rush=false]
 * @returns {number}
 * @example order-total({ items: [{ id: 'a', count: 1 }], level: 'low', address: { street: 'Main' }, currency: 'USD' })
 */
export default function total(items, level, address, currency = 'EUR', rush = false) { return 1; }`,
  'old.js': `/**
 * Was used before.
 * @deprecated Use square.
 */
export default function old() { return 1; }`,
  'answer.js': `/** The answer. */
export default function answer() { return 42; }`,
};

/** Puts the text into the folder and asks at its cursor. */
export function complete(
  marked: string,
  { path = 'sample.js', files = sampleFiles, recent = [] as readonly string[] } = {},
): Completions & { readonly text: string; readonly offset: number } {
  const offset = marked.indexOf('|');
  const text = marked.slice(0, offset) + marked.slice(offset + 1);
  const source = catalogueOf({ ...files, [path]: text });
  const found = completionsAt({ text, offset, path, self: source.at(path), source, recent });
  return { ...found, text, offset };
}

export function catalogueOf(files: Readonly<Record<string, string>>): SkillCatalogue {
  const catalogue = new SkillCatalogue({ stripTypes: noTypes });
  catalogue.update({ set: Object.entries(files).map(([path, text]) => ({ path, text })) });
  return catalogue;
}

/** What is offered, in order. */
export function labels(marked: string, options?: Parameters<typeof complete>[1]): readonly string[] {
  return inOrder(complete(marked, options).items).map(({ label }) => label);
}

export function inOrder(items: readonly CompletionItem[]): readonly CompletionItem[] {
  return [...items].sort((a, b) => (a.sort < b.sort ? -1 : a.sort > b.sort ? 1 : 0));
}

/** The text once an item is accepted: `‹a›` is a placeholder, `‹1/2›` a choice, `¦` a bare tab stop. */
export function accept(marked: string, label: string, options?: Parameters<typeof complete>[1]): string {
  const { items, text } = complete(marked, options);
  const item = items.find(one => one.label === label);
  if (item === undefined) return `nothing of ${items.map(one => one.label).join(', ')}`;
  const edits = [...item.edits, { ...item.range, text: drawn(item.snippet) }];
  return edits
    .sort((a, b) => b.start - a.start)
    .reduce((result, edit) => result.slice(0, edit.start) + edit.text + result.slice(edit.end), text);
}

function drawn(snippet: string): string {
  return snippet
    .replace(/\$\{\d+:((?:\\.|[^}])*)\}/g, '‹$1›')
    .replace(/\$\{\d+\|([^}]*)\|\}/g, (_all, choice: string) => `‹${choice.replaceAll(',', '/')}›`)
    .replace(/\$\d/g, '¦')
    .replace(/\\([\\$}])/g, '$1');
}
