/** What a host service is, and the world that services ask for what is not a pure function of their argument. */

/** Where the services get what depends on the host; same shapes as in the run's recording. */
export interface ServiceWorld {
  /** Milliseconds since 1970. */
  now(): number;
  /** An answer that depends on the host: asks once, or returns what was recorded. */
  answer(question: string, ask: () => string): string;
}

/**
 * Takes and returns JSON text. The argument comes from hostile code: every service checks it, and what it throws is
 * a `TypeError` or `RangeError` whose message is meant for the author of the skill.
 */
export type Service = (argument: string) => string;
