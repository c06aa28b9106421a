import type { Migration } from './migration.ts';

/** Who reports to whom, and who is recused from which request because of that. */
export const recusals: Migration = {
  number: 17,
  name: 'recusals',
  says: {
    'zh-CN': '记下人员的上级，并建立请求回避人员的表',
    en: 'keeps whom people report to, and makes the table of who is recused from requests',
  },
  async up(schema, _database, { text }) {
    await schema.alterTable('person').addColumn('manager', text).execute();
    await schema.createIndex('person_manager').on('person').columns(['manager']).execute();
    await schema
      .createTable('request_recused')
      .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
      .addColumn('person', text, (column) => column.notNull())
      .addColumn('subject', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('request_recused_key', ['request', 'person', 'subject'])
      .execute();
    await schema.createIndex('request_recused_person').on('request_recused').columns(['person', 'request']).execute();
  },
};
