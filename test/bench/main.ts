// Runs every benchmark beside this file, one after the other: `npm run bench -- [NAME…] [--json] [options of theirs]`.
import { spawn } from 'node:child_process';
import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('.', import.meta.url));
const options = process.argv.slice(2).filter(argument => argument.startsWith('-'));
const names = process.argv.slice(2).filter(argument => !argument.startsWith('-'));
const asJson = options.includes('--json');

/** The exit code, and what was printed when that is to be kept. */
function run(file: string): Promise<{ readonly code: number; readonly output: string }> {
  const flags = ['--no-warnings', '--expose-gc', '--no-node-snapshot'];
  const child = spawn(process.execPath, [...flags, file, ...options], {
    stdio: ['ignore', asJson ? 'pipe' : 'inherit', 'inherit'],
  });
  let output = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  return new Promise(resolve => child.on('close', code => resolve({ code: code ?? 1, output })));
}

/** What a benchmark printed: JSON where it speaks it, its lines otherwise. */
function parsed(output: string): unknown {
  try {
    return JSON.parse(output);
  } catch {
    return output.trimEnd().split('\n');
  }
}

const all: Record<string, unknown> = {};
for (const file of globSync('*.bench.ts', { cwd: folder }).sort()) {
  const name = basename(file, '.bench.ts');
  if (names.length > 0 && !names.includes(name)) continue;
  if (!asJson) console.log(`\n${name}\n`);
  const { code, output } = await run(`${folder}${file}`);
  all[name] = parsed(output);
  if (code !== 0) process.exitCode = 1;
}
if (asJson) console.log(JSON.stringify(all, null, 2));
