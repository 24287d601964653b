/** What the host answers to the prelude: named services, JSON text in and JSON text out. */

import { clockServices } from './service-clock.ts';
import { intlServices } from './service-intl.ts';
import { urlServices } from './service-url.ts';
import type { Service, ServiceWorld } from './service-world.ts';

export type { Service, ServiceWorld } from './service-world.ts';

/** All services of one run, by name. They hold no resources: there is nothing to dispose. */
export function hostServices(world: ServiceWorld): ReadonlyMap<string, Service> {
  return new Map([...clockServices(world), ...urlServices(), ...intlServices(world)]);
}
