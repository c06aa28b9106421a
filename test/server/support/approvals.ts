import type { JsonObject } from '../../../definitions/index.ts';
import { enterAbsence } from '../../../server/operations/requests/absences.ts';
import { type ApprovalDeed, actOnApproval } from '../../../server/operations/requests/approvals/act-on-approval.ts';
import { askOthers } from '../../../server/operations/requests/approvals/ask-others.ts';
import { listWaiting, readApprovals } from '../../../server/operations/requests/approvals/read-approvals.ts';
import { readRequest } from '../../../server/operations/requests/read-requests.ts';
import type { Moved } from '../../../server/operations/requests/send-event.ts';
import { readPerson } from '../../../server/store/people.ts';
import { tester } from './bank.ts';
import { as, seedPeople } from './people.ts';
import { type Desk, deskDocuments, inquiryWorkflow, openDesk } from './requests.ts';
import type { Stores } from './stores.ts';

/** Above 10,000 the president signs as well. */
const AUTHORITY: JsonObject = {
  kind: 'decision-table',
  name: 'authority',
  title: { 'zh-CN': '审批权限', en: 'Authority' },
  entity: 'entity/inquiry',
  hitPolicy: 'collect',
  inputs: [{ fact: 'amount' }],
  outputs: [{ name: 'role', type: 'string', enum: ['team-lead', 'president'] }],
  rules: [
    { when: ['[0, 1000000]'], then: ['team-lead'] },
    { when: ['(10000, 1000000]'], then: ['president'] },
  ],
};

/** What a test makes of the approval and of what surrounds it. */
type Changed = (approve: { readonly entry: readonly JsonObject[]; readonly on: JsonObject }) => {
  readonly states: JsonObject;
  readonly delays?: JsonObject;
};

/** From intake by review to approval, which goes back to either. */
function approvedWorkflow(params: JsonObject, changed: Changed): JsonObject {
  const amend = { actions: [{ type: 'set-field', params: { field: 'amount', fromData: 'amount' } }] };
  const entry = [
    {
      type: 'require-approval',
      params: { limits: 'decision-table/authority', rejectTo: ['intake', 'review'], ...params },
    },
  ];
  const answers = { approved: 'done', rejected: 'review', 'rejected-intake': 'intake', 'rejected-review': 'review' };
  const { states, delays } = changed({ entry, on: { ...answers, amend, cancel: 'closed' } });
  const machine = {
    id: 'inquiry',
    initial: 'intake',
    states: {
      intake: { on: { claim: { actions: [{ type: 'assign', params: { to: 'actor' } }] }, review: 'review' } },
      review: { on: { submit: 'approve', amend } },
      done: { on: { again: 'review' } },
      closed: { type: 'final' },
      ...states,
    },
  };
  const { delays: _, events: __, ...workflow } = inquiryWorkflow();
  return { ...workflow, machine, ...(delays && { delays }) };
}

/** A desk on which inquiries are approved by the leads of the eastern branch, `tom` among them, and by the president. */
export interface ApprovingDesk extends Desk {
  /** One that amy has registered and handed in. */
  submitted(amount?: number): Promise<string>;
  act(id: string, by: string, deed: ApprovalDeed): Promise<Moved>;
  approve(id: string, by: string): Promise<Moved>;
  reject(id: string, by: string, to?: string | null): Promise<Moved>;
  shown(id: string, by?: string): ReturnType<typeof readApprovals>;
  /** The newest round: its outcome, or who is asked; and who signed, in the order of the places. */
  round(id: string): Promise<string>;
  state(id: string): Promise<string>;
  /** What waits for somebody: `INQ-2026-1 tom`, with whom he stands in for. */
  waiting(by: string): Promise<readonly string[]>;
  /** Somebody's account is closed. */
  leaves(id: string): Promise<void>;
  /** Somebody is absent all week, and another stands in for him. */
  away(id: string, standIn: string): Promise<void>;
  /** Who was told something, in their order: `tom`, `bo read`. */
  notices(template: string): Promise<readonly string[]>;
}

