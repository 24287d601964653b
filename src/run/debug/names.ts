/** Which variables a frame sees, and how each is read. */

import type { NameEntries, NameEntry } from '../../sandbox/prelude/debug/examine.ts';
import type { ScopeInfo } from './debuggee.ts';
import type { DebugFrame } from './stack.ts';

/** A group of variables, innermost first. */
export interface FrameScope {
  readonly name: ScopeInfo['name'];
  readonly detail?: string;
  readonly names: NameEntries;
}

/** @param accessor - how the frame's own variables are read; `undefined`: they cannot be */
export function namesOf(frame: DebugFrame, accessor: string | undefined): NameEntries {
  return Object.assign(
    {},
    ...scopesOf(frame, accessor)
      .toReversed()
      .map(({ names }) => names),
  );
}

export function thisOf({ program, probe }: DebugFrame, accessor: string | undefined): NameEntry | null {
  const index = visible(program, probe).findIndex(({ name }) => name === 'this');
  return index < 0 || accessor === undefined ? null : [accessor, index, true];
}

export function scopesOf(frame: DebugFrame, accessor: string | undefined): readonly FrameScope[] {
  const { program, probe, owner } = frame;
  const groups = new Map<number, Record<string, NameEntry>>();
  const put = (scope: number, name: string, entry: NameEntry) => {
    const names = groups.get(scope) ?? {};
    names[name] = entry;
    groups.set(scope, names);
  };
  if (accessor !== undefined)
    for (const [index, { name, scope, isConstant }] of visible(program, probe).entries())
      put(scope, name, [accessor, index, isConstant]);
  for (const [index, { name, scope, isConstant }] of program.shape.own.entries())
    put(scope, name, [`b${frame.call}`, index, isConstant]);
  return [...groups]
    .sort(([a], [b]) => b - a)
    .map(([scope, names]) => ({ ...titleOf(frame, scope, owner), names }));
}

function visible({ shape }: DebugFrame['program'], probe: number | undefined) {
  return probe === undefined ? [] : (shape.probes[probe]?.visible ?? []);
}

function titleOf({ program }: DebugFrame, index: number, owner: number): Omit<FrameScope, 'names'> {
  const scope = program.shape.scopes[index];
  switch (scope?.kind) {
    case 'program':
      return { name: program.shape.scopes.some(({ kind }) => kind === 'inputs') ? 'Script' : 'Skill' };
    case 'inputs':
      return { name: 'Inputs' };
    case 'catch':
      return { name: 'Catch' };
    case 'block':
      return { name: 'Block' };
    default:
      if (scope === undefined || scope.owner === owner) return { name: 'Local' };
      return { name: 'Closure', detail: program.shape.functions[scope.owner]?.name ?? '' };
  }
}
