import {
  type ApprovalPlace,
  type ApprovalRound,
  outcomeOf,
  placesAsked,
  takeBack,
} from '../../../../definitions/index.ts';
import { holdsOver } from '../../../authority/rights.ts';
import { bankDayAt } from '../../../clock.ts';
import { absentAmong } from '../../../store/absences.ts';
import { isTaskOf } from '../../../store/approvals.ts';
import { type Named, namesOf, readOrganisation } from '../../../store/people.ts';
import type { RequestApprovalTable } from '../../../store/request-tables.ts';
import type { Store } from '../../../store/store.ts';
import { notFound } from '../../people/acting.ts';
import { subjectOf } from '../life.ts';
import { ASSIGNING } from '../queue-access.ts';
import type { RequestReading } from '../read-requests.ts';
import { isSeenBy, type RequestReader } from '../seen-by.ts';
import { tasksOf } from './asked-of.ts';
import type { ApprovalDeed } from './act-on-approval.ts';

/** A request that waits for whoever asks. */
export interface WaitingApproval {
  readonly request: string;
  readonly number: string;
  readonly type: string;
  readonly queue: string;
  readonly customer: string | null;
  readonly askedAt: string;
  /** For whom he stands in; null where he is asked himself. */
  readonly onBehalfOf: string | null;
}

export interface WaitingPage {
  readonly items: readonly WaitingApproval[];
  readonly total: number;
  readonly next: readonly [askedAt: string, request: string] | null;
  readonly names: readonly Named[];
}

/** The requests that wait for the approval of whoever asks, those that wait longest first; as a stand-in too. None of which he is recused. */
export async function listWaiting(
  { read, now }: Pick<Store, 'read' | 'now'>,
  { rights, people }: RequestReader,
  { after, limit }: { readonly after: readonly [string, string] | undefined; readonly limit: number },
): Promise<WaitingPage> {
  const day = bankDayAt(await now());
  return await read(async (database) => {
    const tasks = tasksOf(await readOrganisation(database), { rights, people }, day);
    const waiting = database
      .selectFrom('approval_task')
      .innerJoin('service_request', 'service_request.id', 'approval_task.request')
      .where('approval_task.standing', '=', 'asked')
      .where((each) => isTaskOf(each, tasks))
      .where((each) =>
        each.not(
          each.exists(
            each
              .selectFrom('request_recused')
              .select('request_recused.subject')
              .whereRef('request_recused.request', '=', 'approval_task.request')
              .where('request_recused.person', 'in', people.length === 0 ? [''] : [...people]),
          ),
        ),
      );
    const counted = await waiting
      .select((each) => each.fn.count('approval_task.request').distinct().as('total'))
      .executeTakeFirst();
    const rows = await waiting
      .select(['approval_task.request', 'number', 'type', 'queue', 'customer'])
      .select((each) => [
        each.fn.min('approval_task.asked_at').as('asked_at'),
        each.fn.min('approval_task.person').as('person'),
        each.fn
          .max((one) =>
            one
              .case()
              .when('approval_task.person', 'in', people.length === 0 ? [''] : [...people])
              .then(1)
              .else(0)
              .end(),
          )
          .as('own'),
      ])
      .groupBy(['approval_task.request', 'number', 'type', 'queue', 'customer'])
      .$if(after !== undefined, (query) => {
        const [at, id] = after ?? ['', ''];
        return query.having((each) =>
          each.or([
            each(each.fn.min('approval_task.asked_at'), '>', at),
            each.and([each(each.fn.min('approval_task.asked_at'), '=', at), each('approval_task.request', '>', id)]),
          ]),
        );
      })
      .orderBy('asked_at')
      .orderBy('approval_task.request')
      .limit(limit)
      .execute();
    const items = rows.map(
      ({ asked_at: askedAt, person, own, ...row }): WaitingApproval => ({
        ...row,
        askedAt,
        onBehalfOf: Number(own) === 1 ? null : person,
      }),
    );
    const last = rows.length === limit ? rows.at(-1) : undefined;
    const names = await namesOf(
      database,
      items.flatMap(({ onBehalfOf }) => onBehalfOf ?? []),
    );
    const next = last === undefined ? null : ([last.asked_at, last.request] as const);
    return { items, total: Number(counted?.total ?? 0), next, names };
  });
}

export interface ApprovalShown {
  readonly number: number;
  readonly state: string;
  readonly rules: ApprovalRound['rules'];
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly outcome: RequestApprovalTable['outcome'];
  readonly askedBy: readonly string[];
  readonly places: readonly (Omit<ApprovalPlace, 'after'> & {
    readonly isAsked: boolean;
    /** Who signs while he is absent. */
    readonly standIn: string | null;
  })[];
  readonly voided: ApprovalRound['voided'];
}

export interface ApprovalsShown {
  /** The newest first. */
  readonly items: readonly ApprovalShown[];
  /** What whoever asks may do with the open one. */
  readonly acts: readonly ApprovalDeed['act'][];
  readonly names: readonly Named[];
}

