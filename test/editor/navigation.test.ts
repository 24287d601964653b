// From each place that names a skill to the skill and back, through VS Code's own commands.
import assert from 'node:assert/strict';
import path from 'node:path';
import * as vscode from 'vscode';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  removeOutside,
  replace,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

const callee = skillUri('nav/nav_callee.js');
const caller = skillUri('nav/nav_caller.js');
const typed = skillUri('nav/deep/nav_typed.ts');
const other = vscode.Uri.joinPath(folder('two').uri, '.skills', 'nav_stranger.js');

const calleeText = `/**
 * Adds one.
 * @param {number} n
 * @example nav_callee({ n: 1 }) // => 2
 */
export default function nav_callee(n) {
  return n + 1;
}
`;
const callerText = `/**
 * Calls, like {@link nav_callee} and {@link nobody}.
 * @see nav_typed, nav_callee
 */
export default async function nav_caller(n) {
  const name = 'nav_callee';
  const { nav_callee: again } = skills;
  await callSkill('nav_callee', { n });
  await skills.nav_callee({ n: await skills['nav_typed']({ n }) });
  await callSkill(name, { n });
  await callSkill('nobody');
  const local = () => 'nav_callee!';
  return again(local());
}
`;
const typedText = `export default async function nav_typed(n: number): Promise<number> {
  return await skills.nav_callee({ n });
}
`;

/** The place of a text, `skip` occurrences later than the first; `into` characters after its beginning. */
function placeOf(document: vscode.TextDocument, text: string, skip = 0, into = 1): vscode.Position {
  let at = -1;
  for (let i = 0; i <= skip; i++) at = document.getText().indexOf(text, at + 1);
  assert(at >= 0, `the text has no ${text}`);
  return document.positionAt(at + into);
}

/** `nav_callee.js 6:25-35`, counted from one. */
function draw(uri: vscode.Uri, { start, end }: vscode.Range): string {
  return `${path.basename(uri.path)} ${start.line + 1}:${start.character + 1}-${end.character + 1}`;
}

async function definitions(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<(vscode.LocationLink | vscode.Location)[]>(
    'vscode.executeDefinitionProvider',
    uri,
    position,
  );
  return found.map(link =>
    'targetUri' in link
      ? draw(link.targetUri, link.targetSelectionRange ?? link.targetRange)
      : draw(link.uri, link.range),
  );
}

async function references(uri: vscode.Uri, position: vscode.Position): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.Location[]>(
    'vscode.executeReferenceProvider',
    uri,
    position,
  );
  return [...new Set(found.map(({ uri, range }) => draw(uri, range)))].sort();
}

/** `category/name` of each. */
async function skillSymbols(query: string): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.SymbolInformation[]>(
    'vscode.executeWorkspaceSymbolProvider',
    query,
  );
  return found
    .filter(({ name, location }) => !name.includes('(') && location.uri.path.includes('/.skills/'))
    .map(({ name, containerName }) => `${containerName}/${name}`);
}

const calleePlace = 'nav_callee.js 6:25-35';
const allReferences = [
  'nav_callee.js 4:13-23',
  calleePlace,
  'nav_caller.js 2:23-33',
  'nav_caller.js 3:20-30',
  'nav_caller.js 6:17-27',
  'nav_caller.js 7:11-21',
  'nav_caller.js 8:20-30',
  'nav_caller.js 9:16-26',
  'nav_typed.ts 2:23-33',
];

