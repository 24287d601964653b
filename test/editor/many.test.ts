import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import * as vscode from 'vscode';
import { Reporter } from '../../src/editor/report.ts';
import { SkillRoot } from '../../src/editor/skill-root.ts';
import { folder, removeOutside } from './window.ts';

const count = 10_000;

describe('Ten thousand skills', () => {
  const skills = vscode.Uri.joinPath(folder('two').uri, 'many');

  before(async function () {
    this.timeout(120_000);
    await mkdir(skills.fsPath, { recursive: true });
    const filler = '  // a line of an ordinary length, as people write them when they explain\n'.repeat(14);
    for (let at = 0; at < count; at++) {
      const calls = `callSkill('s${(at * 7 + 1) % count}', { x })`;
      const text = `/**\n * Number ${at}.\n * @param {number} x\n */\nexport default async function s${at}(x) {\n${filler}  if (x < 0) return x;\n  return x < ${at} ? ${at} : await ${calls};\n}\n`;
      await writeFile(vscode.Uri.joinPath(skills, `s${at}.js`).fsPath, text);
    }
  });

  after(() => removeOutside(skills));

  it('are read while the extension host goes on answering', async function () {
    this.timeout(120_000);
    const log = vscode.window.createOutputChannel('Skillsmith tests', { log: true });
    const root = new SkillRoot(folder('two'), 'many', new Reporter(log));
    const delay = monitorEventLoopDelay({ resolution: 5 });
    const started = performance.now();
    delay.enable();
    await root.refresh();
    delay.disable();
    console.log(
      `      loaded in ${Math.round(performance.now() - started)} ms; the event loop waited ${Math.round(delay.percentile(99) / 1e6)} ms (p99), ${Math.round(delay.max / 1e6)} ms (max)`,
    );
    assert.equal([...root.catalogue.names()].length, count);
    assert(delay.percentile(95) < 250e6, `p95 ${delay.percentile(95) / 1e6} ms`);
    root.dispose();
    log.dispose();
  });
});
