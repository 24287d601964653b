/** The inputs that were saved under a name in the editor, for a run on the command line. */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../base/json.ts';
import type { Preset } from '../library/preset.ts';
import { localFolder } from '../node/store/local-folder.ts';
import { readPresets } from '../node/store/presets.ts';
import { findSqlite } from '../node/store/sqlite.ts';
import { StoreError } from '../node/store/store-error.ts';
import { databaseName, openState } from '../node/store/writer.ts';
import { didYouMean } from '../skill/name.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

/** @throws UsageError when the skill has no such preset, with those that it has; and where none can be read */
export function presetInputs(
  skillsFolder: string,
  { skill, name }: { readonly skill: string; readonly name: string },
  { err }: Terminal,
): JsonObject {
  if (findSqlite() === undefined)
    throw new UsageError(
      `Presets need Node 22.13 or later; this is Node ${process.versions.node}. Give the inputs with --inputs.`,
    );
  const say = (sentence: string) => void err.write(`${err.paint('yellow', 'skillsmith')}: ${sentence}\n`);
  const presets = presetsIn(skillsFolder, skill, say);
  const found = presets.find(preset => preset.name === name);
  if (found !== undefined) return found.inputs;
  throw new UsageError(`"${skill}" has no preset "${name}"${othersOf(name, presets)}`);
}

function presetsIn(
  skillsFolder: string,
  skill: string,
  onNotice: (sentence: string) => void,
): readonly Preset[] {
  if (!existsSync(join(localFolder(skillsFolder), databaseName))) return [];
  const database = openState(skillsFolder, onNotice);
  try {
    return readPresets(database, skill);
  } catch (error) {
    if (error instanceof StoreError) throw new UsageError(`Presets cannot be read: ${error.message}`);
    throw error;
  } finally {
    database.dispose();
  }
}

function othersOf(name: string, presets: readonly Preset[]): string {
  const names = presets.map(preset => preset.name);
  if (names.length === 0) return ': it has none. Save one in the Run panel of the editor.';
  const listed = names.map(one => `"${one}"`).join(', ');
  return `${didYouMean(name, names) || '.'} It has ${listed}.`;
}
