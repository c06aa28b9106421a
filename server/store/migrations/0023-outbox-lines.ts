import type { Migration } from './migration.ts';

/** What is told of one thing leaves in its order: a message waits for those before it in its line. */
export const outboxLines: Migration = {
  number: 23,
  name: 'outbox-lines',
  says: {
    'zh-CN': '记下待发消息各自关于哪一请求，同一请求的消息按序发出',
    en: 'keeps what each message of the outbox is about, so that those about one request leave in their order',
  },
  async up(schema, _database, { text }) {
    await schema.alterTable('outbox').addColumn('line', text).execute();
    await schema.createIndex('outbox_line').on('outbox').columns(['line', 'number']).execute();
  },
};
