import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { newSecret, secretHash } from '../../../server/authority/secret.ts';
import { requestTag } from '../../../server/http/routes/request-deeds.ts';
import { sqliteIn } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { seedPeople } from '../../server/support/people.ts';
import { openDesk } from '../../server/support/requests.ts';
import { TEST_KEY, written } from '../../server/support/stores.ts';
import { startGuiju, temporaryFolder } from './servers.ts';

interface Told {
  readonly rate: number;
  /** The 99th hundredth, in milliseconds. */
  readonly slowest: number;
}

/** Clients of a server of their own, on SQLite, each with a request of its own. */
export async function requestClients(many: number) {
  const folder = temporaryFolder();
  const address = sqliteIn(folder.path);
  const open = async (options: object = {}) => await openStore(address, { ...options, secretKey: () => TEST_KEY });
  const desk = await openDesk({ dialect: 'sqlite', address, open });
  await seedPeople(desk.store, [{ id: 'sec', node: 'bank', roles: ['security-administrator'] }]);
  const cookie = newSecret();
  await written(desk.store, async ({ database, now }) => {
    const session = { id: 's', hash: secretHash(cookie), person: 'amy', begun_at: now.toISOString() };
    const told = { expires_at: '2099-01-01T00:00:00.000Z', address: '127.0.0.1', agent: 'bench' };
    await database
      .insertInto('session')
      .values({ ...session, ...told })
      .execute();
  });
  // None of their timers is due while the server runs.
  desk.later(Date.now() - desk.now.getTime());
  const words: string[] = [];
  for (let i = 0; i < many; i += 1) {
    const { id, revision } = await desk.register({ customer: `C-${i}` });
    words.push(`${id} ${requestTag(id, revision)}`);
  }
  await desk.store.close();
  const server = await startGuiju(folder.path, 'off');
  const program = fileURLToPath(new URL('request-clients.ts', import.meta.url));
  const execArgv = ['--import', new URL('../../../scripts/strip-types.mjs', import.meta.url).href];
  const child = fork(program, [String(server.port), cookie, ...words], { execArgv });
  const heard = async (): Promise<unknown> => {
    const ended = once(child, 'exit').then(() => Promise.reject(new Error('The clients ended by themselves')));
    ended.catch(() => {});
    const [told] = (await Promise.race([once(child, 'message'), ended])) as readonly unknown[];
    return told;
  };
  await heard();
  const slowest: number[] = [];
  return {
    slowest,
    async run(milliseconds: number): Promise<number> {
      child.send(milliseconds);
      const told = (await heard()) as Told;
      slowest.push(told.slowest);
      return told.rate;
    },
    async close() {
      child.kill();
      await server.stop();
      folder.remove();
    },
  };
}
