/** What the host answers to the prelude: named services, JSON text in and JSON text out. */

import { clockServices } from './service-clock.ts';
import { intlServices } from './service-intl.ts';
import { urlServices } from './service-url.ts';

/** Where the services get what is not a pure function of their argument; same shapes as in the run's recording. */
export interface ServiceWorld {
  /** Milliseconds since 1970. */
  now(): number;
  /** An answer that depends on the host: asks once, or returns what was recorded. */
  answer(question: string, ask: () => string): string;
}

/**
 * Takes and returns JSON text. The argument comes from hostile code: every service checks it, and what it throws is
 * an `Error` whose name and message are meant for the author of the skill.
 */
export type Service = (argument: string) => string;

/** All services of one run, by name. They hold no resources: there is nothing to dispose. */
export function hostServices(world: ServiceWorld): ReadonlyMap<string, Service> {
  return new Map([...clockServices(world), ...urlServices(), ...intlServices(world)]);
}
