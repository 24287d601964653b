/** Skills, their sources and their versions in the database; each source is kept once. */

import type { SQLOutputValue } from 'node:sqlite';
import type { Origin, Version, VersionText } from '../../library/version.ts';
import type { KnownSkill, NewVersion, SkillMove, VersionStore } from '../../library/version-store.ts';
import { skillNameOfPath } from '../../skill/name.ts';
import type { Row, StateDatabase } from './database.ts';
import { sourceOf } from './sources.ts';

export const versionTables = `
CREATE TABLE sources (
  id INTEGER PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  text TEXT NOT NULL
) STRICT;

CREATE TABLE skills (
  id INTEGER PRIMARY KEY,
  path TEXT NOT NULL,
  -- In lower case: names ignore it.
  name TEXT NOT NULL,
  latest INTEGER NOT NULL DEFAULT 0,
  source INTEGER REFERENCES sources,
  stamp TEXT NOT NULL DEFAULT '',
  -- Milliseconds since 1970; NULL while it is in the folder.
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX skills_in_folder ON skills (path) WHERE removed_at IS NULL;
CREATE INDEX skills_by_path ON skills (path);
CREATE INDEX skills_by_name ON skills (name);

CREATE TABLE versions (
  skill INTEGER NOT NULL REFERENCES skills,
  number INTEGER NOT NULL,
  source INTEGER NOT NULL REFERENCES sources,
  path TEXT NOT NULL,
  saved_at INTEGER NOT NULL,
  origin TEXT NOT NULL,
  size INTEGER NOT NULL,
  added INTEGER NOT NULL,
  removed INTEGER NOT NULL,
  label TEXT,
  PRIMARY KEY (skill, number)
) STRICT, WITHOUT ROWID;
`;

const skillColumns = `skills.id, skills.path, skills.latest, skills.stamp, skills.removed_at, sources.hash
  FROM skills LEFT JOIN sources ON sources.id = skills.source`;

const versionColumns = `versions.skill, versions.number, versions.path, versions.saved_at, versions.origin,
  versions.size, versions.added, versions.removed, versions.label, sources.hash`;

export class StoredVersions implements VersionStore {
  readonly #database: StateDatabase;

  constructor(database: StateDatabase) {
    this.#database = database;
  }

  exclusively<T>(work: () => T): T {
    return this.#database.write(work);
  }

  reading<T>(work: () => T): T {
    return this.#database.read(work);
  }

  present(): readonly KnownSkill[] {
    return this.#skills('WHERE skills.removed_at IS NULL');
  }

  at(path: string): KnownSkill | undefined {
    return this.#skills('WHERE skills.removed_at IS NULL AND skills.path = ?', path)[0];
  }

  named(name: string): readonly KnownSkill[] {
    const order =
      'ORDER BY skills.removed_at IS NOT NULL, skills.removed_at DESC, skills.path, skills.id DESC';
    return this.#skills(`WHERE skills.name = ? ${order}`, name.toLowerCase());
  }

  skill(id: number): KnownSkill | undefined {
    return this.#skills('WHERE skills.id = ?', id)[0];
  }

