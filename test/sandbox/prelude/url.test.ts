/** `URL` and `URLSearchParams`, against Node's own. */

import assert from 'node:assert/strict';
import { runInThisContext } from 'node:vm';
import fc from 'fast-check';
import { makeGuest, type TestGuest } from './harness.ts';

const parts = [
  'href',
  'origin',
  'protocol',
  'username',
  'password',
  'host',
  'hostname',
  'port',
  'pathname',
  'search',
  'hash',
];

describe('prelude: URL', () => {
  let guest: TestGuest;
  before(() => {
    guest = makeGuest();
  });
  after(() => guest.dispose());

  /** The expression's JSON here and in the guest, or the name of the error it throws. */
  const same = (expression: string) => {
    const code = `(() => { try { return JSON.stringify(${expression}) } catch (error) { return error.name } })()`;
    assert.equal(
      guest.call(`() => ${code}`, null),
      (runInThisContext(code) as string | undefined)?.toWellFormed(),
      expression,
    );
  };

  it('reads like Node', () => {
    const text = fc.oneof(
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
      fc.string(),
      fc.constantFrom(
        '../a?b#c',
        '//h:1/',
        'mailto:a@b',
        'file:///c:/x',
        'http://ü.de/ä?ö',
        'http://1.2.3',
        'x:',
        'http://u:p@h',
      ),
    );
    fc.assert(
      fc.property(text, fc.option(text), (url, base) => {
        const values =
          base === null ? JSON.stringify(url) : `${JSON.stringify(url)}, ${JSON.stringify(base)}`;
        same(
          `(u => [${parts.map(part => `u.${part}`)}, [...u.searchParams], u.toString(), JSON.stringify(u)])(new URL(${values}))`,
        );
        same(`[URL.canParse(${values}), URL.parse(${values})?.href]`);
      }),
      { numRuns: 200 },
    );
  });

  it('sets like Node, and keeps its searchParams', () => {
    const value = fc.oneof(
      fc.string(),
      fc.constantFrom('https', 'x:81', '99', '?a=1&b=2', '#h', 'ftp:', '', '/p q', 'http://new/?q=1'),
    );
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...parts.filter(part => part !== 'origin')), value), {
          maxLength: 4,
        }),
        sets => {
          const lines = sets.map(([part, text]) => `u.${part} = ${JSON.stringify(text)};`).join(' ');
          same(
            `(() => { const u = new URL('http://u:p@a.b:8080/c/d?e=f#g'); const p = u.searchParams; ${lines} return [u.href, String(p), p === u.searchParams] })()`,
          );
        },
      ),
      { numRuns: 200 },
    );
  });

  it('links searchParams and search both ways', () => {
    same(`(() => { const u = new URL('https://a.b/?x=1'); const p = u.searchParams; p.append('y', 'ä &'); const one = u.href; p.delete('x');
      p.set('y', '2'); p.sort(); const two = u.href; u.search = 'z=3'; const three = [...p]; p.delete('z'); return [one, two, three, u.href, u.search] })()`);
  });

  it('has all of URLSearchParams', () => {
    const steps = fc.array(
      fc.oneof(
        fc.tuple(fc.constantFrom('append', 'set'), fc.constantFrom('a', 'b', 'ü ', ''), fc.string()),
        fc.tuple(fc.constantFrom('delete', 'has', 'getAll', 'get'), fc.constantFrom('a', 'b', 'ü ', '')),
        fc.tuple(fc.constantFrom('delete', 'has'), fc.constantFrom('a', 'b'), fc.constantFrom('1', '2')),
        fc.tuple(fc.constant('sort')),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(steps, list => {
        const calls = list.map(
          ([method, ...values]) => `p.${method}(${values.map(value => JSON.stringify(value))})`,
        );
        same(
          `(p => [${calls.map(call => `${call}, p.size, String(p)`)}, [...p], [...p.keys()], [...p.values()], [...p.entries()]])(new URLSearchParams('a=1&b=2&a=1&%C3%BC+=x'))`,
        );
      }),
      { numRuns: 150 },
    );
  });

  const inits = [
    '',
    '"?a=b&c"',
    '"a=%zz&=&b==&+"',
    '{ a: 1, b: "x y" }',
    '[["a", 1], ["b", null]]',
    'new Map([["k", "v"]])',
    'new URLSearchParams("q=1")',
    'null',
    'undefined',
    '[["only"]]',
    '[1]',
    '"\\ud800=\\u0000"',
  ];
  for (const init of inits)
    it(`makes URLSearchParams of ${init}`, () => same(`[...new URLSearchParams(${init})]`));

  it('calls back and refuses like Node', () => {
    same(
      '(() => { const out = []; new URLSearchParams("a=1&b=2").forEach(function (value, name, p) { out.push([value, name, p.size, this.x]) }, { x: 5 }); return out })()',
    );
    for (const call of [
      'new URL()',
      'new URL("nope")',
      'URL("https://a.b")',
      'new URLSearchParams().append("a")',
      'new URLSearchParams().get()',
      'new URLSearchParams().forEach(1)',
      'URL.prototype.href',
      'URLSearchParams.prototype.size',
    ])
      same(call);
    assert.throws(
      () => guest.run('new URL("no", "way")'),
      /^TypeError: Invalid URL: "no" with the base "way"/,
    );
  });

  it('shows what it holds', () => {
    guest.run('console.log(new URL("https://a.b/c"), new URLSearchParams("a=1"), [new URLSearchParams()])');
    assert.deepEqual(guest.logs, [
      "log: URL { href: 'https://a.b/c' } URLSearchParams { 'a' => '1' } [ URLSearchParams {} ]",
    ]);
  });
});
