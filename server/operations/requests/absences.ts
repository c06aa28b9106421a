import { randomUUID } from 'node:crypto';
import { parseDate, type Problem } from '../../../definitions/index.ts';
import { holdsOver } from '../../authority/rights.ts';
import { bankDayAt } from '../../clock.ts';
import { absencesPage, absenceWithin, endAbsenceAt, findAbsence, insertAbsence } from '../../store/absences.ts';
import type { Actor } from '../../store/actor.ts';
import type { AbsenceTable } from '../../store/people-tables.ts';
import { type Named, namesOf, readOrganisation, readPerson } from '../../store/people.ts';
import type { Store, Transaction } from '../../store/store.ts';
import { type Acting, actingPerson, needRole, needScope, nodesOf, notFound } from '../people/acting.ts';
import { refuse } from './intake.ts';
import { requestProblem } from './problems.ts';
import { ASSIGNING, WORKING } from './queue-access.ts';
import type { RequestReader } from './seen-by.ts';

/** The days of the bank on which somebody is absent, `2026-11-16` to `2026-11-27`, the last included. */
export interface Absence {
  readonly id: string;
  readonly person: string;
  readonly from: string;
  readonly to: string;
  readonly standIn: string | null;
  readonly enteredBy: string;
  readonly enteredAt: string;
  /** When it was ended before its time, or called off. */
  readonly endedAt: string | null;
}

export interface AbsenceAsked {
  /** Whoever enters it, unless given. */
  readonly person: string | null;
  readonly from: string;
  readonly to: string;
  readonly standIn: string | null;
}

/**
 * Enters when somebody who handles requests is absent: himself, or a lead over his place. Meanwhile he is given no request; where he would
 * be, his stand-in is, if that person may work there himself.
 */
export async function enterAbsence(store: Store, actor: Actor, asked: AbsenceAsked): Promise<Absence> {
  return await store.write(actor, 'enter-absence', async (tx) => {
    const acting = await actingPerson(tx, SUBJECT);
    const { from, to, standIn } = asked;
    const { id: person, node } = await whoseAbsence(tx, acting, asked.person ?? acting.id);
    refuse(whyNotDays(asked, bankDayAt(tx.now)), SUBJECT);
    if (standIn !== null) refuse(await whyUnfit(tx, acting, { person, node, standIn }), SUBJECT);
    const row = { id: randomUUID(), person, from_on: from, to_on: to, stand_in: standIn };
    const other = await absenceWithin(tx.database, row);
    if (other !== undefined) {
      const slots = { person, from: other.from_on, to: other.to_on };
      refuse([requestProblem('absence-entered-already', { pointer: '/from' }, slots)], SUBJECT);
    }
    const entered = { ...row, entered_by: acting.id, entered_at: tx.now.toISOString(), ended_at: null };
    await insertAbsence(tx.database, entered);
    await tx.audit({ subject: `absence/${row.id}`, body: { person, from, to, standIn } });
    return shown(entered);
  });
}

/** Ends an absence: whose it is is there again from now on, or is not absent after all. */
export async function endAbsence(store: Store, actor: Actor, id: string): Promise<void> {
  await store.write(actor, 'end-absence', async (tx) => {
    const subject = `absence/${id}`;
    const acting = await actingPerson(tx, subject);
    needRole(acting, WORKING, subject);
    const found = await findAbsence(tx.database, id);
    if (found === undefined) throw notFound(subject);
    if (found.person !== acting.id) needScope(acting, ASSIGNING, found.node, subject);
    const isOver = found.ended_at !== null || found.to_on < bankDayAt(tx.now);
    if (isOver) refuse([requestProblem('absence-over', { pointer: '' }, { to: found.to_on })], subject);
    await endAbsenceAt(tx.database, id, tx.now.toISOString());
    await tx.audit({ subject, body: { person: found.person, from: found.from_on, to: found.to_on } });
  });
}

export interface AbsencesAsked {
  /** Those that last until this day or beyond it; today unless given. */
  readonly since: string | undefined;
  readonly after: readonly [from: string, id: string] | undefined;
  readonly limit: number;
}

interface AbsencesPage {
  readonly items: readonly Absence[];
  readonly total: number;
  /** The key that the next page begins after. */
  readonly next: readonly [from: string, id: string] | null;
  readonly names: readonly Named[];
}

/** The absences of whoever asks, those in which he stands in, and those of the people of the places where he leads. */
export async function listAbsences(
  { read, now }: Pick<Store, 'read' | 'now'>,
  { rights, people }: RequestReader,
  { since, after, limit }: AbsencesAsked,
): Promise<AbsencesPage> {
  const today = bankDayAt(await now());
  return await read(async (database) => {
    const nodes = nodesOf(await readOrganisation(database), rights, ASSIGNING);
    if (nodes.length + people.length === 0) return { items: [], total: 0, next: null, names: [] };
    const { rows, total } = await absencesPage(database, { nodes, people, since: since ?? today, after, limit });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const called = rows.flatMap(({ person, stand_in, entered_by }) => [person, stand_in ?? person, entered_by]);
    return {
      items: rows.map(shown),
      total,
      next: last === undefined ? null : [last.from_on, last.id],
      names: await namesOf(database, called),
    };
  });
}

/** What is refused before it has a name of its own. */
const SUBJECT = 'absence/new';

/** Whose absence it is: that of whoever enters it, or of somebody of a place where he leads. All others are not there. */
async function whoseAbsence({ database }: Transaction, acting: Acting, id: string) {
  needRole(acting, WORKING, SUBJECT);
  if (id === acting.id) return acting;
  const person = await readPerson(database, id);
  const subject = `person/${id.slice(0, 100)}`;
  needScope(acting, ASSIGNING, person?.node ?? '', subject);
  if (person === undefined) throw notFound(subject);
  return person;
}

function whyNotDays({ from, to }: AbsenceAsked, today: string): readonly Problem[] {
  const isDay = (text: string) => parseDate(text) !== undefined;
  if (isDay(from) && isDay(to) && from <= to && to >= today) return [];
  return [requestProblem('absence-days-malformed', { pointer: '/to' }, { from, to, today })];
}

/** Why somebody cannot stand in: he is the same person, or there is nobody of that name who handles requests there. */
async function whyUnfit(
  { database }: Transaction,
  { organisation }: Acting,
  { person, node, standIn }: { readonly person: string; readonly node: string; readonly standIn: string },
): Promise<readonly Problem[]> {
  const found = standIn === person ? undefined : await readPerson(database, standIn);
  if (found !== undefined && holdsOver(organisation, found.rights, WORKING, node)) return [];
  return [requestProblem('absence-stand-in-unfit', { pointer: '/standIn' }, { found: standIn.slice(0, 100) })];
}

const shown = (row: AbsenceTable): Absence => ({
  id: row.id,
  person: row.person,
  from: row.from_on,
  to: row.to_on,
  standIn: row.stand_in,
  enteredBy: row.entered_by,
  enteredAt: row.entered_at,
  endedAt: row.ended_at,
});
