import type { Migration } from './migration.ts';

/** When the members of a queue were given a request last, so that the next one goes to who waited longest. */
export const assignmentTurns: Migration = {
  number: 20,
  name: 'assignment-turns',
  says: {
    'zh-CN': '记下队列成员最近一次获分派的时刻',
    en: 'keeps when each member of a queue was assigned a request last',
  },
  async up(schema, _database, { text }) {
    await schema
      .createTable('assignment_turn')
      .addColumn('queue', text, (column) => column.notNull())
      .addColumn('person', text, (column) => column.notNull())
      .addColumn('at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('assignment_turn_key', ['queue', 'person'])
      .execute();
  },
};
