/** The collector that the environment names, told of all that a command runs before the program ends. */

import type { Disposable } from '../base/disposal.ts';
import { MonitoredRunner, type MonitorOptions } from '../node/monitoring/monitor.ts';
import type { Runner } from '../run/port.ts';

type CreateRunner = (threads: number) => Runner & Disposable;

export interface MonitoredRunners {
  readonly create: CreateRunner;
  /** Sends what is left; resolves when that has succeeded or failed, within seconds. */
  close(): Promise<void>;
}

/** How long a request to the collector may take, in ms: somebody waits for the program to end. */
const patienceMs = 3_000;

export function monitoredRunners(
  createRunner: CreateRunner,
  options: Pick<MonitorOptions, 'endpoint' | 'version' | 'load' | 'onNotice'>,
): MonitoredRunners {
  const monitors: MonitoredRunner[] = [];
  return {
    create: threads => {
      const runner = createRunner(threads);
      const monitored = new MonitoredRunner(runner, { ...options, patienceMs });
      monitors.push(monitored);
      return { run: (request, world) => monitored.run(request, world), dispose: () => runner.dispose() };
    },
    async close() {
      await Promise.all(monitors.map(monitored => monitored.close()));
    },
  };
}
