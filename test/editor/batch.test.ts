import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { exported } from '../../src/editor/batch/batch-export.ts';
import { batchHandlers } from '../../src/editor/batch/batch-handlers.ts';
import { BatchSession, type Shelf } from '../../src/editor/batch/batch-session.ts';
import { PoolSize } from '../../src/editor/batch/pool-size.ts';
import { Reporter } from '../../src/editor/report.ts';
import type { ShelvedBatch, ShelvedRows } from '../../src/node/batch-shelf.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import type { KeptOutcome } from '../../src/workflow/batch-table.ts';
import { FakeRunner } from '../fakes/runner.ts';
import { MemorySkills } from '../fakes/skill-source.ts';
import {
  activate,
  closeEditors,
  eventually,
  folder,
  removeOutside,
  skillUri,
  writeOutside,
} from './window.ts';

const text = '/** @param {number} n */\nexport default function half(n) { return n / 2; }';

/** A session of one skill, whose runs the test ends. */
function open(skills = new MemorySkills({ half: text }), shelf?: Shelf) {
  const runner = new FakeRunner();
  const size = new PoolSize(() => 2);
  const session = new BatchSession(
    {
      id: 'half',
      runner,
      skill: () => skills.find('half'),
      describe: ({ name, category }) => ({ name, category, description: '', inputs: [], blockers: [] }),
      source: () => skills,
      limits: () => defaultLimits,
      isTrusted: () => true,
      lend: threads => size.lend(threads),
      ...(shelf && { shelf }),
    },
    { concurrency: 3, timeoutMs: undefined, stopOnError: false },
  );
  const load = (rows: string, name = 'rows.csv') =>
    session.load({ name, isFile: true, bytes: new TextEncoder().encode(rows) });
  return { session, runner, size, skills, load };
}

/** What is kept from one window to the next, in memory. */
class FakeShelf implements Shelf {
  #rows: ShelvedRows | undefined;
  outcomes: KeptOutcome[] = [];

  begin(rows: ShelvedRows): void {
    this.#rows = structuredClone(rows);
    this.outcomes = [];
  }

  add(outcome: KeptOutcome): void {
    this.outcomes.push(outcome);
  }

  async recall(): Promise<ShelvedBatch | undefined> {
    return this.#rows && { ...this.#rows, outcomes: [...this.outcomes] };
  }

  async forget(): Promise<void> {
    this.#rows = undefined;
  }
}

const settle = () => new Promise(resolve => setTimeout(resolve, 5));

