/** Patterns for keys: `*` for any characters, `?` for one, `[abc]` and `[!abc]` for one of some, `\` before a literal. */

/** Whether the whole of a key fits. An open bracket that is not closed stands for itself. */
export function globMatcher(pattern: string): (key: string) => boolean {
  const source = pattern.replace(
    /\\([\s\S])|\[(!?)((?:\\[\s\S]|[^\]\\])+)\]|([*?])|([\s\S])/g,
    (_all, escaped?: string, not?: string, set?: string, wild?: string, plain?: string) => {
      if (set !== undefined) return `[${not === '!' ? '^' : ''}${setSource(set)}]`;
      if (wild !== undefined) return wild === '*' ? '.*' : '.';
      return literal(escaped ?? plain ?? '');
    },
  );
  const expression = new RegExp(`^${source}$`, 's');
  return key => expression.test(key);
}

/** A range such as `a-z` keeps its meaning; one that runs backwards is its two ends and a hyphen. */
function setSource(set: string): string {
  return set.replace(
    /(\\?[\s\S])-(\\?[\s\S])|\\?([\s\S])/g,
    (_all, from?: string, to?: string, single?: string) => {
      if (from === undefined || to === undefined) return literal(single ?? '');
      const [low, high] = [from.slice(-1), to.slice(-1)];
      return low <= high ? `${literal(low)}-${literal(high)}` : `${literal(low)}${literal(high)}\\-`;
    },
  );
}

function literal(character: string): string {
  return /[\w\s]/.test(character) ? character : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
