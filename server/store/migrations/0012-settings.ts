import { sql } from 'kysely';
import { type Guard, guardStatements } from './guards.ts';
import type { Migration } from './migration.ts';

const GUARDS: readonly Guard[] = [
  { table: 'settings', on: 'insert', where: 'new.begun_by = new.confirmed_by', says: 'settings take two persons' },
  { table: 'settings', on: 'update', says: 'settings are only ever added to' },
  { table: 'settings', on: 'delete', says: 'settings are only ever added to' },
];

/** By what changes and populations are judged: each set of settings that two persons put in force, for good. */
export const settings: Migration = {
  number: 12,
  name: 'settings',
  says: { 'zh-CN': '建立双人设定的表', en: 'makes the table of settings that two persons agree on' },
  async up(schema, database, { dialect, text, whole }) {
    await schema
      .createTable('settings')
      .addColumn('number', whole, (column) => column.primaryKey())
      .addColumn('settings', text, (column) => column.notNull())
      .addColumn('begun_by', text, (column) => column.notNull().references('person.id'))
      .addColumn('confirmed_by', text, (column) => column.notNull().references('person.id'))
      .addColumn('in_force_at', text, (column) => column.notNull())
      .execute();
    for (const statement of guardStatements(GUARDS, dialect)) await sql.raw(statement).execute(database);
  },
};
