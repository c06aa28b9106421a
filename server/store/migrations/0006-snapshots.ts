import type { Migration } from './migration.ts';

/** Populations that were imported: which there are, of which day, from where. Their rows lie in files, named by their hashes. */
export const snapshots: Migration = {
  number: 6,
  name: 'snapshots',
  says: { 'zh-CN': '建立客户群快照的表', en: 'makes the table of population snapshots' },
  async up(schema, _database, { text }) {
    await schema
      .createTable('snapshot')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('entity', text, (column) => column.notNull())
      .addColumn('as_of', text, (column) => column.notNull())
      .addColumn('imported_at', text, (column) => column.notNull())
      .addColumn('imported_by', text, (column) => column.notNull())
      .addColumn('manifest', text, (column) => column.notNull())
      .execute();
    await schema.createIndex('snapshot_day').on('snapshot').columns(['entity', 'as_of', 'imported_at']).execute();
  },
};
