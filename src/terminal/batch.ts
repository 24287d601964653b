/** `skillsmith batch`: one skill for each row of a file, several at once, a line of JSON for each. */

import { createReadStream } from 'node:fs';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Disposable } from '../base/disposal.ts';
import { ProgramCache } from '../run/lookup.ts';
import { defaultLimits, type Outcome } from '../run/outcome.ts';
import type { Runner } from '../run/port.ts';
import type { Skill } from '../skill/skill.ts';
import { type BatchItem, batchResults } from '../workflow/batch.ts';
import { readRows, refuseProblems } from '../workflow/row/read.ts';
import { type Row, RowsError } from '../workflow/row/row.ts';
import type { BatchCommand } from './arguments.ts';
import { keyOf, resultLine } from './batch-result.ts';
import { BatchTally } from './batch-tally.ts';
import { cancelOnInterrupt } from './interrupt.ts';
import { WriteError } from './line-file.ts';
import { checkWritable, type KnownResults, ResultsFile } from './results-file.ts';
import { exitCodes } from './run.ts';
import type { OpenSkills } from './skill-root.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

type CreateRunner = (threads: number) => Runner & Disposable;

/**
 * @param createRunner - asked once, when there is something to run; its runner is disposed here
 * @returns the exit code
 * @throws UsageError when the skill, the rows or the results that are there do not allow for a batch
 */
export async function batch(
  command: BatchCommand,
  skills: OpenSkills,
  createRunner: CreateRunner,
  terminal: Terminal,
): Promise<number> {
  const skill = runnable(command.skill, skills);
  try {
    return await new BatchJob(command, skill, terminal).run(skills, createRunner);
  } catch (error) {
    if (error instanceof RowsError) throw new UsageError(`${nameOf(command)}: ${error.message}`);
    if (!(error instanceof WriteError)) throw error;
    terminal.err.write(`${terminal.err.paint('red', 'skillsmith')}: ${error.message}\n`);
    return exitCodes.failed;
  }
}

/** @throws UsageError when it is not there or cannot run */
function runnable(name: string, { catalogue }: OpenSkills): Skill {
  const found = new ProgramCache().find(catalogue, name);
  if ('missing' in found) throw new UsageError(found.missing);
  const why = 'blocked' in found ? found.blocked : found.program.blocker;
  const skill = catalogue.find(name);
  if (why !== undefined || skill === undefined) throw new UsageError(why ?? `"${name}" cannot run.`);
  return skill;
}

function nameOf({ inputs }: BatchCommand): string {
  return inputs.from === 'file' ? inputs.path : 'Standard input';
}

const nothing: KnownResults = { count: 0, failedCount: 0, failed: [] };

class BatchJob {
  readonly #command: BatchCommand;
  readonly #skill: Skill;
  readonly #terminal: Terminal;
  readonly #results: ResultsFile | undefined;
  /** Rows whose runs have begun, in their order. */
  readonly #begun: Row[] = [];
  #headings: readonly string[] = [];

