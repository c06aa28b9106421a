import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { link } from '../../../../definitions/index.ts';
import { pastCatalogs } from '../../../../server/operations/definitions/past-catalogs.ts';
import { readPublication } from '../../../../server/store/definitions.ts';
import { sqliteIn } from '../../../../server/store/address.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import { publish } from '../../../../server/operations/definitions/publish.ts';
import type { Store } from '../../../../server/store/store.ts';
import { clock, temporaryFolder, tester } from '../../support/bank.ts';
import { documents, segmentation } from '../../support/definitions.ts';

let folder: string;
let store: Store;
beforeEach(async () => {
  folder = temporaryFolder();
  store = await openStore(sqliteIn(folder), { clock });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

it('found 44: of the catalogs of the past those asked for last are kept, and few of them', async () => {
  const ref = 'segmentation/tier';
  const entries = [];
  for (let i = 0; i < 12; i += 1) {
    const set = link([...documents.slice(0, -1), segmentation(50 + i)].map((document) => ({ document })));
    await publish(store, tester, [...set.definitions.values()], i);
    const { sources } = await readPublication(store.database);
    entries.push({ ref, closure: sources.find(({ id }) => id === ref)?.closure ?? '', cuts: 0 });
  }
  const catalogOf = pastCatalogs(store.database);
  const first = [];
  for (const entry of entries) first.push(await catalogOf(entry));
  expect(first.map((catalog) => catalog?.prepare(ref, false)?.stamp.closure)).toEqual(
    entries.map(({ closure }) => closure),
  );
  // The newest first, so that asking does not push out what is asked for next.
  let kept = 0;
  for (const [i, entry] of [...entries.entries()].toReversed()) if ((await catalogOf(entry)) === first[i]) kept += 1;
  expect(kept).toBe(4);
});
