import type { Migration } from './migration.ts';

/** What people are told of requests. */
export const notices: Migration = {
  number: 19,
  name: 'notices',
  says: {
    'zh-CN': '建立请求通知的表',
    en: 'makes the table of what people are told of requests',
  },
  async up(schema, _database, { text, whole, counted }) {
    await schema
      .createTable('request_notice')
      .addColumn('number', whole, counted)
      .addColumn('key', text, (column) => column.notNull().unique())
      .addColumn('person', text, (column) => column.notNull().references('person.id'))
      .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
      .addColumn('template', text, (column) => column.notNull())
      .addColumn('said', text, (column) => column.notNull())
      .addColumn('noticed_at', text, (column) => column.notNull())
      .addColumn('read_at', text)
      .execute();
    await schema.createIndex('request_notice_person').on('request_notice').columns(['person', 'number']).execute();
  },
};
