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
  // EPIPE comes here; after it the stream is destroyed and drops what follows.
  stream.on('error', () => undefined);
  return {
    write: line => void (stream.destroyed || stream.write(line)),
    paint: wantsColours(stream.isTTY, process.env) ? coloured : plain,
    columns: stream.isTTY ? stream.columns : undefined,
  };
}

function written(stream: Writable): Promise<void> {
  return new Promise(resolve => {
    if (stream.destroyed) return resolve();
    stream.once('close', resolve);
    stream.write('', () => resolve());
  });
}
