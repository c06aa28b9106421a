import { draws, money } from './draws.ts';
import { TENURE_DAYS } from './field-context.ts';
import { ago, many, type SampleTable } from './table.ts';

/** Links to other parties: family within the household, the rest to customers who came before. */
export function links(seed: number, day: string): SampleTable {
  const d = draws(seed, 'link', 'i, j');
  const type = `CASE WHEN kind = 'personal' THEN ${d.pick('type', { family: 40, referred: 30, employer: 15, 'brought-along': 10, guarantor: 5 })} ELSE ${d.pick('type', { supplier: 28, buyer: 27, 'group-member': 20, referred: 12, 'brought-along': 8, guarantor: 5 })} END`;
  return {
    from: `(SELECT *, CASE WHEN drawn = 'family' AND kin IS NULL OR age < 18 AND drawn IN ('employer', 'guarantor') THEN 'referred' ELSE drawn END AS type FROM (SELECT *, ${type} AS drawn FROM ${many(`floor(4 * pow(${draws(seed, 'link', 'i').u('count')}, 4))`)}))`,
    fields: {
      linkId: `id || '-L' || j`,
      customerId: 'id',
      otherPartyId: `CASE WHEN type = 'family' THEN kin WHEN i > 0 THEN 'C' || lpad((1 + hash(i, j, 7) % i)::VARCHAR, 8, '0') END`,
      linkType: 'type',
      isDeclared: `${d.u('declared')} < 0.8`,
      sharesAddress: `type = 'family'`,
      profit12m: money(`300 * exp(${d.normal('profit')}) - 150`, -100_000_000_000, 100_000_000_000),
      fromOn: ago(day, `least(30 + 2000 * ${d.u('from')}, ${TENURE_DAYS})`),
      toOn: 'NULL::DATE',
    },
  };
}

/** Contacts with the bank. */
export function interactions(seed: number, day: string): SampleTable {
  const d = draws(seed, 'interaction', 'i, j');
  return {
    from: many(`floor(3.2 * pow(${draws(seed, 'interaction', 'i').u('count')}, 2))`),
    fields: {
      interactionId: `id || '-I' || j`,
      customerId: 'id',
      contactedAt: `make_timestamptz((epoch_ms(${ago(day, `least(1 + 360 * ${d.u('day')}, ${TENURE_DAYS})`)}::TIMESTAMP) + 3600000 * floor(1 + 9 * ${d.u('hour')})::BIGINT) * 1000)`,
      channel: d.pick('channel', {
        phone: 32,
        'mobile-banking': 22,
        wechat: 16,
        branch: 14,
        sms: 8,
        'online-banking': 4,
        visit: 3,
        mail: 1,
      }),
      staffId: `'U' || lpad((home % 400)::VARCHAR, 4, '0')`,
      purpose: d.pick('purpose', { service: 50, sales: 22, care: 12, 'return-visit': 9, complaint: 5, collection: 2 }),
      outcome: d.sometimes(
        'outcome',
        0.1,
        d.pick('outcome', { done: 62, 'follow-up': 18, declined: 12, 'not-reached': 8 }),
      ),
      nextAction: d.sometimes('next', 0.8, `'回访'`),
      dueOn: d.sometimes('next', 0.8, ago(day, `-30 * ${d.u('due')}`)),
      memo: 'NULL::VARCHAR',
    },
  };
}
