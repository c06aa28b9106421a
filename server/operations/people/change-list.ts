import { CONFIRMING } from '../../authority/change.ts';
import type { Right } from '../../authority/rights.ts';
import { readOrganisation } from '../../store/people.ts';
import type { Reader } from '../../store/store.ts';
import { nodesOf } from './acting.ts';

/** One page of the changes of authority within somebody's scope, newest first; the total counts no others. */
export async function listChanges(
  { read }: Pick<Reader, 'read'>,
  rights: readonly Right[],
  page: { readonly before: number | undefined; readonly limit: number },
) {
  return await read(async (database) => {
    const nodes = nodesOf(await readOrganisation(database), rights, [...CONFIRMING, 'auditor']);
    if (nodes.length === 0) return { items: [], total: 0, next: null };
    const within = database.selectFrom('authority_change').where('node', 'in', [...nodes]);
    const counted = await within.select((of) => of.fn.countAll().as('total')).executeTakeFirst();
    const rows = await within
      .selectAll()
      .where('number', '<', page.before ?? Number.MAX_SAFE_INTEGER)
      .orderBy('number', 'desc')
      .limit(page.limit)
      .execute();
    const items = rows.map((row) => ({
      id: row.id,
      state: row.state,
      // Written by `beginChange`.
      proposal: JSON.parse(row.proposal) as object,
      begunBy: row.begun_by,
      begunAt: row.begun_at,
      decidedBy: row.decided_by,
      decidedAt: row.decided_at,
    }));
    const next = rows.length === page.limit ? (rows.at(-1)?.number ?? null) : null;
    return { items, total: Number(counted?.total ?? 0), next };
  });
}
