import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * The way to a database, which a test can spoil. `cut`: connections break, and new ones are refused. `silent`: nothing is said any more;
 * connections stay as they are, and bytes go nowhere. What was cut or fell silent never comes back: only new connections go through again.
 */
export interface TcpProxy {
  /** The address of the database by this way. */
  readonly url: string;
  spoil(how: 'cut' | 'silent'): void;
  mend(): void;
  /** Breaks the connection on which a statement is sent next: before it arrives, or when it was answered, which nobody hears. */
  loseNext(statement: string, what: 'question' | 'answer'): void;
  close(): Promise<void>;
}

export async function startTcpProxy(databaseUrl: string): Promise<TcpProxy> {
  const target = new URL(databaseUrl);
  let state: 'open' | 'cut' | 'silent' = 'open';
  let losing: { readonly bytes: Buffer; readonly what: 'question' | 'answer' } | undefined;
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((client) => {
    client.on('error', () => {});
    if (state === 'cut') return void client.destroy();
    const database = connect(Number(target.port), target.hostname);
    database.on('error', () => {});
    const pair = [client, database] as const;
    pairs.add(pair);
    const end = (): void => {
      pairs.delete(pair);
      for (const socket of pair) socket.destroy();
    };
    let isLost = state === 'silent';
    let isAnswerLost = false;
    silenced.set(pair, () => (isLost = true));
    client.on('data', (bytes: Buffer) => {
      if (isLost) return;
      if (losing !== undefined && bytes.includes(losing.bytes)) {
        const { what } = losing;
        losing = undefined;
        if (what === 'question') return end();
        isAnswerLost = true;
      }
      database.write(bytes);
    });
    database.on('data', (bytes: Buffer) => {
      if (isAnswerLost) return end();
      if (!isLost) client.write(bytes);
    });
    // The other side of a way that is silent does not hear that this one is gone.
    client.on('close', () => (isLost ? client.destroy() : end()));
    database.on('close', () => (isLost ? database.destroy() : end()));
  });
  const silenced = new Map<readonly [Socket, Socket], () => void>();
  const port = await listening(server);
  const endAll = (): void => {
    for (const pair of [...pairs]) for (const socket of pair) socket.destroy();
    pairs.clear();
  };
  const own = new URL(databaseUrl);
  own.host = `127.0.0.1:${port}`;
  return {
    url: own.href,
    spoil(how) {
      state = how;
      if (how === 'cut') endAll();
      else for (const pair of pairs) silenced.get(pair)?.();
    },
    mend() {
      state = 'open';
    },
    loseNext(statement, what) {
      losing = { bytes: Buffer.from(`${statement}\0`), what };
    },
    async close() {
      endAll();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function listening(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
}