const rightsOf = async ({ store }: Desk, id: string) => ({
  rights: (await readPerson(store.database, id))?.rights ?? [],
  people: [id],
});

export async function approvingDesk(
  stores: Stores,
  params: JsonObject,
  leads: readonly string[],
  documents: readonly JsonObject[] = [],
  changed: Changed = (approve) => ({ states: { approve } }),
): Promise<ApprovingDesk> {
  const queues = deskDocuments
    .filter(({ kind }) => kind === 'queue')
    .map(
      (queue): JsonObject => ({
        ...queue,
        assign: { strategy: 'manual', exclude: ['reply'] },
        access: { read: ['agent', 'team-lead'], work: ['agent', 'team-lead'] },
        clocks: [
          { name: 'resolve', runsIn: ['intake', 'review', 'approve'], stopsIn: ['done'], budgets: [{ budget: 'P3D' }] },
        ],
      }),
    );
  const others = deskDocuments.filter(({ kind }) => kind !== 'queue' && kind !== 'workflow');
  const desk = await openDesk(stores, [
    ...others,
    AUTHORITY,
    approvedWorkflow(params, changed),
    ...queues,
    ...documents,
  ]);
  await seedPeople(desk.store, [
    ...leads.map((id) => ({ id, node: 'east', roles: ['team-lead' as const] })),
    { id: 'pre', node: 'bank', roles: ['president'] },
  ]);
  const act = async (id: string, by: string, deed: ApprovalDeed) =>
    await actOnApproval(desk, as(by), id, { deed, whyNot: () => undefined });
  const shown = async (id: string, by = 'lea') => await readApprovals(desk, { id, ...(await rightsOf(desk, by)) });
  let customer = 0;
  return Object.assign(desk, {
    act,
    shown,
    async submitted(amount = 9000) {
      customer += 1;
      const facts = { topic: 'cards', amount };
      const { id } = await desk.register({ node: 'east', customer: `C-${customer}`, facts });
      await desk.send(id, 'review', 'bea');
      await desk.send(id, 'submit', 'amy');
      return id;
    },
    approve: async (id: string, by: string) => await act(id, by, { act: 'approve', reason: null }),
    reject: async (id: string, by: string, to: string | null = 'review') =>
      await act(id, by, { act: 'reject', to, reason: 'Not like this' }),
    async round(id: string) {
      const [newest] = (await shown(id)).items;
      const places = newest?.places ?? [];
      const signed = places.flatMap(({ signed: made }) => (made === null ? [] : [`${made.by} ${made.decision}`]));
      const asked = places.flatMap(({ isAsked, person }) => (isAsked ? [person ?? 'nobody'] : []));
      return [newest?.outcome ?? `asks ${asked.join(', ')}`, ...signed].join(' | ');
    },
    state: async (id: string) => (await readRequest(desk, { id, ...(await rightsOf(desk, 'lea')) })).state.join(', '),
    async waiting(by: string) {
      const page = await listWaiting(desk.store, await rightsOf(desk, by), { after: undefined, limit: 50 });
      return page.items.map(({ number, onBehalfOf }) => (onBehalfOf === null ? number : `${number} for ${onBehalfOf}`));
    },
    leaves: async (id: string) =>
      await desk.store.write(tester, 'change', async (tx) => {
        await tx.database.updateTable('person').set({ is_active: 0 }).where('id', '=', id).execute();
        await askOthers(tx, [id]);
        await tx.audit({ subject: `person/${id}` });
      }),
    async away(id: string, standIn: string) {
      await enterAbsence(desk.store, as(id), { person: null, from: '2026-11-23', to: '2026-11-27', standIn });
    },
    async notices(template: string) {
      const told = desk.store.database.selectFrom('request_notice').select(['person', 'read_at']);
      const rows = await told.where('template', '=', template).orderBy('person').execute();
      return rows.map(({ person, read_at }) => (read_at === null ? person : `${person} read`));
    },
  });
}
