import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { type, untype } from './typing.ts';
import { activate, closeEditors } from './window.ts';

/** The signature with what is active in brackets; empty where there is none. */
async function signature(marked: string): Promise<string> {
  const { uri, position } = await type(marked);
  const help = await vscode.commands.executeCommand<vscode.SignatureHelp | undefined>(
    'vscode.executeSignatureHelpProvider',
    uri,
    position,
  );
  const first = help?.signatures[0];
  if (help === undefined || first === undefined) return '';
  const range = first.parameters[help.activeParameter]?.label as [number, number] | undefined;
  if (range === undefined) return first.label;
  const [start, end] = range;
  return `${first.label.slice(0, start)}[${first.label.slice(start, end)}]${first.label.slice(end)}`;
}

describe('Signature help', function () {
  this.timeout(30_000);
  before(activate);
  afterEach(() => untype());
  after(closeEditors);

  const shown = 'pythagorean({ [a: number], b: number }): { hypotenuse: number }';
  const second = 'pythagorean({ a: number, [b: number] }): { hypotenuse: number }';
  const table: readonly (readonly [marked: string, expected: string])[] = [
    ["await callSkill('pythagorean', { |", shown],
    ["await callSkill('pythagorean', { | })", shown],
    ["await callSkill('pythagorean', |)", shown],
    ["await callSkill('pythagorean', { a: 1, | })", second],
    ["await callSkill('pythagorean', { a: 1, b: |", second],
    ['await skills.pythagorean({ b|', second],
    ['await skills.pythagorean(|)', shown],
    ["await skills['pythagorean']({ a: 1 + | })", shown],
    [
      "export default async () => {\r\n  await callSkill('pythagorean', {\r\n    a: 1,\r\n    |\r\n  return 1;\r\n};",
      second,
    ],
  ];
  for (const [marked, expected] of table)
    it(`shows where ${JSON.stringify(marked)} is`, async () =>
      assert.equal(await signature(marked), expected));

  it('says nothing at the name and for what is no skill', async () => {
    assert.equal(await signature("await callSkill('|pythagorean')"), '');
    assert.equal(await signature("await callSkill('nobody', { | })"), '');
  });
});
