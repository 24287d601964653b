import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { DisposableStore } from '../../src/base/disposal.ts';
import { Reporter } from '../../src/editor/report.ts';
import { WindowResults } from '../../src/editor/run/results.ts';
import { SkillStores } from '../../src/editor/skill-stores.ts';
import { SkillWorkspace } from '../../src/editor/skill-workspace.ts';
import type { Outcome } from '../../src/run/outcome.ts';
import {
  activate,
  closeEditors,
  eventually,
  removeOutside,
  replace,
  run,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

describe('Running from the editor', () => {
  before(activate);
  afterEach(closeEditors);

  it('runs a skill by name with inputs and gives its outcome', async () => {
    const outcome = await run('add', { a: 2, b: 3 });
    assert.equal(outcome.status, 'completed', outcome.error?.message);
    assert.equal(outcome.result, 5);
  });

  it('runs skills that call others', async () => {
    const { result, calls } = await run('pythagorean', { a: 3, b: 4 });
    assert.deepEqual(result, { hypotenuse: 5 });
    assert.deepEqual(
      calls.calls.map(call => call.chain.join(' → ')),
      ['pythagorean → square', 'pythagorean → square'],
    );
  });

  it('runs TypeScript, skills of other roots, and those in a folder of another name', async () => {
    assert.equal((await run('shout', { text: 'hi' })).result, 'HI');
    assert.equal((await run('greet')).result, 'Hello, world');
    assert.deepEqual((await run('custom')).result, { total: 3 });
  });

  it('takes a cached result, or runs without the cache when asked to', async () => {
    const uri = skillUri('dice.js');
    await writeOutside(uri, '/** Throws a die. @cache 1h */\nexport default () => Math.random();\n');
    try {
      const first = await eventually(async () => {
        const outcome = await run('dice');
        assert.equal(outcome.status, 'completed', outcome.error?.message);
        return outcome;
      });
      // A busy machine may answer too late, once.
      const second = await eventually(async () => {
        const outcome = await run('dice');
        assert.equal(outcome.calls.cached, 'memory');
        return outcome;
      });
      assert.equal(typeof second.result, typeof first.result);
      const fresh = await vscode.commands.executeCommand<Outcome>('skillsmith.runWithoutCache', uri);
      assert.deepEqual([fresh.status, fresh.calls.cached], ['completed', undefined]);
      assert.notEqual(fresh.result, second.result);
      assert.ok((await cachedHits()) >= 1);
      assert.ok((await vscode.commands.executeCommand<number>('skillsmith.clearResults')) >= 1);
      const anew = await run('dice');
      assert.deepEqual([anew.status, anew.calls.cached], ['completed', undefined]);
      assert.notEqual(anew.result, fresh.result);
    } finally {
      await removeOutside(uri);
    }
  });

  it('says that a name is unknown and that inputs do not fit', async () => {
    assert.equal((await run('nothing')).error?.code, 'run/unknown-skill');
    assert.equal((await run('add', { a: 'x', b: 1 })).error?.code, 'run/invalid-inputs');
  });

  it('runs what is on the screen', async () => {
    const editor = await show(skillUri('answer.js'));
    await replace(editor, '42', '43');
    const outcome = await vscode.commands.executeCommand<Outcome>('skillsmith.run');
    assert.equal(outcome.result, 43);
    assert.equal(editor.document.isDirty, true);
    assert.deepEqual(
      outcome.logs.map(line => line.text),
      ['thinking'],
    );
  });

  it('does not run at once what needs inputs', async () => {
    const outcome = await vscode.commands.executeCommand('skillsmith.run', skillUri('add.js'));
    assert.equal(outcome, undefined);
  });

  it('runs several at once and cancels the one that is meant', async () => {
    const spinning = vscode.commands.executeCommand<Outcome>('skillsmith.run', skillUri('spin.js'));
    const other = await run('add', { a: 1, b: 1 });
    assert.equal(other.result, 2);
    await vscode.commands.executeCommand('skillsmith.cancelRun', skillUri('spin.js'));
    assert.equal((await spinning).status, 'cancelled');
  });

  it('takes the time limit from the settings of the moment', async () => {
    const settings = vscode.workspace.getConfiguration('skillsmith.run');
    await settings.update('timeout', 150, vscode.ConfigurationTarget.Workspace);
    try {
      const { status, durationMs } = await run('spin');
      assert.equal(status, 'timed-out');
      assert(durationMs < 400, `took ${durationMs} ms`);
    } finally {
      await settings.update('timeout', undefined, vscode.ConfigurationTarget.Workspace);
    }
  });

  it('marks the line of an error until the text is edited', async () => {
    const uri = skillUri('fails.js');
    const editor = await show(uri);
    const marks = () =>
      vscode.languages
        .getDiagnostics(uri)
        .filter(({ source }) => source === 'skillsmith run')
        .map(({ range, message }) => `${range.start.line + 1}: ${message}`);
    const outcome = await vscode.commands.executeCommand<Outcome>('skillsmith.run', uri);
    assert.equal(outcome.error?.line, 3);
    await eventually(() => assert.deepEqual(marks(), ['3: TypeError: on purpose']));
    await replace(editor, 'on purpose', 'again');
    await eventually(() => assert.deepEqual(marks(), []));
  });

  it('marks no line of a text that was edited while it ran, for its lines are others', async () => {
    const uri = skillUri('slow_fails.js');
    await writeOutside(
      uri,
      'export default async () => {\n  await sleep(300);\n  throw new Error("late");\n};\n',
    );
    await eventually(async () => assert.equal((await run('slow_fails')).status, 'failed'));
    const editor = await show(uri);
    const running = vscode.commands.executeCommand<Outcome>('skillsmith.run', uri);
    await editor.edit(edit => edit.insert(new vscode.Position(0, 0), '\n\n'));
    const { error } = await running;
    assert.deepEqual([error?.message, error?.line], ['late', 3]);
    assert.deepEqual(
      vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'skillsmith run'),
      [],
    );
    await closeEditors();
    await removeOutside(uri);
  });

  for (const text of ['export default function (\n', "export default () => fetch('x')"])
    it(`shows why a skill with errors does not run, instead of running it: ${text.trim()}`, async () => {
      const uri = skillUri('unfinished.js');
      await writeOutside(uri, text);
      await eventually(async () => assert.equal((await run('unfinished')).error?.code, 'run/invalid-skill'));
      assert.equal(await vscode.commands.executeCommand('skillsmith.run', uri), undefined);
      await removeOutside(uri);
    });

  it('runs a skill whose callee is missing: it may catch that', async () => {
    const uri = skillUri('hopeful.js');
    await writeOutside(
      uri,
      "export default async () => { try { return await callSkill('no_such') } catch ({ name }) { return name } }",
    );
    const text = async () =>
      (await vscode.commands.executeCommand<{ result?: unknown } | undefined>('skillsmith.run', uri))?.result;
    await eventually(async () => assert.equal(await text(), 'SkillNotFoundError'));
    await removeOutside(uri);
  });
});

/** What another window learns of how often results were found. */
async function cachedHits(): Promise<number> {
  const store = new DisposableStore();
  try {
    const report = new Reporter(
      store.add(vscode.window.createOutputChannel('Skillsmith tests', { log: true })),
    );
    const workspace = store.add(new SkillWorkspace(report));
    const stores = store.add(new SkillStores(workspace, report, new URL('file:///none.js')));
    const results = store.add(new WindowResults(stores, async () => assert.fail(), assert.fail));
    workspace.start();
    await workspace.whenLoaded();
    const root = workspace.rootOf(skillUri('dice.js'));
    assert(root);
    return await eventually(() => {
      const statistics = results.statistics(root);
      assert(statistics && statistics.entries > 0 && statistics.hits.memory > 0, JSON.stringify(statistics));
      return statistics.hits.memory;
    });
  } finally {
    store.dispose();
  }
}
