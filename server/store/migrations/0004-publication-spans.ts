import { sql } from 'kysely';
import type { Database } from '../tables.ts';
import type { Migration } from './migration.ts';

/**
 * Members of publications are kept with the span of publications in which they stood, so that a publication costs what it changes;
 * what is proved of definitions together is kept apart from what is proved of one and all it reaches.
 */
export const publicationSpans: Migration = {
  number: 4,
  name: 'publication-spans',
  says: {
    'zh-CN': '按发布区间保存定义，并移入已有发布',
    en: 'keeps definitions in spans of publications, and moves those there are',
  },
  async up(schema, database, { dialect, text, whole }) {
    await schema.alterTable('publication_member').renameTo('publication_member_each').execute();
    await schema.dropIndex('publication_member_closure').execute();
    await schema
      .createTable('publication_member')
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('since', whole, (column) => column.notNull().references('publication.number'))
      .addColumn('until', whole)
      .addColumn('version', whole, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull().references('document.hash'))
      .addColumn('closure', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('publication_member_span', ['id', 'since'])
      .execute();
    await schema.createIndex('publication_member_closure').on('publication_member').column('closure').execute();
    if (dialect === 'sqlite') await moveMembers(database);
    await schema.dropTable('publication_member_each').execute();
    await schema
      .createTable('library_proof')
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('since', whole, (column) => column.notNull().references('publication.number'))
      .addColumn('until', whole)
      .addColumn('proofs', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('library_proof_span', ['id', 'since'])
      .execute();
    await schema
      .alterTable('document')
      .addColumn('written', whole, (column) => column.notNull().defaultTo(0))
      .execute();
    await schema
      .alterTable('proof')
      .addColumn('problems', text, (column) => column.notNull().defaultTo('[]'))
      .execute();
    await schema
      .alterTable('proof')
      .addColumn('program', text, (column) => column.notNull().defaultTo(''))
      .execute();
    if (dialect === 'sqlite') await dropProofsAmongAll(database);
  },
};

/** No store on PostgreSQL is as old as that. Publications are numbered without a gap: of rows that say the same, those stand in one span whose numbers follow each other. */
async function moveMembers(database: Database): Promise<void> {
  await sql`
    insert into publication_member (id, since, until, version, hash, closure)
    select id, min(publication), nullif(max(publication) + 1, (select max(number) + 1 from publication)), version, hash, closure
    from (
      select *, publication - row_number() over (partition by id, version, hash, closure order by publication) as span
      from publication_member_each
    )
    group by id, version, hash, closure, span`.execute(database);
}

/** That a criteria differs from every other was kept as if it hung on the criteria alone. */
async function dropProofsAmongAll(database: Database): Promise<void> {
  await sql`
    update proof set proofs = (
      select coalesce(json_group_array(json(value)), '[]') from json_each(proof.proofs)
      where json_extract(value, '$.property') <> 'distinct'
    )`.execute(database);
}
