/** What the editor accepts from the metrics' page: each request's parameters, checked on receipt. */

import { z } from 'zod';
import type { MetricsRequests } from './metrics.ts';
import type { ParamsParsers } from './rpc.ts';

const id = z.string().min(1).max(4_096);

/** For {@link Rpc.handle}, on the editor's side. Objects with more than the named properties are refused. */
export const metricsRequestParsers: ParamsParsers<MetricsRequests> = {
  ready: z.undefined(),
  chooseRoot: z.strictObject({ rootId: id }),
  details: z.strictObject({ id }),
  open: z.strictObject({ id }),
  run: z.strictObject({ id }),
  openRun: z.strictObject({ runId: id }),
  showRuns: z.strictObject({ id }),
  export: z.strictObject({ format: z.enum(['csv', 'json']), ids: z.array(id).max(100_000) }),
};
