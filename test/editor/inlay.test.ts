import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type, untype } from './typing.ts';
import { activate, closeEditors, eventually, removeOutside, skillUri, writeOutside } from './window.ts';

/** The text with the hints in it. */
async function hinted(code: string): Promise<string> {
  const { uri, editor } = await type(`${code}|`);
  const text = editor.document.getText();
  const whole = new vscode.Range(0, 0, editor.document.lineCount, 0);
  const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
    'vscode.executeInlayHintProvider',
    uri,
    whole,
  );
  return [...hints]
    .map(({ position, label }) => ({ offset: editor.document.offsetAt(position), label: String(label) }))
    .sort((a, b) => b.offset - a.offset)
    .reduce((shown, { offset, label }) => `${shown.slice(0, offset)}‹${label}›${shown.slice(offset)}`, text);
}

describe('Inlay hints', function () {
  this.timeout(30_000);
  const callee = skillUri('hinted.js');
  before(activate);
  afterEach(() => untype());
  after(async () => {
    await closeEditors();
    await removeOutside(callee);
  });

  it('show the type behind the variable', async () =>
    assert.equal(
      await hinted("const r = await callSkill('pythagorean', { a: 1, b: 2 });"),
      "const r‹: { hypotenuse: number }› = await callSkill('pythagorean', { a: 1, b: 2 });",
    ));

  it('can be switched off, and give way to VS Code’s own', async () => {
    const code = "const r = await callSkill('pythagorean', { a: 1, b: 2 });";
    const settings = vscode.workspace.getConfiguration();
    const global = vscode.ConfigurationTarget.Global;
    await settings.update('skillsmith.inlayHints.resultTypes', false, global);
    assert.equal(await hinted(code), code);
    await settings.update('skillsmith.inlayHints.resultTypes', undefined, global);
    await settings.update('javascript.inlayHints.variableTypes.enabled', true, global);
    const both = await hinted(code);
    await settings.update('javascript.inlayHints.variableTypes.enabled', undefined, global);
    assert.ok((both.match(/hypotenuse/g) ?? []).length <= 1, both);
  });

  it('follow the callee', async () => {
    await writeOutside(callee, '/** @returns {number} */\nexport default () => 1;\n');
    const code = "const r = await callSkill('hinted');";
    await eventually(async () => assert.match(await hinted(code), /‹: number›/));
    await writeOutside(callee, '/** @returns {string[]} */\nexport default () => [];\n');
    await eventually(async () => assert.match(await hinted(code), /‹: string\[\]›/));
  });
});
