import { type ApprovalRound, type Message, placesAsked } from '../../../../definitions/index.ts';
import { findTasks, keepTasks } from '../../../store/approvals.ts';
import type { ApprovalTaskTable, RequestApprovalTable, ServiceRequestTable } from '../../../store/request-tables.ts';
import type { Transaction } from '../../../store/store.ts';
import { fitFor } from '../holders-near.ts';
import { signersOf } from './signers.ts';

type Row = Pick<ServiceRequestTable, 'id' | 'number' | 'node' | 'revision'>;

/** What people are told of an approval, each with what stands where a template would. */
const TOLD = { asked: 'approval/asked', urged: 'approval/urged', copied: 'approval/copied', ended: 'approval/ended' };

/** What the key of a notice begins with that a workflow puts before whoever approves. */
export const NOTIFIED = 'approval/notified/';

/** Writes whose turn it is, and tells those of whom that is new; reminders of whoever is not asked any more are done with. */
export async function keepAsked(tx: Transaction, row: Row, round: ApprovalRound): Promise<void> {
  const before = await tx.all(findTasks, { request: row.id });
  const turn = new Set(placesAsked(round).map(({ id }) => id));
  const tasks = round.places.map(({ id: place, person, role, signed }): ApprovalTaskTable => {
    const standing = signed !== null ? 'signed' : turn.has(place) ? 'asked' : 'later';
    const whose = signed?.by ?? person;
    const had = before.find((one) => one.place === place && one.person === whose && one.standing === standing);
    const asked_at = had?.asked_at ?? tx.now.toISOString();
    const may_delegate = round.rules.delegate === 'absence' ? 1 : 0;
    return { request: row.id, place, person: whose, role, may_delegate, standing, asked_at };
  });
  await keepTasks(tx.database, row.id, tasks);
  const asked = (some: readonly ApprovalTaskTable[]) =>
    new Set(some.filter(({ standing }) => standing === 'asked').map(({ person }) => person));
  const had = asked(before);
  const signers = await signersOf(tx, row);
  await closeNotices(
    tx,
    row,
    signers.map(({ person }) => person),
  );
  const fresh = signers.filter(({ holder }) => !had.has(holder)).map(({ person }) => person);
  const { number } = row;
  const said = { 'zh-CN': `${number} 请您审批`, en: `${number}: your approval is asked for` };
  await tell(tx, row, 'asked', said, fresh);
}

/** Urges those whose turn it is. Answers whom. */
export async function urge(tx: Transaction, row: Row, by: string): Promise<readonly string[]> {
  const people = (await signersOf(tx, row)).map(({ person }) => person);
  const said = {
    'zh-CN': `${by} 催办：${row.number} 等待您审批`,
    en: `${by} urges you: ${row.number} waits for your approval`,
  };
  await tell(tx, row, 'urged', said, people);
  return [...new Set(people)];
}

/** Sends somebody a copy. */
export async function tellCopied(tx: Transaction, row: Row, by: string, person: string): Promise<void> {
  const said = {
    'zh-CN': `${by} 抄送您：${row.number} 正在审批`,
    en: `${by} sends you a copy: ${row.number} is in approval`,
  };
  await tell(tx, row, 'copied', said, [person]);
}

const OUTCOMES: Readonly<Record<NonNullable<RequestApprovalTable['outcome']>, Message>> = {
  approved: { 'zh-CN': '已批准', en: 'approved' },
  rejected: { 'zh-CN': '已驳回', en: 'rejected' },
  withdrawn: { 'zh-CN': '已撤回', en: 'withdrawn' },
  left: { 'zh-CN': '未经决定即离开审批', en: 'left without a decision' },
};

/** What an approval came to, in words. */
export const outcomeWords = (outcome: RequestApprovalTable['outcome']): Message => OUTCOMES[outcome ?? 'left'];

/** Nobody is asked any more, and reminders are done with; whoever asked for it is told what it came to. */
export async function tellEnded(
  tx: Transaction,
  row: Row,
  { asked_by, outcome }: RequestApprovalTable,
  round: ApprovalRound,
): Promise<void> {
  const before = await tx.all(findTasks, { request: row.id });
  const signed = round.places.flatMap(({ id: place, role, signed: made }): readonly ApprovalTaskTable[] => {
    if (made === null) return [];
    const asked_at = before.find((one) => one.place === place)?.asked_at ?? made.at;
    return [{ request: row.id, place, person: made.by, role, may_delegate: 0, standing: 'signed', asked_at }];
  });
  await keepTasks(tx.database, row.id, signed);
  await closeNotices(tx, row, []);
  const words = outcomeWords(outcome);
  const said = { 'zh-CN': `${row.number} 的审批：${words['zh-CN']}`, en: `The approval of ${row.number}: ${words.en}` };
  const people = (JSON.parse(asked_by) as readonly string[]).filter((person) => person !== tx.actor.id);
  await tell(tx, row, 'ended', said, people);
}

/** Marks as read what asks for an approval of a request, but of those who are asked. */
async function closeNotices(tx: Transaction, { id }: Row, asked: readonly string[]): Promise<void> {
  await tx.database
    .updateTable('request_notice')
    .set({ read_at: tx.now.toISOString() })
    .where('request', '=', id)
    .where('read_at', 'is', null)
    .where((each) => each.or([each('template', 'in', [TOLD.asked, TOLD.urged]), each('key', 'like', `${NOTIFIED}%`)]))
    .$if(asked.length > 0, (query) => query.where('person', 'not in', [...asked]))
    .execute();
}

/** Puts a notice before each of some people who are active and not recused, once for each revision. */
async function tell(
  tx: Transaction,
  row: Row,
  what: keyof typeof TOLD,
  said: Message,
  people: readonly string[],
): Promise<void> {
  if (people.length === 0) return;
  const { id: request, revision } = row;
  const fit = new Set((await fitFor(tx, row)).map(({ id }) => id));
  for (const person of new Set(people)) {
    if (!fit.has(person)) continue;
    const notice = { key: `${request}/${revision}/${TOLD[what]}/${person}`, person, request, template: TOLD[what] };
    await tx.database
      .insertInto('request_notice')
      .values({ ...notice, said: JSON.stringify(said), noticed_at: tx.now.toISOString(), read_at: null })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute();
  }
}
