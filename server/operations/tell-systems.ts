import type { JsonObject } from '../../definitions/index.ts';
import type { Transaction } from '../store/store.ts';

/** What other systems are told, as a CloudEvent 1.0 (its required attributes, and `subject`, `time`, `data`). */
interface Telling {
  /** Told twice with one id it is told once. */
  readonly id: string;
  /** The resources that it is of: `/api/v1/requests`. */
  readonly source: string;
  readonly subject: string;
  /** `request.created`. */
  readonly type: string;
  readonly data: JsonObject;
}

/** Has every system that listens told of something, after the commit and at least once. */
export async function tellSystems(tx: Transaction, { id, source, subject, type, data }: Telling): Promise<void> {
  const time = tx.now.toISOString();
  const payload = { specversion: '1.0', id, source, subject, type, time, datacontenttype: 'application/json', data };
  await tx.send({ type: 'cloud-event', key: id, payload, stream: subject });
}
