import type { Migration } from './migration.ts';

/** Files on their way in, and what became of each import of a population. */
export const imports: Migration = {
  number: 13,
  name: 'imports',
  says: { 'zh-CN': '建立上传与导入的表', en: 'makes the tables of uploads and imports' },
  async up(schema, _database, { text, whole }) {
    await schema
      .createTable('upload')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('name', text, (column) => column.notNull())
      .addColumn('bytes', whole, (column) => column.notNull())
      .addColumn('begun_by', text, (column) => column.notNull())
      .addColumn('begun_at', text, (column) => column.notNull())
      .execute();
    await schema
      .createTable('snapshot_import')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('number', whole, (column) => column.notNull().unique())
      .addColumn('entity', text, (column) => column.notNull())
      .addColumn('as_of', text, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('people', text, (column) => column.notNull())
      .addColumn('begun_by', text, (column) => column.notNull())
      .addColumn('begun_by_name', text, (column) => column.notNull())
      .addColumn('begun_at', text, (column) => column.notNull())
      .addColumn('ended_at', text)
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('snapshot', text)
      .addColumn('manifest', text)
      .addColumn('falls', text, (column) => column.notNull())
      .addColumn('problems', text, (column) => column.notNull())
      .addColumn('decided_by', text)
      .addColumn('decided_at', text)
      .execute();
  },
};
