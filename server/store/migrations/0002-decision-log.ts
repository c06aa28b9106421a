import type { Migration } from './migration.ts';

/** The log of answered decisions. */
export const decisionLog: Migration = {
  number: 2,
  name: 'decision-log',
  says: {
    'zh-CN': '建立判断日志的表',
    en: 'makes the table of the decision log',
  },
  async up(schema, _database, { text, whole }) {
    await schema
      .createTable('decision_log')
      .addColumn('number', whole, (column) => column.primaryKey())
      .addColumn('decided_at', text, (column) => column.notNull())
      .addColumn('ref', text, (column) => column.notNull())
      .addColumn('version', whole)
      .addColumn('closure', text, (column) => column.notNull())
      .addColumn('cuts', whole, (column) => column.notNull())
      .addColumn('language', text, (column) => column.notNull())
      .addColumn('as_of', text)
      .addColumn('request', text, (column) => column.notNull())
      .addColumn('result', text, (column) => column.notNull())
      .execute();
  },
};
