import { money, whole } from './draws.ts';
import type { Fields, FieldContext } from './field-context.ts';

/** How much larger organisations' money is. */
const SCALE = `CASE kind WHEN 'personal' THEN 1 WHEN 'corporate' THEN 40 ELSE 90 END`;

/** What the bank measures of a customer: need, assets, costs. */
export function figures({ d }: FieldContext): Fields {
  return {
    needScore: d.sometimes('need', 0.2, money(`55 + 18 * ${d.normal('need')}`, 0, 100)),
    satisfactionIndex: d.sometimes('satisfied', 0.35, money(`76 + 9 * quality + 6 * ${d.normal('satisfied')}`, 0, 100)),
    aum: d.sometimes('aum', 0.04, money('assets', 0, 100_000_000_000)),
    serviceCost12m: money(`exp(3.6 + 0.5 * wealth) * ${SCALE}`, 0, 100_000_000_000),
    feeCost12m: money(`exp(2.8 + 0.6 * wealth) * ${SCALE}`, 0, 100_000_000_000),
    priorContribution: d.sometimes(
      'prior',
      0.1,
      money(
        `(exp(7.3 + 1.1 * wealth) - 600) * ${SCALE} * (0.6 + 0.8 * ${d.u('prior')})`,
        -100_000_000_000,
        100_000_000_000,
      ),
    ),
  };
}

/** What flows through a customer's accounts, and what is expected of them. */
export function flows({ d, series }: FieldContext): Fields {
  return {
    directContribution: d.sometimes(
      'clv',
      0.5,
      series('direct', (year) =>
        money(`exp(7.9 + 1.2 * wealth) * pow(1.04, ${year}) * (0.5 + ${d.u('#')})`, -100_000_000_000, 100_000_000_000),
      ),
    ),
    indirectContribution: d.sometimes(
      'clv',
      0.5,
      series('indirect', () => money(`exp(5.6 + wealth) * ${d.u('#')}`, -100_000_000_000, 100_000_000_000)),
    ),
    realisationFactor: d.sometimes(
      'clv',
      0.5,
      series('factor', (year) => money(`1 - 0.06 * ${year} * ${d.u('#')}`, 0, 1, 4)),
    ),
    discountRate: d.sometimes('clv', 0.5, '0.050000::DECIMAL(8, 6)'),
    spendWithBank: d.sometimes('spend', 0.3, money(`exp(8.8 + 0.9 * wealth) * ${d.u('spend')}`, 0, 100_000_000_000)),
    totalSpend: d.sometimes('spend', 0.3, money('exp(8.8 + 0.9 * wealth)', 0, 100_000_000_000)),
    priorSpendWithBank: d.sometimes(
      'spent',
      0.4,
      money(`exp(8.7 + 0.9 * wealth) * least(1, ${d.u('spend')} * (0.8 + 0.4 * ${d.u('spent')}))`, 0, 100_000_000_000),
    ),
    priorTotalSpend: d.sometimes('spent', 0.4, money('exp(8.7 + 0.9 * wealth)', 0, 100_000_000_000)),
    totalSpendSource: d.sometimes(
      'spend',
      0.3,
      d.pick('spending', { 'payment-data': 50, estimate: 30, survey: 12, 'customer-statement': 8 }),
    ),
    totalSpendConfidence: d.sometimes('spend', 0.3, d.pick('confidence', { high: 30, middle: 50, low: 20 })),
    balanceStability: d.sometimes(
      'stability',
      0.08,
      money(`0.68 + 0.14 * quality + 0.12 * ${d.normal('stability')}`, 0, 1, 4),
    ),
    balanceChange3m: d.sometimes('change', 0.06, money(`0.02 + 0.22 * ${d.normal('change')}`, -1, 1000, 4)),
    outflowRatio3m: d.sometimes('outflow', 0.06, money(`exp(-1.6 + 0.8 * ${d.normal('outflow')})`, 0, 1000, 4)),
    loansRenewed: d.sometimes('renewed', 0.35, whole(`4 * pow(${d.u('renewed')}, 2.2)`, 0, 1000)),
    feeBusinessCount: d.sometimes('fee', 0.05, whole(`1 + 7 * pow(${d.u('fee')}, 1.3) + 0.8 * wealth`, 0, 100)),
    activeDays90: d.sometimes('active', 0.06, whole('90 * pow(activity, 0.9)', 0, 90)),
    complaints12m: d.sometimes('complaints', 0.03, whole(`4 * pow(${d.u('complaints')}, 6)`, 0, 1000)),
  };
}
