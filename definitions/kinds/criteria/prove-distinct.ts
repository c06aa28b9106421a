import type { Decision } from '../../model/decision.ts';
import { and, not, or } from '../../expression/build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { requestOf } from '../../proofs/witness/request-builder.ts';
import { type Meaning, meaningOf } from '../../expression/to-regions/meaning-key.ts';
import { createProbe, type Probe } from '../../proofs/witness/probe.ts';
import { provedProblem } from '../../proofs/problems.ts';
import { canHold } from '../../proofs/satisfiability.ts';
import { proved, refuted, undecided } from '../../proofs/verdict.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';
import { hashText } from '../../model/hash.ts';
import type { Json } from '../../model/json.ts';
import type { Text } from '../../model/text.ts';
import type { Together } from '../kind.ts';
import type { Criteria } from './criteria.ts';

/** A criteria among those that are asked of the same facts. */
interface Member {
  readonly id: string;
  readonly title: Text;
  /** It stands as before, and was proved to differ from all that stood then. */
  readonly isSettled: boolean;
  /** The print of what it means, where conditions that answer alike share it. */
  readonly print: string | null;
  decision(): Decision;
  meaning(): Meaning | undefined;
}

/**
 * Tells of every criteria whether another one means the same: by meaning, not by text. Conditions on plain facts are told apart by the
 * print of their meaning. Of the others two that answer differently for some request are different; then meanings are compared, and
 * where facts are computed a request that tells two of them apart is sought: all are asked it, so that it parts as many as it can. What
 * differed from all before is compared with what is new alone.
 */
export function proveDistinct(
  criteria: readonly Together<Criteria>[],
  environment: Environment,
  budget: Budget,
): ReadonlyMap<string, Proof> {
  const proofs = new Map<string, Proof>();
  const left = { asks: MOST_ASKED };
  for (const members of byFacts(criteria, budget)) {
    const found = compareAll(members, { environment, nodes: budget.nodes / PART, left });
    for (const { id, title } of members) {
      const at = { definition: id, pointer: '/when' };
      const same = found.same.get(id);
      const slots = { title, other: same?.title ?? '', ref: same?.id ?? '' };
      if (same !== undefined) proofs.set(id, refuted('distinct', provedProblem('criteria-same', at, slots)));
      else if (found.open.has(id)) proofs.set(id, undecided('distinct', at, title, 'unrealised'));
      else proofs.set(id, proved('distinct', at));
    }
  }
  return new Map(criteria.flatMap(({ id }) => (proofs.has(id) ? [[id, proofs.get(id) as Proof] as const] : [])));
}

/** The print of what a criteria means, where every criteria that answers alike for all records has the same; null where that is open. */
export function printOfCriteria(decision: Decision, { nodes }: Budget): string | null {
  const { holds } = decision.outputs;
  const meaning = holds === undefined ? undefined : meaningOf(holds, nodes / PRINT_PART);
  return meaning?.isExact === true ? hashText(meaning.key) : null;
}

/** How many requests all criteria answer at first. */
const REQUESTS = 64;
/** The most pairs of which it is asked in the slower way whether a request tells them apart, and which part of the budget each has. */
const MOST_ASKED = 300;
const PART = 10;
/** Which part of the budget a meaning has at first: every criteria of a library is asked for it. */
const PRINT_PART = 50;

function byFacts(criteria: readonly Together<Criteria>[], budget: Budget): readonly (readonly Member[])[] {
  const groups = new Map<string, Member[]>();
  for (const { id, document, before, print, decision } of criteria) {
    const group = groups.get(document.entity) ?? [];
    groups.set(document.entity, group);
    let known: { readonly meaning: Meaning | undefined } | undefined;
    const meaning = () => (known ??= { meaning: meaningOf(holdsOf(decision()), budget.nodes / 4) }).meaning;
    const title = document.title ?? document.name;
    group.push({ id, title, isSettled: before?.verdict === 'proved', print: print(), decision, meaning });
  }
  return [...groups.values()];
}

function holdsOf({ id, outputs }: Decision): Expression {
  const { holds } = outputs;
  if (holds === undefined) throw new Error(`${id} has no condition`);
  return holds;
}

interface Compared {
  /** By id: another one that means the same. */
  readonly same: Map<string, Member>;
  /** Ids of those of which it is open whether another one means the same. */
  readonly open: Set<string>;
}

interface Means {
  readonly environment: Environment;
  readonly nodes: number;
  readonly left: { asks: number };
}

