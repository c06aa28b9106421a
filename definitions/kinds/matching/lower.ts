import type { ProblemPlan, Shape } from '../../model/decision.ts';
import { lowerComputed } from '../../expression/computed/computed.ts';
import { pick } from '../../expression/build-list.ts';
import { coalesce, compare, constant, missing, when } from '../../expression/build-logic.ts';
import { weightedSum } from '../../expression/build-number.ts';
import type { Expression } from '../../model/expression.ts';
import { fromCondition } from '../../expression/from-condition/from-condition.ts';
import { numberType, type StringType } from '../../model/type.ts';
import { refuses } from '../../model/problem.ts';
import { type Scope } from '../../expression/scope/index.ts';
import { pairScope } from '../../expression/computed/record-scope.ts';
import { gather, type Gathered, type Lowered } from '../gather.ts';
import type { Environment } from '../../model/environment.ts';
import type { ShownText } from '../shown-text.ts';
import { distinctPlans } from '../refusal.ts';
import { type Grade, gridProblems, readGrade, readsSide } from './grades.ts';
import { MATCHES, type Matching } from './matching.ts';
import { matchingProblem } from './problems.ts';
import { matchReasons } from './reasons.ts';

const MATCH: StringType = { kind: 'string', enum: MATCHES };
const REFUSE = constant(MATCH, 'refuse');

/**
 * A matching's meaning: a list of the request's products. Not eligible, or a grade unknown: refuse. What is offered or referred
 * stands first, highest rank before the others. What goes wrong with one product is a reason of that product.
 */
export function lowerMatching(document: Matching, environment: Environment): Lowered {
  const id = `matching/${document.name}`;
  if (environment.entity(document.customer) === undefined || environment.entity(document.product) === undefined) {
    return { decision: null, problems: [] };
  }
  const gathered = gather();
  const scope = pairScope(environment, document.customer, document.product, id);
  const customer = readGrade(document, 'customer', scope, gathered);
  const product = readGrade(document, 'product', scope, gathered);
  const at = (pointer: string) => ({ definition: id, pointer });
  const eligible =
    document.eligible === undefined ? null : gathered.take(fromCondition(document.eligible, scope, at('/eligible')));
  const rank = readRank(document, scope, gathered);
  const key = productKey(document, scope, gathered);
  if (customer !== null && product !== null)
    gathered.problems.push(...gridProblems(document, customer.names, product.names));
  if (refuses(gathered.problems) || customer === null || product === null || key === null)
    return { decision: null, problems: gathered.problems };
  const cell = cellIndex(customer, product);
  const graded = coalesce([pick(cell, gridOf(document, customer, product), MATCH, at('/grid')), REFUSE]);
  const match = eligible === null ? graded : when(eligible, graded, REFUSE, at('/grid'));
  const ofProduct = distinctPlans(gathered.plans.filter((plan) => isOfProduct(plan, id)));
  const ofRequest = distinctPlans(gathered.plans.filter((plan) => !isOfProduct(plan, id)));
  const reasons = matchReasons({ document, eligible, customer, product, cell, plans: ofProduct, origin: at('/grid') });
  const shown = when(compare('=', match, REFUSE), missing(rank.type), rank);
  const decision = {
    id,
    title: document.title ?? document.name,
    facts: { kind: 'pair', customer: document.customer, product: document.product } as const,
    outputs: {},
    value: { kind: 'products', item: itemOf(key, match, shown), order: shown, reasons } as const,
    reasons: [],
    reasonOrder: 'declared' as const,
    problems: ofRequest,
    partial: null,
    reads: [...scope.mentioned],
  };
  return { decision, problems: gathered.problems };
}

function itemOf(product: Expression, match: Expression, rank: Expression): Shape {
  return {
    kind: 'object',
    members: [
      { name: 'product', shape: { kind: 'value', of: product } },
      { name: 'decision', shape: { kind: 'value', of: match } },
      { name: 'rank', shape: { kind: 'value', of: rank } },
    ],
  };
}

/** The position of the grid's cell, customer by customer. */
function cellIndex(customer: Grade, product: Grade): Expression {
  return weightedSum(0n, 0, [
    { weight: BigInt(product.names.length), of: customer.index },
    { weight: 1n, of: product.index },
  ]);
}

function gridOf(document: Matching, customer: Grade, product: Grade): readonly string[] {
  return customer.names.flatMap((c) => product.names.map((p) => document.grid[c]?.[p] ?? 'refuse'));
}

function readRank(document: Matching, scope: Scope, gathered: Gathered): Expression {
  const none = missing(numberType(0, 0n, 0n));
  if (document.rank === undefined) return none;
  const at = { definition: scope.definition, pointer: '/rank' };
  if (document.rank.ifMissing === 'refuse') {
    gathered.problems.push(matchingProblem('rank-cannot-refuse', { ...at, pointer: '/rank/ifMissing' }));
  }
  const rank = gathered.take(lowerComputed(document.rank, scope, at));
  if (rank === null) return none;
  if (rank.type.kind !== 'number') {
    gathered.problems.push(matchingProblem('rank-not-a-number', { ...at, pointer: '/rank/type' }));
    return none;
  }
  const { decimals } = rank.type;
  if (decimals > 9) gathered.problems.push(matchingProblem('rank-too-precise', at, { found: decimals }));
  return rank;
}

/** The text of the order, with the names it may read and what its parts mean. */
export function matchingTexts(document: Matching, environment: Environment): readonly ShownText[] {
  const { customer, product, rank, name } = document;
  if (rank === undefined || environment.entity(customer) === undefined || environment.entity(product) === undefined)
    return [];
  const scope = pairScope(environment, customer, product, `matching/${name}`);
  const transcript = { parts: [], faults: [] };
  lowerComputed(rank, scope, { definition: scope.definition, pointer: '/rank' }, transcript);
  return [{ pointer: '/rank', computed: rank, scope, transcript }];
}

/** What names a product in the result: its entity's key. */
function productKey(document: Matching, scope: Scope, gathered: Gathered): Expression | null {
  const key = scope.environment.entity(document.product)?.key;
  const value = key === undefined ? undefined : scope.name(`product.${key}`);
  if (value?.kind === 'value') return value.expression;
  const at = { definition: scope.definition, pointer: '/product' };
  gathered.problems.push(matchingProblem('product-without-key', at, { entity: document.product }));
  return null;
}

/**
 * What goes wrong with the facts of the product, or in the rank's own text, which each product is asked for; without products nothing
 * of that can go wrong. All else goes wrong once, with the request.
 */
function isOfProduct({ when, subject, origin }: ProblemPlan, id: string): boolean {
  const isOwn = origin.definition === id && origin.pointer.startsWith('/rank');
  return isOwn || [when, ...(subject === undefined ? [] : [subject])].some((of) => readsSide(of, 'product'));
}
