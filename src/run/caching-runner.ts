/** Runs skills as another runner does, with the results of tagged ones taken from a cache and handed to it. */

import type { Outcome, RunRequest } from './outcome.ts';
import type { ResultCache, Runner, RunWorld } from './port.ts';

/** Runner and cache stay their creators'. A world with a cache of its own keeps it. */
export class CachingRunner implements Runner {
  readonly #runner: Runner;
  readonly #results: ResultCache;

  constructor(runner: Runner, results: ResultCache) {
    this.#runner = runner;
    this.#results = results;
  }

  run(request: RunRequest, world: RunWorld): Promise<Outcome> {
    return this.#runner.run(request, { results: this.#results, ...world });
  }
}
