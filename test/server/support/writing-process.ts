import type { StoreAddress } from '../../../server/store/address.ts';
import { openStore } from '../../../server/store/open-store.ts';
import { statement } from '../../../server/store/statement.ts';

/**
 * Writes without end, several operations at a time, and tells each that was answered on a line: to be killed while it does.
 * `node --import tsx writing-process.ts ADDRESS NAME`
 */
const [address = '', name = ''] = process.argv.slice(2);
const store = await openStore(JSON.parse(address) as StoreAddress);
const keep = statement((database, given: { readonly hash: string }) =>
  database.insertInto('document').values({ hash: given.hash, json: '{}', written: 0 }),
);

async function write(lane: number): Promise<void> {
  for (let i = 0; ; i += 1) {
    const hash = `${name}-${lane}-${i}`;
    await store.write({ kind: 'system', id: 'writer', name }, 'keep', async (tx) => {
      await tx.all(keep, { hash });
      await tx.send({ type: 'notice', key: hash, payload: null });
      await tx.audit({ subject: hash });
    });
    process.stdout.write(`${hash}\n`);
  }
}

await Promise.all([write(0), write(1), write(2), write(3)]);
