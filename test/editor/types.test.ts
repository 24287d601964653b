import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import * as vscode from 'vscode';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  problemsOf,
  removeOutside,
  replace,
  show,
  skillUri,
  writeOutside,
} from './window.ts';

const serviceMs = 60_000;

const caller = `// @ts-check
/** @param {number} n - how many */
const r = await callSkill('pythagorean', { a: n, b: 4 });
const wrong = await callSkill('pythagorean', { a: 'three', b: 4 });
console.log(r.hypotenuse.toFixed(2), wrong);
`;

const typed = `export default async function typed(a: number) {
  const { hypotenuse } = await skills.pythagorean({ a, b: 4 });
  return hypotenuse;
}
`;

/** What the service says of a file: \`4:48 2322\`, lines and columns from one. */
function typeProblems(uri: vscode.Uri): readonly string[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter(({ source, severity }) => source === 'ts' && severity === vscode.DiagnosticSeverity.Error)
    .map(({ range, code }) => `${range.start.line + 1}:${range.start.character + 1} ${String(code)}`);
}

async function hover(uri: vscode.Uri, text: string): Promise<string> {
  const document = await vscode.workspace.openTextDocument(uri);
  const at = document.getText().indexOf(text);
  assert(at >= 0, `the text has no ${text}`);
  const hovers = await vscode.commands.executeCommand<readonly vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    document.positionAt(at),
  );
  return hovers
    .flatMap(({ contents }) => contents)
    .map(content => (typeof content === 'string' ? content : content.value))
    .join('\n');
}

async function filesOnDisk(): Promise<readonly string[]> {
  const names = await Promise.all(
    (['one', 'two', 'three'] as const).map(name => readdir(folder(name).uri.fsPath, { recursive: true })),
  );
  return names.flat().sort();
}

describe('Types of calls, from the built-in service', function () {
  this.timeout(serviceMs * 2);
  const uri = skillUri('types_caller.js');
  const typedUri = skillUri('types_typed.ts');

  before(async () => {
    await activate();
    await writeOutside(uri, caller);
    await writeOutside(typedUri, typed);
  });

  after(async () => {
    await closeEditors();
    await removeOutside(uri);
    await removeOutside(typedUri);
  });

  afterEach(closeEditors);

  it('are those of the callee, and no file of the workspace holds them', async () => {
    const before = await filesOnDisk();
    await show(uri);
    await eventually(
      async () => assert.match(await hover(uri, 'r = await'), /hypotenuse: number/),
      serviceMs,
    );
    assert.match(await hover(uri, 'n, b: 4'), /var n: number/);
    assert.deepEqual(await filesOnDisk(), before);
  });

  it('make wrong inputs red, right ones not', async () => {
    await show(uri);
    await eventually(() => assert.deepEqual(typeProblems(uri), ['4:48 2322']), serviceMs);
  });

  it('follow the callee while it is typed', async () => {
    await show(uri);
    await eventually(() => assert.deepEqual(typeProblems(uri), ['4:48 2322']), serviceMs);
    const callee = skillUri('geometry/pythagorean.js');
    const editor = await vscode.window.showTextDocument(callee, {
      viewColumn: vscode.ViewColumn.Beside,
    });
    for (const [before, after, expected] of [
      ['@param {number} a', '@param {string} a', '3:44 2322'],
      ['@param {string} a', '@param {number} a', '4:48 2322'],
      ['@param {number} b', '@param {string} b', '3:50 2322'],
    ] as const) {
      await replace(editor, before, after);
      await eventually(() => assert.equal(typeProblems(uri)[0], expected), serviceMs);
    }
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('stay while the callee does not parse', async () => {
    await show(uri);
    await eventually(() => assert.deepEqual(typeProblems(uri), ['4:48 2322']), serviceMs);
    const callee = await vscode.window.showTextDocument(skillUri('geometry/pythagorean.js'), {
      viewColumn: vscode.ViewColumn.Beside,
    });
    await replace(
      callee,
      'export default async function pythagorean(a, b)',
      'export default async function (',
    );
    await eventually(() =>
      assert(problemsOf(callee.document.uri).some(text => text.includes('skill/syntax'))),
    );
    // Longer than the service takes to follow a callee that parses.
    await new Promise(resolve => setTimeout(resolve, 1_500));
    assert.match(await hover(uri, 'r = await'), /hypotenuse: number/);
    assert.deepEqual(typeProblems(uri), ['4:48 2322']);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('are known in a TypeScript skill', async () => {
    await show(typedUri);
    await eventually(
      async () => assert.match(await hover(typedUri, 'hypotenuse }'), /hypotenuse: number/),
      serviceMs,
    );
    assert.deepEqual(typeProblems(typedUri), []);
  });

  it('are not known outside of the skills', async () => {
    const outside = vscode.Uri.joinPath(folder('one').uri, 'types_outside.js');
    await writeOutside(outside, "// @ts-check\nawait callSkill('pythagorean', {});\nexport {};\n");
    try {
      await show(uri);
      await show(outside);
      await eventually(() => assert.deepEqual(typeProblems(outside), ['2:7 2304']), serviceMs);
    } finally {
      await closeEditors();
      await removeOutside(outside);
    }
  });
});
