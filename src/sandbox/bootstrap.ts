/** The first code that a new sandbox evaluates: the prelude, and the guest's half of calling skills. */

import { callsPart } from './prelude/calls.ts';
import { errorsPart } from './prelude/errors.ts';
import { preludeSource } from './prelude/prelude.ts';
import { rejectionsPart } from './prelude/rejections.ts';

/** An expression whose value is a function `(ask, load) => GuestCalls` that installs everything in its realm. */
export function bootstrapSource(): string {
  return `((rawAsk, load) => {
  'use strict';
  const { parse } = JSON;
  const slice = Function.prototype.call.bind(String.prototype.slice);
  const charCode = Function.prototype.call.bind(String.prototype.charCodeAt);
  let guest;
  const ask = (service, argument) => {
    const answer = rawAsk(service + '\\n' + argument);
    if (charCode(answer, 0) === 118) return slice(answer, 1);
    const error = parse(slice(answer, 1));
    throw guest.primordials.failure(error[0], error[1], error[2] === null ? undefined : error[2]);
  };
  guest = (${preludeSource()})(ask);
  const errors = (${String(errorsPart)})(guest);
  const rejections = (${String(rejectionsPart)})(guest, errors);
  return (${String(callsPart)})(guest, errors, rejections, load);
})`;
}
