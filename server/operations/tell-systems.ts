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
export async function tellSystems(tx: Transaction, telling: Telling): Promise<void> {
  const payload = cloudEvent(tx.now, telling);
  await tx.send({ type: 'cloud-event', key: telling.id, payload, stream: telling.subject });
}

/** A CloudEvent in its structured JSON form. */
export function cloudEvent(now: Date, { id, source, subject, type, data }: Telling): JsonObject {
  const time = now.toISOString();
  return { specversion: '1.0', id, source, subject, type, time, datacontenttype: 'application/json', data };
}
