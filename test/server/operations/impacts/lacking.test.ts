import { rmSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JsonObject } from '../../../../definitions/index.ts';
import { beginImpact } from '../../../../server/operations/impacts/begin-impact.ts';
import { readImpact } from '../../../../server/operations/impacts/read-impact.ts';
import { temporaryFolder } from '../../support/bank.ts';
import { documents } from '../../support/definitions.ts';
import { as } from '../../support/people.ts';
import { importClients, lifeRoom, type LifeRoom, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const branch = {
  kind: 'entity',
  name: 'branch',
  key: 'branchId',
  fields: { branchId: { type: 'string' }, seats: { type: 'integer', minimum: 0, maximum: 500 } },
};
const large = (seats: number): JsonObject => ({
  kind: 'criteria',
  name: 'large',
  entity: 'entity/branch',
  when: { all: [{ fact: 'seats', operator: 'greaterThanInclusive', value: seats }] },
});

onBothDatabases('an impact on populations of which one is not there', (stores) => {
  let room: LifeRoom;
  let folder: string;
  beforeEach(async () => {
    folder = temporaryFolder();
    room = await lifeRoom(stores, [...documents, branch, large(10)], folder);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const asked = async (changes: readonly object[]) => {
    const { id } = await beginImpact(room.store, as('ann'), { documents: changes, retired: [] }, room.impacts);
    await room.impacts.settled();
    const rights = [{ role: 'approver', scope: 'bank' }] as const;
    const { state, lacking, results } = await readImpact(room.store, { id, rights, dataFolder: folder });
    return { state, lacking, told: results.map(({ ref }) => ref) };
  };

  it('names what it therefore does not tell of', async () => {
    await importClients(room, folder, [5000, 10, null], '2026-11-20');
    expect(await asked([wealth(80), large(20)])).toEqual({
      state: 'done',
      lacking: [{ entity: 'entity/branch', definitions: ['criteria/large'] }],
      told: ['scorecard/wealth', 'segmentation/tier'],
    });
    expect((await asked([wealth(80)])).lacking).toEqual([]);
  });

  it('tells of nothing where all that may change are of such', async () => {
    await importClients(room, folder, [5000, 10, null], '2026-11-20');
    expect(await asked([large(20)])).toMatchObject({ state: 'failed', told: [] });
  });
});
