import {
  type ApprovalRound,
  type ApprovalState,
  isObject,
  type Json,
  type JsonObject,
  type Problem,
  refilled,
  type Seat,
} from '../../../../definitions/index.ts';
import { titlesOf } from '../../../authority/role.ts';
import { bankDayAt } from '../../../clock.ts';
import { findRecused } from '../../../store/recusals.ts';
import type { ServiceRequestTable } from '../../../store/request-tables.ts';
import { OperationRefused, type Transaction } from '../../../store/store.ts';
import { holdersNear } from '../holders-near.ts';
import { known } from '../intake.ts';
import { subjectOf } from '../life.ts';
import type { PreparedQueue } from '../prepared-queues.ts';
import { ASSIGNING } from '../queue-access.ts';
import { approvalProblem } from './problems.ts';
import { calledIn, maySign } from './signers.ts';

type Row = Pick<ServiceRequestTable, 'id' | 'number' | 'node'>;

/** Seats, and what there is to say of them. */
interface Seated {
  readonly seats: readonly Seat[];
  readonly problems: readonly Problem[];
}

/**
 * Whom authority asks: for each role that the table of a state names, in its order, all who hold it at the nearest place that has somebody
 * who may sign. Whose request it is, and who is recused, does not count; where that leaves nobody, the next place above is asked.
 */
export async function seatsFor(
  tx: Transaction,
  row: Row,
  {
    queue,
    state,
    facts,
    barred,
  }: {
    readonly queue: PreparedQueue;
    readonly state: ApprovalState;
    readonly facts: JsonObject;
    readonly barred: ReadonlySet<string>;
  },
): Promise<Seated> {
  const roles = rolesBy(queue, state.limits, { facts, day: bankDayAt(tx.now), number: row.number });
  const seats: Seat[] = [];
  for (const role of roles) {
    const people = await holdersNear(tx, row, role, barred);
    seats.push(...(people.length === 0 ? [{ role, person: null }] : people.map((person) => ({ role, person }))));
  }
  return { seats, problems: emptyProblems(seats) };
}

/** The roles that a table names for a request, each once. Refuses where it does not say. */
function rolesBy(
  queue: PreparedQueue,
  table: string,
  { facts, day, number }: { readonly facts: JsonObject; readonly day: string; readonly number: string },
): readonly string[] {
  const compiled = queue.authority(table);
  const attempt = compiled?.attempt({
    facts: known(facts, compiled.reads.fields),
    ...(compiled.reads.asOf && { $asOf: day }),
  });
  const found = attempt?.results?.[table];
  const value = (found?.value ?? null) as Json;
  const rows = value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];
  const roles = rows.flatMap((one) => {
    const role = isObject(one) ? one['role'] : one;
    return typeof role === 'string' ? [role] : [];
  });
  if (roles.length > 0) return [...new Set(roles)];
  const [first] = attempt !== undefined && attempt.results === undefined ? attempt.problems : (found?.problems ?? []);
  const reason = first?.message ?? '–';
  const problem = approvalProblem('approval-authority-unknown', { pointer: '' }, { table, reason });
  throw new OperationRefused(subjectOf(number), [problem]);
}

/**
 * Fills the open places anew whose holder may not sign any more, or that have none: by whoever else holds their role, the nearest first.
 * Nobody gets a second place so, unless by the two roles that authority asks for; who has signed for another gets none.
 */
export async function refillSeats(
  tx: Transaction,
  row: Row,
  round: ApprovalRound,
  askedBy: ReadonlySet<string>,
): Promise<{ readonly round: ApprovalRound; readonly problems: readonly Problem[] }> {
  const barred = await barredFrom(tx, row, askedBy);
  let after = round;
  const problems: Problem[] = [];
  for (const { id, role, person, signed } of round.places) {
    if (signed !== null) continue;
    if (person !== null && !barred.has(person) && (await maySign(tx, row, { person, role }))) continue;
    const next = await nextFor(tx, row, role, new Set([...barred, ...holdersBeside(after, role)]));
    if (next === person) continue;
    after = refilled(after, id, next);
    if (next !== null)
      problems.push(
        approvalProblem(
          'approval-holder-changed',
          { pointer: '' },
          {
            from: person === null ? titlesOf([role ?? '']) : await calledIn(tx, [person]),
            to: await calledIn(tx, [next]),
          },
        ),
      );
    else problems.push(...emptyProblems([{ role, person: null }]));
  }
  return { round: after, problems };
}

/** Who cannot have a further place that is asked for by a role, or by being added: null. */
const holdersBeside = ({ places }: ApprovalRound, role: string | null): readonly string[] =>
  places.flatMap((one) => {
    const signed = one.signed === null || one.signed.by === one.person ? [] : [one.signed.by];
    const isOfAnotherRole = role !== null && one.role !== null && one.role !== role;
    return one.person === null || isOfAnotherRole ? signed : [one.person, ...signed];
  });

/** Who may not sign: whose request it is, and who is recused. */
export async function barredFrom(
  tx: Transaction,
  { id }: Pick<ServiceRequestTable, 'id'>,
  askedBy: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const recused = await tx.all(findRecused, { request: id });
  return new Set([...askedBy, ...recused.map(({ person }) => person)]);
}

async function nextFor(
  tx: Transaction,
  row: Row,
  role: string | null,
  without: ReadonlySet<string>,
): Promise<string | null> {
  for (const one of role === null ? ASSIGNING : [role]) {
    const [first] = await holdersNear(tx, row, one, without);
    if (first !== undefined) return first;
  }
  return null;
}

const emptyProblems = (seats: readonly Seat[]): readonly Problem[] =>
  seats.flatMap(({ role, person }) =>
    person === null
      ? [approvalProblem('approval-nobody', { pointer: '' }, { role: titlesOf(role === null ? ASSIGNING : [role]) })]
      : [],
  );
