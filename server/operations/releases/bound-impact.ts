import { hash, type Json } from '../../../definitions/index.ts';
import type { Impact } from '../../population/impact/impact.ts';
import { findImpact, impactDigest, resultDigests } from '../../store/impacts.ts';
import { storeProblem } from '../../store/problems.ts';
import { StoreError } from '../../store/store-error.ts';
import { OperationRefused, type Transaction } from '../../store/store.ts';
import type { Database } from '../../store/tables.ts';
import { type KeptImpact, wholeReport } from '../impacts/fitting-impact.ts';
import { releaseProblem } from './problems.ts';

/** Keeps the reports of an impact with the release that binds them, for as long as there are releases. */
export async function bindImpact({ database, now }: Transaction, impact: KeptImpact): Promise<void> {
  const { digest, snapshot } = impact;
  const report = JSON.stringify(impact.report);
  await needKept(database, digest);
  await database
    .insertInto('release_impact')
    .values({ digest, snapshot, report, computed_at: now.toISOString() })
    .onConflict((conflict) => conflict.column('digest').doUpdateSet({ report }))
    .execute();
}

/** What is bound is shown to whoever decides: an impact that is swept meanwhile is none. */
async function needKept(database: Database, digest: string): Promise<void> {
  const impact = await database.selectFrom('impact').select('id').where('digest', '=', digest).executeTakeFirst();
  if (impact === undefined) throw new StoreError(storeProblem('store-changed', { pointer: '' }));
}

/** The reports that a revision binds; null where it binds none. */
export async function boundReport(database: Database, digest: string | null): Promise<readonly Impact[] | null> {
  if (digest === null) return null;
  const { report } = await boundRow(database, digest);
  // Written by `bindImpact`.
  return JSON.parse(report) as readonly Impact[];
}

/** What was found of the impact that a revision binds, before the transaction that relies on it. */
export interface Verified {
  readonly digest: string | null;
  /** Whether the reports are what the digest says, both those that are bound and those that are shown to whoever decides. */
  readonly isWhole: boolean;
  /** The impact that shows them; null where none has to. */
  readonly impact: string | null;
  /** The decisions by which somebody moves. */
  readonly moving: readonly string[];
}

/** Hashes all reports of what a revision binds: too much to be done while others wait to write. */
export async function verifyImpact(database: Database, digest: string | null): Promise<Verified> {
  if (digest === null) return { digest, isWhole: true, impact: null, moving: [] };
  const { snapshot, report } = await boundRow(database, digest);
  const bound = JSON.parse(report) as readonly (Json & Pick<Impact, 'ref' | 'moved'>)[];
  const moving = bound.filter(({ moved }) => moved > 0).map(({ ref }) => ref);
  // So it was bound by an older program.
  if (hash([snapshot, bound]) === digest) return { digest, isWhole: true, impact: null, moving };
  const own = hash(bound);
  const impacts = await database.selectFrom('impact').selectAll().where('digest', '=', digest).execute();
  for (const impact of impacts) {
    const shown = await wholeReport(database, impact);
    if (shown !== null && hash(shown) === own) return { digest, isWhole: true, impact: impact.id, moving };
  }
  return { digest, isWhole: false, impact: null, moving };
}

/** Whether what was verified is what a revision binds, and still there: by the digests that are kept, without reading a report. */
export async function isStillWhole(
  database: Database,
  digest: string | null,
  { digest: of, isWhole, impact: id }: Verified,
): Promise<boolean> {
  if (of !== digest) throw new StoreError(storeProblem('store-changed', { pointer: '' }));
  if (!isWhole || id === null) return isWhole;
  const impact = await findImpact(database, id);
  return impact !== undefined && impactDigest(impact, await resultDigests(database, id)) === digest;
}

/** One who moves, as whoever approves opened him: by which decision, and the row of the snapshot that the impact was computed on. */
export interface OpenedMover {
  readonly ref: string;
  readonly row: number;
}

/** Refuses an approval of moves none of which was looked at, and what was opened elsewhere. */
export function refuseUnopened(moving: readonly string[], opened: readonly OpenedMover[], subject: string): void {
  const slots = { refs: moving.join(', ') };
  const elsewhere = opened.findIndex(({ ref }) => !moving.includes(ref));
  if (elsewhere >= 0) {
    const found = opened[elsewhere]?.ref ?? '';
    const problem = releaseProblem('opened-elsewhere', { pointer: `/opened/${elsewhere}/ref` }, { ...slots, found });
    throw new OperationRefused(subject, [problem]);
  }
  if (moving.length > 0 && opened.length === 0)
    throw new OperationRefused(subject, [releaseProblem('movers-unopened', { pointer: '/opened' }, slots)]);
}

const boundRow = async (database: Database, digest: string) =>
  await database.selectFrom('release_impact').selectAll().where('digest', '=', digest).executeTakeFirstOrThrow();
