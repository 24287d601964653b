/** What the editor accepts from the graph's page: each request's parameters, checked on receipt. */

import { z } from 'zod';
import type { GraphRequests } from './graph.ts';
import type { ParamsParsers } from './rpc.ts';

/** Pictures and texts beyond it are no graph that anybody drew: 256 MB of characters. */
const maxText = 2 ** 28;

const id = z.string().min(1).max(4_096);
const rootId = id;
const offset = z
  .number()
  .int()
  .min(0)
  .max(2 ** 31);

/** For {@link Rpc.handle}, on the editor's side. Objects with more than the named properties are refused. */
export const graphRequestParsers: ParamsParsers<GraphRequests> = {
  ready: z.undefined(),
  chooseRoot: z.strictObject({ rootId }),
  open: z.strictObject({ id, offset: offset.optional() }).transform(params => ({
    id: params.id,
    offset: params.offset,
  })),
  run: z.strictObject({ id }),
  showCallers: z.strictObject({ id }),
  createSkill: z.strictObject({ id }),
  savePicture: z.discriminatedUnion('format', [
    z.strictObject({ format: z.literal('svg'), data: z.string().max(maxText) }),
    z.strictObject({
      format: z.literal('png'),
      data: z
        .string()
        .max(maxText)
        .regex(/^[A-Za-z0-9+/]*={0,2}$/, 'expected base64'),
    }),
  ]),
  exportText: z
    .strictObject({
      format: z.enum(['mermaid', 'dot', 'json']),
      ids: z.array(id).max(1_000_000).optional(),
      to: z.enum(['file', 'clipboard']),
    })
    .transform(params => ({ format: params.format, ids: params.ids, to: params.to })),
  copy: z.strictObject({ text: z.string().max(maxText) }),
};
