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
import type { Json } from '../../model/json.ts';

/** A criteria among those that are asked of the same facts. */
interface Member {
  readonly decision: Decision;
  readonly holds: Expression;
  /** Its place among them: that of its answer to a request. */
  readonly place: number;
  meaning(): Meaning | undefined;
}

/**
 * Tells of every criteria whether another one means the same: by meaning, not by text. Two that answer differently for some request are
 * different; of the others the meanings are compared, and where facts are computed a request that tells two of them apart is sought:
 * all are asked it, so that it parts as many as it can.
 */
export function proveDistinct(
  decisions: readonly Decision[],
  environment: Environment,
  budget: Budget,
): ReadonlyMap<string, Proof> {
  const proofs = new Map<string, Proof>();
  const left = { asks: MOST_ASKED };
  for (const members of byFacts(decisions, budget)) {
    const found = compareAll(members, { environment, nodes: budget.nodes / PART, left });
    for (const { decision } of members) {
      const at = { definition: decision.id, pointer: '/when' };
      const same = found.same.get(decision.id);
      const slots = { title: decision.title, other: same?.title ?? '', ref: same?.id ?? '' };
      if (same !== undefined) proofs.set(decision.id, refuted('distinct', provedProblem('criteria-same', at, slots)));
      else if (found.open.has(decision.id))
        proofs.set(decision.id, undecided('distinct', at, decision.title, 'unrealised'));
      else proofs.set(decision.id, proved('distinct', at));
    }
  }
  return new Map(decisions.flatMap(({ id }) => (proofs.has(id) ? [[id, proofs.get(id) as Proof] as const] : [])));
}

/** How many requests all criteria answer at first. */
const REQUESTS = 64;
/** The most pairs of which it is asked in the slower way whether a request tells them apart, and which part of the budget each has. */
const MOST_ASKED = 300;
const PART = 10;

function byFacts(decisions: readonly Decision[], { nodes }: Budget): readonly (readonly Member[])[] {
  const groups = new Map<string, Member[]>();
  for (const decision of decisions) {
    const { holds } = decision.outputs;
    const facts = decision.facts.kind === 'entity' ? decision.facts.entity : decision.id;
    if (holds === undefined) continue;
    const group = groups.get(facts) ?? [];
    groups.set(facts, group);
    let known: { readonly meaning: Meaning | undefined } | undefined;
    const meaning = () => (known ??= { meaning: meaningOf(holds, nodes / 4) }).meaning;
    group.push({ decision, holds, place: group.length, meaning });
  }
  return [...groups.values()];
}

interface Compared {
  /** By id: another one that means the same. */
  readonly same: Map<string, Decision>;
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
  const [first] = members;
  if (first === undefined || members.length === 1) return found;
  const probe = createProbe(
    first.decision,
    members.map((one) => one.holds),
    means.environment,
  );
  const requests = Array.from({ length: REQUESTS }, (_, i) =>
    requestOf(i === 0 ? probe.drafter.ordinary() : probe.drafter.random()),
  );
  const waiting: (readonly Member[])[] = [...parted(members, requests, probe)];
  for (let alike = waiting.pop(); alike !== undefined; alike = waiting.pop()) {
    const request = compareWithFirst(alike, found, means);
    if (request !== undefined) waiting.push(...parted(alike, [request], probe));
    else if (alike.length > 2) waiting.push(alike.slice(1).filter(({ decision }) => !found.same.has(decision.id)));
  }
  return found;
}

/** Members in groups that answer alike for requests. */
function parted(members: readonly Member[], requests: readonly Json[], probe: Probe): readonly (readonly Member[])[] {
  const rows = requests.map((request) => probe.evaluate(request));
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const letters = rows.map((row) => (row === undefined ? '-' : row[member.place] === true ? '1' : '0')).join('');
    groups.set(letters, [...(groups.get(letters) ?? []), member]);
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
      found.same.set(other.decision.id, first.decision);
      if (!found.same.has(first.decision.id)) found.same.set(first.decision.id, other.decision);
    }
    if (answer === 'open') for (const { decision } of [first, other]) found.open.add(decision.id);
  }
  return undefined;
}

function compared(
  one: Member,
  other: Member,
  { environment, nodes, left }: Means,
): 'same' | 'different' | 'open' | { readonly request: Json } {
  const [a, b] = [one.meaning(), other.meaning()];
  if (a !== undefined && a.key === b?.key) return 'same';
  if (a?.isExact === true && b?.isExact === true) return 'different';
  left.asks -= 1;
  if (left.asks < 0) return 'open';
  const isApart = or([and([one.holds, not(other.holds)]), and([not(one.holds), other.holds])]);
  const [answer] = canHold([isApart], { whole: one.decision, environment, nodes });
  return answer?.verdict === 'never' ? 'same' : answer?.verdict === 'can' ? { request: answer.request } : 'open';
}
