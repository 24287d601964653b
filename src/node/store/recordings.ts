/** The recordings of runs in the database: each compressed, its skills kept once for all that ran with the same. */

import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import type { Sources } from '../../library/history.ts';
import type {
  KeptRecording,
  MissingRecording,
  RecordedSkill,
  RecordingDraft,
  Retention,
} from '../../library/run-record.ts';
import { sha256 } from '../hash.ts';
import type { StateDatabase } from './database.ts';
import { sourceOf } from './sources.ts';

/**
 * The skills of a recording are a set of sources, those of the versions where they are versions. `missing` says why
 * there is no recording of a run that was to be recorded.
 */
export const recordingTables = `
CREATE TABLE source_sets (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE
) STRICT;
CREATE TABLE source_set_members (
  source_set INTEGER NOT NULL REFERENCES source_sets (id) ON DELETE CASCADE,
  path TEXT NOT NULL,
  source INTEGER NOT NULL REFERENCES sources (id),
  PRIMARY KEY (source_set, path)
) STRICT, WITHOUT ROWID;
CREATE INDEX source_set_members_by_source ON source_set_members (source);
CREATE TABLE run_recordings (
  id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE,
  source_set INTEGER REFERENCES source_sets (id),
  missing TEXT,
  content BLOB
) STRICT;
CREATE INDEX run_recordings_kept ON run_recordings (id) WHERE missing IS NULL;
CREATE INDEX run_recordings_by_source_set ON run_recordings (source_set);
CREATE INDEX versions_by_source ON versions (source);
CREATE INDEX skills_by_source ON skills (source);
ALTER TABLE run_state ADD COLUMN max_recordings INTEGER;
ALTER TABLE run_state ADD COLUMN max_recording_bytes INTEGER;
`;

/** A recording that is ready to be written. */
export type PackedRecording =
  | { readonly missing: MissingRecording }
  | { readonly content: Uint8Array; readonly skills: readonly RecordedSkill[] };

/** Larger ones do not compress into what may be kept, and are not tried. */
const bestRatio = 40;
/** What a recording may come to when it is read; see the limits of a tape. */
const longestText = 200_000_000;
/** Recordings that one step of pruning removes. */
const pruneStep = 200;

/** Takes some time, so that it is done before the database is locked. */
export function packRecording(
  draft: RecordingDraft,
  { maxRecordings, maxRecordingBytes }: Retention,
): PackedRecording | undefined {
  if (maxRecordings === 0) return undefined;
  if ('missing' in draft) return draft;
  const { text, skills } = draft;
  if (text.length > maxRecordingBytes * bestRatio) return { missing: 'too-large' };
  // The lowest level: the higher ones gain a tenth of the size for several times the time.
  const content = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } });
  return content.length > maxRecordingBytes ? { missing: 'too-large' } : { content, skills };
}

/** Only within the database's `write` and `read`. */
export class StoredRecordings {
  readonly #database: StateDatabase;

  constructor(database: StateDatabase) {
    this.#database = database;
  }

  /** @param sources - the texts of its skills; those that are there already may be missing */
  add(run: string, recording: PackedRecording, sources: Sources): void {
    const sql = 'INSERT INTO run_recordings VALUES (?, ?, ?, ?)';
    if ('missing' in recording) this.#database.run(sql, run, null, recording.missing, null);
    else this.#database.run(sql, run, this.#setOf(recording.skills, sources), null, recording.content);
  }

  /** `undefined` where nothing is known of one. */
  read(run: string): KeptRecording | undefined {
    const row = this.#database.get('SELECT * FROM run_recordings WHERE id = ?', run);
    if (row === undefined) return undefined;
    if (!(row.content instanceof Uint8Array)) return { missing: String(row.missing) as MissingRecording };
    const text = brotliDecompressSync(row.content, { maxOutputLength: longestText }).toString();
    const skills = this.#database
      .all(
        `SELECT path, text FROM source_set_members JOIN sources ON sources.id = source
          WHERE source_set = ? ORDER BY path`,
        Number(row.source_set),
      )
      .map(({ path, text }) => ({ path: String(path), text: String(text) }));
    return { text, skills };
  }

  /** One small step: all but the newest so many go. How many went. */
  prune(most: number): number {
    const kept = 'SELECT id FROM run_recordings WHERE missing IS NULL ORDER BY id DESC LIMIT ? OFFSET ?';
    const gone = "UPDATE run_recordings SET missing = 'removed', content = NULL, source_set = NULL";
    return this.#database.run(`${gone} WHERE id IN (${kept})`, pruneStep, most).changes;
  }

  /** Whether {@link prune} would do something. */
  hasMore(most: number): boolean {
    const sql = 'SELECT 1 FROM run_recordings WHERE missing IS NULL ORDER BY id DESC LIMIT 1 OFFSET ?';
    return this.#database.get(sql, most) !== undefined;
  }

  /** Removes the sources that nothing refers to any more, after recordings or their runs went. */
  sweep(): void {
    const unused = `SELECT id FROM source_sets WHERE NOT EXISTS
      (SELECT 1 FROM run_recordings WHERE source_set = source_sets.id)`;
    const members = this.#database.all(
      `SELECT DISTINCT source FROM source_set_members WHERE source_set IN (${unused})`,
    );
    if (this.#database.run(`DELETE FROM source_sets WHERE id IN (${unused})`).changes === 0) return;
    for (const { source } of members)
      this.#database.run(
        `DELETE FROM sources WHERE id = ?
          AND NOT EXISTS (SELECT 1 FROM source_set_members WHERE source = sources.id)
          AND NOT EXISTS (SELECT 1 FROM versions WHERE source = sources.id)
          AND NOT EXISTS (SELECT 1 FROM skills WHERE source = sources.id)`,
        Number(source),
      );
  }

  #setOf(skills: readonly RecordedSkill[], sources: Sources): number {
    const hash = sha256(JSON.stringify(skills.map(({ path, hash }) => [path, hash])));
    const known = this.#database.get('SELECT id FROM source_sets WHERE hash = ?', hash);
    if (known !== undefined) return Number(known.id);
    const { lastId } = this.#database.run('INSERT INTO source_sets (hash) VALUES (?)', hash);
    for (const { path, hash } of skills)
      this.#database.run(
        'INSERT INTO source_set_members VALUES (?, ?, ?)',
        ...[lastId, path, sourceOf(this.#database, hash, sources.get(hash) ?? '')],
      );
    return lastId;
  }
}
