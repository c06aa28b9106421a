import { type Language, type Message, namesFor } from '../../../../definitions/index.ts';
import { isRole } from '../../../authority/role.ts';
import { holdsOver } from '../../../authority/rights.ts';
import { bankDayAt } from '../../../clock.ts';
import { absentAmong } from '../../../store/absences.ts';
import { findApproval, findTasks } from '../../../store/approvals.ts';
import { namesOf, readOrganisation, readPerson } from '../../../store/people.ts';
import type { ApprovalTaskTable, ServiceRequestTable } from '../../../store/request-tables.ts';
import type { Transaction } from '../../../store/store.ts';
import { fitFor } from '../holders-near.ts';
import { WORKING } from '../queue-access.ts';

type At = Pick<ServiceRequestTable, 'id' | 'node'>;

/** Somebody who may sign now, and on whose behalf. */
interface Signer {
  readonly person: string;
  readonly holder: string;
}

/**
 * Who may sign a request now: whose turn it is, and who stands in for those of them who are absent, where he may sign himself. Who has a
 * place of his own, has signed for somebody, or asks for it stands in for nobody: two signatures are of two people.
 */
export async function signersOf(tx: Transaction, row: At): Promise<readonly Signer[]> {
  const tasks = await tx.all(findTasks, { request: row.id });
  const asked = tasks.filter(({ standing }) => standing === 'asked');
  const holders = asked.flatMap(({ person }) => (person === null ? [] : [person]));
  if (holders.length === 0) return [];
  const absent = await absentAmong(tx.database, holders, bankDayAt(tx.now));
  const open = await tx.first(findApproval, { request: row.id });
  const askedBy = JSON.parse(open?.asked_by ?? '[]') as readonly string[];
  const taken = new Set([...tasks.map(({ person }) => person), ...askedBy]);
  const fit = new Set((await fitFor(tx, row)).map(({ id }) => id));
  const signers: Signer[] = [];
  for (const { person: holder, role, may_delegate } of asked) {
    if (holder === null) continue;
    if (fit.has(holder)) signers.push({ person: holder, holder });
    const standIn = may_delegate === 1 ? (absent.get(holder)?.standIn ?? null) : null;
    if (standIn === null || taken.has(standIn) || !fit.has(standIn)) continue;
    if (await maySign(tx, row, { person: standIn, role })) signers.push({ person: standIn, holder });
  }
  return signers;
}

/** Whether somebody may sign a place: he holds its role where the request belongs; one who was added, any by which requests are handled. */
export async function maySign(
  { database }: Transaction,
  { node }: At,
  { person, role }: Pick<ApprovalTaskTable, 'person' | 'role'>,
): Promise<boolean> {
  const found = person === null ? undefined : await readPerson(database, person);
  if (found === undefined || !found.isActive) return false;
  const roles = role === null ? WORKING : [role].filter(isRole);
  return holdsOver(await readOrganisation(database), found.rights, roles, node);
}

/** How people are called in a sentence, by id and in their order; the id of whoever is not there. */
export async function calledIn({ database }: Transaction, people: readonly string[]): Promise<Message> {
  const named = await namesOf(database, people);
  const called = (language: Language) => {
    const names = namesFor(named, language);
    return people.map((id) => names.get(id) ?? id.slice(0, 100));
  };
  return { 'zh-CN': called('zh-CN').join('、'), en: called('en').join(', ') };
}
