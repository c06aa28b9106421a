import { rmSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../../../server/operations/definitions/load-definitions.ts';
import { directLinker, type LinkedPublication, type Linker } from '../../../../server/operations/definitions/linker.ts';
import { Chance } from '../../../../server/referee/agree/random/chance.ts';
import { sqliteIn } from '../../../../server/store/address.ts';
import { openStore } from '../../../../server/store/open-store.ts';
import type { Store } from '../../../../server/store/store.ts';
import { clock, temporaryFolder, tester } from '../../support/bank.ts';
import { documents, scorecard, segmentation } from '../../support/definitions.ts';

/** A set of definitions, some of which mean the same, in some order of keys. */
function drawn(chance: Chance): readonly object[] {
  const criteria = chance.many(4, (i) => {
    const when = { all: [{ fact: 'age', operator: 'greaterThan', value: chance.whole(1, 3) }] };
    return { kind: 'criteria', name: `c${i}`, entity: 'entity/client', when };
  });
  const all = [...documents.slice(0, -2), scorecard(chance.whole(40, 60)), segmentation(60)];
  const turned = (document: object) => Object.fromEntries(Object.entries(document).toReversed());
  return [...all, ...criteria.filter(() => chance.is(0.7))].map((one) => (chance.is(0.1) ? turned(one) : one));
}

const plain = ({ library, writings: _, told, findings, libraryProofs, ...rest }: LinkedPublication) => ({
  ...rest,
  definitions: library.definitions.map((one) => [one, JSON.stringify(one.document)]),
  problems: library.problems,
  broken: library.broken,
  told: [...told].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  findings: [...findings].toSorted(([a], [b]) => (a < b ? -1 : 1)),
  libraryProofs: [...libraryProofs].toSorted(([a], [b]) => (a < b ? -1 : 1)),
});

describe('linking what a publication changes', () => {
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

  const steps = async (linker: Linker, seed: number, count: number) => {
    const chance = new Chance(seed);
    let held: LinkedPublication | undefined;
    for (let i = 0; i < count; i += 1) {
      const sources = drawn(chance).map((document) => ({ document }));
      const loaded = await loadDefinitions(store, tester, sources, { replaces: true });
      expect(loaded.kind).toBe('published');
      held = await linker.read(held);
      expect(plain(held)).toEqual(plain(await directLinker(store.database).read(undefined)));
    }
  };

  it.each([1, 2, 3])('comes to what linking all of it comes to, seed %i', async (seed) => {
    await steps(directLinker(store.database), seed, 8);
  });

  it('sends what changed, and nothing else', async () => {
    const load = (sources: readonly object[]) =>
      loadDefinitions(
        store,
        tester,
        sources.map((document) => ({ document })),
      );
    await load(documents);
    const held = await directLinker(store.database).read(undefined);
    await load([scorecard(55)]);
    const next = await directLinker(store.database).read(held);
    const same = next.library.definitions.filter((one) => held.library.definitions.includes(one));
    expect(same.map(({ id }) => id)).toEqual(['criteria/recent', 'entity/client']);
  });
});
