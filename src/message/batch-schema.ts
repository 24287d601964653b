/** What the editor accepts from the page of a batch: each request's parameters, checked on receipt. */

import { z } from 'zod';
import type { BatchOptionsChange, BatchRequests, RowState } from './batch.ts';
import type { ParamsParsers } from './rpc.ts';

/** Characters of pasted text: what a clipboard holds that a person still oversees, and more. */
const maxText = 64 * 1024 * 1024;
const maxRows = 100_000_000;

const nothing = z.undefined();
const place = z.number().int().min(-1).max(maxRows);
const rowNumber = z.number().int().min(1).max(maxRows);
const state: z.ZodType<RowState> = z.enum([
  'running',
  'invalid',
  'failed',
  'timed-out',
  'cancelled',
  'completed',
  'ready',
  'not-run',
]);
const view = z.strictObject({
  states: z.array(state).max(8),
  sort: z.enum(['row', 'state', 'duration']),
  isDescending: z.boolean(),
});
const options: z.ZodType<BatchOptionsChange> = z.union([
  z.strictObject({ concurrency: z.number().int().min(1).max(64) }),
  z.strictObject({ timeoutMs: z.number().int().min(1).max(300_000).nullable() }),
  z.strictObject({ stopOnError: z.boolean() }),
]);

/** For {@link Rpc.handle}, on the editor's side. Objects with more than the named properties are refused. */
export const batchRequestParsers: ParamsParsers<BatchRequests> = {
  ready: nothing,
  chooseFile: nothing,
  paste: z.strictObject({ text: z.string().max(maxText) }),
  mapColumn: z.strictObject({
    column: z.number().int().min(0).max(100_000),
    input: z.string().max(1_000).nullable(),
  }),
  setOptions: options,
  run: z.strictObject({ rows: z.enum(['all', 'rest', 'failed']) }),
  cancel: nothing,
  rows: z.strictObject({ view, from: place, count: z.number().int().min(1).max(1_000) }),
  next: z.strictObject({ view, after: place, state }),
  detail: z.strictObject({ row: rowNumber }),
  openDetail: z.strictObject({ row: rowNumber }),
  export: z.strictObject({ format: z.enum(['jsonl', 'csv']) }),
  openSkill: nothing,
  manageTrust: nothing,
};
