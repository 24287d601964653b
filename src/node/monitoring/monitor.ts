/** Tells others what runs: each run's calls go to the collector that a person has named, and nowhere else. */

import type { Disposable } from '../../base/disposal.ts';
import type { Outcome, RunRequest } from '../../run/outcome.ts';
import type { Runner, RunWorld } from '../../run/port.ts';
import { SecretTexts } from '../../skill/secret.ts';
import { withoutSecrets } from '../../workflow/run-draft.ts';

/** What sends; made once for each endpoint. */
export interface Exporter {
  /** Returns at once and never throws. */
  record(outcome: Outcome): void;
  /** Resolves when everything that was recorded is sent, or could not be. Never rejects. */
  close(): Promise<void>;
}

export interface ExporterOptions {
  /** The collector's base address, as in `http://127.0.0.1:4318`; `/v1/traces` and `/v1/metrics` are added. */
  readonly endpoint: string;
  /** Of the program that exports. */
  readonly version: string;
  /** How long a request may take, in ms. */
  readonly patienceMs: number;
  /** A sentence for people, at the first failure after a success. */
  readonly onNotice: (sentence: string) => void;
}

export interface MonitorOptions extends Omit<ExporterOptions, 'endpoint'> {
  /** Asked before each run: `undefined` or `''` sends nothing. */
  readonly endpoint: () => string | undefined;
  /** Loads the exporter's code, which is large, when there is an endpoint. */
  readonly load: () => Promise<{ createExporter(options: ExporterOptions): Exporter }>;
}

/** Runs as another runner does, and tells of each outcome. A collector that is away or slow costs a run nothing. */
export class MonitoredRunner implements Runner, Disposable {
  readonly #runner: Runner;
  readonly #options: MonitorOptions;
  #endpoint: string | undefined;
  #exporter: Promise<Exporter | undefined> = Promise.resolve(undefined);

  /** The runner stays its creator's. */
  constructor(runner: Runner, options: MonitorOptions) {
    this.#runner = runner;
    this.#options = options;
  }

  async run(request: RunRequest, world: RunWorld): Promise<Outcome> {
    const exporter = this.#current();
    const secrets = world.source.find(request.skill)?.doc.secrets ?? [];
    const outcome = await this.#runner.run(request, world);
    void exporter.then(exporter =>
      exporter?.record(withoutSecrets(outcome, new SecretTexts(request.inputs, secrets))),
    );
    return outcome;
  }

  /** Sends what is left; resolves when that has succeeded or failed. */
  async close(): Promise<void> {
    const exporter = await this.#exporter;
    this.#exporter = Promise.resolve(undefined);
    this.#endpoint = undefined;
    await exporter?.close();
  }

  dispose(): void {
    void this.close();
  }

  #current(): Promise<Exporter | undefined> {
    const endpoint = this.#options.endpoint() || undefined;
    if (endpoint === this.#endpoint) return this.#exporter;
    void this.#exporter.then(exporter => exporter?.close());
    this.#endpoint = endpoint;
    this.#exporter = endpoint === undefined ? Promise.resolve(undefined) : this.#create(endpoint);
    return this.#exporter;
  }

  async #create(endpoint: string): Promise<Exporter | undefined> {
    const { load, onNotice, version, patienceMs } = this.#options;
    try {
      if (!/^https?:$/.test(new URL(endpoint).protocol)) throw new Error('it is no http or https address');
      const { createExporter } = await load();
      return createExporter({ endpoint, version, patienceMs, onNotice });
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      onNotice(`Runs are not sent to "${endpoint}": ${reason}.`);
      return undefined;
    }
  }
}
