/** Answers what a client asks about threads, frames and scopes. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { ScopeInfo, StackFrame } from '../run/debug/debuggee.ts';
import type { DebuggedRun } from './debugged-run.ts';
import { DebugFault } from './fault.ts';
import type { Numbering } from './numbering.ts';
import type { RequestHandlers } from './request.ts';
import type { SessionSkills } from './session-skills.ts';
import type { StackRow } from './stack.ts';

/** What requests about a run need: each getter throws a {@link DebugFault} before there is one. */
export interface RunParts {
  readonly run: DebuggedRun;
  readonly skills: SessionSkills;
  readonly numbering: Numbering;
}

/** A branch of a run that goes on is known by the call that it began with. */
const firstCall = 1;

export function stackRequests(parts: RunParts): RequestHandlers<'threads' | 'stackTrace' | 'scopes'> {
  return {
    threads: async () => {
      const { run } = parts;
      if (run.state === 'ended') return { threads: [] };
      if (run.state === 'running') return { threads: [{ id: firstCall, name: run.skill }] };
      const threads = await run.inspect({ type: 'threads' });
      return { threads: threads.map(({ id, name }) => ({ id, name })) };
    },
    stackTrace: async ({ threadId, startFrame = 0, levels = 0 }) => {
      const { rows, total } = await parts.run.stack(threadId).rows(startFrame, levels);
      return { stackFrames: rows.map(row => rowOf(row, parts)), totalFrames: total };
    },
    scopes: async ({ frameId }) => {
      const { run } = parts;
      const frame = frameOf(run, frameId);
      if (frame === undefined) return { scopes: [] };
      const scopes = await run.inspect({ type: 'scopes', frame });
      return { scopes: scopes.map(scope => scopeOf(scope, run)) };
    },
  };
}

/**
 * The run's own number of a frame; `undefined` for a label.
 * @throws {DebugFault} when it is not one of this stop
 */
export function frameOf(run: DebuggedRun, frameId: number): number | undefined {
  if (run.frames.has(frameId)) return run.frames.get(frameId);
  throw new DebugFault('gone', 'This frame was there at an earlier stop. Select one of the call stack.');
}

function rowOf(row: StackRow, parts: RunParts): DebugProtocol.StackFrame {
  if ('frame' in row) return stackFrame(row.frame, parts);
  const id = parts.run.frames.add(undefined);
  return { id, name: row.label, line: 0, column: 0, presentationHint: 'label' };
}

function stackFrame({ id, name, place }: StackFrame, { run, skills, numbering }: RunParts) {
  const source = skills.source(place.file);
  const isSubtle = source.presentationHint === 'deemphasize';
  return {
    id: run.frames.add(id),
    name,
    source,
    // With an end, VS Code would select the statement.
    line: numbering.clientLine(place.line),
    column: numbering.clientColumn(place.column),
    canRestart: true,
    ...(isSubtle && { presentationHint: 'subtle' as const }),
  };
}

const scopeHints: Partial<Record<ScopeInfo['name'], string>> = {
  Local: 'locals',
  Inputs: 'arguments',
  Result: 'returnValue',
};

function scopeOf({ name, detail, ref, count }: ScopeInfo, run: DebuggedRun): DebugProtocol.Scope {
  const hint = scopeHints[name];
  return {
    name: detail === undefined ? name : `${name} (${detail})`,
    variablesReference: run.values.add({ ref, dataIds: new Map() }),
    namedVariables: count,
    expensive: false,
    ...(hint !== undefined && { presentationHint: hint }),
  };
}
