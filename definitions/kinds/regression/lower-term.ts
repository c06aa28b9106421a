import { typeWords } from '../../expression/bins/type-words.ts';
import type { ProblemPlan } from '../../model/decision.ts';
import { bins, pickNumber } from '../../expression/build-list.ts';
import { coalesce, decimal, isMissing, missing, when } from '../../expression/build-logic.ts';
import { isMember } from '../../model/domain.ts';
import { expectedOf } from '../../expression/expectation.ts';
import type { Bins, BinTest, Expression, Origin } from '../../model/expression.ts';
import type { Type, Value } from '../../model/type.ts';
import { below } from '../../model/json.ts';
import { readValue, type Scope } from '../../expression/scope/index.ts';
import { type Exact, exactly, finest, scaledTo } from '../figure.ts';
import type { Gathered } from '../gather.ts';
import { readFact } from '../read-fact.ts';
import { coefficientOf } from './coefficient.ts';
import { regressionProblem } from './problems.ts';
import type { Term } from './regression.ts';

/** A term as weight × number; a dummy has weight 1 and its coefficient as the number. */
export interface LoweredTerm {
  readonly weight: Exact;
  readonly of: Expression;
}

const ONE: Exact = { scaled: 1n, decimals: 0 };

/** Lowers a term; null where it has an error. */
export function lowerTerm(term: Term, scope: Scope, origin: Origin, gathered: Gathered): LoweredTerm | null {
  const at = (...steps: readonly string[]): Origin => ({ ...origin, pointer: below(origin.pointer, ...steps) });
  const part = term.fact;
  if ((term.coefficient === undefined) === (term.values === undefined)) {
    gathered.problems.push(regressionProblem('term-without-one-coefficient', origin, { part }));
    return null;
  }
  const fact = gathered.take(readFact(term.fact, scope, at('fact')));
  if (fact === null) return null;
  if (fact.missable && term.ifMissing === undefined) {
    gathered.problems.push(regressionProblem('term-missing-unanswered', origin, { part }));
    return null;
  }
  if (fact.missable && term.ifMissing === 'refuse') gathered.plans.push(refusal(part, fact, origin));
  if (term.values !== undefined) return lowerDummy(term, fact, origin, gathered);
  if (fact.type.kind !== 'number') {
    gathered.problems.push(regressionProblem('term-not-a-number', at('fact'), { part, type: typeWords(fact.type) }));
    return null;
  }
  return { weight: coefficientOf(term.coefficient ?? 0), of: filled(fact, term.ifMissing) };
}

function refusal(part: string, fact: Expression, origin: Origin): ProblemPlan {
  return { code: 'term-missing', slots: { part }, when: isMissing(fact), refuses: true, origin };
}

/** The fact, or the figure that stands for it where it is missing. */
function filled(fact: Expression, ifMissing: Term['ifMissing']): Expression {
  if (typeof ifMissing !== 'number') return fact;
  const { scaled, decimals } = exactly(ifMissing);
  return coalesce([fact, decimal(scaled, decimals)]);
}

/** A coefficient by value: a value that is not listed is the level the others are measured against, 0. */
function lowerDummy(
  { values = {}, fact: part, ifMissing }: Term,
  fact: Expression,
  origin: Origin,
  gathered: Gathered,
): LoweredTerm | null {
  const { type } = fact;
  if (type.kind !== 'string' && type.kind !== 'boolean' && !(type.kind === 'number' && type.decimals === 0)) {
    const place = { ...origin, pointer: below(origin.pointer, 'values') };
    gathered.problems.push(regressionProblem('term-values-not-listable', place, { part, type: typeWords(type) }));
    return null;
  }
  const read = Object.entries(values).map(([key, figure]) => ({
    key,
    value: keyValue(key, type),
    coefficient: coefficientOf(figure),
  }));
  for (const { key, value } of read) {
    if (value !== null && !(type.kind === 'string' && !isMember(key, type))) continue;
    const place = { ...origin, pointer: below(origin.pointer, 'values', key) };
    gathered.problems.push(
      regressionProblem('term-value-unknown', place, { part, found: key, expected: expectedOf(fact) }, { found: key }),
    );
  }
  const known = read.filter(({ value }) => value !== null);
  const answer = typeof ifMissing === 'number' ? coefficientOf(ifMissing) : null;
  const rest: Exact = { scaled: 0n, decimals: 0 };
  const coefficients = [...known.map(({ coefficient }) => coefficient), ...(answer === null ? [] : [answer]), rest];
  const decimals = finest(coefficients);
  const test = (test: BinTest, pointer: string): Bins['bins'][number] => ({ test, origin: { ...origin, pointer } });
  const tests = [
    ...known.map(({ key, value }) =>
      test({ kind: 'values', values: [value as Value] }, below(origin.pointer, 'values', key)),
    ),
    ...(answer === null ? [] : [test({ kind: 'missing' }, below(origin.pointer, 'ifMissing'))]),
    test({ kind: 'otherwise' }, below(origin.pointer, 'values')),
  ];
  const index = bins(fact, tests, true, { ...origin, pointer: below(origin.pointer, 'values') });
  const picked = pickNumber(
    index,
    coefficients.map((figure) => scaledTo(figure, decimals)),
    decimals,
    origin,
  );
  return { weight: ONE, of: answer === null && fact.missable ? onlyWith(fact, picked) : picked };
}

/** Keys of JSON objects are texts: `"true"` and `"3"` stand for a flag and a whole number. */
function keyValue(key: string, type: Type): Value | null {
  if (type.kind === 'boolean') return key === 'true' ? true : key === 'false' ? false : null;
  return readValue(key, type);
}

/** The number, missing where the fact is: `otherwise` is for other values alone. */
function onlyWith(fact: Expression, of: Expression): Expression {
  return when(isMissing(fact), missing(of.type), of);
}
