/** One connection to a Redis server, by the official client; in a bundle of its own, as it is large. */

import { createClient, SimpleError } from '@redis/client';

export interface RedisLinkOptions {
  readonly url: string;
  /** At each time that it is connected, also again. */
  readonly onReady: () => void;
  /** At each failure of the connection. It connects again by itself. */
  readonly onError: (error: unknown) => void;
}

export interface RedisLink {
  /** Failures go to `onError`. */
  open(): void;
  /** `undefined` when there is none that is short enough and will expire. Rejects while it is not connected. */
  read(
    key: string,
    mostBytes: number,
  ): Promise<{ readonly text: string; readonly leftMs: number } | undefined>;
  write(key: string, text: string, ttlMs: number): Promise<void>;
  /** At once; what waits for answers rejects. */
  close(): void;
}

const connectMs = 2_000;
const longestPauseMs = 5_000;

export function connectRedis({ url, onReady, onError }: RedisLinkOptions): RedisLink {
  const client = createClient({
    url,
    // Also servers before version 6 are understood.
    RESP: 2,
    maintNotifications: 'disabled',
    disableOfflineQueue: true,
    commandsQueueMaxLength: 1_000,
    socket: {
      connectTimeout: connectMs,
      reconnectStrategy: retries => Math.min(longestPauseMs, 100 * 2 ** Math.min(retries, 10)),
    },
  });
  client.on('ready', onReady);
  client.on('error', onError);

  return {
    open() {
      client.connect().catch(onError);
    },
    async read(key, mostBytes) {
      // Sent together. One byte more than allowed shows that it is too long.
      const [text, leftMs] = await Promise.all([client.getRange(key, 0, mostBytes), client.pTTL(key)]).catch(
        (error: unknown): [null, number] => {
          if (isOfAnotherKind(error)) return [null, 0];
          throw error;
        },
      );
      if (text === null || text === '' || Buffer.byteLength(text) > mostBytes) return undefined;
      return leftMs > 0 ? { text, leftMs } : undefined;
    },
    async write(key, text, ttlMs) {
      await client.set(key, text, { expiration: { type: 'PX', value: ttlMs } });
    },
    close() {
      if (client.isOpen) client.destroy();
    },
  };
}

/** Somebody has put a list or the like under this key. */
function isOfAnotherKind(error: unknown): boolean {
  return error instanceof SimpleError && error.message.startsWith('WRONGTYPE');
}
