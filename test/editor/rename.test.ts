// Renaming skills from names, files and the view: all of it is one step, and JavaScript's own renaming stays.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { moveFiles } from '../../src/editor/file/edit-files.ts';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  removeOutside,
  replace,
  run,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

/** VS Code remembers texts of closed files for a while: each test has files of its own. */
let round = 0;
let old: vscode.Uri;
let renamed: vscode.Uri;
let user: vscode.Uri;
let plain: vscode.Uri;
let stranger: vscode.Uri;
let oldText: string;
let userText: string;
let plainText: string;

function prepareTexts(): void {
  round++;
  old = skillUri(`ren/old${round}.js`);
  renamed = skillUri(`ren/new${round}.js`);
  user = skillUri(`ren/deep/user${round}.ts`);
  plain = skillUri(`ren/plain${round}.js`);
  stranger = vscode.Uri.joinPath(folder('two').uri, '.skills', `stranger${round}.js`);
  oldText = `/**
 * Counts down.
 * @example old${round}({ n: 1 })
 */
export default function old${round}(n) {
  const local = n - 1;
  return local > 0 ? old${round}(local) : local;
}
`;
  userText = `export default async function user${round}(n: number) {\r
  const a = await callSkill('old${round}', { n });\r
  const { old${round}: b } = skills;\r
  return [a, await skills.old${round}({ n }), typeof b];\r
}\r
`;
  plainText = `const n = await callSkill('old${round}', { n: 1 }), text = 'old${round}'; // old${round}\n`;
}

const texts = async (...uris: readonly vscode.Uri[]) =>
  Promise.all(uris.map(async uri => (await vscode.workspace.openTextDocument(uri)).getText()));

const exists = (uri: vscode.Uri) =>
  readFile(uri.fsPath).then(
    () => true,
    () => false,
  );

function placeOf({ document }: vscode.TextEditor, text: string, into = 2): vscode.Position {
  const at = document.getText().indexOf(text);
  assert(at >= 0, `the text has no ${text}`);
  return document.positionAt(at + into);
}

async function edits(
  editor: vscode.TextEditor,
  position: vscode.Position,
  name: string,
): Promise<vscode.WorkspaceEdit> {
  return vscode.commands.executeCommand<vscode.WorkspaceEdit>(
    'vscode.executeDocumentRenameProvider',
    editor.document.uri,
    position,
    name,
  );
}

/**
 * As F2 makes them. What the command above gives has the file before the texts, for it is put together anew on its way;
 * the provider has them the other way round.
 */
async function rename(
  editor: vscode.TextEditor,
  position: vscode.Position,
  to: vscode.Uri,
  name: string,
): Promise<void> {
  const found = await edits(editor, position, name);
  const edit = new vscode.WorkspaceEdit();
  for (const [uri, changes] of found.entries()) edit.set(uri, changes);
  edit.renameFile(old, to);
  assert.equal(await vscode.workspace.applyEdit(edit), true);
}

/** That of the name which stands at the position, and the name that the box begins with. */
async function prepared(editor: vscode.TextEditor, position: vscode.Position): Promise<string> {
  const found = await vscode.commands.executeCommand<{ range: vscode.Range; placeholder: string }>(
    'vscode.prepareRename',
    editor.document.uri,
    position,
  );
  return `<${editor.document.getText(found.range)}> ${found.placeholder}`;
}

