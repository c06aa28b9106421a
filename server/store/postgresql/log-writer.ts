import type { PoolClient } from 'pg';
import { packBody, skeletonOf, unpackBody } from '../decision-body.ts';
import type { Answerer, LogEntry, LogWriter } from '../decision-log.ts';
import { openLine } from './connection.ts';

/**
 * Writes the decision log: a group in one transaction, its rows in one statement. What is logged reads nothing, so it needs no order.
 * A group whose COMMIT was not answered is handed over again: what stands already is looked at, and not written twice.
 */
export function openLogWriter(url: string): LogWriter {
  const line = openLine(url);
  const pool = line.pool(1);
  const known = new Map<string, NumberedDefinition>();
  return {
    async write(entries) {
      const client = await pool.connect();
      try {
        await client.query('begin');
        await insert(client, entries, known);
        await client.query('commit');
      } catch (error) {
        // What was found out of definitions may have been taken back with the rest.
        known.clear();
        await client.query('rollback').catch(() => {});
        throw error;
      } finally {
        client.release();
      }
    },
    close: line.close,
  };
}

interface NumberedDefinition {
  readonly number: number;
  readonly skeleton: string;
}

async function insert(
  client: PoolClient,
  entries: readonly LogEntry[],
  known: Map<string, NumberedDefinition>,
): Promise<void> {
  if (entries.length === 0) return;
  const definitions: NumberedDefinition[] = [];
  for (const entry of entries) definitions.push(await definitionOf(client, entry, known));
  const { rowCount } = await client.query(
    `insert into logged_decision (number, decided_at, definition, language, as_of, body)
     select * from unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bytea[])
     on conflict (number) do nothing`,
    [
      entries.map(({ number }) => number),
      entries.map(({ at }) => at),
      definitions.map(({ number }) => number),
      entries.map(({ language }) => language),
      entries.map(({ asOf }) => asOf),
      // Packed whatever their length: a text of PostgreSQL holds no NUL, and a column has one type.
      entries.map(({ result, request }, i) => packBody({ result, request }, () => definitions[i]?.skeleton ?? '', 0)),
    ],
  );
  if (rowCount !== entries.length) await refuseOthers(client, entries);
}

/** Throws where a number stands for another decision. */
async function refuseOthers(client: PoolClient, entries: readonly LogEntry[]): Promise<void> {
  const { rows } = await client.query<{ number: number; at: number; body: Buffer; skeleton: string | null }>(
    `select logged_decision.number, decided_at as at, body, skeleton from logged_decision
     join logged_definition on logged_definition.number = definition where logged_decision.number = any($1::bigint[])`,
    [entries.map(({ number }) => number)],
  );
  const standing = new Map(rows.map((row) => [row.number, row]));
  for (const { number, at, request, result } of entries) {
    const row = standing.get(number);
    const body = row && unpackBody(row.body, row.skeleton);
    if (row?.at !== at || body?.request !== request || body.result !== result)
      throw new Error(`Decision ${number} stands in the log already, and is another one`);
  }
}

/** What answers, with its skeleton; made of this body where another node has not given one. */
async function definitionOf(
  client: PoolClient,
  { answerer, result, request }: LogEntry,
  known: Map<string, NumberedDefinition>,
): Promise<NumberedDefinition> {
  const { stamp, cuts }: Answerer = answerer;
  const key = `${stamp.id} ${stamp.version} ${stamp.closure} ${cuts}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const words = [stamp.id, stamp.version, stamp.hash, stamp.closure, cuts];
  // Two nodes may both write it: each packs by the row it has, and every decision names its own.
  const found =
    (
      await client.query<NumberedDefinition>(
        `select number, skeleton from logged_definition
         where ref = $1 and version is not distinct from $2 and hash = $3 and closure = $4 and cuts = $5
         order by number limit 1`,
        words,
      )
    ).rows[0] ??
    (
      await client.query<NumberedDefinition>(
        `insert into logged_definition (ref, version, hash, closure, cuts, skeleton) values ($1, $2, $3, $4, $5, $6)
         returning number, skeleton`,
        [...words, skeletonOf({ result, request })],
      )
    ).rows[0];
  if (found === undefined) throw new Error(`${stamp.id} is not kept`);
  known.set(key, found);
  return found;
}