  removedSkills(): readonly KnownSkill[] {
    return this.#skills(
      'WHERE skills.removed_at IS NOT NULL ORDER BY skills.removed_at DESC, skills.id DESC',
    );
  }

  removedAt(path: string): KnownSkill | undefined {
    const which = 'WHERE skills.removed_at IS NOT NULL AND skills.path = ?';
    return this.#skills(`${which} ORDER BY skills.removed_at DESC, skills.id DESC LIMIT 1`, path)[0];
  }

  versions(id: number): readonly Version[] {
    const sql = `SELECT ${versionColumns} FROM versions JOIN sources ON sources.id = versions.source
      WHERE versions.skill = ? ORDER BY versions.number DESC`;
    return this.#database.all(sql, id).map(versionOfRow);
  }

  version(id: number, number: number): VersionText | undefined {
    const sql = `SELECT ${versionColumns}, sources.text FROM versions JOIN sources ON sources.id = versions.source
      WHERE versions.skill = ? AND versions.number = ?`;
    const row = this.#database.get(sql, id, number);
    return row && { ...versionOfRow(row), text: String(row.text) };
  }

  addSkill(path: string): KnownSkill {
    const sql = 'INSERT INTO skills (path, name) VALUES (?, ?)';
    const { lastId: id } = this.#database.run(sql, path, nameOf(path));
    return { id, path, name: skillNameOfPath(path), latest: 0, hash: '', stamp: '', removedAt: undefined };
  }

  addVersion(id: number, version: NewVersion): Version {
    const { path, hash, text, savedAt, origin, added, removed } = version;
    const source = sourceOf(this.#database, hash, text);
    const number = Number(this.#database.get('SELECT latest FROM skills WHERE id = ?', id)?.latest) + 1;
    const size = Buffer.byteLength(text);
    const [label, at] = [undefined, Math.round(savedAt)];
    this.#database.run(
      `INSERT INTO versions (skill, number, source, path, saved_at, origin, size, added, removed)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      id,
      number,
      source,
      path,
      at,
      origin,
      size,
      added,
      removed,
    );
    this.#database.run('UPDATE skills SET latest = ?, source = ? WHERE id = ?', number, source, id);
    return { skill: id, number, hash, path, savedAt: at, origin, size, label, added, removed };
  }

  setLabel(id: number, number: number, label: string | undefined): void {
    const sql = 'UPDATE versions SET label = ? WHERE skill = ? AND number = ?';
    this.#database.run(sql, label ?? null, id, number);
  }

  setStamp(id: number, stamp: string): void {
    this.#database.run('UPDATE skills SET stamp = ? WHERE id = ?', stamp, id);
  }

  move(moves: readonly SkillMove[]): void {
    // Out of the folder first: two may change places.
    for (const { id } of moves) this.#database.run('UPDATE skills SET removed_at = 0 WHERE id = ?', id);
    const sql = "UPDATE skills SET path = ?, name = ?, stamp = '', removed_at = NULL WHERE id = ?";
    for (const { id, to } of moves) this.#database.run(sql, to, nameOf(to), id);
  }

  setRemoved(id: number, at: number): void {
    this.#database.run("UPDATE skills SET removed_at = ?, stamp = '' WHERE id = ?", Math.round(at), id);
  }

  join(id: number, into: number): void {
    const [from, to] = [this.skill(id), this.skill(into)];
    if (from === undefined || to === undefined) return;
    const sql = 'UPDATE versions SET skill = ?, number = number + ? WHERE skill = ?';
    this.#database.run(sql, into, to.latest, id);
    this.#database.run(
      `UPDATE skills SET latest = latest + ?, source = (SELECT source FROM skills WHERE id = ?) WHERE id = ?`,
      from.latest,
      id,
      into,
    );
    this.#database.run('DELETE FROM skills WHERE id = ?', id);
    this.move([{ id: into, to: from.path }]);
  }

  #skills(which: string, ...values: readonly (string | number)[]): readonly KnownSkill[] {
    return this.#database.all(`SELECT ${skillColumns} ${which}`, ...values).map(skillOfRow);
  }
}

function nameOf(path: string): string {
  return skillNameOfPath(path).toLowerCase();
}

function skillOfRow({ id, path, latest, stamp, removed_at, hash }: Row): KnownSkill {
  return {
    id: Number(id),
    path: String(path),
    name: skillNameOfPath(String(path)),
    latest: Number(latest),
    stamp: String(stamp),
    hash: textOf(hash) ?? '',
    removedAt: removed_at === null ? undefined : Number(removed_at),
  };
}

function versionOfRow(row: Row): Version {
  return {
    skill: Number(row.skill),
    number: Number(row.number),
    hash: String(row.hash),
    path: String(row.path),
    savedAt: Number(row.saved_at),
    origin: String(row.origin) as Origin,
    size: Number(row.size),
    label: textOf(row.label),
    added: Number(row.added),
    removed: Number(row.removed),
  };
}

function textOf(value: SQLOutputValue | undefined): string | undefined {
  return value === null || value === undefined ? undefined : String(value);
}
