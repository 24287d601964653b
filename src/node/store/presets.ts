/** Presets in the database. */

import type { JsonObject } from '../../base/json.ts';
import type { Preset, PresetStore } from '../../library/preset.ts';
import type { StateDatabase } from './database.ts';

/** `inputs` is JSON. */
export const presetTables = `
CREATE TABLE presets (
  skill TEXT NOT NULL COLLATE NOCASE,
  name TEXT NOT NULL,
  inputs TEXT NOT NULL,
  PRIMARY KEY (skill, name)
) STRICT, WITHOUT ROWID;
`;

/** What writes presets. */
export class PresetArea {
  readonly #database: StateDatabase;

  constructor(database: StateDatabase) {
    this.#database = database;
  }

  save(skill: string, { name, inputs }: Preset): void {
    this.#database.write(() =>
      this.#database.run(
        'INSERT OR REPLACE INTO presets (skill, name, inputs) VALUES (?, ?, ?)',
        ...[skill, name, JSON.stringify(inputs)],
      ),
    );
  }

  remove(skill: string, name: string): void {
    this.#database.write(() =>
      this.#database.run('DELETE FROM presets WHERE skill = ? AND name = ?', skill, name),
    );
  }

  /** Where both names are known, they change places: what belongs to a skill that is gone stays apart. */
  rename(from: string, to: string): void {
    const aside = `${from}\u0000`;
    const move = 'UPDATE presets SET skill = ? WHERE skill = ?';
    this.#database.write(() => {
      this.#database.run(move, aside, from);
      if (from.toLowerCase() !== to.toLowerCase()) this.#database.run(move, from, to);
      this.#database.run(move, to, aside);
    });
  }
}

export interface DatabasePresetsOptions {
  /** For reading; `undefined` as long as there is none. It stays its creator's. */
  readonly database: () => StateDatabase | undefined;
  /** Asked to change them, perhaps in another thread. */
  readonly writer: Omit<PresetStore, 'presets'>;
}

export class DatabasePresets implements PresetStore {
  readonly #options: DatabasePresetsOptions;

  constructor(options: DatabasePresetsOptions) {
    this.#options = options;
  }

  presets(skill: string): readonly Preset[] {
    const database = this.#options.database();
    return database === undefined ? [] : readPresets(database, skill);
  }

  save(skill: string, preset: Preset): Promise<void> {
    return this.#options.writer.save(skill, preset);
  }

  remove(skill: string, name: string): Promise<void> {
    return this.#options.writer.remove(skill, name);
  }

  rename(from: string, to: string): Promise<void> {
    return this.#options.writer.rename(from, to);
  }
}

/** Sorted by name. */
export function readPresets(database: StateDatabase, skill: string): readonly Preset[] {
  const rows = database.read(() =>
    database.all('SELECT name, inputs FROM presets WHERE skill = ? ORDER BY name', skill),
  );
  return rows.map(({ name, inputs }) => ({
    name: String(name),
    inputs: JSON.parse(String(inputs)) as JsonObject,
  }));
}
