/** The recordings that are kept with runs: compressed, capped, their skills kept once, gone with their runs. */

import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultRetention, type RecordingDraft, type RunDraft } from '../../../src/library/run-record.ts';
import { sha256 } from '../../../src/node/hash.ts';
import { migrations } from '../../../src/node/store/areas.ts';
import { StateDatabase } from '../../../src/node/store/database.ts';
import { RunReader } from '../../../src/node/store/run-reader.ts';
import { RunArea } from '../../../src/node/store/runs.ts';
import { StoredVersions } from '../../../src/node/store/versions.ts';
import { draft, idOf } from '../../library/drafts.ts';

describe('recordings in the database', () => {
  let folder = '';
  let database: StateDatabase;
  let area: RunArea;
  let reader: RunReader;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'skillsmith-recordings-'));
    mkdirSync(folder, { recursive: true });
    open();
  });
  afterEach(() => {
    database.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  function open(steps = migrations): void {
    const file = join(folder, 'state.db');
    database = new StateDatabase({ file, migrations: steps, onNotice: sentence => assert.fail(sentence) });
    area = new RunArea(database);
    database.read(() => undefined);
    reader = new RunReader(database, file);
  }

  const texts = { add: 'export default (a, b) => a + b;', tax: 'export default x => x / 5;' };
  const sources = new Map(Object.values(texts).map(text => [sha256(text), text]));
  const skills = Object.entries(texts).map(([name, text]) => ({ path: `${name}.js`, hash: sha256(text) }));
  const recorded = (number: number, recording: RecordingDraft): RunDraft => ({ ...draft(number), recording });
  const kept = (number: number) => recorded(number, { text: `{"run":${number}}`, skills });
  const rows = (sql: string) => database.read(() => database.all(sql));
  const count = (table: string) => Number(rows(`SELECT count(*) AS n FROM ${table}`)[0]?.n);

  it('come back as they were, with their skills', () => {
    area.record([kept(1)], sources);
    assert.deepEqual(reader.recording(idOf(1)), {
      text: '{"run":1}',
      skills: [
        { path: 'add.js', text: texts.add },
        { path: 'tax.js', text: texts.tax },
      ],
    });
    assert.equal(reader.recording(idOf(2)), undefined);
  });

  it('keep the same skills once, and those of versions as they are there', () => {
    const versions = new StoredVersions(database);
    versions.exclusively(() => {
      const { id } = versions.addSkill('add.js');
      const rest = { savedAt: 1, origin: 'editor', added: 1, removed: 0 } as const;
      versions.addVersion(id, { path: 'add.js', hash: sha256(texts.add), text: texts.add, ...rest });
    });
    area.record([kept(1), kept(2)], sources);
    area.record([kept(3), recorded(4, { text: '{}', skills: skills.slice(0, 1) })], sources);
    assert.deepEqual([count('sources'), count('source_sets'), count('run_recordings')], [2, 2, 4]);
    area.remove([1, 2, 3, 4].map(idOf));
    assert.deepEqual(
      rows('SELECT text FROM sources').map(({ text }) => text),
      [texts.add],
    );
    assert.deepEqual([count('source_sets'), count('source_set_members'), count('run_recordings')], [0, 0, 0]);
  });

  it('are compressed, and not kept when they are too large', () => {
    const retention = { ...defaultRetention, maxAgeMs: 0, maxRecordingBytes: 1000 };
    area.prune(retention);
    const repeated = '{"answers":[]}'.repeat(1000);
    const chance = Array.from({ length: 4000 }, () => Math.random().toString(36)).join('');
    const endless = 'x'.repeat(1_000_000);
    area.record(
      [1, 2, 3].map((number, index) =>
        recorded(number, { text: [repeated, chance, endless][index] ?? '', skills }),
      ),
      sources,
    );
    assert.equal(Reflect.get(reader.recording(idOf(1)) ?? {}, 'text'), repeated);
    assert.deepEqual(
      [2, 3].map(number => reader.recording(idOf(number))),
      [{ missing: 'too-large' }, { missing: 'too-large' }],
    );
    assert.ok(statSync(join(folder, 'state.db')).size < 1_000_000);
  });

  it('go when there are too many, and say so; their runs stay', () => {
    area.record([1, 2, 3, 4].map(kept), sources);
    assert.equal(area.prune({ ...defaultRetention, maxAgeMs: 0, maxRecordings: 1 }), 3);
    assert.equal(area.prune(undefined), 0);
    assert.deepEqual(reader.recording(idOf(3)), { missing: 'removed' });
    assert.ok('text' in (reader.recording(idOf(4)) ?? {}));
    assert.equal(reader.runs({}).length, 4);
    assert.equal(area.prune({ ...defaultRetention, maxAgeMs: 0, maxRecordings: 0 }), 1);
    assert.deepEqual([count('sources'), count('source_sets')], [0, 0]);
    area.record([kept(5)], sources);
    assert.equal(reader.recording(idOf(5)), undefined);
  });

  it('go with runs that are too many, and with all that is cleared', () => {
    area.record([1, 2, 3].map(kept), sources);
    area.prune({ ...defaultRetention, maxAgeMs: 0, maxRuns: 1 });
    assert.deepEqual([count('run_recordings'), count('sources')], [1, 2]);
    area.clear();
    assert.deepEqual([count('run_recordings'), count('source_sets'), count('sources')], [0, 0, 0]);
  });

  it('say why there is none', () => {
    const reasons = ['secrets', 'cut', 'ended'] as const;
    area.record(reasons.map((missing, index) => recorded(index + 1, { missing })));
    assert.deepEqual(
      reasons.map((_, index) => reader.recording(idOf(index + 1))),
      reasons.map(missing => ({ missing })),
    );
  });

  it('are kept from now on in a database of before', () => {
    database.dispose();
    rmSync(join(folder, 'state.db'));
    open(migrations.slice(0, 1));
    database.write(() => {
      database.run("INSERT INTO run_skills (name) VALUES ('add')");
      database.run(
        "INSERT INTO runs VALUES (?, 1, 'completed', 'editor', 1, 1, NULL, NULL, 1, 1, 1)",
        idOf(1),
      );
      database.run('UPDATE run_state SET max_runs = 50, max_age_ms = 0');
    });
    database.dispose();
    open();
    area.record([kept(2)], sources);
    assert.deepEqual(
      reader.runs({}).map(({ id }) => id),
      [idOf(2), idOf(1)],
    );
    assert.equal(reader.recording(idOf(1)), undefined);
    assert.ok('text' in (reader.recording(idOf(2)) ?? {}));
    assert.equal(area.prune(undefined), 0);
  });
});
