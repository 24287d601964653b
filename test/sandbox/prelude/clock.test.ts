/** `Date` and `performance`: the run's own time, and local time as Node has it in the same zone. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { makeGuest, type TestGuest } from './harness.ts';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Africa/Casablanca',
];

describe('prelude: clock', () => {
  let guest: TestGuest;
  const zone = process.env.TZ;
  beforeEach(() => {
    guest = makeGuest();
  });
  afterEach(() => {
    guest.dispose();
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });

  it('takes "now" from the host', () => {
    guest.world.time = 1234567890123.75;
    assert.equal(
      guest.run('[Date.now(), +new Date(), Date() === String(new Date())].join()'),
      '1234567890123,1234567890123,true',
    );
  });

  it('measures from the first look at the clock', () => {
    guest.world.time = 1000.25;
    assert.equal(guest.run('performance.now()'), 0);
    guest.world.time = 1012.5;
    assert.equal(guest.run('[performance.now(), performance.timeOrigin].join()'), '12.25,1000.25');
  });

  it('is a Date in every respect', () => {
    const code = `
      class Own extends Date { get isOwn() { return true } }
      const own = new Own(5);
      [own.isOwn, own instanceof Date, +own, new Date(0).constructor === Date, Date.name, Date.length,
        Object.prototype.toString.call(new Date()), typeof Date(), JSON.stringify(new Date(0)),
        Date.UTC(2020, 1), +new Date(new Date(7)), +new Date('2020'), +new Date(true), +new Date({ valueOf: () => 9 }),
        new Date(NaN).getHours(), String(new Date(NaN)), Date.prototype === Own.prototype.__proto__].join()`;
    assert.equal(
      guest.run(code),
      'true,true,5,true,Date,7,[object Date],string,"1970-01-01T00:00:00.000Z",' +
        '1580515200000,7,1577836800000,1,9,NaN,Invalid Date,true',
    );
    assert.throws(() => guest.run('Date.prototype.getHours.call({})'), /TypeError/);
  });

  const look = `d => [d.getFullYear(), d.getMonth(), d.getDate(), d.getDay(), d.getHours(), d.getMinutes(), d.getSeconds(),
    d.getMilliseconds(), d.getTimezoneOffset(), d.toISOString(), d.toDateString(), d.toTimeString().slice(0, 17),
    +new Date(d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), 30), new Date(d).setHours(2, 30),
    new Date(d).setMonth(2, 29), new Date(d).setDate(1), new Date(d).setFullYear(2024, 1, 30), new Date(d).setMinutes(90),
    new Date(d).setSeconds(-1), new Date(d).setMilliseconds(5), new Date(d.toString()).getTime(),
    Date.parse(d.toISOString().slice(0, 19)), Date.parse(d.toDateString())]`;

  for (const name of zones) {
    it(`agrees with Node in ${name}`, () => {
      process.env.TZ = name;
      const here = Function(`return ${look}`)() as (date: Date) => unknown;
      fc.assert(
        fc.property(fc.integer({ min: Date.UTC(1972, 0), max: Date.UTC(2037, 0) }), time => {
          const code = `${look.replace('d =>', 'time => { const d = new Date(time); return ')} }`;
          assert.deepEqual(guest.call(code, time), here(new Date(time)), `${time} in ${name}`);
        }),
        { numRuns: 60 },
      );
    });
  }

  it('reads skipped and doubled hours as Node does', () => {
    process.env.TZ = 'Europe/Berlin';
    for (const parts of [
      '2026, 2, 29, 2, 30',
      '2026, 9, 25, 2, 30',
      '2026, 2, 29, 3',
      '2026, 9, 25, 3',
      '99, 0',
      '2026, 0, 1, 0, 0, 0, -1',
    ]) {
      const expected = Function(`return +new Date(${parts})`)();
      assert.equal(guest.run(`+new Date(${parts})`), expected, parts);
    }
  });

  it('parses like Node', () => {
    process.env.TZ = 'America/New_York';
    const texts = [
      '2026-07-01',
      '2026-07',
      '2026',
      '2026-07-01T10:00',
      '2026-07-01T10:00:00.5',
      '2026-07-01T10:00Z',
      '2026-07-01T10:00+02:00',
      '2026-07-01 10:00',
      'Jul 5, 2026',
      'July 5, 2026 10:00',
      'Jul 5, 2026 10:00 PST',
      'Sun, 05 Jul 2026 10:00:00 GMT',
      'Sun Jul 05 2026 10:00:00 GMT+0200 (Central European Summer Time)',
      '07/05/2026',
      '7/5/2026 3:04 PM',
      'nonsense',
      '',
      '+012026-07-01T00:00:00Z',
    ];
    for (const text of texts)
      assert.equal(
        guest.run(`Date.parse(${JSON.stringify(text)})`),
        Date.parse(text) || guest.run('NaN'),
        text,
      );
  });

  it('asks for each year once, through the recording', () => {
    guest.run('for (let i = 0; i < 50; i++) new Date(2026, i % 12, 15).getHours()');
    assert.deepEqual(guest.world.questions, ['clock.zone 2026']);
  });
});
