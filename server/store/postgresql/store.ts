import type { Clock } from '../../clock.ts';
import type { Store } from '../store.ts';
import { poolOf } from './connection.ts';
import { openReader } from './reader.ts';
import { sealerOn } from './sealer.ts';
import { seatKeeper } from './seat.ts';
import { openWriter } from './writer.ts';

/** Opens a store whose schema is in order. */
export function openStore(url: string, clock: Clock | undefined): Store {
  const reader = openReader(url);
  const writer = openWriter(url, clock);
  const pool = poolOf(url, 1);
  const sealer = sealerOn(pool);
  const seats = seatKeeper(url);
  let closing: Promise<void> | undefined;
  async function close(): Promise<void> {
    await seats.close();
    await writer.close();
    await sealer
      .seal()
      .then(sealer.close)
      .catch(() => {});
    await pool.end();
    await reader.close();
  }
  return {
    address: { kind: 'postgresql', url },
    database: reader.database,
    read: reader.read,
    write: writer.write,
    takeSeat: seats.take,
    seal: sealer.seal,
    close: () => (closing ??= close()),
  };
}
