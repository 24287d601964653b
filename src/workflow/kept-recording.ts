/** The recordings that are kept with runs, read back for a replay, or why there is none. */

import type { RunHistory } from '../library/history.ts';
import type { MissingRecording } from '../library/run-record.ts';
import type { RunRecording } from '../run/recording.ts';
import { RecordingError, readKeptRecording } from '../run/recording-text.ts';

const reasons: Readonly<Record<MissingRecording, string>> = {
  secrets: 'it was given secret values (@secret), which are not stored. Run it again to look at it',
  'too-large': 'its recording was larger than the setting skillsmith.history.recordingSize allows',
  cut: 'it asked more of the world than a recording holds',
  ended: 'it never began, or had to be ended from outside, and left no recording of its answers',
  removed: 'its recording was removed: the setting skillsmith.history.maxRecordings says how many are kept',
};

/** @throws RecordingError that says why this run has none */
export async function keptRecording(
  history: Pick<RunHistory, 'run' | 'recording'>,
  id: string,
): Promise<RunRecording> {
  const kept = await history.recording(id);
  if (kept === undefined)
    throw new RecordingError(
      (await history.run(id)) === undefined
        ? `There is no run ${id} any more.`
        : 'This run cannot be replayed: recordings were not kept when it ran.',
    );
  if ('missing' in kept) throw new RecordingError(`This run cannot be replayed: ${reasons[kept.missing]}.`);
  return readKeptRecording(kept.text, kept.skills);
}
