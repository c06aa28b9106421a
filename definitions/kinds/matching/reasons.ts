import type { ProblemPlan, ReasonPlan } from '../../model/decision.ts';
import { pick } from '../../expression/build-list.ts';
import { and, integer, isMissing, missing, not, when } from '../../expression/build-logic.ts';
import type { Expression, Origin } from '../../model/expression.ts';
import { numberType } from '../../model/type.ts';
import { meaningOf } from '../../model/problem.ts';
import { say, type Text } from '../../model/text.ts';
import type { Grade } from './grades.ts';
import type { Matching } from './matching.ts';

/** Why a product is not simply offered, and what went wrong while it was looked at. */
export function matchReasons(of: {
  readonly document: Matching;
  readonly eligible: Expression | null;
  readonly customer: Grade;
  readonly product: Grade;
  /** The position of the cell, customer by customer. */
  readonly cell: Expression;
  readonly plans: readonly ProblemPlan[];
  readonly origin: Origin;
}): readonly ReasonPlan[] {
  const { customer, product, origin } = of;
  const at = (pointer: string) => ({ ...origin, pointer });
  const ineligible =
    of.eligible === null ? [] : [reason('not-eligible', NOT_ELIGIBLE, not(of.eligible), at('/eligible'))];
  const isKnown = [not(isMissing(customer.index)), not(isMissing(product.index))];
  return [
    ...ineligible,
    reason('customer-grade-unknown', NO_CUSTOMER_GRADE, isMissing(customer.index), at('/customerGrade')),
    reason('product-grade-unknown', NO_PRODUCT_GRADE, isMissing(product.index), at('/productGrade')),
    gridReason(
      of.document,
      customer,
      product,
      of.cell,
      and(of.eligible === null ? isKnown : [of.eligible, ...isKnown]),
    ),
    ...of.plans.map((plan) => reason(plan.code, planText(plan), plan.when, plan.origin)),
  ];
}

const NOT_ELIGIBLE: Text = { 'zh-CN': '不符合准入条件', en: 'Not eligible' };
const NO_CUSTOMER_GRADE: Text = { 'zh-CN': '客户等级未知', en: 'The customer’s grade is unknown' };
const NO_PRODUCT_GRADE: Text = { 'zh-CN': '产品等级未知', en: 'The product’s grade is unknown' };

const FLAG = numberType(0, 0n, 0n);
function reason(code: string, text: Text, condition: Expression, origin: Origin): ReasonPlan {
  return { codes: [{ code, text }], index: when(condition, integer(0), missing(FLAG)), loss: null, origin };
}

/** One reason for each cell that is no offer: `b-high`. */
function gridReason(
  document: Matching,
  customer: Grade,
  product: Grade,
  cell: Expression,
  applies: Expression,
): ReasonPlan {
  const cells = customer.names.flatMap((c) =>
    product.names.map((p) => ({ c, p, match: document.grid[c]?.[p] ?? 'refuse' })),
  );
  const told = cells.filter(({ match }) => match !== 'offer');
  const codes = told.map(({ c, p, match }) => ({ code: `${c}-${p}`, text: cellText(c, p, match) }));
  const type = numberType(0, 0n, BigInt(Math.max(codes.length - 1, 0)));
  const positions = cells.map((one) => (one.match === 'offer' ? null : BigInt(told.indexOf(one))));
  const index = when(applies, pick(cell, positions, type), missing(type));
  return { codes, index, loss: null, origin: { definition: `matching/${document.name}`, pointer: '/grid' } };
}

function cellText(c: string, p: string, match: string): Text {
  const verdict = match === 'refer' ? { 'zh-CN': '转人工', en: 'refer' } : { 'zh-CN': '不予办理', en: 'refuse' };
  return {
    'zh-CN': `客户等级 ${c}、产品等级 ${p}：${verdict['zh-CN']}`,
    en: `customer grade ${c}, product grade ${p}: ${verdict.en}`,
  };
}

/** The sentence of a plan's problem. */
function planText({ code, slots }: ProblemPlan): Text {
  const meaning = meaningOf(code);
  if (meaning === undefined) return code;
  const filled = (language: 'zh-CN' | 'en') =>
    meaning[language].replace(/\{(\w+)\}/g, (_, name: string) => {
      const slot = slots[name];
      return typeof slot === 'number' ? String(slot) : say(slot, language);
    });
  return { 'zh-CN': filled('zh-CN'), en: filled('en') };
}
