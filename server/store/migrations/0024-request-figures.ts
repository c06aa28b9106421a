import { type SchemaModule, sql } from 'kysely';
import { chunks } from '../spans.ts';
import type { Database } from '../tables.ts';
import type { Migration } from './migration.ts';

/** What requests are reckoned by: when each is due next, and what each clock came to when it stopped. */
export const requestFigures: Migration = {
  number: 24,
  name: 'request-figures',
  says: {
    'zh-CN': '记下每个请求的最近到期时间与各时限的结果，供看板与统计使用',
    en: 'keeps when each request is due next and what its clocks came to, for boards and analyses',
  },
  async up(schema, database, columns, told) {
    const { text, whole } = columns;
    await schema.alterTable('service_request').addColumn('due_at', text).execute();
    await schema
      .createTable('request_clock')
      .addColumn('request', text, (column) => column.notNull().references('service_request.id'))
      .addColumn('clock', text, (column) => column.notNull())
      .addColumn('cycle', whole, (column) => column.notNull())
      .addColumn('verdict', text, (column) => column.notNull())
      .addColumn('began_at', text, (column) => column.notNull())
      .addColumn('stopped_at', text, (column) => column.notNull())
      .addColumn('consumed_ms', whole, (column) => column.notNull())
      .addPrimaryKeyConstraint('request_clock_key', ['request', 'clock', 'cycle'])
      .execute();
    let after = '';
    for (;;) {
      const rows = await database
        .selectFrom('service_request')
        .select(['id', 'life'])
        .where('id', '>', after)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      if (rows.length > 0) await keepFigures(database, rows);
      after = rows.at(-1)?.id ?? after;
      if (rows.length < PAGE) break;
      // How many there are is not counted: ids are drawn evenly.
      told(Number.parseInt(after.slice(0, 4), 16) / 0x1_00_00 || 0);
    }
    await makeIndexes(schema);
    if (after !== '') told(1);
  },
};

const PAGE = 500;

/** What questions of many requests read: by when they came in, by when they were closed, and those that are open. */
async function makeIndexes(schema: SchemaModule): Promise<void> {
  const whose = ['node', 'queue', 'queue_closure', 'owner', 'type', 'id'];
  await schema
    .createIndex('service_request_registered')
    .on('service_request')
    .columns(['registered_at', ...whose])
    .execute();
  await schema
    .createIndex('service_request_closed')
    .on('service_request')
    .columns(['closed_at', ...whose, 'workflow', 'state', 'escalated'])
    .where(sql.ref('closed_at'), 'is not', null)
    .execute();
  await schema
    .createIndex('service_request_open')
    .on('service_request')
    .columns(['due_at', 'id', 'node', 'queue', 'queue_closure', 'owner', 'type', 'workflow', 'state', 'escalated'])
    .where(sql.ref('is_open'), '=', sql.lit(1))
    .execute();
  await schema
    .createIndex('request_clock_stopped')
    .on('request_clock')
    .columns(['stopped_at', 'request', 'clock', 'verdict', 'consumed_ms'])
    .execute();
  await schema
    .createIndex('request_event_occurred')
    .on('request_event')
    .columns(['occurred_at', 'actor_kind', 'actor', 'request'])
    .execute();
}

type Verdict = 'met' | 'missed' | 'merged';

/** The parts of a life that are read here, as they were written up to now. */
interface Life {
  readonly snapshot: {
    readonly clocks: readonly {
      readonly name: string;
      readonly cycles: readonly {
        readonly startedAt: number;
        readonly stoppedAt?: number;
        readonly verdict?: Verdict;
      }[];
    }[];
  };
  readonly line: {
    readonly clocks: readonly {
      readonly name: string;
      readonly cycle: number;
      readonly consumed: string;
      readonly dueAt: string | null;
      readonly verdict?: string;
    }[];
  };
}

async function keepFigures(
  database: Database,
  rows: readonly { readonly id: string; readonly life: string }[],
): Promise<void> {
  const stopped = [];
  for (const { id, life } of rows) {
    const { snapshot, line } = JSON.parse(life) as Life;
    const dues = line.clocks.flatMap(({ dueAt, verdict }) =>
      dueAt === null || verdict !== undefined ? [] : [new Date(dueAt).toISOString()],
    );
    const [due] = dues.toSorted();
    if (due !== undefined)
      await database.updateTable('service_request').set({ due_at: due }).where('id', '=', id).execute();
    for (const { name, cycle, consumed } of line.clocks) {
      const found = snapshot.clocks.find((one) => one.name === name)?.cycles[cycle - 1];
      if (found?.verdict === undefined || found.stoppedAt === undefined) continue;
      stopped.push({
        request: id,
        clock: name,
        cycle,
        verdict: found.verdict,
        began_at: new Date(found.startedAt).toISOString(),
        stopped_at: new Date(found.stoppedAt).toISOString(),
        consumed_ms: millisecondsOf(consumed),
      });
    }
  }
  for (const some of chunks(stopped)) await database.insertInto('request_clock').values(some).execute();
}

function millisecondsOf(text: string): number {
  const [, hours = '0', minutes = '0', seconds = '0'] =
    /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?$/.exec(text) ?? [];
  return Number(hours) * 3_600_000 + Number(minutes) * 60_000 + Math.round(Number(seconds) * 1000);
}