/** The approvals of a request that whoever asks sees, with what he may do. Throws an OperationRefused where there is none. */
export async function readApprovals(
  { store, queues }: RequestReading,
  { id, rights, people }: RequestReader & { readonly id: string },
): Promise<ApprovalsShown> {
  const day = bankDayAt(await store.now());
  return await store.read(async (database) => {
    const requests = database.selectFrom('service_request').where('id', '=', id);
    const seen = await isSeenBy(database, queues, { rights, people }, { requests, queue: null, day });
    const row = await requests.where(seen).select(['node', 'owner']).executeTakeFirst();
    if (row === undefined) throw notFound(subjectOf(id));
    const rows = await database
      .selectFrom('request_approval')
      .selectAll()
      .where('request', '=', id)
      .orderBy('number', 'desc')
      .execute();
    const rounds = rows.map((one) => JSON.parse(one.round) as ApprovalRound);
    const called = rounds.flatMap(({ places }) => places.flatMap(({ person }) => person ?? []));
    const absent = await absentAmong(database, [...new Set(called)], day);
    const items = rows.map((one, i) => shown(one, rounds[i] as ApprovalRound, absent));
    const organisation = await readOrganisation(database);
    const leads = holdsOver(organisation, rights, ASSIGNING, row.node);
    const tasks = tasksOf(organisation, { rights, people }, day);
    const mine = await database
      .selectFrom('service_request')
      .innerJoin('approval_task', 'approval_task.request', 'service_request.id')
      .select('approval_task.place')
      .where('service_request.id', '=', id)
      .where('approval_task.standing', '=', 'asked')
      .where((each) => isTaskOf(each, tasks))
      .execute();
    const isMine = (person: string | null) => people.some((one) => one === person);
    const [open] = items;
    const acts =
      open === undefined || open.endedAt !== null
        ? []
        : actsOn(open, rounds[0] as ApprovalRound, {
            isAsked: mine.length > 0,
            people,
            leads,
            owns: isMine(row.owner),
          });
    const everybody = items.flatMap(({ places, askedBy, voided }) => [
      ...askedBy,
      ...voided.map(({ by }) => by),
      ...places.flatMap(({ person, standIn, addedBy, signed }) =>
        [person, standIn, addedBy, signed?.by ?? null].flatMap((one) => one ?? []),
      ),
    ]);
    return { items, acts, names: await namesOf(database, everybody) };
  });
}

function shown(
  row: RequestApprovalTable,
  round: ApprovalRound,
  absent: ReadonlyMap<string, { readonly standIn: string | null }>,
): ApprovalShown {
  const asked = new Set(row.ended_at === null ? placesAsked(round).map(({ id }) => id) : []);
  const askedBy = JSON.parse(row.asked_by) as readonly string[];
  // As `signersOf` has it.
  const taken = new Set([...askedBy, ...round.places.flatMap(({ person, signed }) => [person, signed?.by ?? null])]);
  const standInOf = (person: string | null): string | null => {
    const standIn = absent.get(person ?? '')?.standIn ?? null;
    return taken.has(standIn) ? null : standIn;
  };
  return {
    number: row.number,
    state: row.state,
    rules: round.rules,
    beganAt: row.began_at,
    endedAt: row.ended_at,
    outcome: row.outcome,
    askedBy,
    places: round.places.map(({ after: _, ...place }) => ({
      ...place,
      isAsked: asked.has(place.id),
      standIn: asked.has(place.id) && round.rules.delegate === 'absence' ? standInOf(place.person) : null,
    })),
    voided: round.voided,
  };
}

function actsOn(
  { askedBy }: ApprovalShown,
  round: ApprovalRound,
  who: {
    readonly isAsked: boolean;
    readonly people: readonly string[];
    readonly leads: boolean;
    readonly owns: boolean;
  },
): readonly ApprovalDeed['act'][] {
  const isMine = (person: string | null) => who.people.some((one) => one === person);
  const isOwn = askedBy.some(isMine);
  const holds = round.places.some(({ person }) => isMine(person));
  const signs = round.places.some(({ signed }) => isMine(signed?.by ?? null));
  const isTakenBack = who.people.some((one) => 'round' in takeBack(round, one));
  const takesPart = isOwn || who.leads || who.owns;
  return [
    ...(who.isAsked && !isOwn ? (['approve', 'reject'] as const) : []),
    ...(round.rules.mayAdd && (holds || who.isAsked) && !isOwn ? (['add'] as const) : []),
    ...(isTakenBack && outcomeOf(round) === null ? (['take-back'] as const) : []),
    ...(isOwn || who.owns ? (['withdraw'] as const) : []),
    ...(takesPart ? (['urge'] as const) : []),
    ...(takesPart || holds || signs ? (['copy'] as const) : []),
  ];
}
