/** All that is kept in the database, area by area: the one place that knows every table. */

import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { SkillLibrary } from '../../library/skill-library.ts';
import { sha256 } from '../hash.ts';
import { SkillFolderFiles } from '../skill-files.ts';
import { stripTypes } from '../typescript.ts';
import type { StateDatabase } from './database.ts';
import type { Migrations } from './migrations.ts';
import { PresetArea, presetTables } from './presets.ts';
import { recordingTables } from './recordings.ts';
import { ResultArea, resultCountTables, resultTables } from './results.ts';
import { runTables } from './run-tables.ts';
import { RunArea } from './runs.ts';
import { StoredVersions, versionTables } from './versions.ts';

/** Those who wait to write ask SQLite again within this time. */
const pauseMs = 30;

/** Each area brings the SQL of its tables. */
export const migrations: Migrations = [
  [versionTables, runTables, resultTables].join('\n'),
  recordingTables,
  presetTables,
  resultCountTables,
];

/** What writes, each area with methods that take and return plain data, so that they can be called in a thread. */
export type Areas = ReturnType<typeof createAreas>;

/** @param boundary - the workspace's root, out of which nothing leads */
export function createAreas(
  database: StateDatabase,
  skillsFolder: string,
  boundary: string = dirname(skillsFolder),
) {
  return {
    runs: new RunArea(database),
    results: new ResultArea(database),
    presets: new PresetArea(database),
    library: new SkillLibrary({
      files: new SkillFolderFiles(skillsFolder, boundary),
      store: new StoredVersions(database),
      hashOf: sha256,
      now: Date.now,
      stripTypes,
      pause: () => setTimeout(pauseMs),
    }),
  };
}
