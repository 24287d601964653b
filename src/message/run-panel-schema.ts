/** What the editor accepts from the run panel's page: each request's parameters, checked on receipt. */

import { z } from 'zod';
import { isJsonObject, type JsonObject } from '../base/json.ts';
import type { ParamsParsers } from './rpc.ts';
import type { PanelRequests } from './run-panel.ts';

const inputs = z.custom<JsonObject>(
  value => isJsonObject(value) && isPlainData(value),
  'expected an object of JSON values',
);
const id = z.string().min(1).max(4_096);
const skillId = id;
const runId = id;
const nothing = z.undefined();
const place = z
  .number()
  .int()
  .min(1)
  .max(2 ** 31);

/** For {@link Rpc.handle}, on the editor's side. Objects with more than the named properties are refused. */
export const panelRequestParsers: ParamsParsers<PanelRequests> = {
  ready: nothing,
  chooseSkill: z.strictObject({ id }),
  run: z.strictObject({ skillId, inputs, useCache: z.boolean().optional() }),
  cancel: z.strictObject({ runId }),
  debug: z.strictObject({ skillId, inputs }),
  debugRun: z.strictObject({ runId }),
  validate: z.strictObject({ skillId, inputs }),
  remember: z.strictObject({ skillId, inputs }),
  savePreset: z.strictObject({ skillId, inputs }),
  deletePreset: z.strictObject({ skillId, name: z.string().max(1_000) }),
  openPlace: z.strictObject({ runId, file: id, line: place, column: place }),
  openResult: z.strictObject({ runId }),
  saveRecording: z.strictObject({ runId }),
  openSource: z.strictObject({ skillId }),
  copy: z.strictObject({ text: z.string() }),
  openLimitSetting: z.strictObject({
    setting: z.enum(['timeout', 'memory', 'maxDepth', 'logSize', 'resultSize']),
  }),
  manageTrust: nothing,
};

/** Whether a value holds only what JSON can carry. It visits each object once, so that a cycle cannot hang it. */
function isPlainData(value: unknown): boolean {
  const seen = new Set<object>();
  const open: unknown[] = [value];
  while (open.length > 0) {
    const item = open.pop();
    if (item === null || typeof item === 'string' || typeof item === 'boolean') continue;
    if (typeof item === 'number' && Number.isFinite(item)) continue;
    if (typeof item !== 'object') return false;
    if (seen.has(item)) continue;
    seen.add(item);
    const prototype: unknown = Object.getPrototypeOf(item);
    if (!Array.isArray(item) && prototype !== Object.prototype && prototype !== null) return false;
    for (const key of Object.keys(item)) open.push((item as Record<string, unknown>)[key]);
  }
  return true;
}
