import type { Clock } from '../../clock.ts';
import { ALONE } from '../decision-number.ts';
import type { Secrets } from '../secrets.ts';
import type { Store } from '../store.ts';
import { groupWriter } from './group-writer.ts';
import { openReader } from './reader.ts';

/** Opens a store whose schema is in order. Throws a StoreError. */
export function openStore(path: string, clock: Clock, secrets: Secrets): Store {
  const reader = openReader(path);
  const writer = groupWriter(path, clock);
  return {
    address: { kind: 'sqlite', path },
    secrets,
    database: reader.database,
    read: reader.read,
    write: writer.write,
    now: async () => clock.now(),
    watched: reader.database,
    takeSeat: async () => ALONE,
    seal: async () => 0,
    async close() {
      await writer.close();
      await reader.close();
    },
  };
}
