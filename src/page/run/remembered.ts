/** What the panel keeps so that it comes back as it was. */

import { isJsonObject } from '../../base/json.ts';
import type { InputsSnapshot } from './inputs-model.ts';

export type OutcomeTab = 'result' | 'log' | 'calls';

export interface Remembered {
  readonly tab: OutcomeTab;
  readonly skillId: string | undefined;
  readonly focusRequest: number;
  readonly inputs: InputsSnapshot | undefined;
}

/** Undefined where nothing is kept, or what is kept is of an older version of the page. */
export function readMemory(value: unknown): Remembered | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { tab, skillId, focusRequest, inputs } = value as Partial<Remembered>;
  if (tab !== 'result' && tab !== 'log' && tab !== 'calls') return undefined;
  const isWhole = isJsonObject(inputs?.data) && Array.isArray(inputs?.drafts);
  return { tab, skillId, focusRequest: focusRequest ?? 0, inputs: isWhole ? inputs : undefined };
}
