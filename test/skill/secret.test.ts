/** Secret values: masked, dropped, and found again wherever they were written. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { JsonObject } from '../../src/base/json.ts';
import { dropSecrets, isMasked, maskSecrets, SecretTexts, secretMark } from '../../src/skill/secret.ts';

const inputs = { key: 'hunter2', user: { name: 'Ada', token: 't0ken' }, users: [{ pin: 4711 }, { pin: 12 }] };
const secrets = ['key', 'user.token', 'users[].pin'];

describe('secret values', () => {
  it('are masked where they are, and nothing else is', () => {
    assert.deepEqual(maskSecrets(inputs, secrets), {
      key: secretMark,
      user: { name: 'Ada', token: secretMark },
      users: [{ pin: secretMark }, { pin: secretMark }],
    });
  });

  it('are dropped from objects', () => {
    assert.deepEqual(dropSecrets(inputs, secrets), { user: { name: 'Ada' }, users: [{}, {}] });
  });

  it('leave the inputs as they are where there are none', () => {
    assert.equal(maskSecrets(inputs, ['other', 'user.name.first', 'key.deep', 'users.pin']), inputs);
    assert.equal(isMasked(inputs), false);
    assert.equal(isMasked(maskSecrets(inputs, ['user.token'])), true);
  });

  it('are whole objects where one is marked', () => {
    const hide = new SecretTexts(inputs, ['user']);
    assert.deepEqual(maskSecrets(inputs, ['user']).user, secretMark);
    assert.equal(hide.hideInText('Ada has t0ken'), `${secretMark} has ${secretMark}`);
  });

  for (const [where, text, expected] of [
    ['in a sentence', 'key=hunter2!', `key=${secretMark}!`],
    ['several times', 'hunter2hunter2', `${secretMark}${secretMark}`],
    ['as a number in a text', 'pin 4711', `pin ${secretMark}`],
    ['short, and alone', '12', secretMark],
    ['short, in another text', '1200', '1200'],
  ] as const) {
    it(`are found ${where}`, () => {
      assert.equal(new SecretTexts(inputs, secrets).hideInText(text), expected);
    });
  }

  it('are found as JSON, as code and in addresses', () => {
    const hide = new SecretTexts({ key: 'a "b"\n\'c/' }, ['key']);
    for (const text of [JSON.stringify({ k: 'a "b"\n\'c/' }), "'a \"b\"\n\\'c/'", "x?k=a%20%22b%22%0A'c%2F"])
      assert.ok(hide.hideInText(text).includes(secretMark), text);
  });

  it('are found in names of properties and in numbers', () => {
    const hide = new SecretTexts(inputs, secrets);
    assert.deepEqual(hide.hide({ hunter2: [4711, 12, true, null] }), {
      [secretMark]: [secretMark, 12, true, null],
    });
  });

  it('are in nothing that was hidden, whatever they are', () => {
    const secret = fc.string({ minLength: 3, unit: 'grapheme' }).filter(text => !secretMark.includes(text));
    fc.assert(
      fc.property(secret, secret, fc.string(), (one, other, around) => {
        const given: JsonObject = { one, other };
        const hide = new SecretTexts(given, ['one', 'other']);
        const text = JSON.stringify(
          hide.hide({ log: [around + one + around + other, other + one], [one]: one }),
        );
        const outside = text
          .replaceAll(secretMark, '\0')
          .replaceAll(JSON.stringify(around).slice(1, -1), '\0');
        assert.ok(!outside.includes(JSON.stringify(one).slice(1, -1)) || '{"log":[,]}'.includes(one), text);
      }),
      { numRuns: 300 },
    );
  });
});
