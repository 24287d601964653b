import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commandIds } from '../../src/editor/id.ts';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  problemsOf,
  removeOutside,
  replace,
  run,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

/** What the light bulb offers at the first occurrence of a text, or for the whole of it. */
async function actionsAt(
  editor: vscode.TextEditor,
  text: string,
  kind?: vscode.CodeActionKind,
): Promise<readonly vscode.CodeAction[]> {
  const { document } = editor;
  const at = document.getText().indexOf(text);
  assert(at >= 0, `the text has no ${text}`);
  const range = new vscode.Range(document.positionAt(at), document.positionAt(at + text.length));
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind?.value,
    30,
  );
}

function titled(actions: readonly vscode.CodeAction[], title: string): vscode.CodeAction {
  const action = actions.find(one => one.title.includes(title));
  assert(action, `no "${title}" but: ${actions.map(one => one.title).join(' | ')}`);
  return action;
}

/** As VS Code does: the edit, then the command. */
async function take({ edit, command }: vscode.CodeAction): Promise<void> {
  if (edit) assert(await vscode.workspace.applyEdit(edit));
  if (command) await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}

const made = [
  'repaired.js',
  'typed.ts',
  'sqare.js',
  'brand_new.js',
  'repaired_part.js',
  'other_part.js',
  'fixes',
];

