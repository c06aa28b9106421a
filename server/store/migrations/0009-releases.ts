import { type SchemaModule, sql } from 'kysely';
import { type Guard, guardStatements } from './guards.ts';
import type { Columns, Migration } from './migration.ts';

/**
 * Releases: what somebody wants to change, in numbered revisions, with who wrote each, who approved which, and all that became of it.
 * What must hold whoever writes (who edited never approves; editors and history are only ever added to) is held by the database too.
 */
export const releases: Migration = {
  number: 9,
  name: 'releases',
  says: {
    'zh-CN': '建立变更申请、修订、编辑人、审批与通知的表',
    en: 'makes the tables of releases, their revisions, editors, approvals and notices',
  },
  async up(schema, database, columns) {
    await makeReleases(schema, columns);
    await makeRevisions(schema, columns);
    await makeWords(schema, columns);
    for (const statement of guardStatements(GUARDS, columns.dialect)) await sql.raw(statement).execute(database);
  },
};

async function makeReleases(schema: SchemaModule, { text, whole }: Columns): Promise<void> {
  await schema
    .createTable('release')
    .addColumn('id', text, (column) => column.primaryKey())
    .addColumn('number', whole, (column) => column.notNull().unique())
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('undoes', text, (column) => column.references('release.id'))
    .addColumn('node', text, (column) => column.notNull().references('organisation_node.id'))
    .addColumn('begun_by', text, (column) => column.notNull())
    .addColumn('begun_at', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('reason', text)
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('row_version', whole, (column) => column.notNull())
    .addColumn('expires_at', text)
    .addColumn('due_at', text)
    .addColumn('lease_until', text)
    .addColumn('fence', whole, (column) => column.notNull())
    // What was approved is spent by one publication, and a publication by one release.
    .addColumn('publication', whole, (column) => column.unique().references('publication.number'))
    .addColumn('live_at', text)
    .addColumn('review_due_at', text)
    .addColumn('reviewed_by', text, (column) => column.references('person.id'))
    .addColumn('reviewed_at', text)
    .execute();
  await schema.createIndex('release_state').on('release').columns(['state', 'due_at']).execute();
}

async function makeRevisions(schema: SchemaModule, { text, whole, counted }: Columns): Promise<void> {
  await schema
    .createTable('release_revision')
    .addColumn('release', text, (column) => column.notNull().references('release.id'))
    .addColumn('number', whole, (column) => column.notNull())
    .addColumn('title', text, (column) => column.notNull())
    .addColumn('note', text, (column) => column.notNull())
    .addColumn('go_live_at', text)
    .addColumn('content_hash', text, (column) => column.notNull())
    .addColumn('frozen_at', text)
    .addColumn('binding', text)
    .addColumn('bound_hash', text)
    .addColumn('impact', text)
    .addPrimaryKeyConstraint('release_revision_key', ['release', 'number'])
    .execute();
  await schema
    .createTable('release_member')
    .addColumn('release', text, (column) => column.notNull().references('release.id'))
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('ref', text, (column) => column.notNull())
    .addColumn('change', text, (column) => column.notNull())
    .addColumn('json', text)
    .addColumn('hash', text)
    .addColumn('base_version', whole)
    .addColumn('base_hash', text)
    .addPrimaryKeyConstraint('release_member_key', ['release', 'revision', 'ref'])
    .execute();
  await schema
    .createTable('release_editor')
    .addColumn('release', text, (column) => column.notNull().references('release.id'))
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('person', text, (column) => column.notNull().references('person.id'))
    .addColumn('edited_at', text, (column) => column.notNull())
    .addPrimaryKeyConstraint('release_editor_key', ['release', 'revision', 'person'])
    .execute();
  await schema
    .createTable('release_approval')
    .addColumn('number', whole, counted)
    .addColumn('release', text, (column) => column.notNull().references('release.id'))
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('bound_hash', text, (column) => column.notNull())
    .addColumn('person', text, (column) => column.notNull().references('person.id'))
    .addColumn('approved_at', text, (column) => column.notNull())
    .addColumn('state', text, (column) => column.notNull())
    .addColumn('ended_at', text)
    .addColumn('reason', text)
    .execute();
  await schema.createIndex('release_approval_release').on('release_approval').column('release').execute();
  await schema.createIndex('release_approval_person').on('release_approval').columns(['person', 'state']).execute();
  await schema
    .createTable('release_impact')
    .addColumn('digest', text, (column) => column.primaryKey())
    .addColumn('snapshot', text)
    .addColumn('report', text, (column) => column.notNull())
    .addColumn('computed_at', text, (column) => column.notNull())
    .execute();
}

async function makeWords(schema: SchemaModule, { text, whole, counted }: Columns): Promise<void> {
  await schema
    .createTable('release_event')
    .addColumn('release', text, (column) => column.notNull().references('release.id'))
    .addColumn('number', whole, (column) => column.notNull())
    .addColumn('at', text, (column) => column.notNull())
    .addColumn('actor_kind', text, (column) => column.notNull())
    .addColumn('actor', text, (column) => column.notNull())
    .addColumn('actor_name', text, (column) => column.notNull())
    .addColumn('operation', text, (column) => column.notNull())
    .addColumn('from_state', text)
    .addColumn('to_state', text, (column) => column.notNull())
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('reason', text)
    .addPrimaryKeyConstraint('release_event_key', ['release', 'number'])
    .execute();
  await schema
    .createTable('release_remark')
    .addColumn('number', whole, counted)
    .addColumn('release', text, (column) => column.notNull().references('release.id'))
    .addColumn('revision', whole, (column) => column.notNull())
    .addColumn('ref', text)
    .addColumn('pointer', text)
    .addColumn('person', text, (column) => column.notNull().references('person.id'))
    .addColumn('remarked_at', text, (column) => column.notNull())
    .addColumn('words', text, (column) => column.notNull())
    .execute();
  await schema.createIndex('release_remark_release').on('release_remark').column('release').execute();
  await schema
    .createTable('release_notice')
    .addColumn('number', whole, counted)
    .addColumn('release', text, (column) => column.notNull().references('release.id'))
    .addColumn('person', text, (column) => column.notNull().references('person.id'))
    .addColumn('kind', text, (column) => column.notNull())
    .addColumn('noticed_at', text, (column) => column.notNull())
    .addColumn('settled_at', text)
    .execute();
  await schema.createIndex('release_notice_person').on('release_notice').columns(['person', 'settled_at']).execute();
}

const EDITED = 'exists (select 1 from release_editor e where e.release = new.release and e.person = new.person)';
const MOVED = ['release', 'revision', 'bound_hash', 'person', 'approved_at'].map(
  (name) => `new.${name} <> old.${name}`,
);

const GUARDS: readonly Guard[] = [
  { table: 'release_approval', on: 'insert', where: EDITED, says: 'who edited a release never approves it' },
  {
    table: 'release_approval',
    on: 'update',
    where: MOVED.join(' or '),
    says: 'an approval stays what it was given for',
  },
  { table: 'release_approval', on: 'delete', says: 'approvals are kept' },
  { table: 'release_editor', on: 'update', says: 'editors are only ever added' },
  { table: 'release_editor', on: 'delete', says: 'editors are only ever added' },
  { table: 'release_event', on: 'update', says: 'the history of a release is only ever added to' },
  { table: 'release_event', on: 'delete', says: 'the history of a release is only ever added to' },
  { table: 'release', on: 'delete', says: 'releases are kept' },
];
