import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { directImporter, type ImportRunner } from '../../../../server/operations/population/import-runner.ts';
import { decideImport } from '../../../../server/operations/population/imports.ts';
import { beginUpload } from '../../../../server/operations/population/upload.ts';
import { claimImport } from '../../../../server/population/claim-import.ts';
import { type ImportRoom, importRoom, rows, textOf } from '../../support/importing.ts';
import { as } from '../../support/people.ts';
import { codeOf } from '../../support/releases.ts';
import { onBothDatabases } from '../../support/stores.ts';

const HOURS = 3600;

onBothDatabases('carrying an import out', (stores) => {
  let room: ImportRoom;
  let direct: ImportRunner;
  beforeEach(async () => {
    room = await importRoom(stores);
    direct = directImporter(room.life.store.database);
  });
  afterEach(async () => await room.close());

  const codes = async (id: string) => {
    const { state, problems } = await room.shown(id);
    return [state, problems.map(({ code }) => code)];
  };
  const bytes = (lines: readonly string[]) => Buffer.from(`${lines.join('\n')}\n`);
  /** How much of a file is on the disk, acknowledged or not. */
  const sizeOf = (file: string) => statSync(join(room.folder, 'uploads', file, 'clients.csv')).size;
  /** A runner that waits until it is let go. */
  const held = (): { readonly runner: ImportRunner; letGo(): void } => {
    let letGo = () => {};
    const gone = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    return { runner: (task, told, keep, cancelled) => gone.then(() => direct(task, told, keep, cancelled)), letGo };
  };

  it('has its files to itself: no piece, no second import and no sweep comes to them', async () => {
    const { runner, letGo } = held();
    const jobs = room.jobsBy({ runner });
    const file = await room.sent(rows(50));
    room.life.later(20 * HOURS);
    const id = await room.begun(file, 'ida', jobs);
    const at = Buffer.byteLength(textOf(rows(50)));
    expect(await codeOf(room.piece(file, at, Readable.from([bytes(['Z,40,1,'])])))).toBe('person-not-found');
    expect(await codeOf(room.begun(file, 'ida', jobs))).toBe('person-not-found');
    room.life.later(20 * HOURS);
    await beginUpload(room.life.store, as('ivo'), room.folder, 'other.csv');
    letGo();
    await jobs.settled();
    expect(await codes(id)).toEqual(['done', []]);
    expect((await room.shown(id)).tables).toMatchObject([{ rows: 50 }]);
  });

  it('ends a piece that is still coming in, and reads none of its bytes', async () => {
    const file = await room.sent(rows(50));
    const coming = new Readable({ read() {} });
    coming.push(bytes(['Z,40,1,']));
    const at = Buffer.byteLength(textOf(rows(50)));
    const piece = codeOf(room.piece(file, at, coming));
    await expect.poll(() => sizeOf(file)).toBeGreaterThan(at);
    const id = await room.begun(file);
    await room.jobs.settled();
    expect(await piece).toBe('person-not-found');
    expect((await room.shown(id)).tables).toMatchObject([{ rows: 50, refused: 0 }]);
  });

  it('reads nothing of a piece that broke off', async () => {
    const file = await room.sent(rows(50));
    const broken = async function* (): AsyncGenerator<Buffer> {
      yield bytes(['Z,40,1,']);
      await expect.poll(() => sizeOf(file)).toBeGreaterThan(at);
      throw new Error('The line broke');
    };
    const at = Buffer.byteLength(textOf(rows(50)));
    expect(await codeOf(room.piece(file, at, Readable.from(broken())))).toBe('Error: The line broke');
    const id = await room.begun(file);
    await room.jobs.settled();
    expect((await room.shown(id)).tables).toMatchObject([{ rows: 50, refused: 0 }]);
  });

  it('did not fail where a fault comes once it is kept', async () => {
    const faults: string[] = [];
    const runner: ImportRunner = async (task, told, keep, cancelled) => {
      await direct(task, told, keep, cancelled);
      throw new Error('The thread of an import ended');
    };
    const made = await room.imported(rows(50), 'ida', room.jobsBy({ runner, onFault: (e) => faults.push(e.message) }));
    expect([made.state, faults]).toEqual(['done', ['The thread of an import ended']]);
    expect(await room.current()).toBe(made.snapshot);
    const { database } = room.life.store;
    const told = await database
      .selectFrom('audit_entry')
      .select('body')
      .where('operation', '=', 'end-import')
      .execute();
    expect(told).toEqual([]);
  });

  it('waits for another that has the folder', async () => {
    const claim = await claimImport(join(room.folder, 'snapshots'), () => Promise.resolve(new Set()));
    let tries = 0;
    const runner: ImportRunner = (task, told, keep, cancelled) => {
      tries += 1;
      if (tries === 2) claim.release();
      return direct(task, told, keep, cancelled);
    };
    const made = await room.imported(rows(50), 'ida', room.jobsBy({ runner, waitMs: 1 }));
    expect([made.state, made.problems, tries]).toEqual(['done', [], 2]);
  });

  it('waits sixty times at most, or until the server stops, and gives the files back', async () => {
    const claim = await claimImport(join(room.folder, 'snapshots'), () => Promise.resolve(new Set()));
    let tries = 0;
    let told: unknown;
    // The lock says the same each time: it is asked once.
    const runner: ImportRunner = async (task, tell, keep, cancelled) => {
      tries += 1;
      told ??= await direct(task, tell, keep, cancelled).catch((error: unknown) => error);
      throw told;
    };
    const file = await room.sent(rows(50));
    const first = room.jobsBy({ runner, waitMs: 1 });
    const id = await room.begun(file, 'ida', first);
    await first.settled();
    expect([...(await codes(id)), tries]).toEqual(['failed', ['import-under-way'], 61]);
    const second = room.jobsBy({ runner, waitMs: 2 ** 30 });
    const other = await room.begun(file, 'ida', second);
    await expect.poll(() => tries).toBe(62);
    await second.close();
    expect(await codes(other)).toEqual(['failed', ['import-under-way']]);
    claim.release();
    const last = await room.begun(file);
    await room.jobs.settled();
    expect(await codes(last)).toEqual(['done', []]);
    expect(readdirSync(join(room.folder, 'uploads'))).toEqual([]);
  });

  it.each(['before it is read', 'while it is read', 'once it is whole'])(
    'is ended by whoever began it, %s, and leaves nothing',
    async (when) => {
      const before = await room.imported(rows(50));
      let isWhole = false;
      let isTold = false;
      const runner: ImportRunner = async (task, tell, keep, cancelled) => {
        const withdrawn = async () => {
          await decideImport(room.life.store, as('ida'), task.id, 'withdraw');
          if (when !== 'once it is whole') jobs.cancel(task.id);
        };
        if (when === 'before it is read') await withdrawn();
        const heard: typeof tell = (step, share) => {
          // As the route does it, whose second half follows the transaction.
          if (when === 'while it is read' && !isTold) jobs.cancel(task.id);
          isTold = true;
          tell(step, share);
        };
        if (when === 'while it is read') await decideImport(room.life.store, as('ida'), task.id, 'withdraw');
        const late = async (snapshot: Parameters<typeof keep>[0]) => {
          isWhole = true;
          if (when === 'once it is whole') await withdrawn();
          await keep(snapshot);
        };
        return await direct(task, heard, late, cancelled);
      };
      const jobs = room.jobsBy({ runner });
      const id = await room.begun(await room.sent(rows(60)), 'ida', jobs);
      await jobs.settled();
      expect(await codes(id)).toEqual(['withdrawn', []]);
      expect([isTold, isWhole]).toEqual([when !== 'before it is read', when === 'once it is whole']);
      expect(await room.current()).toBe(before.snapshot);
      expect(readdirSync(join(room.folder, 'uploads'))).toEqual([]);
      expect(await room.life.store.database.selectFrom('upload').selectAll().execute()).toEqual([]);
      const after = await room.imported(rows(70));
      expect([after.state, await room.current()]).toEqual(['done', after.snapshot]);
      expect(await codeOf(decideImport(room.life.store, as('ida'), id, 'withdraw'))).toBe('import-decided');
    },
  );

  it('is ended by nobody else, nor where it waits for the folder of another', async () => {
    const claim = await claimImport(join(room.folder, 'snapshots'), () => Promise.resolve(new Set()));
    const jobs = room.jobsBy({ waitMs: 2 ** 30 });
    const id = await room.begun(await room.sent(rows(50)), 'ida', jobs);
    expect(await codeOf(decideImport(room.life.store, as('ivo'), id, 'withdraw'))).toBe('import-takes-another');
    expect(await codeOf(decideImport(room.life.store, as('ida'), id, 'withdraw'))).toBe('done');
    jobs.cancel(id);
    await jobs.settled();
    expect(await codes(id)).toEqual(['withdrawn', []]);
    expect(readdirSync(join(room.folder, 'uploads'))).toEqual([]);
    claim.release();
  });
});
