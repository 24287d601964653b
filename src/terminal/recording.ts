/** Finds the recording that an argument means: a file, or a run of the history by the beginning of its id. */

import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { RunHistory } from '../library/history.ts';
import { errorCode } from '../node/skill-text.ts';
import type { RunRecording } from '../run/recording.ts';
import { RecordingError, readRecording } from '../run/recording-text.ts';
import { obstacleToReplay } from '../run/replay.ts';
import { keptRecording } from '../workflow/kept-recording.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

const idPattern = /^[0-9a-z]{1,15}$/i;

interface Places {
  readonly terminal: Terminal;
  readonly history: RunHistory | undefined;
}

/** @throws UsageError when there is none, or none that can be replayed */
export async function findRecording(text: string, { terminal, history }: Places): Promise<RunRecording> {
  try {
    const content = await contentOf(resolve(terminal.currentFolder, text), text, history);
    const recording = content === undefined ? await ofRun(text, history) : await readRecording(content);
    const obstacle = obstacleToReplay(recording);
    if (obstacle !== undefined) throw new UsageError(`${text}: ${obstacle}`);
    return recording;
  } catch (error) {
    if (error instanceof RecordingError) throw new UsageError(`${text}: ${error.message}`);
    throw error;
  }
}

/** `undefined` when there is no such file, and it may be an id. */
async function contentOf(
  path: string,
  text: string,
  history: RunHistory | undefined,
): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT' && history !== undefined && idPattern.test(text)) return undefined;
    throw new UsageError(`${text} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function ofRun(text: string, history: RunHistory | undefined): Promise<RunRecording> {
  const [id, other] = (await history?.idsLike(text.toLowerCase())) ?? [];
  if (history === undefined || id === undefined)
    throw new UsageError(
      `There is no file "${text}", and no run whose id begins like that. "skillsmith runs" lists them.`,
    );
  if (other !== undefined && id !== text.toLowerCase())
    throw new UsageError(`Several runs begin with "${text}": ${id}, ${other}, … Give more of the id.`);
  return keptRecording(history, id);
}
