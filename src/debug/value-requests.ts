/** Answers what a client asks about values: shows them, sets them, evaluates, completes, watches for changes. */

import type { DebugProtocol } from '@vscode/debugprotocol';
import type { Completion, EvaluationContext, Variable } from '../run/debug/debuggee.ts';
import type { DebuggedRun, ValueHandle } from './debugged-run.ts';
import { DebugFault } from './fault.ts';
import type { JsonValues } from './json-values.ts';
import type { RequestHandlers } from './request.ts';
import { frameOf, type RunParts } from './stack-requests.ts';

interface ValueParts extends RunParts {
  /** What stays after the run: the outcome. */
  readonly json: JsonValues;
}

type ValueRequests =
  | 'variables'
  | 'setVariable'
  | 'setExpression'
  | 'evaluate'
  | 'completions'
  | 'dataBreakpointInfo';

const contexts: readonly string[] = [
  'hover',
  'watch',
  'repl',
  'clipboard',
  'variables',
] satisfies EvaluationContext[];

export function valueRequests(parts: ValueParts): RequestHandlers<ValueRequests> {
  return {
    variables: async ({ variablesReference, filter, start, count }) => {
      const page = { ...(filter && { filter }), ...(start && { start }), ...(count && { count }) };
      const json = parts.json.variables(variablesReference, page);
      if (json !== undefined) return { variables: json };
      const { run } = parts;
      const container = valueAt(run, variablesReference);
      const variables = await run.inspect({ type: 'variables', ref: container.ref, ...page });
      return { variables: variables.map(variable => shown(variable, container, run)) };
    },
    setVariable: async ({ variablesReference, name, value }) => {
      const { run } = parts;
      const { ref } = valueAt(run, variablesReference);
      return body(await run.inspect({ type: 'set', ref, name, value }), run);
    },
    setExpression: async ({ expression, value, frameId }) => {
      const { run } = parts;
      const frame = frameId === undefined ? undefined : frameOf(run, frameId);
      if (frame === undefined)
        throw new DebugFault('badArguments', 'Select a frame of the call stack to set a value in.');
      return body(await run.inspect({ type: 'assign', frame, target: expression, value }), run);
    },
    evaluate: async ({ expression, frameId, context = 'watch' }) => {
      const { run } = parts;
      const value = await run.inspect({
        type: 'evaluate',
        expression,
        context: contexts.includes(context) ? (context as EvaluationContext) : 'watch',
        ...frameIn(run, frameId),
      });
      const { value: result, ...more } = body(value, run);
      return { result, ...more };
    },
    completions: async ({ text, line, column, frameId }) => {
      const { run, numbering } = parts;
      const before = textBefore(
        text,
        line === undefined ? 1 : numbering.line(line),
        numbering.column(column),
      );
      const found = await run.inspect({ type: 'complete', text: before, ...frameIn(run, frameId) });
      const end = numbering.column(column);
      return {
        targets: found.map(one => completion(one, numbering.clientColumn(end - one.replaces))),
      };
    },
    dataBreakpointInfo: async ({ variablesReference, name, frameId }) => {
      const { run } = parts;
      const dataId =
        variablesReference === undefined
          ? await dataIdInFrame(run, frameIn(run, frameId).frame, name)
          : await dataIdOf(run, valueAt(run, variablesReference), name);
      if (dataId === undefined)
        return { dataId: null, description: `Changes of ${name} cannot be watched: it is no variable.` };
      return { dataId, description: name, accessTypes: ['write'], canPersist: false };
    },
  };
}

/** @throws {DebugFault} when it is not of this stop */
function valueAt(run: DebuggedRun, handle: number): ValueHandle {
  const value = run.values.get(handle);
  if (value !== undefined) return value;
  throw new DebugFault('gone', 'This value was there at an earlier stop. Evaluate it again.');
}

function frameIn(run: DebuggedRun, frameId: number | undefined): { readonly frame?: number } {
  const frame = frameId === undefined ? undefined : frameOf(run, frameId);
  return frame === undefined ? {} : { frame };
}

async function dataIdOf(run: DebuggedRun, container: ValueHandle, name: string): Promise<string | undefined> {
  const known = container.dataIds.get(name);
  if (known !== undefined) return known;
  const variables = await run.inspect({ type: 'variables', ref: container.ref, filter: 'named' });
  return variables.find(variable => variable.name === name)?.dataId;
}

/** Of a variable that a frame sees, the innermost of this name. */
async function dataIdInFrame(
  run: DebuggedRun,
  frame: number | undefined,
  name: string,
): Promise<string | undefined> {
  if (frame === undefined) return undefined;
  for (const { ref } of await run.inspect({ type: 'scopes', frame })) {
    const variables = await run.inspect({ type: 'variables', ref, filter: 'named' });
    const found = variables.find(variable => variable.name === name);
    if (found !== undefined) return found.dataId;
  }
  return undefined;
}

function shown(variable: Variable, container: ValueHandle, run: DebuggedRun): DebugProtocol.Variable {
  const { name, evaluateName, isLazy, isSettable, dataId } = variable;
  if (dataId !== undefined) container.dataIds.set(name, dataId);
  const attributes = [isSettable ? undefined : 'readOnly'].filter(attribute => attribute !== undefined);
  return {
    name,
    ...body(variable, run),
    ...(evaluateName !== undefined && { evaluateName }),
    presentationHint: { ...(isLazy && { lazy: true }), ...(attributes.length > 0 && { attributes }) },
  };
}

function body({ value, type, ref, named, indexed }: Omit<Variable, 'name'>, run: DebuggedRun) {
  if (ref === 0) return { value, type, variablesReference: 0 };
  const variablesReference = run.values.add({ ref, dataIds: new Map() });
  return { value, type, variablesReference, namedVariables: named, indexedVariables: indexed };
}

function textBefore(text: string, line: number, column: number): string {
  const lines = text.split('\n').slice(0, Math.max(1, line));
  const last = lines.pop() ?? '';
  return [...lines, last.slice(0, Math.max(0, column - 1))].join('\n');
}

const completionTypes = {
  variable: 'variable',
  function: 'function',
  property: 'property',
  method: 'method',
  keyword: 'keyword',
} as const satisfies Record<Completion['kind'], DebugProtocol.CompletionItemType>;

function completion({ label, kind, replaces }: Completion, start: number): DebugProtocol.CompletionItem {
  return { label, type: completionTypes[kind], start, length: replaces };
}
