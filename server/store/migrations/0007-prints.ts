import { sql } from 'kysely';
import type { Migration } from './migration.ts';

/**
 * The print by which definitions of a kind are compared is kept with what else was found out of a closure. What was found out before
 * lacks it: it is found out anew at the next load.
 */
export const prints: Migration = {
  number: 7,
  name: 'prints',
  says: {
    'zh-CN': '为证明保存定义含义的摘要；下次载入时重新证明',
    en: 'keeps a print of what definitions mean with their proofs; the next load proves anew',
  },
  async up(schema, database, { text }) {
    await schema.alterTable('proof').addColumn('print', text).execute();
    await sql`update proof set program = ''`.execute(database);
  },
};