describe('Navigation', () => {
  before(async () => {
    await activate();
    await writeOutside(callee, calleeText);
    await writeOutside(caller, callerText);
    await writeOutside(typed, typedText);
    await writeOutside(other, "export default () => callSkill('nav_callee');\n");
    await eventually(async () => assert.equal((await skillSymbols('nav_')).length, 4));
  });

  afterEach(closeEditors);

  after(async () => {
    for (const uri of [skillUri('nav'), other]) await removeOutside(uri);
  });

  describe('to the definition', () => {
    const fromCaller: readonly [what: string, text: string, skip: number, expected: string | undefined][] = [
      ['a link', '{@link nav_callee', 0, calleePlace],
      ['@see', 'nav_typed, ', 0, 'nav_typed.ts 1:31-40'],
      ['a constant', "'nav_callee';", 0, calleePlace],
      ['a property of a pattern', 'nav_callee: again', 0, calleePlace],
      ['callSkill', "'nav_callee',", 0, calleePlace],
      ['skills.x', 'nav_callee({', 0, calleePlace],
      ["skills['x']", "'nav_typed']", 0, 'nav_typed.ts 1:31-40'],
      ['an unknown name', "'nobody')", 0, undefined],
      ['a plain string', "'nav_callee!", 0, undefined],
    ];
    for (const [what, text, skip, expected] of fromCaller)
      it(`from ${what}`, async () => {
        const { document } = await show(caller);
        const into = text.startsWith('{') ? '{@link n'.length : 2;
        const found = await definitions(caller, placeOf(document, text, skip, into));
        assert.equal(found.includes(expected ?? calleePlace), expected !== undefined, found.join());
      });

    it('from TypeScript, an example and itself', async () => {
      const { document } = await show(typed);
      assert.ok((await definitions(typed, placeOf(document, 'nav_callee'))).includes(calleePlace));
      const own = (await show(callee)).document;
      assert.deepEqual(await definitions(callee, placeOf(own, 'nav_callee')), [calleePlace]);
      assert.ok((await definitions(callee, placeOf(own, 'nav_callee(n)'))).includes(calleePlace));
    });

    it('in unsaved text, and in text that does not parse', async () => {
      const editor = await show(caller);
      await replace(editor, "await callSkill('nobody');", "if (n) { await callSkill('nav_typed'");
      const found = await definitions(caller, placeOf(editor.document, "'nav_typed'", 1, 3));
      assert.ok(found.includes('nav_typed.ts 1:31-40'), found.join());
    });

    it('not in another root', async () => {
      const { document } = await show(other);
      assert.deepEqual(
        (await definitions(other, placeOf(document, "'nav_callee'", 0, 3))).filter(text =>
          text.startsWith('nav_callee.js'),
        ),
        [],
      );
    });

    it('marks the name alone', async () => {
      const { document } = await show(caller);
      const [link] = await vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        caller,
        placeOf(document, "'nav_callee',", 0, 3),
      );
      assert(link?.originSelectionRange);
      assert.equal(document.getText(link.originSelectionRange), 'nav_callee');
    });
  });

  it('finds all references, from each of them', async () => {
    const { document } = await show(caller);
    for (const [text, skip] of [
      ["'nav_callee',", 0],
      ["'nav_callee';", 0],
    ] as const)
      assert.deepEqual(await references(caller, placeOf(document, text, skip, 3)), allReferences);
    const own = (await show(callee)).document;
    assert.deepEqual(await references(callee, placeOf(own, 'nav_callee(n)', 0, 3)), allReferences);
    assert.deepEqual(await references(callee, placeOf(own, 'nav_callee({', 0, 3)), allReferences);
  });

  it('highlights the same skill in the file', async () => {
    const { document } = await show(caller);
    const found = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      caller,
      placeOf(document, "'nav_callee',", 0, 3),
    );
    assert.deepEqual(
      found.map(({ range }) => range.start.line + 1),
      [2, 3, 6, 7, 8, 9],
    );
  });

  it('links comments to skills', async () => {
    await show(caller);
    const found = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      caller,
      10,
    );
    assert.deepEqual(
      found.map(({ range, target, tooltip }) => [
        draw(caller, range),
        path.basename(target?.path ?? ''),
        target?.fragment,
        tooltip,
      ]),
      [
        ['nav_caller.js 2:23-33', 'nav_callee.js', 'L6,25', 'Open the skill nav_callee(n: number)'],
        [
          'nav_caller.js 3:9-18',
          'nav_typed.ts',
          'L1,31',
          found.find(({ range }) => range.start.line === 2)?.tooltip,
        ],
        ['nav_caller.js 3:20-30', 'nav_callee.js', 'L6,25', 'Open the skill nav_callee(n: number)'],
      ],
    );
  });

  it('lists the calls of a file beside what JavaScript lists', async () => {
    const { document } = await show(caller);
    const outline = (symbols: readonly vscode.DocumentSymbol[], depth = 0): string[] =>
      symbols.flatMap(({ name, detail, selectionRange, children }) => [
        `${'  '.repeat(depth)}${name} (${detail}) <${document.getText(selectionRange)}>`,
        ...outline(children, depth + 1),
      ]);
    await eventually(async () => {
      const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
        'vscode.executeDocumentSymbolProvider',
        caller,
      );
      assert.ok(
        symbols.some(({ name, kind }) => name === 'nav_caller' && kind === vscode.SymbolKind.Function),
      );
      assert.deepEqual(outline(symbols.filter(({ kind }) => kind === vscode.SymbolKind.Event)), [
        'nav_callee (Adds one.) <nav_callee>',
        'nav_callee (Adds one.) <nav_callee>',
        'nav_callee (Adds one.) <nav_callee>',
        'nav_typed () <nav_typed>',
        'nav_callee (Adds one.) <name>',
        'nobody (unknown skill) <nobody>',
      ]);
    });
  });

  it('finds skills of the workspace by some letters', async () => {
    const nav = ['nav/nav_callee', 'nav/nav_caller', 'nav/deep/nav_typed', '/nav_stranger'];
    assert.deepEqual([...new Set(await skillSymbols('NAV'))].sort(), [...nav].sort());
    assert.deepEqual([...new Set(await skillSymbols('ntyp'))], ['nav/deep/nav_typed']);
  });

  it('shows the hierarchy of calls', async () => {
    const { document } = await show(typed);
    const [item] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      typed,
      placeOf(document, 'nav_callee'),
    );
    assert(item);
    assert.equal(draw(item.uri, item.selectionRange), calleePlace);
    const incoming = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    assert.deepEqual(
      incoming.map(({ from, fromRanges }) => [from.name, fromRanges.map(range => draw(from.uri, range))]),
      [
        ['nav_typed', ['nav_typed.ts 2:23-33']],
        [
          'nav_caller',
          [
            'nav_caller.js 7:11-21',
            'nav_caller.js 8:20-30',
            'nav_caller.js 9:16-26',
            'nav_caller.js 10:19-23',
          ],
        ],
      ],
    );
    const [from] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      caller,
      placeOf((await show(caller)).document, 'nav_caller'),
    );
    const outgoing = await vscode.commands.executeCommand<vscode.CallHierarchyOutgoingCall[]>(
      'vscode.provideOutgoingCalls',
      from,
    );
    assert.deepEqual(
      outgoing.map(({ to, fromRanges }) => `${to.name} ${fromRanges.length}`),
      ['nav_callee 4', 'nav_typed 1'],
    );
  });

  it('shows the hierarchy of the functions inside a skill, too', async () => {
    const { document } = await show(caller);
    const [item] = await vscode.commands.executeCommand<vscode.CallHierarchyItem[]>(
      'vscode.prepareCallHierarchy',
      caller,
      placeOf(document, 'local()'),
    );
    assert(item);
    assert.equal(`${item.name} ${draw(item.uri, item.selectionRange)}`, 'local nav_caller.js 12:9-14');
    const incoming = await vscode.commands.executeCommand<vscode.CallHierarchyIncomingCall[]>(
      'vscode.provideIncomingCalls',
      item,
    );
    assert.deepEqual(
      incoming.map(({ from, fromRanges }) => [from.name, fromRanges.map(range => draw(caller, range))]),
      [['nav_caller', ['nav_caller.js 13:16-21']]],
    );
  });
});
