/** The host's side: arguments from hostile code end in clear errors and never reach further. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { hostServices } from '../../../src/sandbox/service.ts';
import { testWorld } from './harness.ts';

describe('prelude: host services', () => {
  const services = hostServices(testWorld());
  const ask = (name: string, argument: unknown) =>
    services.get(name)?.(typeof argument === 'string' ? argument : JSON.stringify(argument));

  const call = (extra: object) => ({
    kind: 'NumberFormat',
    locales: null,
    options: null,
    method: 'format',
    values: [['number', '1']],
    ...extra,
  });
  const refused: readonly [service: string, argument: unknown, message: RegExp][] = [
    ['url.parse', 'not json', /not JSON/],
    ['url.parse', [], /not an object/],
    ['url.parse', { url: 5, base: null }, /Expected a string/],
    ['url.set', { href: 'http://a', name: 'searchParams', value: 'x' }, /no part "searchParams"/],
    ['url.set', { href: 'http://a', name: '__proto__', value: 'x' }, /no part "__proto__"/],
    ['url.query', { a: 1 }, /Expected a string/],
    ['url.form', [['a', 'b', 'c']], /More than 2 items/],
    ['url.query', JSON.stringify('x'.repeat(5_000_000)), /longer than/],
    ['clock.zone', '"x"', /Invalid year/],
    ['clock.zone', '1e9', /Invalid year/],
    ['intl.call', call({ kind: 'constructor' }), /Intl has no constructor/],
    ['intl.call', call({ kind: '__proto__' }), /Intl has no __proto__/],
    ['intl.call', call({ method: 'constructor' }), /no method constructor/],
    ['intl.call', call({ method: 'toString' }), /no method toString/],
    [
      'intl.call',
      call({
        values: [
          ['number', '1'],
          ['number', '1'],
          ['number', '1'],
        ],
      }),
      /More than 2 items/,
    ],
    ['intl.call', call({ values: [['bigint', 'x']] }), /Cannot convert x to a BigInt/],
    ['intl.call', call({ locales: ['x'.repeat(3)].concat(Array(200).fill('de')) }), /More than 100 items/],
    ['intl.check', { kind: 'Date', locales: null, options: null }, /Intl has no Date/],
    ['intl.supportedValuesOf', {}, /Expected a string/],
  ];
  for (const [service, argument, message] of refused) {
    it(`${service} refuses ${JSON.stringify(argument).slice(0, 60)}`, () =>
      assert.throws(() => ask(service, argument), message));
  }

  it('throws nothing but plain errors with a message, whatever it is asked', () => {
    fc.assert(
      fc.property(fc.constantFrom(...services.keys()), fc.oneof(fc.json(), fc.string()), (name, argument) => {
        try {
          const answer = ask(name, argument);
          if (answer !== undefined) JSON.parse(answer);
        } catch (error) {
          assert.ok(error instanceof TypeError || error instanceof RangeError, String(error));
          assert.notEqual(error.message, '');
        }
      }),
      { numRuns: 500 },
    );
  });

  it('answers the same question the same, and keeps no more than a few formatters', () => {
    for (let i = 0; i < 200; i++) {
      const options = { minimumFractionDigits: i % 90 };
      assert.equal(
        ask('intl.call', call({ options, locales: ['en'] })),
        JSON.stringify((1).toLocaleString('en', options)),
      );
    }
  });
});
