import type { Migration } from './migration.ts';

/** When people are absent, and who stands in for them. */
export const absences: Migration = {
  number: 21,
  name: 'absences',
  says: {
    'zh-CN': '记下人员的缺勤及其代班人',
    en: 'keeps when people are absent and who stands in for them',
  },
  async up(schema, _database, { text }) {
    await schema
      .createTable('absence')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('person', text, (column) => column.notNull())
      .addColumn('from_on', text, (column) => column.notNull())
      .addColumn('to_on', text, (column) => column.notNull())
      .addColumn('stand_in', text)
      .addColumn('entered_by', text, (column) => column.notNull())
      .addColumn('entered_at', text, (column) => column.notNull())
      .addColumn('ended_at', text)
      .execute();
    await schema.createIndex('absence_person').on('absence').columns(['person', 'to_on']).execute();
    await schema.createIndex('absence_from').on('absence').columns(['from_on', 'id']).execute();
  },
};
