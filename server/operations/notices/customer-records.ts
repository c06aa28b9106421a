import type { JsonObject } from '../../../definitions/index.ts';
import { rootOf } from '../../authority/organisation.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Store } from '../../store/store.ts';
import { Refusal } from '../../terminal.ts';
import type { Runtime } from '../definitions/runtime.ts';
import { readRecord } from '../population/read-records.ts';

/** The record of a customer by his number, without what only decisions read; nothing where there is none, or no population. */
export type CustomerRecords = (entity: string, key: string) => Promise<JsonObject | undefined>;

/** Customers as the current snapshot has them, wherever in the bank they are: the program writes to them by itself. */
export function customerRecords(store: Store, runtime: Pick<Runtime, 'snapshots' | 'catalog'>): CustomerRecords {
  return async (entity, key) => {
    const { snapshots, catalog } = runtime;
    const scope = rootOf(await readOrganisation(store.database));
    try {
      const rights = [{ role: 'customer-manager', scope }] as const;
      const host = { store, snapshots, library: catalog.library };
      return (await readRecord(host, { entity, key, rights })).facts;
    } catch (error) {
      if (error instanceof Refusal) return undefined;
      throw error;
    }
  };
}
