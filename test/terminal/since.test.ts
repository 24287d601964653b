/** Moments as people say them. */

import assert from 'node:assert/strict';
import { sinceTime } from '../../src/terminal/since.ts';

const now = Date.UTC(2026, 5, 15, 12);

describe('--since', () => {
  for (const [text, expected] of [
    ['90s', now - 90_000],
    ['30m', now - 1_800_000],
    ['12h', now - 43_200_000],
    ['7d', now - 604_800_000],
    ['2w', now - 1_209_600_000],
    ['2026-01-31', new Date(2026, 0, 31).getTime()],
    ['2026-01-31 09:30', new Date(2026, 0, 31, 9, 30).getTime()],
    ['2026-01-31T09:30:00Z', Date.UTC(2026, 0, 31, 9, 30)],
  ] as const)
    it(`understands ${text}`, () => assert.equal(sinceTime(text, now), expected));

  for (const text of ['', '7', '7y', 'yesterday', '2026-13-01', '-1d', '31.1.2026'])
    it(`refuses "${text}"`, () => assert.throws(() => sinceTime(text, now), /--since is a time/));
});
