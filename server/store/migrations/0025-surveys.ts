import type { Migration } from './migration.ts';

/** Who was asked how he was served, and what he answered. */
export const surveys: Migration = {
  number: 25,
  name: 'surveys',
  says: {
    'zh-CN': '建立满意度调查的邀请与答案的表',
    en: 'makes the table of the invitations to surveys, and of what was answered',
  },
  async up(schema, _database, { text, whole }) {
    await schema
      .createTable('survey_invitation')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('key', text, (column) => column.notNull().unique())
      .addColumn('survey', text, (column) => column.notNull())
      .addColumn('queue', text, (column) => column.notNull())
      .addColumn('queue_closure', text, (column) => column.notNull())
      .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
      .addColumn('request_type', text, (column) => column.notNull())
      .addColumn('asked', text, (column) => column.notNull())
      .addColumn('node', text, (column) => column.notNull())
      .addColumn('owner', text)
      .addColumn('token_hash', text, (column) => column.notNull().unique())
      .addColumn('token', text, (column) => column.notNull())
      .addColumn('sent_at', text, (column) => column.notNull())
      .addColumn('expires_at', text, (column) => column.notNull())
      .addColumn('reminded', whole, (column) => column.notNull())
      .addColumn('answered_at', text)
      .addColumn('answers', text)
      .addColumn('score', text)
      .addColumn('answer_key', text)
      .execute();
    await schema.createIndex('survey_asked').on('survey_invitation').columns(['asked', 'sent_at']).execute();
    await schema.createIndex('survey_request').on('survey_invitation').columns(['request', 'sent_at']).execute();
    await schema.createIndex('survey_sent').on('survey_invitation').columns(['survey', 'sent_at']).execute();
  },
};
