/** Says in plain words why a JSDoc type cannot be read; the parser speaks of its own parts. */

/** What is wrong, as the end of a sentence. `error` is what the parser threw. */
export function typeFault(text: string, error: unknown): string {
  if (text.trim() === '') return 'it is empty.';
  const token = tokenOf(error);
  if (token?.type === 'EOF') return 'something is missing at its end.';
  if (token !== undefined) return `\`${token.text}\` cannot stand where it does.`;
  const message = error instanceof Error ? error.message : '';
  if (/unterminated string/i.test(message)) return 'its quotes are not closed.';
  if (/unterminated/i.test(message)) return 'a bracket is not closed.';
  return 'write it as in TypeScript: `string`, `number[]`, `{ a: string }`.';
}

interface Token {
  readonly type: string;
  readonly text: string;
}

/** The token at which the parser gave up. */
function tokenOf(error: unknown): Token | undefined {
  if (!(error instanceof Error) || !('token' in error)) return undefined;
  const { token } = error;
  if (typeof token !== 'object' || token === null || !('type' in token && 'text' in token)) return undefined;
  const { type, text } = token;
  return typeof type === 'string' && typeof text === 'string' ? { type, text } : undefined;
}
