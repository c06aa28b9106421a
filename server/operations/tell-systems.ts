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
  /** The id of the one endpoint that it is for, whatever that listens to; whoever listens, unless given. */
  readonly to?: string;
}

/** Has other systems told of something, after the commit and at least once; what is told of one subject in its order. */
export async function tellSystems(tx: Transaction, telling: Telling): Promise<void> {
  const { id: key, subject: stream, to } = telling;
  const payload = { ...cloudEvent(tx.now, telling), ...(to !== undefined && { to }) };
  await tx.send({ type: 'cloud-event', key, payload, stream });
}

/** A CloudEvent in its structured JSON form. */
function cloudEvent(now: Date, { id, source, subject, type, data }: Telling): JsonObject {
  const time = now.toISOString();
  return { specversion: '1.0', id, source, subject, type, time, datacontenttype: 'application/json', data };
}
