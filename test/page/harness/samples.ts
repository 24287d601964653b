/** Skills, runs and outcomes as the editor would send them. */

import type { JsonObject, JsonValue } from '../../../src/base/json.ts';
import type { Call, LogLine, Outcome, PanelSkill, RunError } from '../../../src/message/run-panel.ts';

/** A skill whose inputs are these properties, in this order. */
export function skillWith(
  properties: Readonly<Record<string, JsonObject>>,
  options: { readonly required?: readonly string[]; readonly skill?: Partial<PanelSkill> } = {},
): PanelSkill {
  const { required = [], skill } = options;
  return {
    id: 'file:///skills/sample.js',
    name: 'sample',
    category: '',
    form: 'function',
    description: '',
    inputs: { type: 'object', properties, required, additionalProperties: false },
    parameters: Object.keys(properties).map(name => ({
      name,
      isOptional: !required.includes(name),
      default: undefined,
    })),
    hasSecrets: false,
    isCached: false,
    blockers: [],
    ...skill,
  };
}

export const pythagorean: PanelSkill = skillWith(
  {
    a: { type: 'number', description: 'first leg' },
    b: { type: 'number', description: 'second leg' },
  },
  {
    required: ['a', 'b'],
    skill: {
      id: 'file:///skills/geometry/pythagorean.js',
      name: 'pythagorean',
      category: 'geometry',
      description: 'Hypotenuse of a right triangle.',
    },
  },
);

export const skills = [
  { id: 'file:///skills/geometry/circle_area.js', name: 'circle_area', category: 'geometry' },
  { id: pythagorean.id, name: 'pythagorean', category: 'geometry' },
  { id: 'file:///skills/text/slugify.js', name: 'slugify', category: 'text' },
  { id: 'file:///skills/text/format/title_case.js', name: 'title_case', category: 'text/format' },
];

export function call(change: Partial<Call> & Pick<Call, 'skill'>): Call {
  return {
    id: 1,
    chain: [change.skill],
    status: 'completed',
    startedMs: 0,
    durationMs: 3.1,
    inputBytes: 13,
    resultBytes: 16,
    calls: [],
    ...change,
  };
}

export const pythagoreanCalls: Call = call({
  skill: 'pythagorean',
  calls: [
    call({ id: 2, skill: 'square', chain: ['pythagorean', 'square'], startedMs: 0.6, durationMs: 0.4 }),
    call({ id: 3, skill: 'square', chain: ['pythagorean', 'square'], startedMs: 1.2, durationMs: 1.4 }),
  ],
});

export function completed(result: JsonValue, change: Partial<Outcome> = {}): Outcome {
  const resultBytes = JSON.stringify(result).length;
  return {
    skill: 'pythagorean',
    status: 'completed',
    result,
    logs: [],
    droppedLogs: 0,
    calls: pythagoreanCalls,
    startedAt: Date.UTC(2026, 0, 31, 9, 30),
    durationMs: 3.1,
    inputBytes: 13,
    resultBytes,
    estimatedTokens: Math.ceil(resultBytes / 4),
    ...change,
  };
}

export function failed(error: Partial<RunError>, change: Partial<Outcome> = {}): Outcome {
  const { result: _, ...outcome } = completed(null);
  return {
    ...outcome,
    status: 'failed',
    error: { name: 'TypeError', message: 'failed', chain: ['pythagorean'], stack: '', ...error },
    calls: call({ skill: 'pythagorean', status: 'failed', error: error.message ?? 'failed' }),
    ...change,
  };
}

export function logLine(text: string, change: Partial<LogLine> = {}): LogLine {
  return {
    level: 'log',
    text,
    skill: 'pythagorean',
    file: 'geometry/pythagorean.js',
    line: 10,
    column: 3,
    atMs: 1,
    ...change,
  };
}
