import type { Migration } from './migration.ts';

/** The seats of the nodes that serve one store: each gives the numbers of its own seat. */
export const seats: Migration = {
  number: 10,
  name: 'seats',
  says: { 'zh-CN': '建立节点席位的表', en: 'makes the table of the seats of nodes' },
  async up(schema, _database, { text, whole }) {
    await schema
      .createTable('seat')
      .addColumn('number', whole, (column) => column.primaryKey())
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('fence', whole, (column) => column.notNull())
      .addColumn('held_until', text, (column) => column.notNull())
      .addColumn('numbers_from', whole, (column) => column.notNull())
      .addColumn('numbers_until', whole, (column) => column.notNull())
      .execute();
  },
};
