/** A host whose runs are real: on threads, in the sandbox. */

import { pathToFileURL } from 'node:url';
import type { DebugHost, DebugTarget, LaunchWishes } from '../../src/debug/host.ts';
import { Debuggees } from '../../src/node/debug/debuggees.ts';
import { defaultLimits } from '../../src/run/outcome.ts';
import type { Tape } from '../../src/run/tape.ts';
import { wasmPath } from '../fakes/in-process.ts';
import { MemorySkills } from '../fakes/skill-source.ts';

/** Its creator disposes it. */
export class RealHost implements DebugHost {
  readonly skills: MemorySkills;
  readonly #debuggees = new Debuggees({
    workerUrl: new URL('../../src/node/debug/worker.ts', import.meta.url),
    wasmUrl: pathToFileURL(wasmPath),
  });
  /** What the next run is answered from. */
  tape: Tape | undefined;
  skipped: readonly string[] = [];

  constructor(files: Readonly<Record<string, string>>) {
    this.skills = new MemorySkills(files);
  }

  async open({ skill: name = '', inputs = {}, timeout }: LaunchWishes): Promise<DebugTarget> {
    const { skills, tape } = this;
    const request = {
      skill: name,
      inputs,
      limits: defaultLimits,
      ...(timeout !== undefined && { timeMs: timeout }),
    };
    return {
      skill: name,
      source: skills,
      at: path => [...skills.state().skills()].find(each => each.path === path),
      pathOf: file => (file.startsWith('/skills/') ? file.slice('/skills/'.length) : undefined),
      fileOf: ({ path }) => `/skills/${path}`,
      skipped: this.skipped,
      start: (source, options) => this.#debuggees.start({ request, source, ...(tape && { tape }) }, options),
    };
  }

  /** The next run finds its thread ready. */
  warm(): Promise<void> {
    return this.#debuggees.warm();
  }

  dispose(): void {
    this.#debuggees.dispose();
  }
}
