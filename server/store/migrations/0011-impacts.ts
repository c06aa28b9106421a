import type { Migration } from './migration.ts';

/** What changes of definitions do to the populations. The answers of single records lie in files; what they add up to stands here. */
export const impacts: Migration = {
  number: 11,
  name: 'impacts',
  says: { 'zh-CN': '建立改动影响的表', en: 'makes the tables of what changes of definitions do' },
  async up(schema, _database, { text, whole }) {
    await schema
      .createTable('impact')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('begun_by', text, (column) => column.notNull())
      .addColumn('begun_by_name', text, (column) => column.notNull())
      .addColumn('begun_at', text, (column) => column.notNull())
      .addColumn('ended_at', text)
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('base', whole, (column) => column.notNull())
      .addColumn('draft', text, (column) => column.notNull())
      .addColumn('asked', text)
      .addColumn('digest', text)
      .addColumn('problems', text, (column) => column.notNull())
      .execute();
    await schema
      .createTable('impact_result')
      .addColumn('impact', text, (column) => column.notNull().references('impact.id'))
      .addColumn('ref', text, (column) => column.notNull())
      .addColumn('report', text, (column) => column.notNull())
      .addColumn('kept', text, (column) => column.notNull())
      .addColumn('digest', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('impact_result_key', ['impact', 'ref'])
      .execute();
  },
};
