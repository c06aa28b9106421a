import type { SchemaModule } from 'kysely';
import type { Columns, Migration } from './migration.ts';

/** Who works for the bank and where, what everybody may do, and how each proves who he is. */
export const people: Migration = {
  number: 8,
  name: 'people',
  says: {
    'zh-CN': '建立机构、人员、授权、会话与密钥的表',
    en: 'makes the tables of the organisation, of people, grants, sessions and keys',
  },
  async up(schema, _database, columns) {
    await makeBank(schema, columns);
    await makeProofs(schema, columns);
    await makeChanges(schema, columns);
  },
};

async function makeBank(schema: SchemaModule, { text, whole }: Columns): Promise<void> {
  await schema
    .createTable('organisation_node')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('title', text, (column) => column.notNull())
    .addColumn('above', text)
    .execute();
  // A person is never removed: ids are never used again.
  await schema
    .createTable('person')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('account', text, (column) => column.notNull().unique())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('node', text, (column) => column.notNull().references('organisation_node.id'))
    .addColumn('is_active', whole, (column) => column.notNull())
    .addColumn('is_sample', whole, (column) => column.notNull())
    .addColumn('revision', whole, (column) => column.notNull())
    .execute();
  await schema
    .createTable('role_grant')
    .addColumn('to_kind', text, (column) => column.notNull())
    .addColumn('to_id', text, (column) => column.notNull())
    .addColumn('role', text, (column) => column.notNull())
    .addColumn('scope', text, (column) => column.notNull().references('organisation_node.id'))
    .addPrimaryKeyConstraint('role_grant_key', ['to_kind', 'to_id', 'role', 'scope'])
    .execute();
}

async function makeProofs(schema: SchemaModule, { text, whole }: Columns): Promise<void> {
  await schema
    .createTable('credential')
    .addColumn('person', text, (column) => column.primaryKey().references('person.id'))
    .addColumn('password_hash', text, (column) => column.notNull())
    .addColumn('totp_secret', text, (column) => column.notNull())
    .addColumn('totp_step', whole, (column) => column.notNull())
    .addColumn('failures', whole, (column) => column.notNull())
    .addColumn('last_failed_at', text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('session')
    .addColumn('hash', text, (column) => column.primaryKey())
    .addColumn('id', text, (column) => column.notNull().unique())
    .addColumn('person', text, (column) => column.notNull().references('person.id'))
    .addColumn('begun_at', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('address', text, (column) => column.notNull())
    .addColumn('agent', text, (column) => column.notNull())
    .execute();
  await schema.createIndex('session_person').on('session').column('person').execute();
  await schema
    .createTable('api_key')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('hash', text, (column) => column.notNull().unique())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('owner', text, (column) => column.notNull().references('person.id'))
    .addColumn('begun_by', text, (column) => column.notNull())
    .addColumn('scope', text, (column) => column.notNull().references('organisation_node.id'))
    .addColumn('operations', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('is_active', whole, (column) => column.notNull())
    .execute();
}

async function makeChanges(schema: SchemaModule, { text, whole }: Columns): Promise<void> {
  await schema
    .createTable('authority_change')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('number', whole, (column) => column.notNull().unique())
    .addColumn('proposal', text, (column) => column.notNull())
    .addColumn('secret_hash', text)
    .addColumn('node', text, (column) => column.notNull())
    .addColumn('begun_by', text, (column) => column.notNull())
    .addColumn('begun_at', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('decided_by', text)
    .addColumn('decided_at', text)
    .execute();
  await schema
    .createTable('entry_link')
    .addColumn('hash', text, (column) => column.primaryKey())
    .addColumn('person', text, (column) => column.notNull().references('person.id'))
    .addColumn('second_hash', text, (column) => column.notNull())
    .addColumn('purpose', text, (column) => column.notNull())
    .addColumn('expires_at', text, (column) => column.notNull())
    .addColumn('failures', whole, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .execute();
  await schema
    .createTable('kept_answer')
    .addColumn('actor', text, (column) => column.notNull())
    .addColumn('method', text, (column) => column.notNull())
    .addColumn('path', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('body', text, (column) => column.notNull())
    .addColumn('answer', text, (column) => column.notNull())
    .addColumn('kept_at', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('kept_answer_key', ['actor', 'method', 'path', 'key'])
    .execute();
  await schema.createIndex('kept_answer_at').on('kept_answer').column('kept_at').execute();
}
