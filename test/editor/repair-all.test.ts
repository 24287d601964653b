/** Every repair that the issue of language features names, through VS Code's own command, in a folder made for it. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { commandIds } from '../../src/editor/id.ts';
import {
  activate,
  closeEditors,
  eventually,
  problemsOf,
  removeOutside,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

const files: Readonly<Record<string, string>> = {
  'area.js':
    '/**\n * Area of a side.\n * @param {number} side\n * @returns {{ area: number }}\n */\nexport default side => ({ area: side * side });\n',
  'typo.js': '/** Mistypes. */\nexport default async () => await skills.ared({ side: 1 });\n',
  'absent.js':
    "/** Calls what is not there. */\nexport default async () => {\n  const { sum } = await callSkill('named_list', { items: [1], label: 'x' });\n  return sum;\n};\n",
  'waitless.js':
    '/** Drops. */\r\nexport default async () => {\r\n  skills.area({ side: 1 }); // kept\r\n};\r\n',
  'slow.js':
    '/** One by one. */\nexport default async list => {\n  const all = [];\n  for (const side of list) all.push(await skills.area({ side }));\n  return all;\n};\n',
  'undocumented.js':
    '/**\n * Two.\n * @param {string} name\n */\nexport default (name, times = 2) => name.repeat(times);\n',
  'overdocumented.js':
    '/**\n * One.\n * @param {string} name\n * @param {*} gone\n */\nexport default name => name;\n',
  'untyped.js':
    '/** Types. @param a @param b */\nexport default function untyped(a, b = 3) {\n  return a.trim() + b;\n}\n',
  'nameless.js': 'export default function nameless(n) {\n  return n;\n}\n',
  'ring_a.js': '/** Ring a. */\nexport default async () => await skills.ring_b();\n',
  'ring_b.js': '/** Ring b. */\nexport default async () => await skills.ring_a();\n',
  'twin_a.js': '/** The same. */\nexport default function twin_a() {\n  return 1;\n}\n',
  'twin_b.js': '/** The same. */\nexport default () => 2;\n',
  'part/one.js': '/** One. */\nexport default async () => {\n  skills.AREA({ side: 1 });\n};\n',
  'part/two.js': '/** Two of them. */\nexport default async () => {\n  skills.AREA({ side: 2 });\n};\n',
};

const uriOf = (path: string) => skillUri(`mended/${path}`);

describe('Repairs that the author is promised', () => {
  before(async () => {
    await activate();
    for (const [path, text] of Object.entries(files)) await writeOutside(uriOf(path), text);
    await eventually(() => assert.match(problemsOf(uriOf('part/two.js')).join(), /missing-await/));
  });
  after(async () => {
    await closeEditors();
    await removeOutside(skillUri('mended'));
    await removeOutside(skillUri('named_list.js'));
  });

  /** Takes the action of this title at a text, as VS Code does, and gives the text of the file then. */
  async function take(path: string, at: string, title: string): Promise<string> {
    const { document } = await show(uriOf(path));
    const offset = document.getText().indexOf(at);
    assert(offset >= 0, `${path} has no ${at}`);
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset));
    const action = await eventually(async () => {
      const all = await vscode.commands.executeCommand<vscode.CodeAction[]>(
        'vscode.executeCodeActionProvider',
        document.uri,
        range,
      );
      const titles = all.map(one => one.title);
      const found = all.find(one => one.title.includes(title));
      assert(found, `no "${title}" but: ${titles.join(' | ')}`);
      assert(titles.filter(one => one.startsWith('Fix all safe')).length <= 1, titles.join(' | '));
      return found;
    });
    if (action.edit) assert(await vscode.workspace.applyEdit(action.edit));
    if (action.command)
      await vscode.commands.executeCommand(action.command.command, ...(action.command.arguments ?? []));
    return document.getText();
  }

  it('did-you-mean', async () =>
    assert.match(await take('typo.js', 'ared', 'Change to "area"'), /skills\.area\(/));

  it('create the missing skill with the inputs of the call', async () => {
    await take('absent.js', 'named_list', 'Create the skill "named_list"');
    const { document } = vscode.window.activeTextEditor ?? {};
    assert.match(document?.getText() ?? '', /@param \{number\[\]\} items\n \* @param \{string\} label/);
    assert.match(document?.getText() ?? '', /@returns \{\{ sum: any \}\}/);
    await document?.save();
  });

  it('add `await`, in CRLF and beside a comment', async () =>
    assert.match(
      await take('waitless.js', 'skills.', 'Add `await`'),
      /\r\n {2}await skills\.area\(\{ side: 1 \}\); \/\/ kept\r\n/,
    ));

  it('run in parallel', async () =>
    assert.match(
      await take('slow.js', 'skills.', 'Promise.all'),
      /await Promise\.all\(list\.map\(side => skills\.area/,
    ));

  it('add JSDoc parameters with their types', async () =>
    assert.match(await take('undocumented.js', 'times', 'Add a `@param`'), /@param \{number\} \[times\]/));

  it('remove JSDoc parameters', async () =>
    assert.doesNotMatch(await take('overdocumented.js', 'gone', 'Remove the `@param`'), /gone/));

  it('infer types from defaults and usage', async () =>
    assert.match(
      await take('untyped.js', 'untyped', 'Complete the JSDoc'),
      /@param \{string\} a\n.*@param \{number\} b/,
    ));

  it('add a description', async () =>
    assert.match(await take('nameless.js', 'nameless', 'Write a JSDoc'), /^\/\*\*\n \* Nameless\.\n/));

  it('go to each call of a circle', async () => {
    await take('ring_a.js', 'ring_b', 'Go to the call: ring_b → ring_a');
    const { activeTextEditor } = vscode.window;
    assert.equal(activeTextEditor?.document.uri.path, uriOf('ring_b.js').path);
    assert.equal(activeTextEditor?.document.getText(activeTextEditor.selection), 'ring_a');
  });

  it('go to a description that two skills share', async () => {
    await take('twin_a.js', 'twin_a', 'Write another description');
    const { activeTextEditor } = vscode.window;
    assert.equal(activeTextEditor?.document.getText(activeTextEditor.selection), 'The same.');
  });

  it('fix all of a folder, and take it back in one step', async () => {
    // In editors, for of a text that it has let go VS Code may forget what there is to undo.
    await vscode.window.showTextDocument(uriOf('part/two.js'), { preview: false });
    const { document } = await vscode.window.showTextDocument(uriOf('part/one.js'), { preview: false });
    await vscode.commands.executeCommand(commandIds.fixAll, { preview: false });
    await eventually(() => assert.match(document.getText(), /await skills\.area\(/));
    const other = await vscode.workspace.openTextDocument(uriOf('part/two.js'));
    assert.match(other.getText(), /await skills\.area\(/);
    await show(uriOf('part/one.js'));
    await vscode.commands.executeCommand('undo');
    await eventually(() => {
      assert.equal(document.getText(), files['part/one.js']);
      assert.equal(other.getText(), files['part/two.js']);
    });
    await vscode.workspace.saveAll();
    assert.equal(await readFile(uriOf('part/two.js').fsPath, 'utf8'), files['part/two.js']);
  });
});
