/** What is wrong with a recording that has the right form: parts that no run can have left behind together. */

import { isJsonObject } from '../base/json.ts';
import { skillNameOfPath } from '../skill/name.ts';
import { isCachedResult } from './call-results.ts';
import type { RunRecording } from './recording.ts';
import {
  isAnswerQuestion,
  isCachedQuestion,
  isSkillQuestion,
  readCall,
  readClock,
  type Tape,
} from './tape.ts';

/** A sentence that begins with the place, such as `tape.calls[3]`; `undefined` when nothing is wrong. */
export function faultOf(recording: RunRecording): string | undefined {
  const { skills, tape } = recording;
  return (
    faultOfSkills(skills.map(({ path }) => path)) ??
    (tape &&
      (faultOfClock(tape) ??
        faultOfCalls(tape, recording) ??
        faultOfAnswers(tape) ??
        faultOfStop(tape, recording)))
  );
}

function faultOfSkills(paths: readonly string[]): string | undefined {
  const seen = new Set<string>();
  for (const [index, path] of paths.entries()) {
    const name = skillNameOfPath(path).toLowerCase();
    if (seen.has(name)) return `skills[${index}]: a second skill is called ${name}`;
    seen.add(name);
  }
  return undefined;
}

function faultOfClock({ clock, calls, ends = [] }: Tape): string | undefined {
  if ((clock.at(-1) ?? 0) >= 0x80) return 'tape.clock: it ends in the middle of a time';
  const times = readClock(clock);
  const odd = times.findIndex(time => !Number.isSafeInteger(time));
  if (odd >= 0) return `tape.clock: time ${odd + 1} is beyond all calendars`;
  if (ends.length > calls.length) return `tape.ends[${calls.length}]: there is no such call`;
  const late = ends.findIndex(end => end > times.length);
  return late < 0 ? undefined : `tape.ends[${late}]: the clock was not looked at so often`;
}

function faultOfCalls({ calls }: Tape, { request }: RunRecording): string | undefined {
  for (const [index, text] of calls.entries()) {
    const call = readCall(text);
    const place = `tape.calls[${index}]`;
    if (call === undefined) return `${place}: expected caller,"name",inputs`;
    if (index === 0 ? call.caller !== 0 : call.caller < 1 || call.caller > index)
      return `${place}: call ${call.caller} cannot have made it`;
  }
  const first = readCall(calls[0] ?? '');
  const isRequest =
    first?.name.toLowerCase() === request.skill.toLowerCase() &&
    first.inputs === JSON.stringify(request.inputs);
  return first === undefined || isRequest
    ? undefined
    : `tape.calls[0]: it is not ${request.skill} with the inputs of the recording`;
}

function faultOfAnswers({ answers }: Tape): string | undefined {
  const asked = new Set<string>();
  for (const [index, [question, answer]] of answers.entries()) {
    const place = `tape.answers[${index}]`;
    if (asked.has(question)) return `${place}: this question was asked before`;
    asked.add(question);
    if (!isAnswer(question, answer)) return `${place}: this is no answer to "${question.slice(0, 100)}"`;
  }
  return undefined;
}

/** What the host reads itself; the rest is for the sandbox. */
function isAnswer(question: string, answer: string): boolean {
  if (isSkillQuestion(question)) return answer === '' || hasText(answer, ['missing', 'blocked']);
  if (isCachedQuestion(question)) return isCachedResult(answer);
  if (isAnswerQuestion(question)) return isCallAnswer(parsed(answer));
  return true;
}

function hasText(answer: string, names: readonly string[]): boolean {
  const value = parsed(answer);
  return (
    isJsonObject(value) && names.some(name => Object.hasOwn(value, name) && typeof value[name] === 'string')
  );
}

function isCallAnswer(value: unknown): boolean {
  if (!isJsonObject(value)) return false;
  if (Object.hasOwn(value, 'result')) return true;
  const error = Object.hasOwn(value, 'error') ? value.error : undefined;
  return isJsonObject(error) && typeof error.name === 'string' && typeof error.message === 'string';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function faultOfStop({ stop }: Tape, { outcome: { status } }: RunRecording): string | undefined {
  const reason = status === 'timed-out' ? 'time-limit' : status === 'cancelled' ? 'cancelled' : undefined;
  if (reason === undefined || stop?.reason === reason) return undefined;
  return `tape.stop: a run that was ${status} has one, with the reason ${reason}`;
}
