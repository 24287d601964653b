import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { completions, labelOf, serviceIsReady, untype } from './typing.ts';
import { activate, closeEditors, folder, removeOutside, skillUri, writeOutside } from './window.ts';

const order = skillUri('shop/order.js');
const orderText = `/**
 * The price of an <b>order</b>. [x](command:workbench.action.quit)
 * @param {{ id: string, count: number }[]} items - what is bought
 * @param {'low'|'high'} level - how dear
 * @param {{ street: string, zip?: string }} address
 * @param {string} [currency=EUR]
 * @deprecated Use add.
 * @returns {number}
 */
export default function order(items, level, address, currency = 'EUR') { return 1; }
`;

/** Words of the file and templates for statements come from VS Code itself, at the end. */
const noise = new Set([vscode.CompletionItemKind.Text, vscode.CompletionItemKind.Snippet]);

async function labels(text: string, uri?: vscode.Uri): Promise<readonly string[]> {
  const items = await completions(text, uri);
  return items.filter(({ kind }) => kind === undefined || !noise.has(kind)).map(labelOf);
}

const body = (code: string) => `export default async function typing() {\n  ${code}\n}\n`;

describe('Completion', function () {
  this.timeout(90_000);

  before(async () => {
    await activate();
    await writeOutside(order, orderText);
    await serviceIsReady();
  });
  afterEach(() => untype());
  after(async () => {
    await closeEditors();
    await removeOutside(vscode.Uri.joinPath(order, '..'));
  });

  const all = ['add', 'answer', 'fails', 'pythagorean', 'shout', 'spin', 'square', 'order', 'typing'];

  it('offers all skills of the root inside the string, and each once', async () => {
    for (const text of ["const x = await callSkill('|')", "callSkill('|", 'callSkill("|\n  return 1;'])
      assert.deepEqual([...(await labels(body(text)))].sort(), [...all].sort(), text);
  });

  it('offers them behind the dot and in brackets', async () => {
    assert.deepEqual([...(await labels(body('await skills.|')))].sort(), [...all].sort());
    assert.deepEqual([...(await labels(body("await skills['|']")))].sort(), [...all].sort());
  });

  it('takes the names of the file’s own root', async () => {
    const uri = vscode.Uri.joinPath(folder('two').uri, '.skills', 'typing.js');
    assert.deepEqual([...(await labels(body("callSkill('|')"), uri))].sort(), ['greet', 'typing']);
    await untype(uri);
  });

  it('works in TypeScript and with CRLF', async () => {
    const uri = skillUri('typed.ts');
    const found = await labels(
      "export default async (a: number) => {\r\n  const x = await callSkill('|\r\n};\r\n",
      uri,
    );
    assert.deepEqual([...found].sort(), [...all.filter(name => name !== 'typing'), 'typed'].sort());
    await untype(uri);
  });

  it('gives signature and doc when an item is looked at, escaped, and strikes the deprecated through', async () => {
    const items = await completions(body("callSkill('|')"));
    const item = items.find(one => labelOf(one) === 'order');
    assert.deepEqual(item?.tags, [vscode.CompletionItemTag.Deprecated]);
    assert.match(
      item?.detail ?? '',
      /^order\(items: \{ id: string, count: number \}\[\], level: "low" \| "high"/,
    );
    assert.ok(item?.documentation instanceof vscode.MarkdownString);
    const text = item.documentation.value;
    assert.match(text, /&lt;b\\>order&lt;\\\/b\\>/);
    assert.doesNotMatch(text, /\[x\]\(command/);
    assert.deepEqual(items.map(labelOf).slice(-2), ['order', 'typing']);
  });

  it('inserts a call with placeholders and await', async () => {
    const items = await completions(body("const x = callSkill('|')"));
    const item = items.find(one => labelOf(one) === 'pythagorean');
    assert.ok(item?.insertText instanceof vscode.SnippetString);
    assert.equal(item.insertText.value, `pythagorean', { a: \${1:a}, b: \${2:b} })$0`);
    assert.deepEqual(
      item.additionalTextEdits?.map(({ newText, range }) => `${newText}@${range.start.character}`),
      ['await @12'],
    );
  });

  it('offers the inputs, required ones first, each once', async () => {
    const table: readonly (readonly [code: string, expected: readonly string[]])[] = [
      ["await callSkill('order', { | })", ['items', 'level', 'address', 'currency?']],
      ["await skills.order({ level: 'low', | })", ['items', 'address', 'currency?']],
      ["await callSkill('order', { address: { | } })", ['street', 'zip?']],
      ["await callSkill('order', { items: [{ | }] })", ['id', 'count']],
    ];
    for (const [code, expected] of table) {
      const found = await labels(body(code));
      assert.deepEqual(found.slice(0, expected.length), expected);
      const names = expected.map(label => label.replace('?', ''));
      assert.deepEqual(
        found.slice(expected.length).filter(label => names.includes(label)),
        [],
        code,
      );
    }
  });

  it('offers literals as values, each once', async () => {
    assert.deepEqual(await labels(body("await callSkill('order', { level: '|' })")), ["'low'", "'high'"]);
    const found = await labels(body("await callSkill('order', { level: | })"));
    assert.equal(found.filter(label => /low/.test(label)).length, 1, found.slice(0, 20).join());
  });

  it('completes JSDoc, nothing twice', async () => {
    const doc = (line: string) =>
      `/**\n * Says.\n * ${line}\n */\nexport default function typing(a, size = 2) { return a; }\n`;
    const tags = await labels(doc('@|'));
    for (const tag of ['@tags', '@timeout', '@returns {…}', '@example typing(…)'])
      assert.equal(tags.filter(label => label === tag).length, 1, tag);
    assert.equal(tags.filter(label => /^@?param\b.*\ba$/.test(label)).length, 1, tags.join());
    assert.deepEqual((await labels(doc('@tags |'))).slice(0, 3), ['geometry', 'math', 'small']);
    assert.deepEqual((await labels(doc('@timeout |'))).slice(0, 5), ['1s', '5s', '30s', '1m', '5m']);
    const types = await labels(doc('@param {|} a'));
    assert.equal(types.filter(label => label === 'string').length, 1, types.slice(0, 30).join());
    assert.ok((await labels(doc('{@link |}'))).includes('pythagorean'));
    assert.equal((await labels(doc('@example |')))[0], 'typing');
  });

  it('offers skills where an expression stands, below what is declared', async () => {
    const items = await completions(body('const python = 1;\n  pyth|'));
    const names = items.map(labelOf);
    assert.ok(names.indexOf('python') < names.indexOf('pythagorean'), names.join());
  });

  it('offers nothing of its own elsewhere', async () => {
    const found = await labels(body("other('|')"));
    assert.deepEqual(
      found.filter(label => all.includes(label)),
      [],
    );
  });
});
