import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { messageType } from '../../../server/channels/webhook-endpoints.ts';
import { webhook } from '../../../server/channels/webhook.ts';
import { dispatchDue } from '../../../server/dispatch/dispatch-outbox.ts';
import { fanOut } from '../../../server/dispatch/fan-out.ts';
import { loadDefinitions } from '../../../server/operations/definitions/load-definitions.ts';
import { createRuntime } from '../../../server/operations/definitions/runtime.ts';
import { fireDueTimers } from '../../../server/operations/requests/fire-timers.ts';
import { preparedQueues } from '../../../server/operations/requests/prepared-queues.ts';
import { Chance } from '../../../server/referee/agree/random/chance.ts';
import { noLog } from '../../../server/store/decision-log.ts';
import { openStore } from '../../../server/store/open-store.ts';
import type { Store } from '../../../server/store/store.ts';
import { tester } from './bank.ts';
import { chainFaults } from './chain-faults.ts';
import { bundled, killedAfter } from './killed.ts';
import { seedPeople } from './people.ts';
import { deskDocuments, DESK_STAFF, inquiryWorkflow } from './requests.ts';
import { type Stores, TEST_KEY } from './stores.ts';

/** Timers of a second, so that they fire while a node is killed. */
const QUICK = inquiryWorkflow({ unclaimed: { budget: { elapsed: 'PT1S' } }, quiet: { budget: { elapsed: 'PT1S' } } });

export interface KilledSteps {
  readonly kills: number;
  /** Steps that were answered. */
  readonly answered: number;
  readonly requests: number;
}

/**
 * Kills a node that steps requests, fires their timers and tells a real receiver, again and again, and each time looks: every step that was
 * answered stands, no request is there by half, and in the end the receiver was told of each one that it began, once by key, and ended.
 */
export async function killSteppers(
  stores: Stores,
  rounds: number,
  told: (killed: KilledSteps) => void = () => {},
): Promise<void> {
  const chance = new Chance(Number(process.env['SEED'] ?? 1));
  const seeded = await stores.open();
  await seedPeople(seeded, DESK_STAFF);
  const documents = [...deskDocuments.filter(({ kind }) => kind !== 'workflow'), QUICK];
  const loaded = await loadDefinitions(
    seeded,
    tester,
    documents.map((document) => ({ document })),
  );
  expect(loaded.kind).toBe('published');
  const receiver = await receiving();
  const script = await bundled('stepping-process.ts');
  onTestFinished(() => rmSync(dirname(script), { recursive: true, force: true }));
  const answered = new Map<string, number>();
  for (let round = 1; round <= rounds; round += 1) {
    const asked = JSON.stringify({ url: receiver.url, prefix: `r${round}` });
    const lines = await killedAfter(1 + chance.whole(0, 40), [script, JSON.stringify(stores.address), asked]);
    for (const line of lines) {
      const [id = '', revision = '0'] = line.split(' ');
      answered.set(id, Math.max(answered.get(id) ?? 0, Number(revision)));
    }
    const faults = await faultsOf(seeded, answered);
    expect(faults, `after kill ${round}`).toEqual([]);
    told({
      kills: round,
      answered: [...answered.values()].reduce((sum, one) => sum + one, 0),
      requests: answered.size,
    });
  }
  // Ten minutes later: what dead nodes had taken for themselves is anybody's.
  const clock = { now: () => new Date(Date.now() + 600_000) };
  const store = await openStore(stores.address, { clock, secretKey: () => TEST_KEY });
  onTestFinished(async () => store.close());
  await settle(store, receiver.url, clock.now);
  expect(await faultsOf(store, answered)).toEqual([]);
  const rows = await store.database.selectFrom('service_request').select(['id', 'is_open', 'revision']).execute();
  const of = (type: string) => receiver.types.get(type) ?? new Map<string, Set<string>>();
  for (const { id, is_open: open } of rows) {
    expect([id, of('request.created').get(id)?.size, of('request.closed').get(id)?.size ?? 0]).toEqual([
      id,
      1,
      1 - open,
    ]);
  }
  expect(rows.filter(({ is_open: open }) => open === 0).length).toBeGreaterThan(0);
}