  constructor(command: BatchCommand, skill: Skill, terminal: Terminal) {
    this.#command = command;
    this.#skill = skill;
    this.#terminal = terminal;
    const out = command.out === undefined ? undefined : resolve(terminal.currentFolder, command.out);
    if (out !== undefined && out === this.#inputPath)
      throw new UsageError('--out and --inputs are the same file.');
    this.#results = out === undefined ? undefined : new ResultsFile(out);
  }

  async run(skills: OpenSkills, createRunner: CreateRunner): Promise<number> {
    const count = await this.#count();
    const rows = this.#rows(true);
    const before = await this.#resume(rows);
    const total = count === undefined ? undefined : count - before.count + before.failed.length;
    const tally = new BatchTally(this.#terminal.err, before);
    const cancel = cancelOnInterrupt(this.#terminal);
    const concurrency = this.#command.concurrency ?? availableParallelism();
    const runner = createRunner(concurrency);
    const { timeoutMs, stopOnError } = this.#command;
    const results = batchResults(this.#items(before.failed, rows), {
      runner,
      source: skills.catalogue,
      limits: defaultLimits,
      maxConcurrent: concurrency,
      signal: cancel.signal,
      stopOnError,
      onProgress: progress => tally.update(progress),
      ...(timeoutMs !== undefined && { timeout: timeoutMs }),
      ...(total !== undefined && { total }),
    });
    try {
      const isOver = await this.#write(results, tally);
      tally.finish(total, cancel.signal.aborted || !isOver || (stopOnError && !tally.isClean));
      if (cancel.signal.aborted) this.#sayHowToGoOn();
      if (cancel.signal.aborted) return exitCodes.cancelled;
      return tally.isClean ? exitCodes.completed : exitCodes.failed;
    } finally {
      runner.dispose();
      cancel.dispose();
    }
  }

  get #inputPath(): string | undefined {
    const { inputs } = this.#command;
    return inputs.from === 'file' ? resolve(this.#terminal.currentFolder, inputs.path) : undefined;
  }

  /** How many rows there are, and that all can be read; `undefined` for what can be read only once. */
  async #count(): Promise<number | undefined> {
    if (this.#inputPath === undefined) return undefined;
    let count = 0;
    for await (const _ of this.#rows(false)) count++;
    return count;
  }

  #rows(isChecked: boolean): AsyncGenerator<Row, void, undefined> {
    const path = this.#inputPath;
    return readRows(path === undefined ? this.#terminal.inputBytes() : bytesOf(path), {
      schema: this.#skill.inputs,
      ...(path !== undefined && { name: path }),
      isChecked,
      onColumns: columns => {
        refuseProblems(columns);
        this.#headings = columns.map(({ heading }) => heading);
      },
    });
  }

  async #resume(rows: AsyncGenerator<Row, void, undefined>): Promise<KnownResults> {
    const { out, retryFailed } = this.#command;
    if (this.#results === undefined || out === undefined) return nothing;
    const known = await this.#results.resume(rows, row => this.#keyOf(row), retryFailed);
    await checkWritable(resolve(this.#terminal.currentFolder, out));
    return known;
  }

  #keyOf(row: Row): string {
    return keyOf(this.#skill.name, this.#headings, row);
  }

  async *#items(again: readonly Row[], rows: AsyncIterable<Row>): AsyncGenerator<BatchItem> {
    for (const row of again) yield this.#item(row);
    for await (const row of rows) yield this.#item(row);
  }

  #item(row: Row): BatchItem {
    this.#begun.push(row);
    return { skill: this.#skill.name, inputs: row.inputs, issues: row.issues };
  }

  /** Whether all was written: false when nobody reads on. What comes after a run that was cancelled is left out. */
  async #write(results: AsyncIterable<{ readonly outcome: Outcome }>, tally: BatchTally): Promise<boolean> {
    let isCut = false;
    try {
      for await (const { outcome } of results) {
        const row = this.#begun.shift();
        if (row === undefined) throw new Error('A result has no row.');
        isCut ||= outcome.status === 'cancelled';
        if (isCut) continue;
        tally.note(row, outcome);
        await this.#writeLine(row, outcome);
        if (this.#results === undefined && this.#terminal.out.isGone) return false;
      }
      return true;
    } finally {
      await this.#results?.close();
    }
  }

  async #writeLine(row: Row, outcome: Outcome): Promise<void> {
    const line = resultLine(row, this.#keyOf(row), outcome);
    if (this.#results !== undefined) return this.#results.write(row.row, line);
    this.#terminal.out.write(`${line}\n`);
    await this.#terminal.out.drained();
  }

  #sayHowToGoOn(): void {
    if (this.#results !== undefined) this.#terminal.err.write('The same command goes on from here.\n');
  }
}

/** @throws UsageError when the file cannot be read */
async function* bytesOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Uint8Array>) yield chunk;
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}
