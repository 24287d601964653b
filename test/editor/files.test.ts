import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { deleteFiles, moveFiles } from '../../src/editor/file/edit-files.ts';
import { addSamples } from '../../src/editor/file/samples.ts';
import { commandIds } from '../../src/editor/id.ts';
import { Reporter } from '../../src/editor/report.ts';
import { RunMemory, registerRunMemory } from '../../src/editor/run/run-memory.ts';
import { SkillRoot } from '../../src/editor/skill-root.ts';
import { FakeMemento } from '../fakes/memento.ts';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  removeOutside,
  run,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

async function exists(uri: vscode.Uri): Promise<boolean> {
  return readFile(uri.fsPath).then(
    () => true,
    () => false,
  );
}

describe('Skill files', () => {
  before(activate);

  beforeEach(async () => {
    await writeOutside(skillUri('temporary/first.js'), '/** First. */\nexport default () => 1;\n');
    await eventually(async () => assert.equal((await run('first')).status, 'completed'));
  });

  afterEach(async () => {
    await closeEditors();
    for (const path of ['temporary', 'elsewhere', 'fresh.js', 'made']) await removeOutside(skillUri(path));
  });

  it('move in one step that Undo takes back, and what is remembered moves along', async () => {
    const from = skillUri('temporary/first.js');
    const to = skillUri('elsewhere/second.js');
    const memory = new RunMemory(new FakeMemento());
    await memory.rememberInputs(from, { a: 1 }, []);
    const log = vscode.window.createOutputChannel('Skillsmith tests', { log: true });
    const following = registerRunMemory({ memory, report: new Reporter(log) });
    await moveFiles([{ from, to }]);
    assert.equal(await exists(from), false);
    await eventually(() => assert.deepEqual(memory.inputs(to), { a: 1 }));
    assert.equal(memory.inputs(from), undefined);
    await eventually(async () => assert.equal((await run('second')).status, 'completed'));
    await eventually(async () => assert.equal((await run('first')).error?.code, 'run/unknown-skill'));
    await show(to);
    await vscode.commands.executeCommand('undo');
    await eventually(async () => assert.equal(await exists(from), true));
    await eventually(() => assert.deepEqual(memory.inputs(from), { a: 1 }));
    following.dispose();
    log.dispose();
  });

  it('are not overwritten by a move', async () => {
    await writeOutside(skillUri('temporary/other.js'), 'export default () => 2;\n');
    const move = { from: skillUri('temporary/first.js'), to: skillUri('temporary/other.js') };
    await assert.rejects(moveFiles([move]), { name: 'Refusal' });
    assert.equal(await exists(move.from), true);
    assert.match(await readFile(move.to.fsPath, 'utf8'), /=> 2/);
  });

  it('are deleted, and with them their skill', async () => {
    await deleteFiles([skillUri('temporary/first.js')]);
    assert.equal(await exists(skillUri('temporary/first.js')), false);
    await eventually(async () => assert.equal((await run('first')).error?.code, 'run/unknown-skill'));
  });

  it('are copied from the samples, but not over what is there', async () => {
    const before = await readFile(skillUri('geometry/square.js').fsPath, 'utf8');
    const extension = vscode.extensions.getExtension('skillsmith.skillsmith');
    assert(extension);
    const log = vscode.window.createOutputChannel('Skillsmith tests', { log: true });
    const root = new SkillRoot(folder('one'), '.skills', new Reporter(log));
    await addSamples(extension.extensionUri, root);
    assert.equal(await exists(skillUri('text/slugify.js')), true);
    assert.equal(await exists(skillUri('numbers/square.js')), false);
    assert.equal(await readFile(skillUri('geometry/square.js').fsPath, 'utf8'), before);
    await eventually(async () => {
      const { result } = await run('slugify', { text: 'Crème brûlée!' });
      assert.match(JSON.stringify(result), /creme-brulee/);
    });
    root.dispose();
    log.dispose();
    for (const path of ['algorithms', 'dates', 'numbers', 'tables']) await removeOutside(skillUri(path));
    for (const name of ['slugify', 'reading_time', 'extract_links', 'word_count']) {
      await removeOutside(skillUri(`text/${name}.js`));
    }
  });

  it('are created from each template, without problems, and run or ask for inputs', async () => {
    for (const template of ['function', 'script', 'composed', 'async']) {
      const name = `made_${template}`;
      const uri = await vscode.commands.executeCommand<vscode.Uri>(commandIds.newSkill, {
        name,
        category: 'made',
        template,
      });
      assert.equal(uri.toString(), skillUri(`made/${name}.js`).toString());
      const editor = vscode.window.activeTextEditor;
      assert.equal(editor?.document.uri.toString(), uri.toString());
      assert(!editor.selection.isEmpty, `${template}: nothing is selected`);
      const outcome = await run(name);
      assert.notEqual(outcome.error?.code, 'run/unknown-skill');
      assert.notEqual(outcome.error?.code, 'run/invalid-skill', outcome.error?.message);
    }
  });

  it('are refused under a name that is taken or invalid', async () => {
    for (const name of ['ADD', 'no way', '9lives', '']) {
      const uri = await vscode.commands.executeCommand(commandIds.newSkill, { name });
      assert.equal(uri, undefined, name);
    }
  });

  it('keep their skill when they are edited or deleted while it runs', async () => {
    const uri = skillUri('temporary/long.js');
    await writeOutside(uri, 'export default async () => { await sleep(300); return 1; };\n');
    await eventually(async () => assert.equal((await run('long')).result, 1));
    const running = run('long');
    await removeOutside(uri);
    assert.equal((await running).result, 1);
  });

  it('copy as a call', async () => {
    await vscode.commands.executeCommand(commandIds.copyCall, skillUri('geometry/pythagorean.js'));
    assert.equal(await vscode.env.clipboard.readText(), "await callSkill('pythagorean', { a: 3, b: 4 })");
  });
});
