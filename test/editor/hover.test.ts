import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type, untype } from './typing.ts';
import { activate, closeEditors, removeOutside, run, skillUri, writeOutside } from './window.ts';

/** What the hovers at the cursor say, ours and others'. */
async function hovers(marked: string): Promise<readonly vscode.MarkdownString[]> {
  const { uri, position } = await type(marked);
  const found = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  return found.flatMap(({ contents }) => contents as vscode.MarkdownString[]);
}

async function text(marked: string): Promise<string> {
  return (await hovers(marked)).map(({ value }) => value).join('\n\n');
}

describe('Hover', function () {
  this.timeout(30_000);
  const hostile = skillUri('hostile.js');

  before(async () => {
    await activate();
    await writeOutside(
      hostile,
      '/**\n * <img src=x onerror=alert(1)> [go](command:workbench.action.quit) $(alert)\n * @param {number} n - `a` [b](command:x)\n */\nexport default function hostile(n) { return n + missing; }\n',
    );
  });
  afterEach(() => untype());
  after(async () => {
    await closeEditors();
    await removeOutside(hostile);
  });

  const places = [
    "await callSkill('pythag|orean', { a: 3, b: 4 })",
    'await skills.pythag|orean({ a: 3, b: 4 })',
    "await skills['pythag|orean']({ a: 3, b: 4 })",
    '/** {@link pythag|orean} */ 1;',
    '/** @see pythag|orean */ 1;',
    "const x = callSkill('pythag|orean'",
  ];
  for (const place of places)
    it(`tells of the skill in ${place}`, async () => {
      const told = await text(place);
      assert.match(told, /```ts\npythagorean\(a: number, b: number\): \{ hypotenuse: number \}\n```/);
      assert.match(told, /Hypotenuse of a right triangle\\\./);
      assert.match(told, /- `a: number` — first leg/);
      assert.match(told, /```js\npythagorean\(\{ a: 3, b: 4 \}\)/);
      assert.match(told, /\[Open\]\(command:skillsmith\.openSkill\?.*Run\].*Show Callers\]/);
    });

  it('lets exactly the commands of its links run', async () => {
    const [own] = (await hovers("await callSkill('squ|are', { x: 1 })")).filter(({ value }) =>
      value.includes('[Open]'),
    );
    assert.deepEqual(own?.isTrusted, {
      enabledCommands: ['skillsmith.openSkill', 'skillsmith.run', 'skillsmith.showCallers'],
    });
  });

  it('shows other people’s text as text, and the problems', async () => {
    const told = await text("await callSkill('host|ile', { n: 1 })");
    assert.doesNotMatch(told, /<img|\[go\]\(command|[^\\]\$\(alert/);
    assert.match(told, /\*\*1 problem\*\*\n- .*missing/);
  });

  it('tells how the skill last went', async () => {
    await run('answer');
    assert.match(await text("await callSkill('ans|wer')"), /Last run: ✓ /);
  });

  it('tells of an input', async () => {
    const told = await text("await callSkill('pythagorean', { a|: 3, b: 4 })");
    assert.match(told, /```ts\na: number\n```\n\nfirst leg\n\nAn input of pythagorean/);
  });

  it('says that only the run knows a dynamic call', async () =>
    assert.match(await text('await callSkill(na|me)'), /Only the run knows/));
});
