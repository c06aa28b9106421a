import { appendFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { link, readSet } from '../../../definitions/index.ts';
import { openDuckdb } from '../../../server/batch/duckdb.ts';
import { confine } from '../../../server/population/confine.ts';
import { claimImport } from '../../../server/population/claim-import.ts';
import { verifySnapshot } from '../../../server/population/open-snapshot.ts';
import { watchFile } from '../../../server/population/source-file.ts';
import { codesOf } from '../support/batch.ts';
import { feedFor, LIBRARY, populationRoom } from '../support/population.ts';

const room = populationRoom();

describe('life L55: names of files, columns and definitions never become SQL', () => {
  const HOSTILE = [
    `x'; --`,
    `x'); COPY (SELECT 1) TO 'stolen.csv'; --`,
    `x"; ATTACH 'stolen.db'; --`,
    `read_csv('/etc/passwd')`,
    '*',
    '[ab]',
    '?',
    '**',
    `x' UNION SELECT * FROM read_text('/etc/passwd') --`,
    'https://example.invalid/x',
    's3:x',
    '$(id)',
    '`id`',
    'a;b',
    'a\\b',
    '%00',
    'x\nSELECT 1',
    '＇',
    '#row',
    'file_row_number',
  ];

  test.each(HOSTILE)('a file called %j', async (name) => {
    const file = room.write(`${name.replaceAll('/', '∕')}.csv`, 'id,age\na,30\n');
    room.write('a.csv', 'id,age\nb,31\n');
    const made = await room.import(file);
    expect(made.manifest.tables[0]?.rows).toBe(1);
    expect(readdirSync(room.path('.')).filter((entry) => entry.startsWith('stolen'))).toEqual([]);
  });

  test('a folder of such a name', async () => {
    const made = await room.import(room.write('c.csv', 'id,age\na,30\n'), { folder: `a'[b]*?"; --` });
    expect(made.manifest.tables[0]?.rows).toBe(1);
  });

  test.each(HOSTILE)('a column called %j, in the file and in the feed', async (name) => {
    const quoted = `"${name.replaceAll('"', '""')}"`;
    const feed = feedFor({ name: 'clients', entity: 'entity/client', columns: { id: 'id', [name]: 'age' } });
    const made = await room.import(room.write('c.csv', `id,${quoted}\na,30\n`), {
      feeds: new Map([['entity/client', feed]]),
    });
    const reads = readSet(
      [LIBRARY.environment.decision('segmentation/tier')].flatMap((one) => one ?? []),
      (id) => LIBRARY.environment.entity(id),
    ).fields.filter(({ rows }) => rows === null);
    expect((await room.open(made)).record(LIBRARY, 'a', reads)).toEqual({ age: 30 });
  });

  test.each(HOSTILE)('a Parquet column called %j is ignored', async (name) => {
    const file = room.path('c.parquet');
    const duckdb = await openDuckdb({ threads: 1 });
    const odd = `"${name.replaceAll('"', '""')}"`;
    await duckdb.run(`COPY (SELECT 'a' AS id, 30 AS age, 1 AS ${odd}) TO '${file}' (FORMAT parquet)`);
    duckdb.close();
    expect((await room.import(file)).manifest.tables[0]?.rows).toBe(1);
  });

  test('the engine reads nothing but what it was given, and cannot be told otherwise', async () => {
    const given = room.write('given.csv', 'a\n1\n');
    const secret = room.write('secret.csv', 'a\n2\n');
    const duckdb = await openDuckdb({ threads: 1 });
    try {
      await confine(duckdb, { files: [given], folders: [] });
      expect(await duckdb.rows(`SELECT * FROM read_csv('${given}')`)).toHaveLength(1);
      for (const sql of [
        `SELECT * FROM read_csv('${secret}')`,
        `SELECT * FROM read_text('/etc/passwd')`,
        `SELECT * FROM glob('/etc/*')`,
        `COPY (SELECT 1) TO '${room.path('stolen.csv')}'`,
        `ATTACH '${room.path('stolen.db')}'`,
        `INSTALL httpfs`,
        `LOAD httpfs`,
        `SELECT * FROM read_csv('https://example.invalid/x.csv')`,
        'SET enable_external_access = true',
        `SET allowed_directories = ['/']`,
      ])
        await expect(duckdb.run(sql), sql).rejects.toThrow();
      expect(existsSync(room.path('stolen.csv'))).toBe(false);
    } finally {
      duckdb.close();
    }
  });

  test('an entity whose names are hostile is refused by its schema before any SQL', () => {
    const library = link([
      { document: { kind: 'entity', name: `x'; --`, key: 'id', fields: { id: { type: 'string' } } } },
      {
        document: {
          kind: 'entity',
          name: 'y',
          key: 'id',
          fields: { id: { type: 'string' }, [`a"; --`]: { type: 'string' } },
        },
      },
    ]);
    expect(library.problems.filter(({ severity }) => severity === 'error').length).toBeGreaterThanOrEqual(2);
    expect(library.environment.entity(`entity/x'; --`)).toBeUndefined();
    expect(library.environment.entity('entity/y')).toBeUndefined();
  });
});

describe('life L56: a snapshot is there whole or not at all', () => {
  test('a second import at once is refused, and the first goes on', async () => {
    const file = room.write('c.csv', 'id,age\na,30\n');
    const first = await claimImport(room.snapshots, async () => new Set());
    expect(await codesOf(room.import(file))).toEqual(['import-under-way']);
    first.release();
    expect((await room.import(file)).manifest.tables[0]?.rows).toBe(1);
  });

  test('what is known is asked for while no other import may make anything known', async () => {
    const file = room.write('c.csv', 'id,age\na,30\n');
    let others: readonly string[] = [];
    const claim = await claimImport(room.snapshots, async () => {
      others = await codesOf(room.import(file));
      return new Set();
    });
    claim.release();
    expect(others).toEqual(['import-under-way']);
  });

  test('an import that cannot ask what is known leaves the folder to the next, and what is there', async () => {
    const kept = await room.import(room.write('c.csv', 'id,age\na,30\n'));
    await expect(claimImport(room.snapshots, () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
    expect(readdirSync(room.snapshots)).toContain(kept.id);
    const next = await claimImport(room.snapshots, async () => new Set([kept.id]));
    next.release();
  });

  test.each([
    ['grows', (path: string) => appendFileSync(path, 'b,31\n')],
    ['is rewritten with as many bytes', (path: string) => writeFileSync(path, 'id,age\nb,31\n')],
  ])('a file that %s while it is read is refused', async (_, change) => {
    const file = room.write('c.csv', 'id,age\na,30\n');
    const watched = watchFile(file);
    await new Promise((resolve) => setTimeout(resolve, 20));
    change(file);
    expect(await codesOf(watched.settled())).toEqual(['file-changed']);
  });

  test('a file that grows all the time is refused as a whole import', async () => {
    const lines = Array.from({ length: 60_000 }, (_, i) => `k${i},30`).join('\n');
    const file = room.write('c.csv', `id,age\n${lines}\n`);
    const growing = setInterval(() => appendFileSync(file, 'z,30\n'), 5);
    try {
      expect(await codesOf(room.import(file))).toEqual(['file-changed']);
    } finally {
      clearInterval(growing);
    }
    expect(readdirSync(room.snapshots)).toEqual(['importing.lock']);
  });

  test('a changed, cut or missing file of a snapshot is found when it is opened', async () => {
    const made = await room.import(room.write('c.csv', 'id,age\na,30\n'));
    for (const { file } of [...made.manifest.tables, made.manifest.index]) {
      const path = join(room.snapshots, made.id, file);
      const before = readFileSync(path);
      const changed = Buffer.from(before);
      const at = Math.floor(before.length / 2);
      changed[at] = (changed[at] ?? 0) ^ 1;
      for (const content of [changed, before.subarray(0, -1), Buffer.concat([before, Buffer.from('x')])]) {
        writeFileSync(path, content);
        expect(await codesOf(verifySnapshot(room.snapshots, made)), file).toEqual(['snapshot-damaged']);
      }
      writeFileSync(path, before);
    }
    await verifySnapshot(room.snapshots, made);
    const manifest = join(room.snapshots, made.id, 'manifest.json');
    writeFileSync(manifest, readFileSync(manifest, 'utf8').replace('"rows": 1', '"rows": 2'));
    expect(await codesOf(room.open(made))).toEqual(['snapshot-damaged']);
  });

  test('what a dead import left is taken away, and what is known stays', async () => {
    const known = await room.import(room.write('c.csv', 'id,age\na,30\n'));
    const lost = await room.import(room.write('d.csv', 'id,age\nb,31\n'), { known: async () => new Set([known.id]) });
    const next = await room.import(room.write('e.csv', 'id,age\nc,32\n'), { known: async () => new Set([known.id]) });
    expect(readdirSync(room.snapshots).toSorted()).toEqual([known.id, next.id, 'importing.lock'].toSorted());
    expect(lost.id).not.toBe(next.id);
  });
});
