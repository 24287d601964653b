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
    for (const name of ['caller.js', 'callee.js', 'latin1.js', 'broken.js', 'deep.js', 'deeper.js'])
      await removeOutside(skillUri(name));
  });

  it('are none for good skills', async () => {
    await show(skillUri('geometry/pythagorean.js'));
    await eventually(() => assert.deepEqual(problemsOf(skillUri('geometry/pythagorean.js')), []));
  });

  it('follow unsaved text', async () => {
    const uri = skillUri('geometry/pythagorean.js');
    const editor = await show(uri);
    await replace(editor, "callSkill('square'", "callSkill('sqare'");
    const [problem] = await eventually(() => {
      const problems = problemsOf(uri);
      assert.equal(problems.length, 1, problems.join('\n'));
      return problems;
    });
    assert.match(problem ?? '', /^10:.* error skill\/unknown-skill .*square/);
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

  it('follow the signature of the callee while it is typed', async () => {
    await writeOutside(
      skillUri('caller.js'),
      "/** Calls. */\nexport default async () => await callSkill('callee', { amount: 1 });\n",
    );
    await writeOutside(skillUri('callee.js'), '/** Is called. */\nexport default (amount) => amount;\n');
    await eventually(() => assert.deepEqual(problemsOf(skillUri('caller.js')), []));
    const editor = await show(skillUri('callee.js'));
    await replace(editor, '(amount) => amount', '(total) => total');
    await eventually(() => {
      const problems = problemsOf(skillUri('caller.js')).join('\n');
      assert.match(problems, /2:45 error skill\/missing-argument .*`total`/);
      assert.match(problems, /2:56 error skill\/unknown-argument .*"amount"/);
    });
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => assert.deepEqual(problemsOf(skillUri('caller.js')), []));
  });

  it('fade what is unnecessary and strike what is deprecated', async () => {
    await writeOutside(
      skillUri('callee.js'),
      '/** Is called.\n * @deprecated Use another. */\nexport default (amount) => { return 1; amount; };\n',
    );
    await writeOutside(
      skillUri('caller.js'),
      '/** Calls. */\nexport default async (unused) => await skills.callee({ amount: 1 });\n',
    );
    await eventually(() => {
      const tags = [skillUri('caller.js'), skillUri('callee.js')].flatMap(uri =>
        vscode.languages.getDiagnostics(uri).flatMap(({ code, tags = [] }) => {
          const name = String(typeof code === 'object' ? code.value : code);
          return tags.map(tag => `${name} ${vscode.DiagnosticTag[tag]}`);
        }),
      );
      assert.deepEqual(tags.sort(), [
        'skill/deprecated-skill Deprecated',
        'skill/unreachable-code Unnecessary',
        'skill/unused-input Unnecessary',
      ]);
    });
  });

  it('lead from their code to what explains it', async () => {
    await writeOutside(
      skillUri('caller.js'),
      "/** Calls. */\nexport default async () => await callSkill('callee');\n",
    );
    const target = await eventually(() => {
      const found = vscode.languages
        .getDiagnostics(skillUri('caller.js'))
        .find(({ message }) => message.startsWith('There is no skill'));
      assert(typeof found?.code === 'object');
      return found.code.target;
    });
    assert.equal(target.toString(true), 'skillsmith-problem:/unknown-skill.md');
    await vscode.commands.executeCommand('vscode.open', target);
    await eventually(() => {
      const tab = vscode.window.tabGroups.activeTabGroup.activeTab;
      assert.match(tab?.label ?? '', /unknown-skill/);
      const document = vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === 'skillsmith-problem');
      assert.match(
        document?.getText() ?? '',
        /^## skill\/unknown-skill\n\nNo skill has the name that is called\./,
      );
    });
  });

  it('are as severe as the settings say, at once', async () => {
    const settings = vscode.workspace.getConfiguration('skillsmith.diagnostics');
    const uri = skillUri('caller.js');
    await writeOutside(uri, "/** Calls. */\nexport default async () => await callSkill('callee');\n");
    await eventually(() => assert.match(problemsOf(uri).join(), / error skill\/unknown-skill/));
    try {
      await settings.update('unknown-skill', 'hint', vscode.ConfigurationTarget.Workspace);
      await eventually(() => assert.match(problemsOf(uri).join(), / hint skill\/unknown-skill/));
      await settings.update('unknown-skill', 'off', vscode.ConfigurationTarget.Workspace);
      await eventually(() => assert.deepEqual(problemsOf(uri), []));
    } finally {
      await settings.update('unknown-skill', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await eventually(() => assert.match(problemsOf(uri).join(), / error skill\/unknown-skill/));
  });

  it('follow how long a chain of calls may be', async () => {
    const settings = vscode.workspace.getConfiguration('skillsmith.run');
    const uri = skillUri('deep.js');
    await writeOutside(uri, '/** Deep. */\nexport default async () => await skills.deeper();\n');
    await writeOutside(skillUri('deeper.js'), '/** Deeper. */\nexport default () => 1;\n');
    await eventually(() => assert.deepEqual(problemsOf(uri), []));
    try {
      await settings.update('maxDepth', 1, vscode.ConfigurationTarget.Workspace);
      await eventually(() =>
        assert.match(problemsOf(uri).join(), /skill\/chain-too-long The chain deep → deeper/),
      );
    } finally {
      await settings.update('maxDepth', undefined, vscode.ConfigurationTarget.Workspace);
    }
    await eventually(() => assert.deepEqual(problemsOf(uri), []));
  });
});
