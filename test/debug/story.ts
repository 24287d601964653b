/** The skills and the run that the tests of the session are about, and a host that has them in memory. */

import type { DebugHost, DebugTarget, LaunchWishes } from '../../src/debug/host.ts';
import { FakeDebuggee, type Level, type Moment, type Story } from '../fakes/debuggee.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

export const checkout = `/** Sum of all. */
export default async function checkout(items) {
  const price = await callSkill('price', { items });
  console.log('price is known');
  return { total: price };
}
`;

export const price = `/** Price of items. */
export default function price(items) {
  let total = 0;
  for (const item of items) {
    total += item.price;
  }

  // Nothing stands here.
  return total;
}
`;

export const items = [{ price: 2 }, { price: 3 }];

const outer: Level = { skill: 'checkout', line: 3, locals: { items, price: undefined } };
const inner = (line: number, locals: Readonly<Record<string, unknown>>): Moment => ({
  stack: [
    { skill: 'price', line, locals: { items, ...locals } },
    { ...outer, isAwaiting: true },
  ],
});

export const story: Story = {
  moments: [
    { stack: [outer] },
    inner(3, { total: undefined }),
    inner(4, { total: 0 }),
    inner(5, { total: 0, item: items[0] }),
    inner(5, { total: 2, item: items[1] }),
    inner(9, { total: 5 }),
    { stack: [{ skill: 'checkout', line: 4, locals: { items, price: 5 } }] },
    {
      stack: [{ skill: 'checkout', line: 5, locals: { items, price: 5 } }],
      logs: {
        level: 'log',
        text: 'price is known',
        skill: 'checkout',
        file: 'checkout.js',
        line: 4,
        column: 3,
        atMs: 1,
      },
    },
  ],
  end: { status: 'completed', result: { total: 5 }, durationMs: 3.14 },
};

/** Knows the skills of a folder `/skills`; each launch replays the story. */
export class MemoryHost implements DebugHost {
  readonly skills: MemorySkills;
  readonly started: FakeDebuggee[] = [];
  readonly wishes: LaunchWishes[] = [];
  story: Story;
  skipped: readonly string[] = [];
  /** Texts that are in no file any more. */
  recorded: readonly string[] = [];
  constructor(files: Readonly<Record<string, string>> = { checkout, price }, told: Story = story) {
    this.skills = new MemorySkills(files);
    this.story = told;
  }

  async open(wishes: LaunchWishes): Promise<DebugTarget> {
    this.wishes.push(wishes);
    const name = wishes.skill ?? /(\w+)\.js$/.exec(wishes.program ?? '')?.[1] ?? '';
    const skill = this.skills.find(name);
    if (skill === undefined) throw new Error(`No skill is called "${name}". Create it, or correct the name.`);
    return {
      skill: skill.name,
      source: this.skills,
      at: path => [...this.skills.state().skills()].find(each => each.path === path),
      pathOf: file => (file.startsWith('/skills/') ? file.slice('/skills/'.length) : undefined),
      fileOf: ({ path }) => (this.recorded.includes(path) ? undefined : `/skills/${path}`),
      skipped: this.skipped,
      start: async (source, options) => {
        const debuggee = new FakeDebuggee(skill.name, this.story, source, options);
        this.started.push(debuggee);
        return debuggee;
      },
    };
  }
}
