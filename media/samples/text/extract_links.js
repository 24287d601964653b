/**
 * Finds the web addresses in a text, without duplicates and in order.
 * @param {string} text - plain text or Markdown
 * @param {{ protocols?: ('http' | 'https')[], keepQuery?: boolean }} [options] - which to keep, and how much of them
 * @returns {{ url: string, host: string }[]}
 * @tags text, web
 * @example extract_links({ text: 'See https://example.org/a?x=1, [b](http://b.test) and https://example.org/a?x=1.' })
 * // => [{ url: 'https://example.org/a?x=1', host: 'example.org' }, { url: 'http://b.test/', host: 'b.test' }]
 * @example extract_links({ text: 'https://a.test/?q=1 http://b.test', options: { protocols: ['https'], keepQuery: false } })
 * // => [{ url: 'https://a.test/', host: 'a.test' }]
 */
export default function extract_links(text, options = {}) {
  const { protocols = ['http', 'https'], keepQuery = true } = options;
  const links = new Map();
  for (const [found] of text.matchAll(/https?:\/\/[^\s<>()[\]"']+/g)) {
    const url = new URL(found.replace(/[.,;:!?]+$/, ''));
    if (!protocols.includes(url.protocol.slice(0, -1))) continue;
    if (!keepQuery) url.search = '';
    links.set(url.href, { url: url.href, host: url.host });
  }
  return [...links.values()];
}
