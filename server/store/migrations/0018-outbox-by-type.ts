import type { Migration } from './migration.ts';

/** What is due of one type is found without passing by what waits of all others: an endpoint that is down holds up none. */
export const outboxByType: Migration = {
  number: 18,
  name: 'outbox-by-type',
  says: {
    'zh-CN': '为待发消息按类型建立索引',
    en: 'makes an index of the outbox by the type of its messages',
  },
  async up(schema) {
    await schema.createIndex('outbox_type').on('outbox').columns(['type', 'state', 'due_at']).execute();
  },
};
