import { beforeEach, expect, it } from 'vitest';
import { hash, type JsonObject } from '../../../../definitions/index.ts';
import { withdrawRelease } from '../../../../server/operations/releases/decline.ts';
import { editorsOf } from '../../../../server/operations/releases/release-rows.ts';
import { beginRollBack } from '../../../../server/operations/releases/roll-back.ts';
import { writtenParts } from '../../../../server/operations/releases/written-parts.ts';
import { as } from '../../support/people.ts';
import { AS_SEEN, codeOf, lifeRoom, type LifeRoom, tier, wealth } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const titled = (document: JsonObject, title: string): JsonObject => ({
  ...document,
  title: { 'zh-CN': title, en: title },
});
const classesOf = (document: JsonObject) => document['classes'] as readonly JsonObject[];

onBothDatabases('whoever wrote a part of a text', (stores) => {
  let room: LifeRoom;
  beforeEach(async () => {
    room = await lifeRoom(stores);
  });
  const editors = async (id: string) => await editorsOf(room.store.database, id);
  const begun = async (document: JsonObject, by: string) => await room.begin([{ document }], by);

  it('life L25: is an editor of a bare text that differs from his by one character', async () => {
    await begun(titled(tier(70), 'Tiers'), 'cem');
    const id = await begun(titled(tier(70), 'Tiers.'), 'ann');
    expect(await editors(id)).toEqual(['ann', 'cem']);
    expect(await codeOf(room.approve(id, await room.submit(id), 'cem'))).toBe('editor-never-approves');
  });

  it('life L25: is an editor of it after he wrote something else over it, and after it was live and was rolled back', async () => {
    const own = await begun(tier(70), 'cem');
    await room.edit(own, [{ document: tier(80) }], 'cem');
    const taken = await begun(tier(70), 'ann');
    expect(await editors(taken)).toEqual(['ann', 'cem']);
    await room.approve(own, await room.submit(own, 'cem'));
    expect(await room.goLive(own)).toBe('live');
    const back = await beginRollBack(room, as('ben'), own, 'It was wrong');
    await room.approve(back.id, back.hash ?? '', 'bob');
    expect([await room.goLive(back.id), await room.live()]).toEqual(['live', 'v3 60']);
    expect(await editors(await begun(tier(80), 'ann'))).toEqual(['ann', 'cem']);
  });

  it('life L25: is an editor by what he left out, or put in another order, with another part beside it', async () => {
    const [plain = {}, gold = {}] = classesOf(tier(60));
    const untitled = { ...tier(60) };
    delete untitled['title'];
    await begun(untitled, 'cem');
    expect(await editors(await begun({ ...untitled, decimals: 2 }, 'ann'))).toEqual(['ann', 'cem']);
    const { reasons: _reasons, ...without } = wealth(50);
    await begun({ ...without, characteristics: [] }, 'ada');
    expect(await editors(await begun({ ...wealth(50), characteristics: [], decimals: 1 }, 'ann'))).toEqual([
      'ada',
      'ann',
    ]);
    await begun({ ...tier(60), classes: [gold, plain] }, 'ada');
    const other = { ...tier(60), classes: [gold, plain], decimals: 3 };
    expect(await editors(await begun(other, 'ann'))).toEqual(['ada', 'ann']);
  });

  it('is none of another change of the same text, not even of the same figure', async () => {
    await begun(tier(70), 'cem');
    await begun(titled(tier(60), 'Tiers'), 'ada');
    expect(await editors(await begun(tier(75), 'ann'))).toEqual(['ann']);
    expect(await editors(await begun({ ...tier(60), decimals: 2 }, 'ann'))).toEqual(['ann']);
  });

  it('is an editor of a near copy of a large new text, of which not every part is kept', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => ({
      name: `c${i}`,
      fact: 'aum',
      bins: [{ in: `[${i}, ${i + 1})`, score: i }],
    }));
    const large = { ...wealth(50), name: 'large', characteristics: rows };
    const near = { ...large, characteristics: rows.toSpliced(1700, 1, { name: 'c', fact: 'age', bins: [] }) };
    const text = (document: JsonObject) => ({
      ref: 'scorecard/large',
      json: JSON.stringify(document),
      hash: hash(document),
      base_hash: null,
    });
    const [parts] = (await writtenParts(room.store.database, [text(large)])).values();
    expect(parts?.length).toBeLessThan(500);
    await begun(large, 'cem');
    expect(await editors(await begun(near, 'ann'))).toEqual(['ann', 'cem']);
  });

  it('is kept, whoever writes to the database', async () => {
    await begun(tier(70), 'cem');
    const taking = room.store.write(as('cem'), 'test', async (tx) => {
      await tx.database.deleteFrom('written_part').execute();
      await tx.audit({ subject: 'test' });
    });
    await expect(taking).rejects.toThrow('only ever added');
  });

  it('leaves nothing to wait for that everybody who may approve it wrote in', async () => {
    await begun(tier(70), 'cem');
    // The only ones who approve over the bank, as if they had written as well.
    await room.store.write(as('ann'), 'test', async (tx) => {
      const rows = await tx.database.selectFrom('written_part').selectAll().where('person', '=', 'cem').execute();
      for (const person of ['ben', 'bob'])
        await tx.database
          .insertInto('written_part')
          .values(rows.map((row) => ({ ...row, person })))
          .execute();
      await tx.audit({ subject: 'test' });
    });
    const id = await begun(tier(70), 'ann');
    expect(await codeOf(room.submit(id))).toBe('approvers-edited');
    expect(await room.state(id)).toBe('draft');
    const other = await begun(tier(75), 'ann');
    expect(await room.submit(other)).not.toBe('');
    await withdrawRelease(room.store, as('ann'), id, AS_SEEN);
  });
});
