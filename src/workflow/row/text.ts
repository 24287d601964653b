/** Bytes of a file as text, piece by piece. */

import { RowsError } from './row.ts';

/**
 * Text without its byte order mark. Takes UTF-8, and UTF-16 where a mark says so, as spreadsheets write it.
 * @throws RowsError where the bytes are no text of that kind
 */
export async function* decoded(
  chunks: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
): AsyncGenerator<string> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let start: Uint8Array = new Uint8Array();
  let lines = 1;
  for await (const chunk of chunks) {
    let bytes: Uint8Array = chunk;
    if (decoder === undefined) {
      bytes = joined(start, chunk);
      start = bytes;
      if (bytes.length < 3) continue;
      decoder = new TextDecoder(encodingOf(bytes), { fatal: true });
    }
    const text = decode(decoder, bytes, lines);
    lines += countLines(text);
    if (text !== '') yield text;
  }
  const rest =
    decoder === undefined
      ? decode(new TextDecoder(encodingOf(start), { fatal: true }), start, lines)
      : decode(decoder, undefined, lines);
  if (rest !== '') yield rest;
}

function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

/** Without bytes it is the end. */
function decode(
  decoder: InstanceType<typeof TextDecoder>,
  bytes: Uint8Array | undefined,
  line: number,
): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw new RowsError(
      `The text is not ${decoder.encoding.toUpperCase()} from about line ${line} on. Save the file as UTF-8 and try again.`,
    );
  }
}

function joined(one: Uint8Array, other: Uint8Array): Uint8Array<ArrayBuffer> {
  const all = new Uint8Array(one.length + other.length);
  all.set(one);
  all.set(other, one.length);
  return all;
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}
