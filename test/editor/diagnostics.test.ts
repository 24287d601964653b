import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import {
  activate,
  closeEditors,
  eventually,
  problemsOf,
  removeOutside,
  replace,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

describe('Diagnostics', () => {
  before(activate);
  afterEach(async () => {
    await closeEditors();
    for (const name of ['caller.js', 'callee.js', 'latin1.js', 'broken.js'])
      await removeOutside(skillUri(name));
  });

  it('are none for good skills', async () => {
    await show(skillUri('geometry/pythagorean.js'));
    await eventually(() => assert.deepEqual(problemsOf(skillUri('geometry/pythagorean.js')), []));
  });

  it('follow unsaved text, within a short time', async () => {
    const uri = skillUri('geometry/pythagorean.js');
    const editor = await show(uri);
    const before = Date.now();
    await replace(editor, "callSkill('square'", "callSkill('sqare'");
    const [problem] = await eventually(() => {
      const problems = problemsOf(uri);
      assert.equal(problems.length, 1, problems.join('\n'));
      return problems;
    });
    assert.match(problem ?? '', /^10:.* error skill\/unknown-skill .*square/);
    assert(Date.now() - before < 1_000, `took ${Date.now() - before} ms`);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => assert.deepEqual(problemsOf(uri), []));
  });

  it('follow what other files do, from outside as well', async () => {
    const caller = skillUri('caller.js');
    await writeOutside(caller, "export default async () => await callSkill('callee');\n");
    await eventually(() => assert.match(problemsOf(caller).join(), /skill\/unknown-skill/));
    await writeOutside(skillUri('callee.js'), 'export default () => 1;\n');
    await eventually(() => assert.doesNotMatch(problemsOf(caller).join(), /unknown-skill/));
    await removeOutside(skillUri('callee.js'));
    await eventually(() => assert.match(problemsOf(caller).join(), /skill\/unknown-skill/));
  });

  it('go with the file', async () => {
    const uri = skillUri('broken.js');
    await writeOutside(uri, 'export default function (\n');
    await eventually(() => assert.match(problemsOf(uri).join(), /skill\/syntax/));
    await removeOutside(uri);
    await eventually(() => assert.deepEqual(problemsOf(uri), []));
  });

  it('name a file that is not UTF-8', async () => {
    const uri = skillUri('latin1.js');
    const { writeFile } = await import('node:fs/promises');
    await writeFile(uri.fsPath, Buffer.from([0x2f, 0x2f, 0xe4, 0x0a]));
    await eventually(() => assert.match(problemsOf(uri).join(), /1:1 error skill\/not-utf8/));
  });

  it('show a cycle with its other calls', async () => {
    await writeOutside(skillUri('caller.js'), "export default async () => await callSkill('callee');\n");
    await writeOutside(skillUri('callee.js'), "export default async () => await callSkill('caller');\n");
    const diagnostic = await eventually(() => {
      const found = vscode.languages
        .getDiagnostics(skillUri('caller.js'))
        .find(({ relatedInformation }) => relatedInformation?.length);
      assert(found, 'no related information');
      return found;
    });
    const files = diagnostic.relatedInformation?.map(({ location }) => location.uri.toString());
    assert(files?.includes(skillUri('callee.js').toString()));
  });
});
