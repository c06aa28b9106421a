import { type SchemaModule, sql } from 'kysely';
import { type Guard, guardStatements } from './guards.ts';
import type { Columns, Migration } from './migration.ts';

const GUARDS: readonly Guard[] = [
  { table: 'request_event', on: 'update', says: 'the timeline of a request is only ever added to' },
  { table: 'request_event', on: 'delete', says: 'the timeline of a request is only ever added to' },
];

/** Service requests, what happened to them, and what they wait for. */
export const requests: Migration = {
  number: 16,
  name: 'requests',
  says: {
    'zh-CN': '建立服务请求、其经过与定时器的表',
    en: 'makes the tables of service requests, of what happened to them and of what they wait for',
  },
  async up(schema, database, columns) {
    await makeRequest(schema, columns);
    await makeEvent(schema, columns);
    await makeTimer(schema, columns);
    const { text, whole } = columns;
    await schema
      .createTable('request_count')
      .addColumn('prefix', text, (column) => column.primaryKey())
      .addColumn('last', whole, (column) => column.notNull())
      .execute();
    for (const statement of guardStatements(GUARDS, columns.dialect)) await sql.raw(statement).execute(database);
  },
};

async function makeRequest(schema: SchemaModule, { text, whole }: Columns): Promise<void> {
  await schema
    .createTable('service_request')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('number', text, (column) => column.notNull().unique())
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('type_version', whole, (column) => column.notNull())
    .addColumn('workflow', text, (column) => column.notNull())
    .addColumn('workflow_version', whole, (column) => column.notNull())
    .addColumn('queue', text, (column) => column.notNull())
    .addColumn('queue_version', whole, (column) => column.notNull())
    .addColumn('queue_closure', text, (column) => column.notNull())
    .addColumn('customer', text)
    .addColumn('node', text, (column) => column.notNull())
    .addColumn('channel', text)
    .addColumn('priority', whole, (column) => column.notNull())
    .addColumn('skill', text)
    .addColumn('owner', text)
    .addColumn('previous_owner', text)
    .addColumn('assigned_at', text)
    .addColumn('escalated', whole, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('is_open', whole, (column) => column.notNull())
    .addColumn('life', text, (column) => column.notNull())
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('order_key', text, (column) => column.notNull())
    .addColumn('duplicate_key', text)
    .addColumn('registered_at', text, (column) => column.notNull())
    .addColumn('closed_at', text)
    .execute();
  const index = async (name: string, columns: readonly string[]): Promise<void> =>
    await schema
      .createIndex(name)
      .on('service_request')
      .columns([...columns])
      .execute();
  await index('service_request_queue', ['queue', 'is_open', 'order_key', 'id', 'node']);
  await index('service_request_owner', ['owner', 'is_open', 'order_key', 'id', 'node']);
  await index('service_request_customer', ['customer', 'is_open', 'order_key', 'id', 'node']);
  await index('service_request_duplicates', ['duplicate_key', 'registered_at']);
}

async function makeEvent(schema: SchemaModule, { text, whole }: Columns): Promise<void> {
  await schema
    .createTable('request_event')
    .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
    .addColumn('number', whole, (column) => column.notNull())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('occurred_at', text, (column) => column.notNull())
    .addColumn('actor_kind', text, (column) => column.notNull())
    .addColumn('actor', text, (column) => column.notNull())
    .addColumn('actor_name', text, (column) => column.notNull())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('event', text)
    .addColumn('from_state', text)
    .addColumn('to_state', text, (column) => column.notNull())
    .addColumn('data', text, (column) => column.notNull())
    .addColumn('effects', text, (column) => column.notNull())
    .addColumn('problems', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('request_event_key', ['request', 'number'])
    .execute();
}

async function makeTimer(schema: SchemaModule, { text, whole }: Columns): Promise<void> {
  await schema
    .createTable('request_timer')
    .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('generation', whole, (column) => column.notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('due_at', text, (column) => column.notNull())
    .addColumn('holder', text)
    .addColumn('lease_until', text)
    .addColumn('attempts', whole, (column) => column.notNull())
    .addColumn('fault', text)
    .addPrimaryKeyConstraint('request_timer_key', ['request', 'key', 'generation'])
    .execute();
  await schema.createIndex('request_timer_due').on('request_timer').columns(['due_at']).execute();
}
