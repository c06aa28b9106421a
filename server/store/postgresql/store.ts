import { sql } from 'kysely';
import type { Clock } from '../../clock.ts';
import type { Secrets } from '../secrets.ts';
import type { Store } from '../store.ts';
import type { Database } from '../tables.ts';
import { openLine } from './connection.ts';
import { readerOn, readingBy } from './reader.ts';
import { sealerOn } from './sealer.ts';
import { seatKeeper } from './seat.ts';
import { openWriter } from './writer.ts';

/** How long a database may take to be reached, and to answer, where that is all that is asked. */
const WATCH_MS = 1500;

/** Opens a store whose schema is in order. */
export function openStore(url: string, clock: Clock | undefined, secrets: Secrets): Store {
  const line = openLine(url);
  const brief = { connectMs: WATCH_MS, queryMs: WATCH_MS };
  const reader = readerOn(line);
  const writer = openWriter(line, clock);
  const sealer = sealerOn(line.pool(1));
  const seats = seatKeeper(line.pool(1, brief));
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    await seats.close();
    await writer.close();
    await sealer
      .seal()
      .then(sealer.close)
      .catch(() => {});
    await line.close();
  }
  return {
    address: { kind: 'postgresql', url },
    secrets,
    database: reader.database,
    read: reader.read,
    write: writer.write,
    now: async () => clock?.now() ?? (await timeOf(reader.database)),
    watched: readingBy(line, 1, brief),
    takeSeat: seats.take,
    seal: sealer.seal,
    close: () => (closing ??= close()),
  };
}

async function timeOf(database: Database): Promise<Date> {
  const asked = sql<{ now: number }>`select (extract(epoch from clock_timestamp()) * 1000)::float8 as now`;
  const { rows } = await asked.execute(database);
  const [told] = rows;
  if (told === undefined) throw new Error('The database did not say what time it is');
  return new Date(told.now);
}
