import type { Pool, PoolClient } from 'pg';
import { type AuditRow, processName, sealed } from '../audit.ts';
import type { AuditChainTable } from '../audit-tables.ts';

/**
 * Seals audit entries: puts those that have no position yet behind the end of the chain, whatever their numbers are and whenever they
 * were committed. One node does it at a time, by a lease. Each new holder has a greater fence; a transaction that seals holds the
 * lease's row with the fence it knows, so that a holder who was asleep while its lease ran out seals nothing any more.
 */
export interface Sealer {
  /** Seals what there is; answers how much. Where another node holds the lease, nothing. */
  seal(): Promise<number>;
  close(): Promise<void>;
}

const LEASE = 'audit-seal';
const LEASE_SECONDS = 10;

/** How many entries are sealed in one transaction. */
const TOGETHER = 500;

let sealers = 0;

export function sealerOn(pool: Pool): Sealer {
  sealers += 1;
  const holder = `${processName()} ${sealers}`;
  return {
    async seal() {
      const fence = await claim(pool, holder);
      if (fence === undefined) return 0;
      const client = await pool.connect();
      try {
        let total = 0;
        for (;;) {
          const count = await sealSome(client, holder, fence);
          total += count;
          if (count < TOGETHER) return total;
        }
      } catch (error) {
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    async close() {
      await pool.query(`update lease set lease_until = '' where name = $1 and holder = $2`, [LEASE, holder]);
    },
  };
}

/** Takes or renews the lease; answers its fence. Instants are the database's own, as texts that are ordered as they are. */
async function claim(pool: Pool, holder: string): Promise<number | undefined> {
  const { rows } = await pool.query<{ readonly fence: number }>(
    `insert into lease (name, holder, fence, lease_until)
     values ($1, $2, 1, to_char(clock_timestamp() at time zone 'utc' + $3 * interval '1 second', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
     on conflict (name) do update set holder = excluded.holder, lease_until = excluded.lease_until,
       fence = lease.fence + case when lease.holder = excluded.holder then 0 else 1 end
     where lease.holder = excluded.holder
       or lease.lease_until < to_char(clock_timestamp() at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')
     returning fence`,
    [LEASE, holder, LEASE_SECONDS],
  );
  return rows[0]?.fence;
}

async function sealSome(client: PoolClient, holder: string, fence: number): Promise<number> {
  await client.query('begin isolation level read committed');
  const { rowCount } = await client.query(
    'select fence from lease where name = $1 and holder = $2 and fence = $3 for update',
    [LEASE, holder, fence],
  );
  const rows = rowCount === 0 ? [] : await unsealed(client);
  if (rows.length > 0) await seal(client, rows);
  await client.query('commit');
  return rows.length;
}

async function unsealed(client: PoolClient): Promise<readonly AuditRow[]> {
  const { rows } = await client.query<AuditRow>(
    `select writer, number, at, actor_kind, actor, actor_name, operation, outcome, subject, body
     from audit_entry where position is null order by at, writer, number limit $1`,
    [TOGETHER],
  );
  return rows;
}

async function seal(client: PoolClient, rows: readonly AuditRow[]): Promise<void> {
  const chain = (await client.query<AuditChainTable>('select * from audit_chain')).rows[0];
  if (chain === undefined) throw new Error('The audit has no chain');
  const last = await client.query<{ readonly position: number; readonly digest: string }>(
    'select position, digest from audit_entry where position is not null order by position desc limit 1',
  );
  let end = last.rows[0] ?? { position: 0, digest: chain.origin };
  const seals = rows.map((row) => {
    const one = sealed(row, chain.algorithm, end);
    end = { position: one.position, digest: one.digest };
    return { ...one, writer: row.writer, number: row.number };
  });
  await client.query(
    `update audit_entry set algorithm = $1, position = new.position, previous = new.previous, digest = new.digest
     from unnest($2::bigint[], $3::bigint[], $4::bigint[], $5::text[], $6::text[]) as new (writer, number, position, previous, digest)
     where audit_entry.writer = new.writer and audit_entry.number = new.number and audit_entry.position is null`,
    [
      chain.algorithm,
      seals.map(({ writer }) => writer),
      seals.map(({ number }) => number),
      seals.map(({ position }) => position),
      seals.map(({ previous }) => previous),
      seals.map(({ digest }) => digest),
    ],
  );
}