function compareAll(members: readonly Member[], means: Means): Compared {
  const found: Compared = { same: new Map(), open: new Set() };
  const different = compareByPrint(members, found);
  const [first, ...others] = toBeAsked(different);
  if (first === undefined || others.length === 0) return found;
  const asked = [first, ...others];
  const probe = createProbe(
    first.decision(),
    asked.map((one) => holdsOf(one.decision())),
    means.environment,
  );
  const requests = Array.from({ length: REQUESTS }, (_, i) =>
    requestOf(i === 0 ? probe.drafter.ordinary() : probe.drafter.random()),
  );
  const place = new Map(asked.map((member, i) => [member, i]));
  const part = (some: readonly Member[], rows: readonly Json[]) => parted(some, rows, probe, place);
  const waiting: (readonly Member[])[] = [...part(asked, requests)];
  for (let alike = waiting.pop(); alike !== undefined; alike = waiting.pop()) {
    const request = compareWithFirst(alike, found, means);
    if (request !== undefined) waiting.push(...part(alike, [request]));
    else if (alike.length > 2) waiting.push(alike.slice(1).filter(({ id }) => !found.same.has(id)));
  }
  return found;
}

/** Notes those that share a print; answers one of each print, and all that have none. */
function compareByPrint(members: readonly Member[], { same }: Compared): readonly Member[] {
  const byPrint = new Map<string, Member[]>();
  for (const member of members) {
    const key = member.print ?? `without ${member.id}`;
    const twins = byPrint.get(key);
    if (twins === undefined) byPrint.set(key, [member]);
    else twins.push(member);
  }
  return [...byPrint.values()].flatMap((twins): readonly Member[] => {
    const [first, second] = twins;
    if (first === undefined || second === undefined) return twins;
    for (const twin of twins) same.set(twin.id, twin === first ? second : first);
    return [twins.find(({ isSettled }) => isSettled) ?? first];
  });
}

/** Those of which some pair is open: two of them differ by their prints, or were found to differ before, unless one is new and one has no print. */
function toBeAsked(members: readonly Member[]): readonly Member[] {
  const news = members.filter(({ isSettled }) => !isSettled);
  if (news.some(({ print }) => print === null)) return members;
  return news.length === 0 || members.every(({ print }) => print !== null)
    ? []
    : members.filter(({ isSettled, print }) => !isSettled || print === null);
}

/** Members in groups that answer alike for requests. */
function parted(
  members: readonly Member[],
  requests: readonly Json[],
  probe: Probe,
  place: ReadonlyMap<Member, number>,
): readonly (readonly Member[])[] {
  const rows = requests.map((request) => probe.evaluate(request));
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const letters = rows
      .map((row) => (row === undefined ? '-' : row[place.get(member) ?? 0] === true ? '1' : '0'))
      .join('');
    const alike = groups.get(letters);
    if (alike === undefined) groups.set(letters, [member]);
    else alike.push(member);
  }
  return [...groups.values()];
}

/** Compares the first of a group with the others, until a request tells it from one of them: that is the answer. */
function compareWithFirst([first, ...others]: readonly Member[], found: Compared, means: Means): Json | undefined {
  if (first === undefined) return undefined;
  for (const other of others) {
    const answer = compared(first, other, means);
    if (typeof answer === 'object') return answer.request;
    if (answer === 'same') {
      found.same.set(other.id, first);
      if (!found.same.has(first.id)) found.same.set(first.id, other);
    }
    if (answer === 'open') for (const { id } of [first, other]) found.open.add(id);
  }
  return undefined;
}

function compared(
  one: Member,
  other: Member,
  { environment, nodes, left }: Means,
): 'same' | 'different' | 'open' | { readonly request: Json } {
  if ((one.isSettled && other.isSettled) || (one.print !== null && other.print !== null)) return 'different';
  const [a, b] = [one.meaning(), other.meaning()];
  if (a !== undefined && a.key === b?.key) return 'same';
  if (a?.isExact === true && b?.isExact === true) return 'different';
  left.asks -= 1;
  if (left.asks < 0) return 'open';
  const [p, q] = [holdsOf(one.decision()), holdsOf(other.decision())];
  const isApart = or([and([p, not(q)]), and([not(p), q])]);
  const [answer] = canHold([isApart], { whole: one.decision(), environment, nodes });
  return answer?.verdict === 'never' ? 'same' : answer?.verdict === 'can' ? { request: answer.request } : 'open';
}
