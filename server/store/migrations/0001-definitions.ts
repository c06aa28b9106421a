import type { Migration } from './migration.ts';

/** Definitions, what was proved of them, and the population they are shown on. */
export const definitions: Migration = {
  number: 1,
  name: 'definitions',
  async up(schema) {
    await schema
      .createTable('document')
      .addColumn('hash', 'text', (column) => column.primaryKey())
      .addColumn('json', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('publication')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('published_at', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('publication_member')
      .addColumn('publication', 'integer', (column) => column.notNull().references('publication.number'))
      .addColumn('id', 'text', (column) => column.notNull())
      .addColumn('version', 'integer', (column) => column.notNull())
      .addColumn('hash', 'text', (column) => column.notNull().references('document.hash'))
      .addColumn('closure', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('publication_member_key', ['publication', 'id'])
      .execute();
    await schema.createIndex('publication_member_closure').on('publication_member').column('closure').execute();
    await schema
      .createTable('proof')
      .addColumn('closure', 'text', (column) => column.primaryKey())
      .addColumn('proofs', 'text', (column) => column.notNull())
      .addColumn('cases_passed', 'integer', (column) => column.notNull())
      .addColumn('cases_failed', 'integer', (column) => column.notNull())
      .execute();
    await schema
      .createTable('frozen_cuts')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('frozen_at', 'text', (column) => column.notNull())
      .addColumn('cuts', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('population')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('customers', 'integer', (column) => column.notNull())
      .addColumn('seed', 'integer', (column) => column.notNull())
      .addColumn('as_of', 'text', (column) => column.notNull())
      .addColumn('made_at', 'text', (column) => column.notNull())
      .execute();
    await schema
      .createTable('population_count')
      .addColumn('segmentation', 'text', (column) => column.primaryKey())
      .addColumn('closure', 'text', (column) => column.notNull())
      .addColumn('counts', 'text', (column) => column.notNull())
      .execute();
  },
};
