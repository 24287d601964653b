import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { activate, closeEditors, eventually, folder, replace, run, show, skillUri } from './window.ts';

async function lenses(uri: vscode.Uri): Promise<readonly string[]> {
  const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
    'vscode.executeCodeLensProvider',
    uri,
    20,
  );
  return found
    .filter(({ command }) => command?.command.startsWith('skillsmith.'))
    .map(({ range, command }) => `${range.start.line + 1}: ${command?.title}`);
}

describe('CodeLens', () => {
  before(activate);
  afterEach(closeEditors);

  it('stands on the entry of each form', async () => {
    await show(skillUri('geometry/square.js'));
    await eventually(async () =>
      assert.deepEqual(await lenses(skillUri('geometry/square.js')), [
        '6: $(play)\u00a0Run skill',
        '6: Debug',
        '6: Run with inputs…',
        '6: 1 caller',
        '6: Show in graph',
      ]),
    );
    const script = vscode.Uri.joinPath(folder('three').uri, 'tools/skills/custom.js');
    await show(script);
    await eventually(async () => assert.match((await lenses(script))[0] ?? '', /^2: .*Run skill$/));
  });

  it('follows unsaved text', async () => {
    const uri = skillUri('geometry/square.js');
    const editor = await show(uri);
    await replace(editor, '/**', '\n\n/**');
    assert.match((await lenses(uri))[0] ?? '', /^8: /);
  });

  it('is absent where there is no skill', async () => {
    const uri = vscode.Uri.joinPath(folder('one').uri, 'elsewhere.js');
    await show(uri);
    assert.deepEqual(await lenses(uri), []);
  });

  it('tells how the last run went', async () => {
    await run('answer');
    await run('fails');
    await show(skillUri('answer.js'));
    assert.match((await lenses(skillUri('answer.js')))[3] ?? '', /: ✓ \d.* m?s, just now$/);
    await show(skillUri('fails.js'));
    assert.match((await lenses(skillUri('fails.js')))[3] ?? '', /: ✗ TypeError, just now$/);
  });

  it('offers Cancel while the skill runs', async () => {
    const uri = skillUri('spin.js');
    await show(uri);
    const running = run('spin');
    await eventually(async () => assert.match((await lenses(uri)).join(), /Running….*Cancel/));
    await vscode.commands.executeCommand('skillsmith.cancelRun', uri);
    assert.equal((await running).status, 'cancelled');
    assert.match((await lenses(uri)).join(), /Run skill.*✗ cancelled/);
  });
});
