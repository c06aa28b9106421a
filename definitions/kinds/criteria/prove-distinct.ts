import type { Decision } from '../../model/decision.ts';
import { and, not, or } from '../../expression/build-logic.ts';
import type { Expression } from '../../model/expression.ts';
import { requestOf } from '../../proofs/witness/request-builder.ts';
import { type Meaning, meaningOf } from '../../expression/to-regions/meaning-key.ts';
import { createProbe } from '../../proofs/witness/probe.ts';
import { provedProblem } from '../../proofs/problems.ts';
import { canHold } from '../../proofs/satisfiability.ts';
import { proved, refuted, undecided } from '../../proofs/verdict.ts';
import type { Budget, Proof } from '../../model/proof.ts';
import type { Environment } from '../../model/environment.ts';

interface DistinctFinding {
  readonly decision: Decision;
  readonly holds: Expression;
  /** What it answered for the same requests as all others, one letter each. */
  readonly answers: string;
  meaning(): Meaning | undefined;
}

/**
 * Tells of every criteria whether another one means the same: by meaning, not by text. Two that answered differently for some
 * request are different; of the others the meanings are compared, and where facts are computed a request that tells them apart is sought.
 */
export function proveDistinct(
  decisions: readonly Decision[],
  environment: Environment,
  budget: Budget,
): ReadonlyMap<string, Proof> {
  const proofs = new Map<string, Proof>();
  const groups = new Map<string, DistinctFinding[]>();
  const left = { asks: MOST_ASKED };
  for (const told of answered(decisions, environment, budget)) {
    const { decision, answers } = told;
    const group = groups.get(answers) ?? [];
    groups.set(answers, group);
    const found = group.map((other) => [other, compared(told, other, environment, budget, left)] as const);
    const same = found.find(([, answer]) => answer === 'same')?.[0].decision;
    if (same !== undefined) {
      // Both are told, each naming the other: neither is the one that is too many.
      proofs.set(decision.id, sameAs(decision, same));
      if (proofs.get(same.id)?.verdict !== 'refuted') proofs.set(same.id, sameAs(same, decision));
      continue;
    }
    group.push(told);
    const open = found.flatMap(([other, answer]) => (answer === 'open' ? [other.decision] : []));
    proofs.set(decision.id, open.length > 0 ? unknown(decision) : proved('distinct', whereOf(decision)));
    for (const other of open) if (proofs.get(other.id)?.verdict === 'proved') proofs.set(other.id, unknown(other));
  }
  return proofs;
}

const whereOf = ({ id }: Decision) => ({ definition: id, pointer: '/when' });

function sameAs(decision: Decision, other: Decision): Proof {
  const slots = { title: decision.title, other: other.title, ref: other.id };
  return refuted('distinct', provedProblem('criteria-same', whereOf(decision), slots));
}

const unknown = (decision: Decision) => undecided('distinct', whereOf(decision), decision.title, 'unrealised');

/** How many requests all criteria answer. */
const REQUESTS = 64;
/** The most pairs of which it is asked in the slower way whether a request tells them apart. */
const MOST_ASKED = 60;

function answered(
  decisions: readonly Decision[],
  environment: Environment,
  { nodes }: Budget,
): readonly DistinctFinding[] {
  const byFacts = new Map<string, { readonly decision: Decision; readonly holds: Expression }[]>();
  for (const decision of decisions) {
    const { holds } = decision.outputs;
    const facts = decision.facts.kind === 'entity' ? decision.facts.entity : decision.id;
    if (holds === undefined) continue;
    const alike = byFacts.get(facts);
    if (alike === undefined) byFacts.set(facts, [{ decision, holds }]);
    else alike.push({ decision, holds });
  }
  return [...byFacts].flatMap(([facts, alike]) => {
    const letters = lettersOf(alike, environment);
    return alike.map(({ decision, holds }, i): DistinctFinding => {
      let known: { readonly meaning: Meaning | undefined } | undefined;
      const meaning = () => (known ??= { meaning: meaningOf(holds, nodes / 4) }).meaning;
      return { decision, holds, answers: `${facts} ${letters[i] ?? ''}`, meaning };
    });
  });
}

/** What each answers for the same requests. */
function lettersOf(
  alike: readonly { readonly decision: Decision; readonly holds: Expression }[],
  environment: Environment,
): readonly string[] {
  const [first] = alike;
  if (first === undefined || alike.length === 1) return alike.map(() => '');
  const probe = createProbe(
    first.decision,
    alike.map((one) => one.holds),
    environment,
  );
  const rows = Array.from({ length: REQUESTS }, (_, i) =>
    probe.evaluate(requestOf(i === 0 ? probe.drafter.ordinary() : probe.drafter.random())),
  );
  return alike.map((_, i) => rows.map((row) => (row === undefined ? '-' : row[i] === true ? '1' : '0')).join(''));
}

function compared(
  one: DistinctFinding,
  other: DistinctFinding,
  environment: Environment,
  { nodes }: Budget,
  left: { asks: number },
): 'same' | 'different' | 'open' {
  const [a, b] = [one.meaning(), other.meaning()];
  if (a !== undefined && a.key === b?.key) return 'same';
  if (a?.isExact === true && b?.isExact === true) return 'different';
  left.asks -= 1;
  if (left.asks < 0) return 'open';
  const isApart = or([and([one.holds, not(other.holds)]), and([not(one.holds), other.holds])]);
  const [answer] = canHold([isApart], { whole: one.decision, environment, nodes });
  return answer?.verdict === 'never' ? 'same' : answer?.verdict === 'can' ? 'different' : 'open';
}
