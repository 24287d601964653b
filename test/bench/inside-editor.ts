// The part of the editor's benchmark that runs in the extension host, as VS Code's test runner starts it.
import * as vscode from 'vscode';

/** Put before what the host of the benchmark is to print; set when this is bundled. */
declare const browserMark: string;

const warmRuns = 300;

function report(what: string, milliseconds: number, limit?: number): void {
  const asked = limit === undefined ? '' : `  at most ${limit}`;
  const verdict = limit !== undefined && milliseconds > limit ? ': more' : '';
  console.log(
    `${browserMark}  ${what.padEnd(60)} ${milliseconds.toFixed(2).padStart(8)} ms${asked}${verdict}`,
  );
}

async function timed(work: () => Thenable<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function runSquare(): Thenable<unknown> {
  return vscode.commands.executeCommand('skillsmith.run', { name: 'square', inputs: { x: 7 } });
}

/** In an empty folder VS Code has not activated the extension yet; where there are skills, it has. */
export async function run(): Promise<void> {
  const extension = vscode.extensions.getExtension('skillsmith.skillsmith');
  if (extension === undefined) throw new Error('The extension is not there.');
  const wasActive = extension.isActive;
  const activation = await timed(() => extension.activate());
  if (!wasActive) report('activation, loading of the extension included', activation);
  const [skills] = await vscode.workspace.findFiles('.skills/**/square.js');
  if (skills === undefined) return;
  report('first run after activation', await timed(runSquare), 300);
  const times: number[] = [];
  for (let i = 0; i < warmRuns; i++) times.push(await timed(runSquare));
  times.sort((a, b) => a - b);
  report('warm run, command to outcome, median', times[warmRuns >> 1] as number, 2);
  report('warm run, command to outcome, 95th percentile', times[Math.floor(warmRuns * 0.95)] as number);
}
