import type { Migration } from './migration.ts';

/** The log of answered decisions. */
export const decisionLog: Migration = {
  number: 2,
  name: 'decision-log',
  async up(schema) {
    await schema
      .createTable('decision_log')
      .addColumn('number', 'integer', (column) => column.primaryKey())
      .addColumn('decided_at', 'text', (column) => column.notNull())
      .addColumn('ref', 'text', (column) => column.notNull())
      .addColumn('version', 'integer')
      .addColumn('closure', 'text', (column) => column.notNull())
      .addColumn('cuts', 'integer', (column) => column.notNull())
      .addColumn('language', 'text', (column) => column.notNull())
      .addColumn('as_of', 'text')
      .addColumn('request', 'text', (column) => column.notNull())
      .addColumn('result', 'text', (column) => column.notNull())
      .execute();
  },
};
