// The part of the language benchmark that runs in the extension host: what a person waits for, through VS Code.
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import * as vscode from 'vscode';
import { sampleSkill } from './sample-skill.ts';

/** Put before what the host of the benchmark is to print; set when this is bundled. */
declare const browserMark: string;
declare const count: number;

const asked = 100;
const maxMs = 20;
const maxMegabytes = 150;

function print(text: string): void {
  console.log(`${browserMark}  ${text}`);
}

/** Megabytes of the extension host: of its heap after a collection, and of the whole process. */
function memory(): { readonly heap: number; readonly process: number } {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: (heapUsed + external) / 2 ** 20, process: rss / 2 ** 20 };
}

async function measure(what: string, ask: (turn: number) => Thenable<number>): Promise<boolean> {
  const times: number[] = [];
  let answers = 0;
  for (let turn = 0; turn < asked; turn++) {
    const started = performance.now();
    answers += (await ask(turn)) > 0 ? 1 : 0;
    times.push(performance.now() - started);
  }
  times.sort((a, b) => a - b);
  const p95 = times[Math.floor(asked * 0.95)] ?? 0;
  const verdict = p95 > maxMs ? ': more' : '';
  const shown = `median ${(times[asked >> 1] ?? 0).toFixed(1)} ms, 95 % within ${p95.toFixed(1)} ms  at most ${maxMs}${verdict}`;
  print(`${`in VS Code: ${what}`.padEnd(52)} ${shown}`);
  if (answers < asked) throw new Error(`${what}: only ${answers} answers to ${asked} questions`);
  return p95 <= maxMs;
}

async function fill(folder: string): Promise<void> {
  for (let from = 0; from < count; from += 500) {
    const files = Array.from({ length: 500 }, (_, i) => sampleSkill(from + i, count));
    await Promise.all(
      files.map(async ({ path: name, text }) => {
        const file = path.join(folder, name);
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, text);
      }),
    );
  }
  await vscode.commands.executeCommand('skillsmith.refreshSkills');
}

/** The whole answer of VS Code: all providers for the place, those of the TypeScript service included. */
const execute = <T>(command: string, uri: vscode.Uri, position: vscode.Position, ...rest: unknown[]) =>
  vscode.commands.executeCommand<T>(`vscode.execute${command}Provider`, uri, position, ...rest);

export async function run(): Promise<void> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  const extension = vscode.extensions.getExtension('skillsmith.skillsmith');
  if (workspace === undefined || extension === undefined)
    throw new Error('There is no folder or no extension.');
  await extension.activate();
  await vscode.commands.executeCommand('skillsmith.refreshSkills');
  const before = memory();
  const folder = path.join(workspace.uri.fsPath, '.skills');
  await fill(folder);
  const after = memory();
  const heap = after.heap - before.heap;
  const verdict = heap > maxMegabytes ? ': more' : '';
  print(
    `${`in VS Code: ${count} skills in memory`.padEnd(52)} ${heap.toFixed(0)} MB of heap (the process grew by ${(after.process - before.process).toFixed(0)} MB)  at most ${maxMegabytes}${verdict}`,
  );
  const uri = vscode.Uri.file(path.join(folder, 'typing.js'));
  const text =
    "export default async function typing() {\n  await callSkill('price-100', { });\n  await callSkill('');\n}\n";
  await writeFile(uri.fsPath, text);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  const at = (what: string, further: number) => document.positionAt(text.indexOf(what) + further);
  const complete = (position: vscode.Position) => () =>
    execute<vscode.CompletionList>('CompletionItem', uri, position).then(({ items }) => items.length);
  // The first answer of the TypeScript service takes seconds.
  for (let i = 0; i < 5; i++) await complete(at("''", 1))();
  const kept = [
    await measure('completion of a name', complete(at("''", 1))),
    await measure('completion of inputs', complete(at('{ }', 2))),
    await measure('hover', () =>
      execute<vscode.Hover[]>('Hover', uri, at('price', 2)).then(({ length }) => length),
    ),
    await measure('definition', () =>
      execute<vscode.Location[]>('Definition', uri, at('price', 2)).then(({ length }) => length),
    ),
  ];
  if (heap > maxMegabytes || kept.includes(false)) throw new Error('A limit is not kept.');
}
