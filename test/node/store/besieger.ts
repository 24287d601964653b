/** One of many processes on a skills folder: saves or reads without end, and says what it has done line by line. */

import { createHash } from 'node:crypto';
import { readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectWriter, type Writer } from '../../../src/node/store/writer.ts';

export const skillNames: readonly string[] = ['one', 'two', 'three', 'four', 'five'];

/** A text whose first line says what the rest has to be. */
function wholeText(): string {
  const body = `/* ${process.pid} ${Math.random()} */\n`.repeat(1 + Math.floor(Math.random() ** 3 * 2000));
  return `// ${sumOf(body)}\n${body}`;
}

export function isWhole(text: string): boolean {
  const end = text.indexOf('\n');
  return end > 0 && text.slice(3, end) === sumOf(text.slice(end + 1));
}

function sumOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

/** At once, so that nothing that has been done is unsaid when the process is ended. */
function say(...words: readonly (string | number)[]): void {
  writeSync(1, `${words.join(' ')}\n`);
}

type Library = Writer['areas']['library'];

async function write(library: Library, name: string): Promise<void> {
  const expectedVersion = Math.random() < 0.3 ? (await library.get(name))?.number : undefined;
  const options = { validate: false, ...(expectedVersion === undefined ? {} : { expectedVersion }) };
  const dice = Math.random();
  if (dice < 0.05) return void (await library.remove(name));
  const answer =
    dice < 0.1
      ? await library.restore(name, 1, { validate: false })
      : await library.save({ name, text: wholeText() }, options);
  if (answer.status !== 'saved') return;
  const { skill, number, hash } = answer.version;
  say('saved', skill, number, hash, 'end');
}

async function read(library: Library, name: string, folder: string): Promise<void> {
  const seen = await library.get(name);
  if (seen !== undefined && !isWhole(seen.text)) say('wrong', name, 'was got torn');
  const numbers = (await library.history(name)).map(({ number }) => number);
  if (numbers.some((number, i) => number !== numbers.length - i)) say('wrong', name, numbers.join());
  const text = readIfThere(join(folder, `${name}.js`));
  if (text !== undefined && !isWhole(text)) say('wrong', name, 'was read torn');
  say('read');
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined; // It is removed now and then.
  }
}

async function besiege(role: string, folder: string): Promise<never> {
  const { library } = new DirectWriter({
    skillsFolder: folder,
    onNotice: sentence => say('wrong', sentence),
  }).areas;
  say('ready');
  for (;;) {
    const name = skillNames[Math.floor(Math.random() * skillNames.length)] as string;
    try {
      await (role === 'writer' ? write(library, name) : read(library, name, folder));
    } catch (error) {
      const isLocked = error instanceof Error && 'code' in error && error.code === 'store/locked';
      if (!isLocked) say('wrong', String(error));
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await besiege(process.argv[2] as string, process.argv[3] as string);
