import { sql } from 'kysely';
import { type Guard, guardStatements } from './guards.ts';
import type { Migration } from './migration.ts';

const GUARDS: readonly Guard[] = [
  { table: 'written_part', on: 'update', says: 'who wrote a part of a text is only ever added' },
  { table: 'written_part', on: 'delete', says: 'who wrote a part of a text is only ever added' },
];

/**
 * Who wrote what, for good: whatever a text is carried over by, who wrote a part of it never approves it. Of texts written before, the
 * whole is such a part. And of an impact, which populations were lacking.
 */
export const writtenParts: Migration = {
  number: 15,
  name: 'written-parts',
  says: {
    'zh-CN': '记下每段内容由谁写过，以及影响计算缺少哪些客群',
    en: 'keeps who wrote which part of a text, and which populations an impact lacked',
  },
  async up(schema, database, { dialect, text }) {
    await schema
      .createTable('written_part')
      .addColumn('ref', text, (column) => column.notNull())
      .addColumn('part', text, (column) => column.notNull())
      .addColumn('person', text, (column) => column.notNull().references('person.id'))
      .addColumn('written_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('written_part_key', ['ref', 'part', 'person'])
      .execute();
    await sql`insert into written_part (ref, part, person, written_at)
      select m.ref, m.hash, e.person, min(e.edited_at)
      from release_member m
      join release r on r.id = m.release
      join release_editor e on e.release = m.release
      where r.kind = 'change' and m.hash is not null and (m.base_hash is null or m.base_hash <> m.hash)
      group by m.ref, m.hash, e.person`.execute(database);
    for (const statement of guardStatements(GUARDS, dialect)) await sql.raw(statement).execute(database);
    await schema.alterTable('impact').addColumn('lacking', text).execute();
  },
};
