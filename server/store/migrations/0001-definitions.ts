import type { Migration } from './migration.ts';

/** Definitions, what was proved of them, and the population they are shown on. */
export const definitions: Migration = {
  number: 1,
  name: 'definitions',
  says: {
    'zh-CN': '建立定义、证明、界限与样例客户的表',
    en: 'makes the tables of definitions, proofs, frozen cuts and the sample population',
  },
  async up(schema, _database, { text, whole }) {
    await schema
      .createTable('document')
      .addColumn('hash', text, (column) => column.primaryKey())
      .addColumn('json', text, (column) => column.notNull())
      .execute();
    await schema
      .createTable('publication')
      .addColumn('number', whole, (column) => column.primaryKey())
      .addColumn('published_at', text, (column) => column.notNull())
      .execute();
    await schema
      .createTable('publication_member')
      .addColumn('publication', whole, (column) => column.notNull().references('publication.number'))
      .addColumn('id', text, (column) => column.notNull())
      .addColumn('version', whole, (column) => column.notNull())
      .addColumn('hash', text, (column) => column.notNull().references('document.hash'))
      .addColumn('closure', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('publication_member_key', ['publication', 'id'])
      .execute();
    await schema.createIndex('publication_member_closure').on('publication_member').column('closure').execute();
    await schema
      .createTable('proof')
      .addColumn('closure', text, (column) => column.primaryKey())
      .addColumn('proofs', text, (column) => column.notNull())
      .addColumn('cases_passed', whole, (column) => column.notNull())
      .addColumn('cases_failed', whole, (column) => column.notNull())
      .execute();
    await schema
      .createTable('frozen_cuts')
      .addColumn('number', whole, (column) => column.primaryKey())
      .addColumn('frozen_at', text, (column) => column.notNull())
      .addColumn('cuts', text, (column) => column.notNull())
      .execute();
    await schema
      .createTable('population')
      .addColumn('id', whole, (column) => column.primaryKey())
      .addColumn('customers', whole, (column) => column.notNull())
      .addColumn('seed', whole, (column) => column.notNull())
      .addColumn('as_of', text, (column) => column.notNull())
      .addColumn('made_at', text, (column) => column.notNull())
      .execute();
    await schema
      .createTable('population_count')
      .addColumn('segmentation', text, (column) => column.primaryKey())
      .addColumn('closure', text, (column) => column.notNull())
      .addColumn('counts', text, (column) => column.notNull())
      .execute();
  },
};
