import type { Migration } from './migration.ts';

/** What requests ask approval for, and whom. */
export const approvals: Migration = {
  number: 26,
  name: 'approvals',
  says: {
    'zh-CN': '建立请求的审批及待签人员的表',
    en: 'makes the tables of approvals of requests, and of who is asked to sign',
  },
  async up(schema, _database, { text, whole }) {
    await schema
      .createTable('request_approval')
      .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
      .addColumn('number', whole, (column) => column.notNull())
      .addColumn('state', text, (column) => column.notNull())
      .addColumn('round', text, (column) => column.notNull())
      .addColumn('asked_by', text, (column) => column.notNull())
      .addColumn('facts_hash', text, (column) => column.notNull())
      .addColumn('began_at', text, (column) => column.notNull())
      .addColumn('ended_at', text)
      .addColumn('outcome', text)
      .addPrimaryKeyConstraint('request_approval_key', ['request', 'number'])
      .execute();
    await schema
      .createTable('approval_task')
      .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
      .addColumn('place', whole, (column) => column.notNull())
      .addColumn('person', text)
      .addColumn('role', text)
      .addColumn('may_delegate', whole, (column) => column.notNull())
      .addColumn('standing', text, (column) => column.notNull())
      .addColumn('asked_at', text, (column) => column.notNull())
      .addPrimaryKeyConstraint('approval_task_key', ['request', 'place'])
      .execute();
    await schema
      .createIndex('approval_task_person')
      .on('approval_task')
      .columns(['person', 'standing', 'asked_at'])
      .execute();
  },
};