describe('Rename', () => {
  before(activate);

  beforeEach(async () => {
    prepareTexts();
    await writeOutside(old, oldText);
    await writeOutside(user, userText);
    await writeOutside(plain, plainText);
    await writeOutside(stranger, `export default () => callSkill('old${round}');\n`);
    for (const name of ['old', 'user'])
      await eventually(async () => assert.equal((await run(name + round, { n: 3 })).status, 'completed'));
    await eventually(async () => assert.equal((await run(`plain${round}`)).status, 'completed'));
  });

  afterEach(async () => {
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.files.saveAll');
      assert.deepEqual(
        vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty).map(({ uri }) => uri.path),
        [],
      );
    });
    await closeEditors();
    // A file that VS Code is about to write comes back after it was removed.
    for (const uri of [skillUri('ren'), stranger])
      await eventually(async () => {
        await removeOutside(uri);
        await new Promise(resolve => setTimeout(resolve, 150));
        assert.equal(existsSync(uri.fsPath), false);
      });
  });

  async function assertRenamed(): Promise<void> {
    await eventually(async () => assert.equal(await exists(renamed), true));
    assert.equal(await exists(old), false);
    assert.deepEqual(await texts(renamed, user, plain), [
      oldText.replaceAll('old', 'new'),
      userText.replaceAll('old', 'new'),
      plainText.replace('old', 'new'),
    ]);
    assert.deepEqual(await texts(stranger), [`export default () => callSkill('old${round}');\n`]);
  }

  async function assertAsBefore(): Promise<void> {
    await eventually(async () => assert.equal(await exists(old), true));
    assert.equal(await exists(renamed), false);
    await eventually(async () =>
      assert.deepEqual(await texts(old, user, plain), [oldText, userText, plainText]),
    );
  }

  const places: readonly [file: string, uri: () => vscode.Uri, text: () => string][] = [
    ['callSkill', () => user, () => `old${round}'`],
    ['a pattern', () => user, () => `old${round}: b`],
    ['skills.x', () => user, () => `old${round}({`],
    ['a script', () => plain, () => `old${round}`],
    ['an example', () => old, () => `old${round}({`],
    ['the function', () => old, () => `old${round}(n)`],
  ];
  for (const [what, uri, text] of places)
    it(`changes the file and all that names it, from ${what}`, async () => {
      const editor = await show(uri());
      const position = placeOf(editor, text());
      assert.equal(await prepared(editor, position), `<old${round}> old${round}`);
      await rename(editor, position, renamed, `new${round}`);
      await assertRenamed();
    });

  it('is undone in one step', async () => {
    // In an editor, for of a text that it has let go VS Code may forget what there is to undo.
    await vscode.window.showTextDocument(user, { preview: false });
    const editor = await show(plain);
    await rename(editor, placeOf(editor, 'old'), renamed, `new${round}`);
    await assertRenamed();
    await show(plain);
    await vscode.commands.executeCommand('undo');
    await assertAsBefore();
  });

  it('goes by what is on the screen', async () => {
    const other = await show(plain);
    await replace(other, 'const n', `\n\nawait skills['old${round}']();\nconst n`);
    const editor = await show(user);
    await rename(editor, placeOf(editor, 'old'), skillUri(`ren/new-${round}.js`), `new-${round}`);
    const text = other.document.getText();
    assert.match(text, /^\n\nawait skills\['new-\d+'\]\(\);\nconst n = await callSkill\('new-\d+',/);
    assert.match(editor.document.getText(), /\{ 'new-\d+': b \}[\s\S]*skills\['new-\d+'\]\(\{ n \}\)/);
    await vscode.commands.executeCommand('undo');
  });

  it('follows a file that is renamed by another hand, in one step', async () => {
    // In editors, for of a text that it has let go VS Code may forget what there is to undo.
    await vscode.window.showTextDocument(user, { preview: false });
    await vscode.window.showTextDocument(plain, { preview: false });
    await moveFiles([{ from: old, to: renamed }]);
    await assertRenamed();
    await show(plain);
    await vscode.commands.executeCommand('undo');
    await assertAsBefore();
  });

  it('finds the name in whatever way it is written', async () => {
    const editor = await show(plain);
    const forms = (name: string) => `/* 😀 */ const a = \`\${await skills.${name}()} 😀\`;\r
\tfunction outer() { return () => skills?.${name}?.({ n: ${name}.length }); }\r
const b = await skills[n ?? '${name}'](), { ${name}: ${name}x } = skills, ${name} = 1; // skills.${name}\r
/**\r
 * @example\r
 * \`\`\`js\r
 * await ${name}({ n: 1 });\r
 * \`\`\`\r
 */\r
`;
    const before = forms(`old${round}`);
    await replace(editor, plainText, before);
    await rename(editor, placeOf(editor, `old${round}()`), renamed, `new${round}`);
    const expected = forms(`new${round}`)
      .replace(`new${round}.length`, `old${round}.length`)
      .replace(`new${round}x`, `old${round}x`)
      .replace(
        `skills, new${round} = 1; // skills.new${round}`,
        `skills, old${round} = 1; // skills.old${round}`,
      );
    assert.equal(editor.document.getText().replaceAll('\r', ''), expected.replaceAll('\r', ''));
  });

  it('goes by a text that is not saved when its file gets another name', async () => {
    const editor = await show(old);
    await replace(editor, 'const local', `const again = skills.old${round};\n  const local`);
    await moveFiles([{ from: old, to: renamed }]);
    await eventually(async () => assert.equal(await exists(renamed), true));
    const [text, other] = await texts(renamed, user);
    assert.match(text ?? '', /function new\d+\(n\) \{\n {2}const again = skills\.new\d+;/);
    assert.equal(other, userText.replaceAll('old', 'new'));
  });

  it('leaves names alone when files move or change their kind', async () => {
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(old, skillUri(`ren/deep/old${round}.mjs`));
    edit.renameFile(plain, vscode.Uri.joinPath(folder('one').uri, `plain${round}.js`));
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    assert.deepEqual(await texts(user, skillUri(`ren/deep/old${round}.mjs`)), [userText, oldText]);
    await removeOutside(vscode.Uri.joinPath(folder('one').uri, `plain${round}.js`));
  });

  it('leaves the calls alone when a file gets a name that cannot be', async () => {
    await moveFiles([{ from: old, to: skillUri('ren/9 lives.js') }]);
    assert.deepEqual(await texts(user), [userText]);
  });

  it('refuses names that cannot be', async () => {
    const editor = await show(user);
    const position = placeOf(editor, 'old');
    for (const name of [`PLAIN${round}`, 'old one', '9'])
      assert.deepEqual((await edits(editor, position, name)).entries(), []);
  });

  it('is JavaScript’s where no skill is named', async () => {
    const editor = await show(old);
    const position = placeOf(editor, 'local');
    await eventually(async () => assert.match(await prepared(editor, position), /^<local> local$/));
    const edit = await edits(editor, position, 'rest');
    assert.equal(edit.entries().flatMap(([, changes]) => changes).length, 4);
    await vscode.workspace.applyEdit(edit);
    assert.match(
      editor.document.getText(),
      /const rest = n - 1;\n {2}return rest > 0 \? old\d+\(rest\) : rest;/,
    );
    assert.equal(await exists(old), true);
  });

  it('works while the text does not parse', async () => {
    const editor = await show(plain);
    await replace(editor, '// old', 'if (');
    await rename(editor, placeOf(editor, 'old'), renamed, `new${round}`);
    assert.match(
      editor.document.getText(),
      /^const n = await callSkill\('new\d+', \{ n: 1 \}\), text = 'old\d+'; if \(/,
    );
  });
});
