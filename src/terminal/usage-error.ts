/** What the caller of the command line got wrong: exit code 2, and nothing on standard output. */

export class UsageError extends Error {
  override readonly name = 'UsageError';
}
