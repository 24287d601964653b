/** The terminal of this process. */

import type { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { toDisposable } from '../base/disposal.ts';
import { coloured, type Output, plain, type Terminal, wantsColours } from './terminal.ts';

export function processTerminal(): Terminal {
  return {
    out: output(process.stdout),
    err: output(process.stderr),
    currentFolder: process.cwd(),
    readInput: () => text(process.stdin),
    inputBytes: () => process.stdin,
    onInterrupt(listener) {
      process.on('SIGINT', listener);
      return toDisposable(() => process.off('SIGINT', listener));
    },
    exit: code => process.exit(code),
  };
}

/** Ends the process once all that was written has reached its readers, or they have gone away. */
export async function exitWhenWritten(code: number): Promise<never> {
  await Promise.all([written(process.stdout), written(process.stderr)]);
  process.exit(code);
}

function output(stream: NodeJS.WriteStream): Output {
  let isGone = false;
  // EPIPE comes here: Node says so at each write, and does not keep in mind that nobody reads any more.
  stream.on('error', () => {
    isGone = true;
  });
  return {
    write: line => void (isGone || stream.write(line)),
    drained: () => drained(stream),
    get isGone() {
      return isGone;
    },
    paint: wantsColours(stream.isTTY, process.env) ? coloured : plain,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}

/** At once when there is room, or nobody reads any more. */
async function drained(stream: Writable): Promise<void> {
  if (stream.destroyed || !stream.writableNeedDrain) return;
  await new Promise<void>(resolve => {
    const done = () => {
      stream.off('drain', done);
      stream.off('close', done);
      resolve();
    };
    stream.on('drain', done);
    stream.on('close', done);
  });
}

function written(stream: Writable): Promise<void> {
  return new Promise(resolve => {
    if (stream.destroyed) return resolve();
    stream.once('close', resolve);
    stream.write('', () => resolve());
  });
}
