import type { SchemaModule } from 'kysely';
import type { Columns, Migration } from './migration.ts';

/** What every operation writes beside what it does: audit entries and messages; and the leases of work that one node does at a time. */
export const operations: Migration = {
  number: 5,
  name: 'operations',
  says: {
    'zh-CN': '建立审计链、发件箱与租约的表',
    en: 'makes the tables of the audit chain, the outbox and the leases',
  },
  async up(schema, _database, columns) {
    await makeAudit(schema, columns);
    await makeOutbox(schema, columns);
    const { text, whole } = columns;
    await schema
      .createTable('lease')
      .addColumn('name', text, (column) => column.primaryKey())
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('fence', whole, (column) => column.notNull())
      .addColumn('lease_until', text, (column) => column.notNull())
      .execute();
  },
};

async function makeAudit(schema: SchemaModule, { text, whole, counted }: Columns): Promise<void> {
  await schema
    .createTable('audit_chain')
    .addColumn('id', whole, (column) => column.primaryKey())
    .addColumn('algorithm', text, (column) => column.notNull())
    .addColumn('origin', text, (column) => column.notNull())
    .addColumn('started_at', text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('audit_writer')
    .addColumn('writer', whole, counted)
    .addColumn('opened_at', text, (column) => column.notNull())
    .addColumn('process', text, (column) => column.notNull())
    .addColumn('last', whole)
    .execute();
  await schema
    .createTable('audit_entry')
    .addColumn('writer', whole, (column) => column.notNull())
    .addColumn('number', whole, (column) => column.notNull())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('actor_kind', text, (column) => column.notNull())
    .addColumn('actor', text, (column) => column.notNull())
    .addColumn('actor_name', text, (column) => column.notNull())
    .addColumn('operation', text, (column) => column.notNull())
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('subject', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('algorithm', text)
    .addColumn('position', whole, (column) => column.unique())
    // Of two entries behind the same one the second is refused: a chain never forks.
    .addColumn('previous', text, (column) => column.unique())
    .addColumn('digest', text)
    .addPrimaryKeyConstraint('audit_entry_key', ['writer', 'number'])
    .execute();
  await schema.createIndex('audit_entry_subject').on('audit_entry').columns(['subject', 'at']).execute();
  await schema.createIndex('audit_entry_actor').on('audit_entry').columns(['actor', 'at']).execute();
}

async function makeOutbox(schema: SchemaModule, { text, whole, counted }: Columns): Promise<void> {
  await schema
    .createTable('outbox')
    .addColumn('number', whole, counted)
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('payload', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('due_at', text, (column) => column.notNull())
    .addColumn('attempts', whole, (column) => column.notNull())
    .addColumn('holder', text)
    .addColumn('lease_until', text)
    .addColumn('fault', text)
    .addUniqueConstraint('outbox_key', ['type', 'key'])
    .execute();
  await schema.createIndex('outbox_due').on('outbox').columns(['state', 'due_at']).execute();
}
