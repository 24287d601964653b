/** A Redis server of the test's own, on a free port of loopback: started, stopped, paused, and ended by its number. */

import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export class RedisServer {
  readonly port: number;
  readonly #flags: readonly string[];
  #process: ChildProcess | undefined;

  /** Not started yet. @throws Error that says what is missing */
  static async create(flags: readonly string[] = []): Promise<RedisServer> {
    if (spawnSync('redis-server', ['--version']).error !== undefined)
      throw new Error('Missing: redis-server. Install it: apt-get install redis-server');
    const probe = createServer().listen(0, '127.0.0.1');
    await once(probe, 'listening');
    const { port } = probe.address() as AddressInfo;
    probe.close();
    await once(probe, 'close');
    return new RedisServer(port, flags);
  }

  private constructor(port: number, flags: readonly string[]) {
    this.port = port;
    this.#flags = flags;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Resolves when it takes connections. It keeps nothing on disk. */
  async start(): Promise<void> {
    const own = ['--port', `${this.port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
    const server = spawn('redis-server', [...own, ...this.#flags], { stdio: 'ignore' });
    this.#process = server;
    process.once('exit', () => server.kill('SIGKILL'));
    for (let tries = 0; tries < 500; tries++) {
      if (server.exitCode !== null) throw new Error(`redis-server ended with ${server.exitCode}.`);
      if (await this.#isListening()) return;
      await sleep(20);
    }
    throw new Error('redis-server takes no connections.');
  }

  async stop(): Promise<void> {
    const server = this.#process;
    this.#process = undefined;
    if (server === undefined || server.exitCode !== null) return;
    const ended = once(server, 'exit');
    server.kill('SIGCONT');
    server.kill('SIGKILL');
    await ended;
  }

  /** It takes connections, but answers nothing. */
  pause(): void {
    this.#process?.kill('SIGSTOP');
  }

  resume(): void {
    this.#process?.kill('SIGCONT');
  }

  #isListening(): Promise<boolean> {
    const { promise, resolve } = Promise.withResolvers<boolean>();
    const socket = connect(this.port, '127.0.0.1');
    socket.once('connect', () => resolve(true));
    socket.once('error', () => resolve(false));
    return promise.finally(() => socket.destroy());
  }
}
