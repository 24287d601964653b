/** The services behind `Date`: the time of the run, and the offsets of the host's time zone year by year. */

import type { Service, ServiceWorld } from './service-world.ts';

const day = 86_400_000;

/** `clock.now` answers milliseconds since 1970; `clock.zone` takes a year and answers as {@link zoneChanges} does. */
export function clockServices(world: ServiceWorld): [string, Service][] {
  return [
    ['clock.now', () => JSON.stringify(world.now())],
    [
      'clock.zone',
      argument => {
        const year = Number(argument);
        if (!Number.isInteger(year) || Math.abs(year) > 275_760) throw new RangeError('Invalid year');
        return world.answer(`clock.zone ${year}`, () => JSON.stringify(zoneChanges(year)));
      },
    ],
  ];
}

/**
 * The offset from UTC of local time at the start of a UTC year, then for each change within the year its time and
 * the offset after it: `[offset, time, offset, time, offset…]`, all in milliseconds, east positive.
 */
function zoneChanges(year: number): number[] {
  const start = new Date(0).setUTCFullYear(year, 0, 1);
  const end = new Date(0).setUTCFullYear(year + 1, 0, 1);
  if (Number.isNaN(start)) return [0];
  let offset = offsetAt(start);
  const changes = [offset];
  for (let time = start; time < end; time += day) {
    const next = offsetAt(time + day);
    if (next === offset || Number.isNaN(next)) continue;
    changes.push(changeBetween(time, time + day), next);
    offset = next;
  }
  return changes;
}

/** The first second after `before` at which local time has the offset that it has at `after`. */
function changeBetween(before: number, after: number): number {
  const target = offsetAt(after);
  let low = before;
  let high = after;
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offsetAt(middle) === target) high = middle;
    else low = middle;
  }
  return high;
}

function offsetAt(time: number): number {
  const date = new Date(time);
  const wall = new Date(0).setUTCFullYear(date.getFullYear(), date.getMonth(), date.getDate());
  const clock = [date.getHours(), date.getMinutes(), date.getSeconds(), date.getMilliseconds()] as const;
  return new Date(wall).setUTCHours(...clock) - time;
}