describe('Repairs', () => {
  before(activate);
  afterEach(async () => {
    await closeEditors();
    for (const name of made) await removeOutside(skillUri(name));
  });

  async function open(text: string, name = 'repaired.js'): Promise<vscode.TextEditor> {
    await writeOutside(skillUri(name), text);
    const editor = await show(skillUri(name));
    await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        editor.document.uri,
        new vscode.Range(0, 0, editor.document.lineCount, 0),
      );
      assert(found.length > 0);
    });
    return editor;
  }

  it('offer what was meant, preferred and tied to the problem, in unsaved text', async () => {
    const editor = await open(
      "/** Calls. */\nexport default async () => await callSkill('nothing', { x: 2 });\n",
    );
    await replace(editor, 'nothing', 'sqare');
    const actions = await actionsAt(editor, 'sqare', vscode.CodeActionKind.QuickFix);
    const change = titled(actions, 'Change to "square"');
    assert.equal(change.isPreferred, true);
    await take(change);
    assert.match(editor.document.getText(), /callSkill\('square', \{ x: 2 \}\)/);
    await eventually(() => assert.doesNotMatch(problemsOf(skillUri('repaired.js')).join(), /unknown-skill/));
  });

  it('create the missing skill with its signature and select its description, in CRLF', async () => {
    const editor = await open(
      "/** Calls. */\r\nexport default async () => {\r\n  const { area } = await callSkill('brand_new', { side: 2, unit: 'cm' });\r\n  return area * 2;\r\n};\r\n",
    );
    await take(
      titled(
        await actionsAt(editor, 'brand_new', vscode.CodeActionKind.QuickFix),
        'Create the skill "brand_new"',
      ),
    );
    const { activeTextEditor } = vscode.window;
    assert.equal(activeTextEditor?.document.uri.toString(), skillUri('brand_new.js').toString());
    assert.equal(activeTextEditor?.document.getText(activeTextEditor.selection), 'Describe what it does.');
    const text = activeTextEditor?.document.getText() ?? '';
    assert.match(
      text,
      /@param \{number\} side\r\n \* @param \{string\} unit\r\n \* @returns \{\{ area: number \}\}/,
    );
    await eventually(() => assert.deepEqual(problemsOf(skillUri('repaired.js')), []));
    await eventually(() => assert.deepEqual(problemsOf(skillUri('brand_new.js')), []));
  });

  it('work in the second folder, on its own skills', async () => {
    const uri = vscode.Uri.joinPath(folder('two').uri, '.skills', 'repaired.js');
    await writeOutside(uri, "/** Calls. */\nexport default async () => {\n  callSkill('nobody_here');\n};\n");
    const editor = await show(uri);
    await eventually(async () => {
      const create = titled(
        await actionsAt(editor, 'nobody_here', vscode.CodeActionKind.QuickFix),
        'Create the skill',
      );
      const created = create.edit?.entries() ?? [];
      assert.deepEqual(created, [], 'only a new file');
    });
    await take(titled(await actionsAt(editor, 'callSkill(', vscode.CodeActionKind.QuickFix), 'Add `await`'));
    assert.match(editor.document.getText(), /\n {2}await callSkill/);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await removeOutside(uri);
  });

  it('lead to each call of a circle', async () => {
    await writeOutside(
      skillUri('fixes/second.js'),
      "/** B. */\nexport default async () => await callSkill('repaired');\n",
    );
    const editor = await open("/** A. */\nexport default async () => await callSkill('second');\n");
    const action = await eventually(async () =>
      titled(
        await actionsAt(editor, 'second', vscode.CodeActionKind.QuickFix),
        'Go to the call: second → repaired (second.js:2)',
      ),
    );
    await take(action);
    const { activeTextEditor } = vscode.window;
    assert.equal(activeTextEditor?.document.uri.toString(), skillUri('fixes/second.js').toString());
    assert.equal(activeTextEditor?.document.getText(activeTextEditor.selection), 'repaired');
  });

  it('fix all of a file on request, as a source action', async () => {
    const editor = await open(
      "/** Calls. */\nexport default async () => {\n  callSkill('SQUARE', { x: '2' });\n  return callSkill('nobody').x;\n};\n",
    );
    const kind = vscode.CodeActionKind.SourceFixAll.append('skillsmith');
    const [action] = await actionsAt(editor, 'export', kind);
    assert(action);
    await take(action);
    assert.match(
      editor.document.getText(),
      /await callSkill\('square', \{ x: 2 \}\);\n {2}return \(await callSkill\('nobody'\)\)\.x;/,
    );
    assert.deepEqual(await actionsAt(editor, 'export', kind), []);
  });

  it('fix all of a folder in one edit', async () => {
    await open("/** Calls. */\nexport default async () => await callSkill('SQUARE', { x: 2 });\n");
    await writeOutside(
      skillUri('fixes/again.js'),
      "/** Calls again. */\nexport default async () => await callSkill('Square', { x: 2 });\n",
    );
    await eventually(() => assert.match(problemsOf(skillUri('fixes/again.js')).join(), /name-case/));
    await vscode.commands.executeCommand(commandIds.fixAll, { preview: false });
    await eventually(() => {
      assert.deepEqual(problemsOf(skillUri('fixes/again.js')), []);
      assert.deepEqual(problemsOf(skillUri('repaired.js')), []);
    });
  });

  it('extract a selection to a skill of the given name, which runs as before', async () => {
    const editor = await open(
      "/** Total. @param {number} n */\nexport default function repaired(n) {\n  const twice = n * 2;\n  const text = 'twice: ' + twice;\n  return { text };\n}\n",
    );
    const before = await run('repaired', { n: 4 });
    const lines = "const twice = n * 2;\n  const text = 'twice: ' + twice;";
    const action = titled(
      await actionsAt(editor, lines, vscode.CodeActionKind.RefactorExtract),
      'Extract to a skill…',
    );
    const [place] = action.command?.arguments ?? [];
    await vscode.commands.executeCommand(commandIds.extractSkill, {
      ...(place as object),
      name: 'other_part',
    });
    assert.match(editor.document.getText(), /const \{ text \} = await callSkill\('other_part', \{ n \}\);/);
    assert.match(
      await readFile(skillUri('other_part.js').fsPath, 'utf8'),
      /export default function other_part\(n\)/,
    );
    await eventually(async () => assert.deepEqual((await run('repaired', { n: 4 })).result, before.result));
  });

  it('do not offer what cannot be made', async () => {
    const editor = await open(
      '/** Adds. */\nexport default function repaired(list) {\n  list.push(1);\n  return { list };\n}\n',
    );
    const actions = await actionsAt(editor, 'list.push(1);', vscode.CodeActionKind.RefactorExtract);
    assert(!actions.some(({ title }) => title.startsWith('Extract to a skill')));
  });

  it('inline and convert, also TypeScript', async () => {
    const editor = await open(
      "/** Doubles. */\nexport default async function typed(n: number): Promise<number> {\n  return (await callSkill('square', { x: n })).result;\n}\n",
      'typed.ts',
    );
    const actions = await actionsAt(editor, 'typed', vscode.CodeActionKind.Refactor);
    await take(titled(actions, 'Convert to a bare function'));
    assert.match(editor.document.getText(), /\nasync function typed\(n: number\)/);
    const inline = titled(
      await actionsAt(editor, 'square', vscode.CodeActionKind.RefactorInline),
      'Inline the call of "square"',
    );
    assert.equal(inline.disabled, undefined);
  });
});
