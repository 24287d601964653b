/** The first code that a new sandbox evaluates: the prelude, and the guest's half of calling skills. */

import { probedMark } from './instrument/probe.ts';
import { callsPart } from './prelude/calls.ts';
import { debuggingPart } from './prelude/debug/debugging.ts';
import { examinePart } from './prelude/debug/examine.ts';
import { maxProbes, probesPart } from './prelude/debug/probes.ts';
import { tasksPart } from './prelude/debug/tasks.ts';
import { viewPart } from './prelude/debug/view.ts';
import { errorsPart } from './prelude/errors.ts';
import { preludeSource } from './prelude/prelude.ts';
import { rejectionsPart } from './prelude/rejections.ts';

/**
 * An expression whose value is a function `(ask, load) => GuestCalls` that installs everything in its realm.
 *
 * @param isDebugged - with what programs call that are instrumented
 */
export function bootstrapSource(isDebugged: boolean): string {
  return `((rawAsk, load) => {
  'use strict';
  const nativeEval = eval;
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
  const debugging = ${isDebugged ? 'joined()' : 'undefined'};
  return (${String(callsPart)})(guest, errors, rejections, load, debugging);
  ${isDebugged ? debuggingSource() : ''}
})`;
}

/** Comes last, so that a stack names the same lines of the sandbox as it does where nothing is debugged. */
function debuggingSource(): string {
  return `function joined() {
    const probes = (${String(probesPart)})(guest, errors, ${maxProbes});
    const tasks = (${String(tasksPart)})(errors.put);
    const view = (${String(viewPart)})(guest, errors);
    const examiner = (${String(examinePart)})(guest, errors, { probes, tasks, view }, nativeEval);
    return (${String(debuggingPart)})(guest, { probes, tasks, view, examiner }, ${JSON.stringify(probedMark)});
  }`;
}
