/** Folders of any number of skills that call one another as real ones do: in layers, mostly within their category. */

import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

const verbs = ['load', 'save', 'merge', 'check', 'price', 'render', 'send', 'parse', 'rank', 'plan'];
const nouns = ['orders', 'invoice', 'stock', 'users', 'report', 'mail', 'route', 'photo', 'ledger', 'query'];
const categories = ['shop', 'mail', 'stock', 'report', 'auth', 'search', 'media', 'sync', 'billing', 'ops'];
const layers = 6;

/** The same numbers in each run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return sides => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

interface Plan {
  readonly name: string;
  readonly category: string;
  readonly layer: number;
  readonly calls: string[];
}

function plans(count: number): readonly Plan[] {
  const roll = dice(count);
  const used = Math.max(3, Math.min(categories.length, Math.round(count / 20)));
  const all = Array.from({ length: count }, (_, at): Plan => {
    const [verb, noun] = [verbs[at % 10], nouns[Math.floor(at / 10) % 10]];
    const number = at < 100 ? '' : `_${Math.floor(at / 100)}`;
    const category = categories[roll(used)] ?? '';
    // Few begin a chain, many end one.
    const layer = Math.floor(layers * Math.sqrt(roll(10_000) / 10_000));
    return { name: `${verb}_${noun}${number}`, category, layer, calls: [] };
  });
  for (const plan of all) {
    const below = all.filter(other => other.layer > plan.layer && other.layer <= plan.layer + 2);
    const near = below.filter(other => other.category === plan.category);
    const wanted = plan.layer === layers - 1 ? 0 : roll(6);
    for (let call = 0; call < wanted; call++) {
      const from = near.length > 0 && roll(10) < 8 ? near : below;
      const callee = from[roll(from.length)];
      if (callee && !plan.calls.includes(callee.name)) plan.calls.push(callee.name);
    }
  }
  const [first, second, third] = all.filter(({ layer }) => layer >= layers - 2);
  if (first && second && third) {
    first.calls.push(second.name);
    second.calls.push(third.name);
    third.calls.push(first.name);
  }
  all[0]?.calls.push('not_there_yet');
  return all;
}

/** Writes so many skills into the workspace's `.skills`; there is one cycle and one unknown name among their calls. */
export async function writeSkills(workspace: string, count: number): Promise<void> {
  const folder = path.join(workspace, '.skills');
  const all = plans(count);
  for (const category of new Set(all.map(plan => plan.category)))
    await mkdir(path.join(folder, category), { recursive: true });
  for (const { name, category, calls } of all) {
    const doc = `/**\n * ${name.replaceAll('_', ' ')} of the ${category}.\n * @tags ${category}\n */\n`;
    const lines = calls.map(callee => `  await callSkill('${callee}');\n`);
    const text = `${doc}export default async function ${name}() {\n${lines.join('')}  return { ok: true };\n}\n`;
    await writeFile(path.join(folder, category, `${name}.js`), text);
  }
}