describe('A batch', () => {
  before(activate);
  afterEach(closeEditors);

  const batchTabs = () =>
    vscode.window.tabGroups.all
      .flatMap(group => group.tabs)
      .filter(
        ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('skillsmith.batch'),
      )
      .map(({ label }) => label);

  it('has a tab for each skill, which is opened once, with rows or without', async () => {
    const rows = vscode.Uri.joinPath(folder('one').uri, 'rows.csv');
    await writeOutside(rows, 'a,b\n1,2\n3,x\n');
    try {
      await vscode.commands.executeCommand('skillsmith.runBatch', skillUri('add.js'), { rows });
      await vscode.commands.executeCommand('skillsmith.runBatch', skillUri('add.js'));
      await vscode.commands.executeCommand('skillsmith.runBatch', skillUri('answer.js'));
      await eventually(() => assert.deepEqual(batchTabs().sort(), ['Batch: add', 'Batch: answer']));
    } finally {
      await removeOutside(rows);
    }
  });

  it('lends itself threads while it runs, and gives them back', async () => {
    const { session, runner, size, load } = open();
    await load('n\n1\n2\n3\n4\n');
    const run = session.run('all');
    await settle();
    assert.deepEqual([runner.runs.length, size.current()], [3, 5]);
    for (const one of runner.runs) one.end();
    await settle();
    runner.runs[3]?.end();
    await run;
    assert.equal(size.current(), 2);
    assert.equal(session.state.end, 'finished');
  });

  it('reads its rows again when the skill wants other inputs, and keeps what came of them', async () => {
    const { session, runner, skills, load } = open();
    await load('n\n1\nx\n');
    const run = session.run('all');
    await settle();
    runner.runs[0]?.end({ result: 0.5 });
    await run;
    skills.set('half', text.replace('number', 'number|string'));
    await session.skillChanged();
    assert.deepEqual([session.table.stateOf(0), session.table.stateOf(1)], ['completed', 'ready']);
  });

  it('keeps to the skill as it was while it runs', async () => {
    const { session, runner, skills, load } = open();
    await load('n\n1\n2\n3\n4\n5\n');
    const before = skills.find('half');
    const run = session.run('all');
    await settle();
    skills.set('half', text.replace('/ 2', '/ 3'));
    await session.skillChanged();
    assert.equal(session.state.isEdited, true);
    for (let at = 0; at < 5; at++) {
      runner.runs[at]?.end();
      await settle();
    }
    await run;
    assert.deepEqual([...new Set(runner.runs.map(({ world }) => world.source.find('half')))], [before]);
    assert.equal(session.state.isEdited, false);
  });

  it('answers the page: parts of the table, a row as a whole, and what is not there', async () => {
    const { session, load } = open();
    await load('n\n1\nx\n');
    const report = new Reporter(vscode.window.createOutputChannel('test', { log: true }));
    const handlers = batchHandlers({ session, report, skill: () => undefined });
    const view = { states: ['invalid' as const], sort: 'row' as const, isDescending: false };
    const answer = await handlers.rows({ view, from: 0, count: 10 });
    assert.deepEqual([answer.total, answer.rows[0]?.row], [1, 2]);
    assert.deepEqual((await handlers.next({ view, after: -1, state: 'invalid' })).index, 0);
    assert.deepEqual((await handlers.detail({ row: 2 })).issues, ['n: expected number, got "x"']);
    assert.throws(() => handlers.detail({ row: 3 }), /not there any more/);
  });

  it('comes back in the next window with its rows, columns and outcomes, and goes on with the rest', async () => {
    const shelf = new FakeShelf();
    const before = open(undefined, shelf);
    await before.load('x,n\n1,4\n2,oops\n3,6\n');
    await before.session.mapColumn(0, null);
    before.session.setOptions({ concurrency: 1 });
    void before.session.run('all');
    await settle();
    before.runner.runs[0]?.end({ result: 2 });
    await settle();
    before.session.dispose();
    const { session, runner } = open(undefined, shelf);
    await session.recall();
    assert.deepEqual(
      [0, 1, 2].map(index => session.table.stateOf(index)),
      ['completed', 'invalid', 'ready'],
    );
    assert.equal(session.table.outcomeOf(0)?.result, 2);
    assert.equal(session.state.source, 'rows.csv');
    assert.equal(session.state.columns?.[0]?.input, undefined);
    const run = session.run('rest');
    await settle();
    assert.deepEqual(
      runner.runs.map(one => one.request.inputs),
      [{ n: 6 }],
    );
    runner.runs[0]?.end({ result: 3 });
    await run;
    assert.deepEqual([...new Set(shelf.outcomes.map(({ index }) => index))], [0, 2]);
  });

  it('of a skill with secret inputs is not kept for the next window', async () => {
    const shelf = new FakeShelf();
    const secret = text.replace('/** ', '/** @secret n ');
    const { load } = open(new MemorySkills({ half: secret }), shelf);
    await load('n\n1\n');
    const { session } = open(new MemorySkills({ half: secret }), shelf);
    await session.recall();
    assert.equal(session.state.phase, 'empty');
  });

  it('is exported with all of its rows', async () => {
    const { session, runner, load } = open();
    await load('n\n4\nx\n6\n8\n');
    const run = session.run('all');
    await settle();
    runner.runs[0]?.end({ result: { half: 2, note: 'a,b', '=f': '=HYPERLINK("x")' } });
    const error = { name: 'RangeError', message: 'no "six"', chain: ['half'], stack: '' };
    runner.runs[1]?.end({ status: 'failed', error, result: undefined as never });
    runner.runs[2]?.end({ result: { half: -4 } });
    await run;
    assert.equal(
      exported(session.table, 'csv'),
      [
        'row,status,n,result.half,result.note,result.=f,error,durationMs',
        '1,completed,4,2,"a,b","\'=HYPERLINK(""x"")",,1',
        '2,invalid,x,,,,"n: expected number, got ""x""",',
        '3,failed,6,,,,"no ""six""",1',
        '4,completed,8,-4,,,,1',
        '',
      ].join('\r\n'),
    );
    const lines = exported(session.table, 'jsonl')
      .trimEnd()
      .split('\n')
      .map(line => JSON.parse(line));
    assert.deepEqual(lines[0], {
      row: 1,
      status: 'completed',
      inputs: { n: 4 },
      result: { half: 2, note: 'a,b', '=f': '=HYPERLINK("x")' },
      durationMs: 1,
    });
    assert.deepEqual(lines[1].issues, ['n: expected number, got "x"']);
  });
});
