import { existsSync } from 'node:fs';
import type { Problem } from '../../../definitions/index.ts';
import type { Confinement } from '../../authority/confinement.ts';
import { confinementOf } from '../../authority/confinement.ts';
import type { Right } from '../../authority/rights.ts';
import type { Role } from '../../authority/role.ts';
import { type Duckdb, openDuckdb } from '../../batch/duckdb.ts';
import { isOrphan } from '../../batch/process-mark.ts';
import { confine } from '../../population/confine.ts';
import type { Impact } from '../../population/impact/impact.ts';
import { type DecisionFiles, impactWithin, type KeptDecisions } from '../../population/impact/kept-decisions.ts';
import { findImpact, findResult, findResults, type ImpactAsked, type ImpactLacking } from '../../store/impacts.ts';
import { readOrganisation } from '../../store/people.ts';
import { OperationRefused, type Reader } from '../../store/store.ts';
import type { ImpactTable } from '../../store/population-tables.ts';
import type { Database } from '../../store/tables.ts';
import { answerFiles } from './answers-file.ts';
import { impactProblem } from './problems.ts';

/** Who may see what a change does: those who write and approve changes, the heads of branches, and those who look after all of it. */
export const READING: readonly Role[] = ['author', 'approver', 'president', 'auditor', 'integrator'];

/** An impact as somebody may see it. */
export interface ImpactRead {
  readonly id: string;
  readonly state: ImpactTable['state'];
  readonly begunBy: string;
  readonly begunAt: string;
  readonly endedAt: string | null;
  readonly base: number;
  readonly digest: string | null;
  readonly problems: readonly Problem[];
  /** The nodes of the organisation over whose customers it was counted; null: over all. */
  readonly within: readonly string[] | null;
  readonly asked: readonly ImpactAsked[] | null;
  /** The populations that are not there: of these definitions nothing is told. */
  readonly lacking: readonly ImpactLacking[];
  readonly results: readonly { readonly ref: string; readonly digest: string; readonly report: Impact }[];
}

const AT = { pointer: '' };

/** Reads an impact; for whoever is in charge of a part of the bank, every figure is counted anew over that part. */
export async function readImpact(
  store: Reader,
  { id, rights, dataFolder }: { readonly id: string; readonly rights: readonly Right[]; readonly dataFolder: string },
): Promise<ImpactRead> {
  const { database } = store;
  const row = await foundImpact(database, id);
  const within = confinementOf(await readOrganisation(database), rights, READING);
  const rows = await findResults(database, id);
  const results = [];
  for (const { ref, digest, report, kept } of rows) {
    // Both were written by `keepResult`.
    const own = within.kind === 'none' ? (JSON.parse(report) as Impact) : undefined;
    const asked = { dataFolder, id, ref, kept: JSON.parse(kept) as KeptDecisions };
    results.push({ ref, digest, report: own ?? (await confined(asked, within, asked.kept)) });
  }
  const isLost = row.state === 'running' && isOrphan(row.holder);
  return {
    id,
    state: isLost ? 'failed' : row.state,
    begunBy: row.begun_by_name,
    begunAt: row.begun_at,
    endedAt: row.ended_at,
    base: row.base,
    digest: row.digest,
    problems: isLost ? [impactProblem('impact-lost', AT)] : (JSON.parse(row.problems) as readonly Problem[]),
    within: within.kind === 'none' ? null : within.nodes,
    asked: row.asked === null ? null : (JSON.parse(row.asked) as readonly ImpactAsked[]),
    lacking: JSON.parse(row.lacking ?? '[]') as readonly ImpactLacking[],
    results,
  };
}

async function foundImpact(database: Database, id: string): Promise<ImpactTable> {
  const row = await findImpact(database, id);
  if (row === undefined)
    throw new OperationRefused(`impact/${id}`, [impactProblem('impact-not-found', AT, { found: id.slice(0, 60) })]);
  return row;
}

/** The answers of single records of one definition, for whoever asks. */
export interface KeptAnswers {
  readonly dataFolder: string;
  readonly id: string;
  readonly ref: string;
  readonly kept: KeptDecisions;
}

async function confined(answers: KeptAnswers, within: Confinement, kept: KeptDecisions): Promise<Impact> {
  if (within.kind === 'none') throw new Error('Who sees all reads what is kept');
  return await withAnswers(
    answers,
    within,
    async (duckdb, files) => await impactWithin(duckdb, files, kept, within.nodes),
  );
}

/** Opens the answers of one definition for whoever asks, in an engine that reaches nothing else. */
export async function withAnswers<T>(
  { dataFolder, id, ref, kept }: KeptAnswers,
  within: Confinement,
  ask: (duckdb: Duckdb, files: DecisionFiles) => Promise<T>,
  folders: readonly string[] = [],
): Promise<T> {
  const subject = `impact/${id}`;
  if (within.kind === 'nodes' && kept.organisation === null)
    throw new OperationRefused(subject, [impactProblem('impact-without-organisation', AT, { entity: ref })]);
  const files = answerFiles(dataFolder, id, ref);
  if (!existsSync(files.all) || !existsSync(files.movers))
    throw new OperationRefused(subject, [impactProblem('impact-without-answers', AT, { ref })]);
  const duckdb = await openDuckdb({ threads: 1 });
  try {
    await confine(duckdb, { files: [files.all, files.movers], folders });
    return await ask(duckdb, files);
  } finally {
    duckdb.close();
  }
}

/** The answers of one definition that an impact keeps, and what somebody may see of them. */
export async function answersFor(
  { database }: Reader,
  {
    id,
    ref,
    rights,
    dataFolder,
  }: { readonly id: string; readonly ref: string; readonly rights: readonly Right[]; readonly dataFolder: string },
): Promise<{ readonly answers: KeptAnswers; readonly within: Confinement }> {
  await foundImpact(database, id);
  const row = await findResult(database, id, ref);
  if (row === undefined)
    throw new OperationRefused(`impact/${id}`, [impactProblem('impact-not-yet', AT, { ref: ref.slice(0, 200) })]);
  const within = confinementOf(await readOrganisation(database), rights, READING);
  return { answers: { dataFolder, id, ref, kept: JSON.parse(row.kept) as KeptDecisions }, within };
}
