import { Pool } from 'pg';
import { SqliteDatabase } from '../../../server/sqlite-driver.ts';
import type { StoreAddress } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { type Desk, deskDocuments, HOUR, inquiryWorkflow, openDesk } from '../../server/support/requests.ts';
import { TEST_KEY } from '../../server/support/stores.ts';

/** A desk whose requests wait an hour, again and again: what fires writes the timeline, the request and the audit, and waits anew. */
export interface TickingDesk {
  readonly desk: Desk;
  /** How much the store's clock is ahead of the machine's, in milliseconds. */
  aheadMs: number;
  /** Open requests like the one that is there, `F-1` and so on, with a timer each. */
  fill(many: number): Promise<void>;
  /** Says when timers are due: request → instant. */
  arm(due: ReadonlyMap<string, string>): Promise<void>;
  close(): Promise<void>;
}

/** When timers are due that no measurement lets fire. */
export const NEVER = '2999-01-01T00:00:00.000Z';

/** Opens the desk with one request, registered `aheadMs` from now. */
export async function tickingDesk(address: StoreAddress, aheadMs: number): Promise<TickingDesk> {
  const ahead = { aheadMs };
  const clock = { now: () => new Date(Date.now() + ahead.aheadMs) };
  const open = async (options: object = {}) =>
    await openStore(address, { ...options, clock, secretKey: () => TEST_KEY });
  const desk = await openDesk({ dialect: address.kind, address, open }, documents());
  await desk.register();
  const timers = await desk.store.database.selectFrom('request_timer').select('key').execute();
  if (timers.length !== 1) throw new Error(`The request has ${timers.length} timers, not 1`);
  const rows = rowsOf(address);
  return Object.assign(ahead, {
    desk,
    async fill(many: number) {
      const series = `with recursive series (n) as (select 1 union all select n + 1 from series where n < ${many})`;
      const copied = async (table: string, model: object, own: Readonly<Record<string, string>>) => {
        const names = Object.keys(model);
        const columns = names.map((name) => own[name] ?? `one."${name}"`).join(', ');
        const into = names.map((name) => `"${name}"`).join(', ');
        await rows.run(
          `insert into ${table} (${into}) ${series} select ${columns} from (select * from ${table} limit 1) one, series`,
        );
      };
      const { database } = desk.store;
      const request = await database.selectFrom('service_request').selectAll().executeTakeFirstOrThrow();
      const timer = await database.selectFrom('request_timer').selectAll().executeTakeFirstOrThrow();
      await copied('service_request', request, {
        id: `'F-' || n`,
        number: `'F-' || n`,
        customer: `'C-' || n`,
        order_key: `one.order_key || ' ' || n`,
        duplicate_key: `one.duplicate_key || ' ' || n`,
      });
      await copied('request_timer', timer, { request: `'F-' || n` });
      await rows.run('analyze');
    },
    async arm(due: ReadonlyMap<string, string>) {
      const values = [...due].map(([request, at]) => `('${request}', '${at}')`).join(', ');
      await rows.run(
        `with due (request, at) as (values ${values})
          update request_timer set due_at = due.at from due where request_timer.request = due.request`,
      );
    },
    async close() {
      await rows.close();
      await desk.store.close();
    },
  });
}

function documents() {
  const workflow = inquiryWorkflow({ unclaimed: { budget: { elapsed: `PT${HOUR / 3_600_000}H` } } });
  const machine = workflow['machine'] as { readonly states: Readonly<Record<string, object>> };
  const again = { ...machine.states['new'], after: { unclaimed: { target: 'new', reenter: true } } };
  const ticking = { ...workflow, machine: { ...machine, states: { ...machine.states, new: again } } };
  return deskDocuments.map((one) => (one['kind'] === 'workflow' ? (ticking as typeof one) : one));
}

/** Statements beside the store, on a connection of their own. */
function rowsOf(address: StoreAddress) {
  if (address.kind === 'postgresql') {
    const pool = new Pool({ connectionString: address.url, max: 1 });
    return { run: async (sql: string) => void (await pool.query(sql)), close: async () => await pool.end() };
  }
  const database = new SqliteDatabase(address.path);
  database.pragma('busy_timeout = 60000');
  return {
    run: async (sql: string) => await Promise.resolve(void database.exec(sql)),
    close: async () => await Promise.resolve(void database.close()),
  };
}
