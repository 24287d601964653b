/** `Intl` and the locale methods, against Node's own, through the recording. */

import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { makeGuest, type TestGuest, testWorld } from './harness.ts';

describe('prelude: Intl', () => {
  let guest: TestGuest;
  before(() => {
    guest = makeGuest();
  });
  after(() => guest.dispose());

  const same = [
    '(1234567.891).toLocaleString()',
    '(1234.5).toLocaleString("de-DE", { style: "currency", currency: "EUR" })',
    '(-0).toLocaleString("en", { signDisplay: "always" })',
    '[NaN, Infinity, -1e21, 0.000001].map(n => n.toLocaleString("fr"))',
    '123456789012345678901234567890n.toLocaleString("en-IN")',
    'new Intl.NumberFormat("en", { notation: "compact" }).format("12345678901234567890.5")',
    '[1, 2000].map(new Intl.NumberFormat("de", { minimumFractionDigits: 2 }).format)',
    'Intl.NumberFormat("en", { style: "unit", unit: "kilometer-per-hour" }).formatToParts(50)',
    'new Intl.NumberFormat("en").formatRange(1, 5)',
    'new Intl.NumberFormat("ar-EG").resolvedOptions()',
    'new Date(0).toLocaleString("en-GB", { timeZone: "Asia/Tokyo" })',
    '[new Date(0).toLocaleDateString(), new Date(0).toLocaleTimeString(), new Date(0).toLocaleString()]',
    'new Date(86400000).toLocaleDateString(["de-AT", "en"], { weekday: "long", year: "numeric", month: "long", day: "numeric" })',
    'new Date(NaN).toLocaleString()',
    'new Intl.DateTimeFormat("en-US", { dateStyle: "full", timeStyle: "long", timeZone: "Asia/Kolkata" }).format(1e12)',
    'new Intl.DateTimeFormat("en", { timeZone: "UTC" }).formatToParts(new Date(0))',
    'new Intl.DateTimeFormat("en", { timeZone: "UTC" }).formatRange(new Date(0), new Date(1e10))',
    'new Intl.DateTimeFormat().resolvedOptions()',
    '[0, 1, 2, 3, 11, 21].map(n => new Intl.PluralRules("en", { type: "ordinal" }).select(n))',
    'new Intl.PluralRules("pl").selectRange(1, 5)',
    'new Intl.RelativeTimeFormat("en", { numeric: "auto" }).format(-1, "day")',
    'new Intl.RelativeTimeFormat("de").formatToParts(3, "hours")',
    'new Intl.ListFormat("en", { type: "disjunction" }).format(new Set(["a", "b", "c"]))',
    'new Intl.ListFormat("de").formatToParts(["x", "y"])',
    'new Intl.DisplayNames("de", { type: "region" }).of("US")',
    '["z", "ä", "a", "Z", "ö"].sort(new Intl.Collator("sv").compare)',
    '["item 10", "item 9"].sort(new Intl.Collator("en", { numeric: true }).compare)',
    '["b", "a", "C", "B", "", "a b", "aB", "ab"].sort((x, y) => x.localeCompare(y))',
    '["a".localeCompare("A", "en", { sensitivity: "base" }), "é".localeCompare("f"), "x".localeCompare("x")]',
    '[...new Intl.Segmenter("en", { granularity: "word" }).segment("Hello, wörld! 😀")].map(s => [s.segment, s.index, s.isWordLike])',
    'new Intl.Segmenter().segment("abc").containing(1)',
    '["İ".toLocaleLowerCase("tr"), "i".toLocaleUpperCase("tr-TR"), "ß".toLocaleUpperCase()]',
    '[1.5, new Date(0), null, "x", [2]].toLocaleString("de")',
    'new Float64Array([1.5, 2000]).toLocaleString("de")',
    'Intl.getCanonicalLocales(["EN-us", "de"])',
    'Intl.NumberFormat.supportedLocalesOf(["de", "xx", "en-GB"])',
    'Intl.supportedValuesOf("numberingSystem").length',
    '[String(Intl), Object.prototype.toString.call(new Intl.Collator()), Intl.DateTimeFormat.name]',
    'new Intl.NumberFormat("en", { style: "currency" })',
    'new Intl.NumberFormat("not a locale")',
    'new Intl.DateTimeFormat("en", { timeZone: "Mars/Base" })',
    'new Intl.DateTimeFormat("en").format(NaN)',
    'new Intl.RelativeTimeFormat("en").format(1, "blink")',
    'Intl.PluralRules("en")',
    'Intl.NumberFormat.prototype.formatToParts.call({}, 1)',
    'Intl.supportedValuesOf("nothing")',
    'Intl.getCanonicalLocales(null)',
  ];
  for (const expression of same) {
    it(`agrees with Node: ${expression.slice(0, 70)}`, () => {
      const code = `(() => { try { return JSON.stringify(${expression}) } catch (error) { return error.name } })()`;
      assert.equal(guest.call(`() => ${code}`, null), runInThisContext(code));
    });
  }

  it('passes on what the host says of wrong options', () => {
    assert.throws(
      () => guest.run('new Intl.DateTimeFormat("en", { timeZone: "Mars/Base" })'),
      /^RangeError: Invalid time zone specified: Mars\/Base/,
    );
  });

  it('compares any two texts like Node', () => {
    const text = fc.oneof(fc.string({ unit: fc.constantFrom(...'aAbBzZ09 ') }), fc.string());
    fc.assert(
      fc.property(text, text, (a, b) => {
        assert.equal(guest.call('([a, b]) => a.localeCompare(b)', [a, b]), Math.sign(a.localeCompare(b)));
      }),
      { numRuns: 300 },
    );
  });

  it('sorts plain English without asking for each pair', () => {
    const world = testWorld();
    const own = makeGuest(world);
    own.run(
      'Array.from({ length: 300 }, (_, i) => "name " + (i * 7919) % 300).sort((a, b) => a.localeCompare(b))',
    );
    assert.deepEqual(world.questions, ['intl.isPlainOrder {}']);
    own.dispose();
  });

  it('answers from the recording, errors too', () => {
    const world = testWorld();
    const replay = {
      ...world,
      answer: (question: string, ask: () => string) =>
        question.includes('"format"')
          ? '{"value":"recorded"}'
          : question.includes('XX')
            ? '{"error":"RangeError","message":"then"}'
            : world.answer(question, ask),
    };
    const own = makeGuest(replay);
    assert.equal(own.run('(5).toLocaleString()'), 'recorded');
    assert.throws(() => own.run('new Intl.NumberFormat("XX")'), /^RangeError: then/);
    own.dispose();
  });

  it('says what to use for what it does not have', () => {
    assert.equal(
      guest.run('try { new Intl.Locale("en") } catch (error) { [error.code, error.message].join(" ") }'),
      "run/unavailable Intl.Locale is not available in a skill: use the language tag itself, such as 'en-GB'; Intl.getCanonicalLocales(tag)[0] checks one",
    );
  });
});
