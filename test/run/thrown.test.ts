/** What the guest tells of an error, in the author's terms. */

import assert from 'node:assert/strict';
import { defaultLimits } from '../../src/run/outcome.ts';
import { type GuestReport, thrownError } from '../../src/run/thrown.ts';

const calls = { programsByPath: new Map(), chainOf: (id: number) => [`call ${id}`] };
const told = (report: GuestReport) => thrownError({ call: 3, ...report }, calls, defaultLimits);

describe('a thrown error', () => {
  const rows: readonly [report: GuestReport, name: string, code: string | undefined, message: RegExp][] = [
    [{ name: 'Mine', message: 'own' }, 'Mine', undefined, /^own$/],
    [
      { name: 'ReferenceError', message: "'fetch' is not defined" },
      'ReferenceError',
      'run/unavailable',
      /^fetch is not available in a skill: .*take the data as an input$/,
    ],
    [
      { name: 'ReferenceError', message: "'ftech' is not defined" },
      'ReferenceError',
      undefined,
      /^'ftech' is not defined$/,
    ],
    [{ name: 'TypeError', message: "'fetch' is not defined" }, 'TypeError', undefined, /^'fetch' is/],
    [{ name: 'AggregateError', message: '' }, 'AggregateError', undefined, /^All promises were rejected$/],
    [{ name: 'AggregateError', message: 'two' }, 'AggregateError', undefined, /^two$/],
    [{ name: 'InternalError', message: 'stack overflow' }, 'StackLimitError', 'run/stack-limit', /recursion/],
    [{ name: 'InternalError', message: 'out of memory' }, 'MemoryLimitError', 'run/memory-limit', /64 MB/],
    [{ name: 'X', message: 'm', code: 'run/circular' }, 'X', 'run/circular', /^m$/],
    [{ name: 'X', message: 'm', code: 'run/time-limit' }, 'X', undefined, /^m$/],
    [{ name: 5, message: {}, code: [], stack: 1 }, '', undefined, /^$/],
  ];
  for (const [report, name, code, message] of rows) {
    it(JSON.stringify(report), () => {
      const error = told(report);
      assert.deepEqual([error.name, error.code, error.chain], [name, code, ['call 3']]);
      assert.match(error.message, message);
    });
  }
});