/** Fires and delivers all that is due, as a node that goes on does. */
async function settle(store: Store, url: string, now: () => Date): Promise<void> {
  const runtime = await createRuntime({ database: store.database, log: noLog, clock: { now } });
  const host = { store, queues: preparedQueues(runtime, store.database) };
  const endpoint = { id: 'receiver', url, secrets: [`whsec_${'A'.repeat(32)}`] };
  const how = { holder: 'last', signal: new AbortController().signal };
  const deliveries = {
    'cloud-event': fanOut(store, [endpoint]),
    [messageType(endpoint.id)]: webhook(endpoint, { now }),
  };
  for (let done = 1; done > 0; ) {
    done = await fireDueTimers(host, { holder: 'last' });
    for (const [type, deliver] of Object.entries(deliveries))
      done += await dispatchDue({ store, now }, type, deliver, how);
  }
}

/** What is not as it was answered, or there by half: read by plain queries. */
async function faultsOf(store: Store, answered: ReadonlyMap<string, number>): Promise<readonly string[]> {
  const { database } = store;
  // What a dead node had begun keeps later entries open until the database notices.
  const open = database.selectFrom('audit_entry').select('position').where('digest', 'is', null).limit(1);
  await expect.poll(async () => (await store.seal(), (await open.execute()).length), { timeout: 60_000 }).toBe(0);
  const rows = await database.selectFrom('service_request').selectAll().execute();
  const events = await database
    .selectFrom('request_event')
    .select(['request', 'number', 'to_state'])
    .orderBy('number')
    .execute();
  const timers = await database.selectFrom('request_timer').select(['request', 'key', 'generation']).execute();
  const there = new Map(rows.map((row) => [row.id, row.revision]));
  const lost = [...answered].filter(([id, revision]) => (there.get(id) ?? 0) < revision).map(([id]) => `lost ${id}`);
  const [eventsOf, timersOf] = [byRequest(events), byRequest(timers)];
  const half = rows.flatMap(({ id, revision, state, life }) => {
    const own = eventsOf.get(id) ?? [];
    const { snapshot, ladder } = JSON.parse(life) as {
      readonly snapshot: {
        readonly machine: { readonly timers: readonly { readonly key: string; readonly generation: number }[] };
      };
      readonly ladder: { readonly key: string; readonly generation: number } | null;
    };
    const expected = [...snapshot.machine.timers, ...(ladder === null ? [] : [ladder])];
    const names = (list: readonly { readonly key: string; readonly generation: number }[]) =>
      list
        .map(({ key, generation }) => `${generation} ${key}`)
        .toSorted()
        .join();
    return [
      own.map(({ number }) => number).join() === Array.from({ length: revision }, (_, i) => i + 1).join()
        ? []
        : `timeline of ${id}`,
      own.at(-1)?.to_state === state ? [] : `state of ${id}`,
      names(timersOf.get(id) ?? []) === names(expected) ? [] : `timers of ${id}`,
    ].flat();
  });
  return [...lost, ...half, ...(await chainFaults(database))];
}

function byRequest<T extends { readonly request: string }>(rows: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const found = new Map<string, T[]>();
  for (const row of rows) found.set(row.request, [...(found.get(row.request) ?? []), row]);
  return found;
}

/** A receiver of webhooks: of each type of event, by request, the keys that came. */
async function receiving() {
  const types = new Map<string, Map<string, Set<string>>>();
  const server = createServer((request, response) => {
    void (async () => {
      let text = '';
      for await (const chunk of request) text += String(chunk);
      const { type, data } = JSON.parse(text) as {
        readonly type: string;
        readonly data: { readonly request?: string };
      };
      const requests = types.get(type) ?? new Map<string, Set<string>>();
      types.set(type, requests);
      const keys = requests.get(data.request ?? '') ?? new Set<string>();
      requests.set(data.request ?? '', keys.add(String(request.headers['webhook-id'])));
      response.writeHead(204).end();
    })();
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  onTestFinished(() => void server.close());
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, types };
}
